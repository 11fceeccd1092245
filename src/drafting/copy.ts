import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { breatheWithin } from '../database/pace.ts';

const tables = ['persona_cases', 'claims', 'claim_blocks', 'quotes'] as const;

/** Gives a new version the evidence of an older one: the words changed, what they rest on did not. Call it in a transaction. */
export async function copyEvidence(
  db: Database,
  workspace: number,
  persona: string,
  from: number,
  to: number,
): Promise<void> {
  for (const table of tables) {
    const columns = await sql<{ name: string }>`
      SELECT name FROM pragma_table_info(${table}) WHERE name <> 'version'`.execute(db);
    const same = sql.join(columns.rows.map(({ name }) => sql.ref(name)));
    const copy = (of: RawBuilder<unknown>) =>
      sql`
        INSERT INTO ${sql.table(table)} (version, ${same})
        SELECT ${to}, ${same} FROM ${sql.table(table)}
        WHERE workspace = ${workspace} AND persona = ${persona} AND version = ${from} AND ${of}`.execute(db);
    const parts =
      table === 'claim_blocks'
        ? (await claimsOf(db, workspace, persona, from)).map((claim) => sql`claim = ${claim}`)
        : [sql`true`];
    for (const part of parts) {
      await breatheWithin();
      await copy(part);
    }
  }
}

async function claimsOf(
  db: Database,
  workspace: number,
  persona: string,
  version: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('claims')
    .select('id')
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('version', '=', version)
    .execute();
  return rows.map(({ id }) => id);
}
