import { setTimeout as sleep } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';

const LOOKED_FOR_EVERY_MS = 1;

/**
 * What begins a transaction that writes, on one handle. While another process has the lock it is looked for every
 * millisecond, and this process goes on with whatever else it has to do. SQLite's own waiting looks after 1, 2, 5, 10,
 * 15, 20, then 25 to 100 ms and stops the process meanwhile: beside an import, which holds the lock often and briefly,
 * it meets lock after lock.
 *
 * @param writesAlone whether the handle also writes outside of such transactions: there SQLite goes on waiting
 * @returns rejects with SQLITE_BUSY once it has waited for as long as the handle was opened to wait
 */
export function begins(handle: BetterSqlite3.Database, writesAlone: boolean): () => Promise<void> {
  const begin = handle.prepare('begin immediate');
  const patienceMs = Number(handle.pragma('busy_timeout', { simple: true }));
  const waitFor = (ms: number) => handle.pragma(`busy_timeout = ${ms}`);
  if (!writesAlone) waitFor(0);
  const tryOnce = (): void => {
    if (!writesAlone) return void begin.run();
    waitFor(0);
    try {
      begin.run();
    } finally {
      waitFor(patienceMs);
    }
  };
  return async () => {
    const until = performance.now() + patienceMs;
    for (;;) {
      try {
        return tryOnce();
      } catch (error) {
        if (!isBusy(error) || performance.now() >= until) throw error;
      }
      await sleep(LOOKED_FOR_EVERY_MS);
    }
  };
}

/** What was to be stored points at a row that is there no more. */
export function pointsNowhere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/** Another process had the lock for too long. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
