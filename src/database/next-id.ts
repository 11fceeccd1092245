import { sql } from 'kysely';
import type { Database } from './open.ts';
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

/** The number after the highest one. Take it inside the transaction that uses it. */
export async function nextId(db: Database, table: Numbered, workspace: number): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    SELECT coalesce(max(id), 0) + 1 AS next FROM ${sql.table(table)} WHERE workspace = ${workspace}`.execute(
    db,
  );
  return Number(rows[0]?.next ?? 1);
}

/**
 * The highest number that any answer has or had, shown or not: an erased answer's number is never given again, because
 * links and quotes name answers by it. Take it inside the transaction that uses it.
 */
export async function lastAnswerNumber(db: Database, workspace: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    SELECT max(
      coalesce((SELECT max(id) FROM answer_rows WHERE workspace = ${steady(workspace)}), 0),
      coalesce((SELECT last FROM answer_numbers WHERE workspace = ${workspace}), 0)
    ) AS last`.execute(db);
  return Number(rows[0]?.last ?? 0);
}
