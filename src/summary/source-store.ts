import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Traced } from './source-blocks.ts';
import { sourcesOf } from './sources.ts';
import type { Summary } from './summary.ts';

/** The sources of a summary with the names of the customers behind them, as they are called today. */
export async function tracedOf(db: Database, workspace: number, summary: Summary): Promise<Traced[]> {
  const traced: Traced[] = [];
  for (const source of sourcesOf(summary, workspace)) {
    traced.push({ ...source, names: await namesBehind(db, workspace, source.cases) });
  }
  return traced;
}

async function namesBehind(db: Database, workspace: number, cases: string | null): Promise<string[]> {
  if (cases === null) return [];
  const { rows } = await sql.raw<{ customer: string }>(cases).execute(db);
  const keys = rows.map(({ customer }) => customer);
  const names = new Map<string, string>();
  for (let i = 0; i < keys.length; i += 500) {
    const known = await db
      .selectFrom('customers')
      .select(['key', 'name'])
      .where('workspace', '=', workspace)
      .where('key', 'in', keys.slice(i, i + 500))
      .execute();
    for (const { key, name } of known) names.set(key, name);
  }
  return keys.map((key) => names.get(key) ?? key);
}
