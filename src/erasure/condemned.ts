import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { CONDEMNED } from '../interview/condemn.ts';
import { customersNamed } from '../interview/erase.ts';

/** What is on its way out: hidden already, and to be counted no more. */
export type Doomed = { interviews: string[]; answers: number[]; customers: string[]; people: string[] };

/** Interviews that are taken out of the counts at a time: what a version counts is written anew once for all of them. */
const AT_ONCE = 500;

/** What is condemned and not deleted yet, so much of it as is worked on at a time. `null`: nothing. */
export async function nextDoomed(db: Database, workspace: number): Promise<Doomed | null> {
  const interviews = await db
    .selectFrom('interview_rows')
    .select('id')
    .where('workspace', '=', workspace)
    .where('import_run', '=', CONDEMNED)
    .limit(AT_ONCE)
    .execute();
  const answers = await db
    .selectFrom('condemned_answers')
    .select('answer')
    .where('workspace', '=', workspace)
    .execute();
  const customers = await db
    .selectFrom('condemned_customers')
    .select('customer')
    .where('workspace', '=', workspace)
    .execute();
  const people = await db
    .selectFrom('condemned_people')
    .select('person')
    .where('workspace', '=', workspace)
    .execute();
  if (interviews.length + answers.length + customers.length + people.length === 0) return null;
  return {
    interviews: interviews.map(({ id }) => id),
    answers: answers.map(({ answer }) => answer),
    // Last, after the last of the interviews.
    customers: interviews.length === AT_ONCE ? [] : customers.map(({ customer }) => customer),
    people: interviews.length === AT_ONCE ? [] : people.map(({ person }) => person),
  };
}

/** Whether an erasure is under way. */
export async function isUnderWay(db: Database, workspace: number): Promise<boolean> {
  const row = await db
    .selectFrom('erasures')
    .select('workspace')
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  return row !== undefined;
}

/** The workspaces in which one is, also those that the bot is installed in no more. */
export async function underWayIn(db: Database): Promise<number[]> {
  const rows = await db.selectFrom('erasures').select('workspace').execute();
  return rows.map(({ workspace }) => workspace);
}

/** Every answer that is on its way out, by its number. */
export async function answersOf(
  db: Database,
  workspace: number,
  { interviews, answers }: Doomed,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT a.id FROM json_each(${JSON.stringify(interviews)}) AS one
    CROSS JOIN answer_rows AS a ON a.workspace = ${workspace} AND a.interview = one.value`.execute(db);
  return [...rows.map(({ id }) => id), ...answers];
}

/** The customers of whom nothing is left once these are gone: no record, no other interview, nor one that an import brings. */
export async function goneWith(
  db: Database,
  workspace: number,
  doomed: Doomed,
  answers: readonly number[],
): Promise<Set<string>> {
  const named = await customersNamed(db, workspace, answers);
  const { rows } = await sql<{ key: string }>`
    WITH named (key) AS (
      SELECT value FROM json_each(${JSON.stringify(named)})
      UNION SELECT i.customer FROM json_each(${JSON.stringify(doomed.interviews)}) AS one
        CROSS JOIN interview_rows AS i ON i.workspace = ${workspace} AND i.id = one.value)
    SELECT known.key FROM named
    CROSS JOIN customer_rows AS known ON known.workspace = ${workspace} AND known.key = named.key AND known.record IS NULL
    WHERE NOT EXISTS (SELECT 1 FROM interview_rows AS i
        WHERE i.workspace = ${workspace} AND i.customer = named.key AND i.import_run IS NOT ${CONDEMNED})
      AND NOT EXISTS (SELECT 1 FROM staged_customers AS s WHERE s.workspace = ${workspace} AND s.key = named.key)
      AND NOT EXISTS (SELECT 1 FROM staged_interviews AS s
        CROSS JOIN interview_rows AS i ON i.workspace = s.workspace AND i.id = s.interview AND i.import_run IS NOT ${CONDEMNED}
        WHERE s.workspace = ${workspace} AND s.customer = named.key)`.execute(db);
  return new Set([...rows.map(({ key }) => key), ...doomed.customers]);
}
