import { sql } from 'kysely';
import type { Database } from './open.ts';

/** An import in progress. One a workspace: two at once would stage the same line twice. */
export type ImportRun = {
  workspace: number;
  id: number;
  /** The moment of the import, on every row it writes. */
  now: string;
  /** Keeps the run alive for others to see. Call it inside every batch. */
  beat(db: Database): Promise<void>;
};

/** A run that has not written for this long is dead: its process ended halfway. */
const SILENT_MS = 60_000;
const ROWS_A_STEP = 100;

/**
 * Begins an import, first dropping what a dead one left behind.
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
    await db
      .updateTable('import_runs')
      .set({ beat_at: at })
      .where('workspace', '=', workspace)
      .where('id', '=', id)
      .execute();
  };
}

/** Closes a run whose rows have just become visible: part of the same transaction. */
export async function finishImport(trx: Database, run: ImportRun): Promise<void> {
  await trx
    .updateTable('import_runs')
    .set({ state: 'done', finished_at: run.now })
    .where('workspace', '=', run.workspace)
    .where('id', '=', run.id)
    .execute();
}

/** Removes the staged rows of a finished run, and of any before it that did not come so far. */
export async function clearStaged(db: Database, run: { workspace: number; id: number }): Promise<void> {
  await deleteInSteps(db, 'staged_revisions', 'run', 'interview', run);
  await deleteInSteps(db, 'staged_interviews', 'run', 'interview', run);
  await deleteInSteps(db, 'staged_customers', 'run', 'key', run);
}

/** Undoes a run that did not finish: whatever it staged goes. */
export async function dropImport(
  db: Database,
  run: { workspace: number; id: number },
  now: string,
): Promise<void> {
  await clearStaged(db, run);
  await deleteInSteps(db, 'interviews', 'import_run', 'id', run);
  await db
    .updateTable('import_runs')
    .set({ state: 'dropped', finished_at: now })
    .where('workspace', '=', run.workspace)
    .where('id', '=', run.id)
    .where('state', '=', 'running')
    .execute();
}

/** Deletes the rows of a run and of those before it, with a pause after every few, so that other writers come in between. */
async function deleteInSteps(
  db: Database,
  table: 'staged_revisions' | 'staged_interviews' | 'staged_customers' | 'interviews',
  runColumn: 'run' | 'import_run',
  keyColumn: 'interview' | 'key' | 'id',
  run: { workspace: number; id: number },
): Promise<void> {
  const mine = sql`workspace = ${run.workspace} and ${sql.ref(runColumn)} <= ${run.id}`;
  const key = sql.ref(keyColumn);
  for (;;) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where ${mine} and ${key} in
        (select ${key} from ${sql.table(table)} where ${mine} limit ${ROWS_A_STEP})`.execute(db);
    if (!numAffectedRows) return;
    await new Promise(setImmediate);
  }
}
