import { statfsSync } from 'node:fs';
import { sql } from 'kysely';
import { claimForImport } from './claim.ts';
import { type ErasedSubjects, erasedDuring } from './import-erasures.ts';
import { dropImport, settleImports, unsettled } from './import-settle.ts';
import { type Database, pathOf } from './open.ts';
import { pace, patiently } from './pace.ts';

/** SQLite's own length of the write-ahead log at which a commit moves it. */
const PAGES_BY_DEFAULT = 1_000;

/** What an import leaves free on the disk, in bytes: a bot on a full one takes no answers. */
const LEAST_FREE = 20_000_000;

/** The disk would run full. */
export class DiskNearlyFull extends Error {}

/** An import in progress. One a database: two at once would stage the same line twice. */
export type ImportRun = {
  workspace: number;
  id: number;
  /** The moment of the import, on every row it writes. */
  now: string;
  /**
   * Writes a little at a time, as often as `little` says that more is left, in transactions of a few milliseconds.
   * `erased`: what was erased since the run began, and must not come back with it.
   * @throws DiskNearlyFull before it begins
   */
  write(little: (trx: Database, erased: ErasedSubjects) => Promise<boolean>): Promise<void>;
};

export type ImportJob = {
  workspace: number;
  kind: 'interviews' | 'customers';
  now: string;
  /** What is free on the disk; by default asked of the system. */
  freeBytes?: (() => number) | undefined;
};

/**
 * Lets `work` import, first dropping what a dead import left behind and settling what a finished one did not come to.
 * A run that `work` has not shown by its end leaves nothing.
 *
 * @returns what `work` does, or `null` while another import is at work in this database
 */
export async function duringImport<T>(
  db: Database,
  { workspace, kind, now, freeBytes }: ImportJob,
  work: (run: ImportRun) => Promise<T>,
): Promise<T | null> {
  const waited = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
  const release = await claimForImport(db);
  if (release === null) return null;
  try {
    await waitForDisk(db, false);
    await moveLogAtCommit(db, false);
    await sweep(db, workspace, now);
    const free = freeBytes ?? (await freeBytesBeside(db));
    const run = await begin(db, { workspace, kind, now }, free);
    try {
      return await work(run);
    } finally {
      await dropImport(db, run, now);
    }
  } finally {
    await moveLogAtCommit(db, true);
    await waitForDisk(db, waited.rows[0]?.synchronous !== NORMAL);
    release();
  }
}

/**
 * Clears away, in every workspace, what dead imports left and nobody ever saw; not while one is at work. Where nothing is
 * left the claim is not taken: it would turn away an import that begins just then.
 */
export async function sweepImports(db: Database, now: string): Promise<void> {
  const left: number[] = [];
  for (const { id } of await db.selectFrom('workspaces').select('id').execute()) {
    const isDead = (await running(db, id)).length > 0;
    if (isDead || (await unsettled(db, id)).length > 0) left.push(id);
  }
  const release = left.length > 0 ? await claimForImport(db) : null;
  if (release === null) return;
  try {
    for (const id of left) await sweep(db, id, now);
  } finally {
    release();
  }
}

async function sweep(db: Database, workspace: number, now: string): Promise<void> {
  for (const dead of await running(db, workspace)) await dropImport(db, { workspace, id: dead }, now);
  await settleImports(db, workspace);
}

/** For whoever holds the claim these are runs that have died. */
async function running(db: Database, workspace: number): Promise<number[]> {
  const rows = await db
    .selectFrom('import_runs')
    .select('id')
    .where('workspace', '=', workspace)
    .where('state', '=', 'running')
    .execute();
  return rows.map(({ id }) => id);
}

async function begin(
  db: Database,
  { workspace, kind, now }: ImportJob,
  freeBytes: () => number,
): Promise<ImportRun> {
  const id = await patiently(db, async (trx) => {
    const { last } = await trx
      .selectFrom('import_runs')
      .select((eb) => eb.fn.coalesce(eb.fn.max('id'), eb.lit(0)).as('last'))
      .where('workspace', '=', workspace)
      .executeTakeFirstOrThrow();
    const next = Number(last) + 1;
    await trx
      .insertInto('import_runs')
      .values({ workspace, id: next, kind, state: 'running', started_at: now, finished_at: null })
      .execute();
    return next;
  });
  let erased: ErasedSubjects;
  const inTurns = pace(db, async (trx) => {
    erased = await erasedDuring(trx, { workspace, id });
  });
  const write: ImportRun['write'] = async (little) => {
    if (freeBytes() < LEAST_FREE) throw new DiskNearlyFull();
    await inTurns((trx) => little(trx, erased));
  };
  return { workspace, id, now, write };
}

async function freeBytesBeside(db: Database): Promise<() => number> {
  const path = await pathOf(db);
  return () => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
}

/** SQLite's number of `synchronous = normal`, with which the bot waits for the disk by itself (group-commit.ts). */
const NORMAL = 1;

/**
 * Whether a commit holds the lock until the disk has it. What nobody sees yet need not: should the power fail, the end
 * of it is missing, and the run is dropped or settled anew anyway.
 */
async function waitForDisk(db: Database, wait: boolean): Promise<void> {
  await sql`pragma synchronous = ${sql.lit(wait ? 'full' : 'normal')}`.execute(db);
}

/** Whether a commit also moves a long write-ahead log into the file. An import does that between its commits (pace.ts). */
async function moveLogAtCommit(db: Database, move: boolean): Promise<void> {
  await sql`pragma wal_autocheckpoint = ${sql.lit(move ? PAGES_BY_DEFAULT : 0)}`.execute(db);
}

/** Makes everything that a run wrote visible: one row changes, whatever the size of the file. */
export async function showImport(db: Database, run: ImportRun): Promise<void> {
  await waitForDisk(db, true);
  await patiently(db, (trx) =>
    trx
      .updateTable('import_runs')
      .set({ state: 'done', finished_at: run.now })
      .where('workspace', '=', run.workspace)
      .where('id', '=', run.id)
      .execute(),
  );
  await waitForDisk(db, false);
}
