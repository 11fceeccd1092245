import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from './open.ts';

/** For so long whoever reads or writes beside it is waited for, in milliseconds. */
const PATIENCE_MS = 5_000;
const LOOKED_FOR_EVERY_MS = 20;

/**
 * Moves the write-ahead log into the file and empties it: what was overwritten in the file may still stand in the log.
 * Where somebody stays in the way, the log goes with the next one.
 */
export async function checkpoint(db: Database): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (!(await emptied(db)) && performance.now() < until) await sleep(LOOKED_FOR_EVERY_MS);
}

async function emptied(db: Database): Promise<boolean> {
  const { rows } = await sql<{ busy: number }>`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
  return rows[0]?.busy === 0;
}
