import type BetterSqlite3 from 'better-sqlite3';
import type { CompiledQuery, QueryResult } from 'kysely';

/** Statements that are prepared once and kept, for each handle. */
const KEPT_STATEMENTS = 500;
/** What SQLite runs only outside of a transaction; some of it runs while it is prepared, so it is never kept. */
export const ALONE = /^\s*(?:pragma|vacuum|attach|detach)\b/i;

/**
 * Runs queries on one handle with statements that are kept: to prepare one that writes takes longer than to run it,
 * because every trigger and foreign key of its table is compiled along.
 */
export function runnerFor(handle: BetterSqlite3.Database) {
  const kept = new Map<string, BetterSqlite3.Statement>();
  const prepared = (sql: string): BetterSqlite3.Statement => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = handle.prepare(sql);
    if (ALONE.test(sql)) return statement;
    kept.set(sql, statement);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_STATEMENTS) break;
      kept.delete(oldest);
    }
    return statement;
  };
  const run = <R>({ sql, parameters }: CompiledQuery): QueryResult<R> => {
    const statement = prepared(sql);
    if (statement.reader) return { rows: statement.all(parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
  };
  return Object.assign(run, { isRead: ({ sql }: CompiledQuery): boolean => prepared(sql).readonly });
}
