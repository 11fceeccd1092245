import { sql } from 'kysely';
import type { InTurns } from '../database/pace.ts';
import type { VersionKey } from './links.ts';

/** Rows of a version's customers that go at a time. */
const ROWS = 500;

/**
 * Deletes a version that nobody sees any more, with all it rests on, a little at a time. Broken off in between, the rest of
 * it goes with the next draft or erasure.
 */
export async function dropVersion(
  inTurns: InTurns,
  { workspace, persona, version }: VersionKey,
): Promise<void> {
  const own = sql`workspace = ${workspace} AND persona = ${persona} AND version = ${version}`;
  // A claim takes with it what points at its blocks, which may be much: hence one at a time.
  for (const [table, column, rows] of [
    ['claims', 'id', 1],
    ['persona_cases', 'customer', ROWS],
  ] as const) {
    await inTurns(async (trx) => {
      const { numAffectedRows = 0n } = await sql`
        DELETE FROM ${sql.table(table)} WHERE ${own} AND ${sql.ref(column)} IN (
          SELECT ${sql.ref(column)} FROM ${sql.table(table)} WHERE ${own} LIMIT ${rows})`.execute(trx);
      return numAffectedRows > 0n;
    });
  }
  await inTurns(async (trx) => {
    await sql`DELETE FROM persona_versions WHERE ${own}`.execute(trx);
    return false;
  });
}
