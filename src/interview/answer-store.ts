import { nextAnswerNumber } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import { steady } from '../database/steady.ts';
import type { Row } from '../database/tables.ts';
import type { AnswerValue } from '../scripts/script.ts';
import type { Language } from '../text/language.ts';
import type { Answer, Interview } from './state.ts';

/** All revisions in the order in which they were given. */
async function revisionsOf(db: Database, workspace: number, interview: string) {
  const { rows } = await revisionsIn(db, { workspace, interview });
  return rows.sort((a, b) => a.answer - b.answer || a.revision - b.revision);
}

type Place = { workspace: number; interview: string };

const revisionsIn = prepared((db, { workspace, interview }: Place) =>
  db
    .selectFrom('answers')
    // A plain join, or an order by number, makes SQLite walk through all answers of the workspace.
    .crossJoin('answer_revisions')
    .selectAll('answer_revisions')
    .select('answers.question')
    .where('answers.workspace', '=', steady(workspace))
    .where('answers.interview', '=', steady(interview))
    .whereRef('answer_revisions.workspace', '=', 'answers.workspace')
    .whereRef('answer_revisions.answer', '=', 'answers.id')
    // A revision after the latest one waits for an import to be done.
    .whereRef('revision', '<=', 'answers.latest_revision'),
);

/** The newest revision of each answer, and of a withdrawn one the revision before it. */
export async function loadAnswers(
  db: Database,
  workspace: number,
  interview: string,
): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const row of await revisionsOf(db, workspace, interview)) {
    const earlier = answers[row.question];
    const before =
      row.state === 'withdrawn' && earlier ? { state: earlier.state, value: earlier.value } : null;
    answers[row.question] = { ...answerOf(row), before };
  }
  return answers;
}

function answerOf(row: Row<'answer_revisions'>): Omit<Answer, 'before'> {
  return {
    revision: row.revision,
    state: row.state,
    value: row.value === null ? null : (JSON.parse(row.value) as AnswerValue),
    wording: row.wording,
    language: row.language as Language,
    visibility: row.visibility,
    messageTs: row.message_ts,
    at: row.at,
  };
}

/** Adds the revisions of a step to those that are stored; nothing stored is ever changed. */
export async function saveAnswers(
  db: Database,
  workspace: number,
  before: Pick<Interview, 'answers'>,
  { id: interview, answers }: Pick<Interview, 'id' | 'answers'>,
): Promise<void> {
  for (const [question, answer] of Object.entries(answers)) {
    const stored = before.answers[question]?.revision ?? 0;
    const { revision } = answer;
    if (revision === stored) continue;
    if (revision !== stored + 1)
      throw new Error(`revision ${revision} of an answer does not follow ${stored}`);
    if (stored === 0) {
      await addRevision(db, workspace, await addAnswer(db, workspace, interview, question), answer);
    } else {
      const id = await answerOn(db, workspace, interview, question);
      await addRevision(db, workspace, id, answer);
      await setLatest(db, workspace, id, revision);
    }
  }
}

/** The number of the answer to a question that has one. */
async function answerOn(
  db: Database,
  workspace: number,
  interview: string,
  question: string,
): Promise<number> {
  const { id } = await db
    .selectFrom('answers')
    .select('id')
    .where('workspace', '=', workspace)
    .where('interview', '=', interview)
    .where('question', '=', question)
    .executeTakeFirstOrThrow();
  return id;
}

async function addAnswer(
  db: Database,
  workspace: number,
  interview: string,
  question: string,
): Promise<number> {
  const { rows } = await insertAnswer(db, { workspace, interview, question });
  return rows[0]!.id;
}

/** Into the rows themselves: through the view SQLite gives back no number. */
const insertAnswer = prepared((db, { workspace, interview, question }: Place & { question: string }) =>
  db
    .insertInto('answer_rows')
    .values({ workspace, id: nextAnswerNumber(workspace), interview, question, latest_revision: 1 })
    .returning('id'),
);

async function addRevision(db: Database, workspace: number, id: number, answer: Answer): Promise<void> {
  const { revision, state, value, wording, language, visibility, messageTs, at } = answer;
  await insertRevision(db, {
    ...{ workspace, answer: id, revision, state, wording, language, visibility, at },
    value: value === null ? null : JSON.stringify(value),
    message_ts: messageTs,
  });
}

const insertRevision = prepared((db, row: Row<'answer_revisions'>) =>
  db.insertInto('answer_revisions').values({
    workspace: row.workspace,
    answer: row.answer,
    revision: row.revision,
    state: row.state,
    value: row.value,
    wording: row.wording,
    language: row.language,
    visibility: row.visibility,
    message_ts: row.message_ts,
    at: row.at,
  }),
);

async function setLatest(db: Database, workspace: number, id: number, revision: number): Promise<void> {
  await db
    .updateTable('answers')
    .set({ latest_revision: revision })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .execute();
}
