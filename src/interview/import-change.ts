import { insertAll } from '../database/bulk.ts';
import type { ImportRun } from '../database/import-runs.ts';
import type { Database } from '../database/open.ts';
import type { AnswerState, NewRow, Row } from '../database/tables.ts';
import type { ImportedInterview } from './import-line.ts';
import { wordingOf } from './wording.ts';

export function saidOf({ answers, reporter }: ImportedInterview, key: string) {
  const { question, value } = answers.find((one) => one.question.key === key)!;
  return {
    state: value === null ? ('dont_know' as const) : ('answered' as const),
    value: value === null ? null : JSON.stringify(value),
    wording: wordingOf(question, 'en', reporter.role),
    language: 'en',
  };
}

export async function lastAnswer(trx: Database, workspace: number): Promise<number> {
  const { last } = await trx
    .selectFrom('answer_rows')
    .select((eb) => eb.fn.max('id').as('last'))
    .where('workspace', '=', workspace)
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

/**
 * A changed line gives a new revision to each answer that now reads otherwise; it is the latest from the moment the
 * run is done. The file wins also over what was edited in Slack since; the edit stays in the history.
 */
export async function changeAnswers(
  trx: Database,
  run: ImportRun,
  stored: Pick<Row<'interviews'>, 'id' | 'visibility'>,
  line: ImportedInterview,
): Promise<void> {
  const changes = await changesOf(trx, run, stored.id, line);
  if (changes.length === 0) return;
  const { workspace } = run;
  let last = await lastAnswer(trx, workspace);
  const answers: NewRow<'answer_rows'>[] = [];
  const revisions: NewRow<'answer_revisions'>[] = [];
  for (const { id, revision, question, ...said } of changes) {
    const answer = id ?? ++last;
    if (id === null)
      answers.push({ workspace, id: answer, interview: stored.id, question, latest_revision: 0 });
    const shown = { message_ts: null, visibility: stored.visibility, at: run.now };
    revisions.push({ workspace, answer, revision, ...said, ...shown });
  }
  await insertAll(trx, 'answer_rows', answers);
  await insertAll(trx, 'answer_revisions', revisions);
  for (const { answer, revision } of revisions) {
    await trx
      .updateTable('answer_rows')
      .set({ next_run: run.id, next_revision: revision })
      .where('workspace', '=', workspace)
      .where('id', '=', answer)
      .execute();
  }
}

type Change = {
  /** `null`: the question was not answered before. */
  id: number | null;
  revision: number;
  question: string;
  state: AnswerState;
  value: string | null;
  wording: string;
  language: string;
};

/** The answers that read otherwise than before, and those that the line no longer has. */
async function changesOf(
  trx: Database,
  { workspace }: ImportRun,
  interview: string,
  line: ImportedInterview,
): Promise<Change[]> {
  const before = await trx
    .selectFrom('answer_rows')
    .innerJoin('answer_revisions', (join) =>
      join
        .onRef('answer_revisions.workspace', '=', 'answer_rows.workspace')
        .onRef('answer_revisions.answer', '=', 'answer_rows.id')
        .onRef('answer_revisions.revision', '=', 'answer_rows.latest_revision'),
    )
    .select(['answer_rows.id', 'revision', 'question', 'state', 'value', 'wording', 'language'])
    .where('answer_rows.workspace', '=', workspace)
    .where('answer_rows.interview', '=', interview)
    .execute();
  const old = new Map(before.map((row) => [row.question, row]));
  const said = line.answers.map(({ question }): Change => {
    const was = old.get(question.key);
    const numbers = { id: was?.id ?? null, revision: (was?.revision ?? 0) + 1 };
    return { ...numbers, question: question.key, ...saidOf(line, question.key) };
  });
  const asked = new Set(said.map(({ question }) => question));
  const gone = before
    .filter(({ question, state }) => !asked.has(question) && state !== 'withdrawn')
    .map((row): Change => ({ ...row, revision: row.revision + 1, state: 'withdrawn', value: null }));
  const changed = said.filter(({ question, state, value }) => {
    const was = old.get(question);
    return was?.state !== state || was.value !== value;
  });
  return [...changed, ...gone];
}
