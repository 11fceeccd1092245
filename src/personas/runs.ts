import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';

/** A run that has not ended after this is taken for dead: the largest table takes five minutes. */
const LONGEST_MS = 10 * 60_000;

/**
 * Claims the workspace's one place to draft in.
 * @returns the run's id, or since when another one is running
 */
export async function beginRun(
  db: Database,
  workspace: number,
  askedBy: string,
  now: string,
): Promise<{ run: number } | { busySince: string }> {
  return db.transaction().execute(async (trx) => {
    const running = await trx
      .selectFrom('draft_runs')
      .select(['id', 'started_at'])
      .where('workspace', '=', workspace)
      .where('outcome', '=', 'running')
      .executeTakeFirst();
    if (running && Date.parse(now) - Date.parse(running.started_at) < LONGEST_MS) {
      return { busySince: running.started_at };
    }
    if (running) await endRun(trx, workspace, running.id, { outcome: 'failed' }, now);
    const id = await nextId(trx, 'draft_runs', workspace);
    await trx
      .insertInto('draft_runs')
      .values({
        workspace,
        id,
        started_at: now,
        finished_at: null,
        asked_by: askedBy,
        outcome: 'running',
        evidence_hash: null,
        result: null,
      })
      .execute();
    return { run: id };
  });
}

export async function endRun(
  db: Database,
  workspace: number,
  run: number,
  end: { outcome: 'failed' } | { outcome: 'done'; evidenceHash: string; result: string },
  now: string,
): Promise<void> {
  const done = end.outcome === 'done' ? end : null;
  await db
    .updateTable('draft_runs')
    .set({
      finished_at: now,
      outcome: end.outcome,
      evidence_hash: done?.evidenceHash ?? null,
      result: done?.result ?? null,
    })
    .where('workspace', '=', workspace)
    .where('id', '=', run)
    .execute();
}

/**
 * Ends the runs that a crash left open; the bot calls it once when it starts.
 * @returns who had asked for each, and when it had begun
 */
export async function endAbandonedRuns(
  db: Database,
  now: string,
): Promise<{ workspace: number; askedBy: string; startedAt: string }[]> {
  const rows = await db
    .updateTable('draft_runs')
    .set({ outcome: 'failed', finished_at: now })
    .where('outcome', '=', 'running')
    .returning(['workspace', 'asked_by', 'started_at'])
    .execute();
  return rows.map(({ workspace, asked_by: askedBy, started_at: startedAt }) => ({
    workspace,
    askedBy,
    startedAt,
  }));
}
