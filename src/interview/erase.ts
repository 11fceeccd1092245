import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { takeAway } from '../slack/outbox.ts';
import { dropIfUnused } from './customer-store.ts';
import { slotsAbove } from './screen.ts';

/**
 * Deletes an interview that was condemned (condemn.ts): its answers with all revisions, the evidence that points at them,
 * and the messages in the conversation that repeat them. The customer stays where a record or somebody else's report is
 * left. `secure_delete` overwrites the rows in the file. Call it in a transaction.
 */
export async function eraseInterview(
  db: Database,
  workspace: number,
  id: string,
  now: string,
): Promise<void> {
  const interview = await db
    .selectFrom('interview_rows')
    .select('customer')
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!interview) return;
  const rows = await db
    .selectFrom('answer_rows')
    .select('id')
    .where('workspace', '=', workspace)
    .where('interview', '=', id)
    .execute();
  const answers = rows.map((row) => row.id);
  const named = await customersNamed(db, workspace, answers);
  await eraseTraces(db, workspace, answers);
  await db.deleteFrom('interview_rows').where('workspace', '=', workspace).where('id', '=', id).execute();
  await db
    .deleteFrom('staged_interviews')
    .where('workspace', '=', workspace)
    .where('interview', '=', id)
    .execute();
  if (interview.customer !== null) named.push(interview.customer);
  for (const customer of new Set(named)) await dropIfUnused(db, workspace, customer);
  await takeAway(db, workspace, slotsAbove(id), now);
}

/** Deletes one condemned answer, like {@link eraseInterview}. */
export async function eraseAnswer(db: Database, workspace: number, answer: number): Promise<void> {
  const named = await customersNamed(db, workspace, [answer]);
  await eraseTraces(db, workspace, [answer]);
  await db.deleteFrom('answer_rows').where('workspace', '=', workspace).where('id', '=', answer).execute();
  for (const customer of named) await dropIfUnused(db, workspace, customer);
}

/** Every customer that any revision ever named: one that was replaced or taken back must not stay behind either. */
export async function customersNamed(
  db: Database,
  workspace: number,
  answers: readonly number[],
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    SELECT DISTINCT known.key FROM json_each(${JSON.stringify(answers)}) AS one
    CROSS JOIN answer_revisions AS said ON said.workspace = ${workspace} AND said.answer = one.value AND said.value LIKE '"%'
    CROSS JOIN customer_rows AS known ON known.workspace = ${workspace} AND known.key = said.value ->> '$'`.execute(
    db,
  );
  return rows.map(({ key }) => key);
}

/** What points at answers. They themselves go with their interview. */
async function eraseTraces(db: Database, workspace: number, answers: readonly number[]): Promise<void> {
  for (const table of ['block_links', 'quotes'] as const) {
    await sql`DELETE FROM ${sql.table(table)} WHERE workspace = ${workspace}
      AND answer IN (SELECT value FROM json_each(${JSON.stringify(answers)}))`.execute(db);
  }
}
