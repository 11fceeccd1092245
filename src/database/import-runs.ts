import { dropImport, settleImports } from './import-settle.ts';
import type { Database } from './open.ts';

/** An import in progress. One a workspace: two at once would stage the same line twice. */
export type ImportRun = {
  workspace: number;
  id: number;
  /** The moment of the import, on every row it writes. */
  now: string;
  /**
   * Keeps the run alive for others to see. Call it inside every batch.
   * @throws ImportGivenUp when another import took this one for dead
   */
  beat(db: Database): Promise<void>;
};

/** A run that has not written for this long is dead: its process ended halfway. */
const SILENT_MS = 60_000;

/** The process slept for so long that another import swept this one away. */
export class ImportGivenUp extends Error {}

/**
 * Begins an import, first dropping what a dead one left behind and settling what a finished one did not come to.
 *
 * @returns the run, or `null` while another import is at work in this workspace
 */
export async function beginImport(
  db: Database,
  workspace: number,
  kind: 'interviews' | 'customers',
  now: string,
): Promise<ImportRun | null> {
  const openRun = await db
    .selectFrom('import_runs')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (openRun) {
    if (Date.parse(now) - Date.parse(openRun.beat_at) < SILENT_MS) return null;
    await dropImport(db, { workspace, id: openRun.id }, now);
  }
  await settleImports(db, workspace);
  const id = await claim(db, workspace, kind, now);
  return id === null ? null : { workspace, id, now, beat: heartbeat(workspace, id, now) };
}

async function claim(
  db: Database,
  workspace: number,
  kind: 'interviews' | 'customers',
  now: string,
): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    const taken = await trx
      .selectFrom('import_runs')
      .select('id')
      .where('workspace', '=', workspace)
      .where('state', '=', 'running')
      .executeTakeFirst();
    if (taken) return null;
    const { last } = await trx
      .selectFrom('import_runs')
      .select((eb) => eb.fn.coalesce(eb.fn.max('id'), eb.lit(0)).as('last'))
      .where('workspace', '=', workspace)
      .executeTakeFirstOrThrow();
    const id = Number(last) + 1;
    await trx
      .insertInto('import_runs')
      .values({ workspace, id, kind, state: 'running', started_at: now, beat_at: now, finished_at: null })
      .execute();
    return id;
  });
}

/** `now` is the caller's moment; what passes afterwards is counted on the monotonic clock. */
function heartbeat(workspace: number, id: number, now: string) {
  const startedMs = performance.now();
  return async (db: Database): Promise<void> => {
    const at = new Date(Date.parse(now) + performance.now() - startedMs).toISOString();
    const { numUpdatedRows } = await db
      .updateTable('import_runs')
      .set({ beat_at: at })
      .where('workspace', '=', workspace)
      .where('id', '=', id)
      .where('state', '=', 'running')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new ImportGivenUp();
  };
}

/** Makes everything that a run wrote visible: one row changes, whatever the size of the file. */
export async function showImport(db: Database, run: ImportRun): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('import_runs')
    .set({ state: 'done', finished_at: run.now })
    .where('workspace', '=', run.workspace)
    .where('id', '=', run.id)
    .where('state', '=', 'running')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new ImportGivenUp();
}
