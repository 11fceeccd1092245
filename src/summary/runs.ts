import type { Database } from '../database/open.ts';
import type { KeptResult } from '../drafting/result.ts';

/** A finished draft with what it kept; older ones kept less. */
export type Run = { id: number; kept: Partial<KeptResult> };

/** The last finished draft in a stretch of time. */
export async function lastRun(
  db: Database,
  workspace: number,
  from: string | null,
  to: string,
): Promise<Run | null> {
  let query = db
    .selectFrom('draft_runs')
    .select(['id', 'result'])
    .where('workspace', '=', workspace)
    .where('outcome', '=', 'done')
    .where('result', 'is not', null)
    .where('finished_at', '<', to);
  if (from !== null) query = query.where('finished_at', '>=', from);
  const row = await query.orderBy('finished_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.result ? { id: row.id, kept: JSON.parse(row.result) as Run['kept'] } : null;
}
