import { sql } from 'kysely';
import { insertAll } from '../database/bulk.ts';
import type { ImportRun } from '../database/import-runs.ts';
import { lastAnswerNumber } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import type { AnswerState, NewRow, Visibility } from '../database/tables.ts';
import { wordingOf } from '../scripts/wording.ts';
import type { ImportedInterview } from './interview-line.ts';

export function saidOf({ answers, reporter }: ImportedInterview, key: string) {
  const { question, value } = answers.find((one) => one.question.key === key)!;
  return {
    state: value === null ? ('dont_know' as const) : ('answered' as const),
    value: value === null ? null : JSON.stringify(value),
    wording: wordingOf(question, 'en', reporter.role),
    language: 'en',
  };
}

/** A line and the interview that it changes. */
export type ChangedLine = { line: ImportedInterview; interview: string; visibility: Visibility };

/**
 * A changed line gives a new revision to each answer that now reads otherwise; it is the latest from the moment the
 * run is done. The file wins also over what was edited in Slack since; the edit stays in the history.
 */
export async function changeAnswers(trx: Database, run: ImportRun, lines: ChangedLine[]): Promise<void> {
  const { workspace } = run;
  const before = await answersBefore(trx, workspace, lines);
  let last = await lastAnswerNumber(trx, workspace);
  const answers: NewRow<'answer_rows'>[] = [];
  const revisions: NewRow<'answer_revisions'>[] = [];
  for (const { line, interview, visibility } of lines) {
    for (const { id, revision, question, ...said } of changesOf(before.get(interview) ?? [], line)) {
      const answer = id ?? ++last;
      if (id === null) answers.push({ workspace, id: answer, interview, question, latest_revision: 0 });
      revisions.push({ workspace, answer, revision, ...said, message_ts: null, visibility, at: run.now });
    }
  }
  if (revisions.length === 0) return;
  await insertAll(trx, 'answer_rows', answers);
  await insertAll(trx, 'answer_revisions', revisions);
  const changed = JSON.stringify(revisions.map(({ answer }) => answer));
  await sql`
    update answer_rows set next_run = ${run.id}, next_revision = latest_revision + 1
    where workspace = ${workspace} and id in (select value from json_each(${changed}))`.execute(trx);
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

type Before = Omit<Change, 'id'> & { id: number; interview: string };

/** The newest revision of every answer, by interview. */
async function answersBefore(
  trx: Database,
  workspace: number,
  lines: ChangedLine[],
): Promise<Map<string, Before[]>> {
  if (lines.length === 0) return new Map();
  const rows = await trx
    .selectFrom('answer_rows')
    .innerJoin('answer_revisions', (join) =>
      join
        .onRef('answer_revisions.workspace', '=', 'answer_rows.workspace')
        .onRef('answer_revisions.answer', '=', 'answer_rows.id')
        .onRef('answer_revisions.revision', '=', 'answer_rows.latest_revision'),
    )
    .select(['answer_rows.id', 'interview', 'revision', 'question', 'state', 'value', 'wording', 'language'])
    .where('answer_rows.workspace', '=', workspace)
    .where(
      'interview',
      'in',
      lines.map(({ interview }) => interview),
    )
    .execute();
  return Map.groupBy(rows, ({ interview }) => interview);
}

/** The answers that read otherwise than before, and those that the line no longer has. */
function changesOf(before: Before[], line: ImportedInterview): Change[] {
  const old = new Map(before.map((row) => [row.question, row]));
  const said = line.answers.map(({ question }): Change => {
    const was = old.get(question.key);
    const numbers = { id: was?.id ?? null, revision: (was?.revision ?? 0) + 1 };
    return { ...numbers, question: question.key, ...saidOf(line, question.key) };
  });
  const asked = new Set(said.map(({ question }) => question));
  const gone = before
    .filter(({ question, state }) => !asked.has(question) && state !== 'withdrawn')
    .map(
      ({ interview: _, ...row }): Change => ({
        ...row,
        revision: row.revision + 1,
        state: 'withdrawn',
        value: null,
      }),
    );
  const changed = said.filter(({ question, state, value }) => {
    const was = old.get(question);
    return was?.state !== state || was.value !== value;
  });
  return [...changed, ...gone];
}
