import { sql } from 'kysely';
import type { Database } from './open.ts';
import type { NewRow, Tables } from './tables.ts';

/**
 * Adds many rows of one shape with one short statement, which SQLite reads from a JSON text: several times quicker
 * than a statement with a place for every value.
 */
export async function insertAll<T extends keyof Tables>(
  db: Database,
  table: T,
  rows: readonly NewRow<T>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const values = rows.map((row) => columns.map((column) => row[column as keyof NewRow<T>] ?? null));
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    select ${sql.join(columns.map((_, at) => sql`value ->> ${sql.lit(at)}`))} from json_each(${JSON.stringify(values)})`.execute(
    db,
  );
}
