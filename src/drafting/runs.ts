import { claimForDraft } from '../database/claim.ts';
import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';

/**
 * Claims the workspace's one place to draft in; the claim ends with the process, however it ends. A run that is still
 * called running while nobody holds the claim has died.
 * @returns the run's id and a function that gives the claim back, or since when another run is under way
 */
export async function beginRun(
  db: Database,
  workspace: number,
  askedBy: string,
  now: string,
): Promise<{ run: number; release: () => void } | { busySince: string }> {
  const release = await claimForDraft(db, workspace);
  if (release === null) return { busySince: await startOfRun(db, workspace, now) };
  try {
    return { run: await db.transaction().execute((trx) => begin(trx, workspace, askedBy, now)), release };
  } catch (error) {
    release();
    throw error;
  }
}

/** When the run under way began; one that holds the claim and has not come to say so begins now. */
async function startOfRun(db: Database, workspace: number, now: string): Promise<string> {
  const running = await runsOf(db).select('started_at').where('workspace', '=', workspace).executeTakeFirst();
  return running?.started_at ?? now;
}

const runsOf = (db: Database) => db.selectFrom('draft_runs').where('outcome', '=', 'running');

async function begin(db: Database, workspace: number, askedBy: string, now: string): Promise<number> {
  await endAll(db, workspace, now);
  const id = await nextId(db, 'draft_runs', workspace);
  await db
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
  return id;
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

type Abandoned = { workspace: number; askedBy: string; startedAt: string };

/**
 * Ends the runs that a crash left open; one that the command line has under way goes on.
 * @returns who had asked for each, and when it had begun
 */
export async function endAbandonedRuns(db: Database, now: string): Promise<Abandoned[]> {
  const ended: Abandoned[] = [];
  for (const { workspace } of await runsOf(db).select('workspace').distinct().execute()) {
    const release = await claimForDraft(db, workspace);
    if (release === null) continue;
    try {
      ended.push(...(await endAll(db, workspace, now)));
    } finally {
      release();
    }
  }
  return ended;
}

async function endAll(db: Database, workspace: number, now: string): Promise<Abandoned[]> {
  const rows = await db
    .updateTable('draft_runs')
    .set({ outcome: 'failed', finished_at: now })
    .where('outcome', '=', 'running')
    .where('workspace', '=', workspace)
    .returning(['asked_by', 'started_at'])
    .execute();
  return rows.map(({ asked_by: askedBy, started_at: startedAt }) => ({ workspace, askedBy, startedAt }));
}
