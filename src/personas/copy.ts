import { sql } from 'kysely';
import type { Database } from '../database/open.ts';

const tables = ['persona_cases', 'claims', 'claim_blocks', 'quotes'] as const;

/** Gives a new version the evidence of an older one: the words changed, what they rest on did not. */
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
    await sql`
      INSERT INTO ${sql.table(table)} (version, ${same})
      SELECT ${to}, ${same} FROM ${sql.table(table)}
      WHERE workspace = ${workspace} AND persona = ${persona} AND version = ${from}`.execute(db);
  }
}
