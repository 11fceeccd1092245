import { type RawBuilder, sql } from 'kysely';

/**
 * A parameter for a statement that runs at every step. SQLite compiles some statements anew at each execution, because
 * a value bound to them might call for another plan (it is built with STAT4); behind a plus it takes none into account.
 */
export function steady<T>(value: T): RawBuilder<T> {
  return sql<T>`+${value}`;
}
