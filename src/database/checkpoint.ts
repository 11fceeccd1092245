import { sql } from 'kysely';
import type { Database } from './open.ts';

/**
 * Moves the write-ahead log into the file and empties it: what was overwritten in the file may still stand in the log.
 * Where a reader is in the way, the log goes with the next one.
 */
export async function checkpoint(db: Database): Promise<void> {
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
}
