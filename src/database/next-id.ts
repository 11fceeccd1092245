import { sql } from 'kysely';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { steady } from './steady.ts';

/** Tables whose rows are numbered from 1 within each workspace. */
type Numbered =
  | 'audit_log'
  | 'campaigns'
  | 'checks'
  | 'customer_aliases'
  | 'decisions'
  | 'draft_runs'
  | 'evidence_requests'
  | 'exports'
  | 'invitations'
  | 'model_calls'
  | 'regroupings';

/**
 * The number after the highest one that a row has or had: one that was erased is never given again, because menus in
 * Slack name rows by it. Take it inside the transaction that uses it.
 */
export async function nextId(db: Database, table: Numbered, workspace: number): Promise<number> {
  const { last } = await db.selectNoFrom(lastNumber(table, workspace).as('last')).executeTakeFirstOrThrow();
  return last + 1;
}

/**
 * The highest number that any answer has or had, shown or not: links and quotes name answers by it. Take it inside the
 * transaction that uses it.
 */
export async function lastAnswerNumber(db: Database, workspace: number): Promise<number> {
  const { rows } = await lastAnswer(db, { workspace });
  return rows[0]?.last ?? 0;
}

const lastAnswer = prepared((db, { workspace }: { workspace: number }) =>
  db.selectNoFrom(lastNumber('answer_rows', workspace).as('last')),
);

/** The number of an answer that is being added, as the statement that adds it takes it. */
export function nextAnswerNumber(workspace: number) {
  return sql<number>`1 + ${lastNumber('answer_rows', workspace)}`;
}

function lastNumber(table: Numbered | 'answer_rows', workspace: number) {
  return sql<number>`max(
    coalesce((SELECT max(id) FROM ${sql.table(table)} WHERE workspace = ${steady(workspace)}), 0),
    coalesce((SELECT last FROM last_numbers WHERE workspace = ${workspace} AND of_table = ${table}), 0))`;
}
