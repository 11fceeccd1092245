import type { Database } from '../database/open.ts';

const tables = ['persona_cases', 'claims', 'claim_blocks', 'quotes'] as const;

/** Gives a new version the evidence of an older one, row by row: the words changed, what they rest on did not. */
export async function copyEvidence(
  db: Database,
  workspace: number,
  persona: string,
  from: number,
  to: number,
): Promise<void> {
  for (const table of tables) {
    const rows = await db
      .selectFrom(table)
      .selectAll()
      .where('workspace', '=', workspace)
      .where('persona', '=', persona)
      .where('version', '=', from)
      .execute();
    for (const row of rows) {
      await db
        .insertInto(table)
        .values({ ...row, version: to })
        .execute();
    }
  }
}
