import { tellImport } from '../database/import-erasures.ts';
import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import { forgetSetAside } from '../slack/inbox.ts';
import { takeAway } from '../slack/outbox.ts';
import { dropIfUnused } from './customer-store.ts';
import { slotsAbove } from './screen.ts';
import type { Script } from './script.ts';

/**
 * Deletes an interview for good: its answers with all revisions, the evidence and quotes that point at them, the
 * stored output of drafts that quoted them, and the messages in the conversation that repeat them. The customer stays
 * where a record or somebody else's report is left.
 * One that an import has not shown yet goes as well.
 * `secure_delete` overwrites the rows in the file. Call it in a transaction.
 */
export async function eraseInterview(
  db: Database,
  workspace: number,
  id: string,
  actor: string,
  now: string,
): Promise<void> {
  const interview = await db
    .selectFrom('interview_rows')
    .select(['customer', 'person'])
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!interview) return;
  await tellImport(db, workspace, 'interview', id);
  const answers = await db
    .selectFrom('answers')
    .select('id')
    .where('workspace', '=', workspace)
    .where('interview', '=', id)
    .execute();
  const named = await customersNamed(
    db,
    workspace,
    answers.map(({ id: answer }) => answer),
  );
  for (const { id: answer } of answers) await eraseTraces(db, workspace, answer);
  await db.deleteFrom('interview_rows').where('workspace', '=', workspace).where('id', '=', id).execute();
  await db
    .deleteFrom('staged_interviews')
    .where('workspace', '=', workspace)
    .where('interview', '=', id)
    .execute();
  if (interview.customer !== null) named.push(interview.customer);
  for (const customer of new Set(named)) await dropIfUnused(db, workspace, customer);
  await takeAway(db, workspace, slotsAbove(id), now);
  await forgetSetAside(db, workspace, interview.person);
  await note(db, workspace, 'interview erased', actor, now);
}

/**
 * Deletes one answer for good, like {@link eraseInterview}. The interview goes on without it; one whose customer was
 * named by it is about nobody. What stands on screen is the caller's business. Call it in a transaction.
 */
export async function eraseAnswer(
  db: Database,
  workspace: number,
  answer: number,
  actor: string,
  now: string,
): Promise<void> {
  const row = await db
    .selectFrom('answers')
    .innerJoin('interviews', (join) =>
      join
        .onRef('interviews.workspace', '=', 'answers.workspace')
        .onRef('interviews.id', '=', 'answers.interview'),
    )
    .innerJoin('scripts', (join) =>
      join
        .onRef('scripts.workspace', '=', 'interviews.workspace')
        .onRef('scripts.id', '=', 'interviews.script')
        .onRef('scripts.version', '=', 'interviews.script_version'),
    )
    .select(['interviews.id', 'interviews.person', 'answers.question', 'scripts.body'])
    .where('answers.workspace', '=', workspace)
    .where('answers.id', '=', answer)
    .executeTakeFirst();
  if (!row) return;
  const named = await customersNamed(db, workspace, [answer]);
  await eraseTraces(db, workspace, answer);
  await db.deleteFrom('answer_rows').where('workspace', '=', workspace).where('id', '=', answer).execute();
  const { questions } = JSON.parse(row.body) as Script;
  if (questions.some(({ key, type }) => key === row.question && type === 'customer')) {
    await db
      .updateTable('interviews')
      .set({ customer: null })
      .where('workspace', '=', workspace)
      .where('id', '=', row.id)
      .execute();
  }
  for (const customer of named) await dropIfUnused(db, workspace, customer);
  await forgetSetAside(db, workspace, row.person);
  await note(db, workspace, 'answer erased', actor, now);
}

/** Every customer that any revision ever named: one that was replaced or taken back must not stay behind either. */
async function customersNamed(db: Database, workspace: number, answers: number[]): Promise<string[]> {
  if (answers.length === 0) return [];
  const revisions = await db
    .selectFrom('answer_revisions')
    .select('value')
    .where('workspace', '=', workspace)
    .where('answer', 'in', answers)
    .execute();
  const said = revisions.flatMap(({ value }) => (value === null ? [] : [JSON.parse(value) as unknown]));
  const names = [...new Set(said.filter((value) => typeof value === 'string'))];
  if (names.length === 0) return [];
  const rows = await db
    .selectFrom('customers')
    .select('key')
    .where('workspace', '=', workspace)
    .where('key', 'in', names)
    .execute();
  return rows.map(({ key }) => key);
}

/** What points at an answer, and what repeats its words. The answer itself goes with its interview. */
async function eraseTraces(db: Database, workspace: number, answer: number): Promise<void> {
  for (const table of ['block_links', 'quotes'] as const) {
    await db.deleteFrom(table).where('workspace', '=', workspace).where('answer', '=', answer).execute();
  }
  await db
    .updateTable('draft_runs')
    .set({ result: null })
    .where('workspace', '=', workspace)
    .where((eb) =>
      eb.or([
        eb('result', 'like', `%"answer":"a${answer}"%`),
        eb('result', 'like', `%"answer": "a${answer}"%`),
      ]),
    )
    .execute();
}

/** That something was erased, not what: an imported interview's id may name a customer. */
async function note(
  db: Database,
  workspace: number,
  action: string,
  actor: string,
  now: string,
): Promise<void> {
  const id = await nextId(db, 'audit_log', workspace);
  await db
    .insertInto('audit_log')
    .values({ workspace, id, at: now, actor, action, subject: '', detail: '{}' })
    .execute();
}
