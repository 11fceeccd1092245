import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { type Database, DatabaseRefused, pathOf } from './open.ts';

const RETRY_MS = 50;

/**
 * Claims a database file for one running bot; who holds it stands in a small text file beside it.
 *
 * @returns a function that gives the claim back
 * @throws DatabaseRefused naming the process that holds it
 */
export function claimForBot(path: string, now: string): () => void {
  const holder = `${path}.bot`;
  const release = takeLock(`${path}.bot-lock`);
  if (release === null) {
    throw new DatabaseRefused(
      `Another Mismatch (${whoIn(holder)}) already runs on ${path}: stop it first, or give this one a database of its own with DATABASE_URL.`,
    );
  }
  writeFileSync(holder, `process ${process.pid}, started ${now}\n`);
  return () => {
    rmSync(holder, { force: true });
    release();
  };
}

/** Claims a database for one import. @returns a function that gives the claim back; `null` where another has it */
export function claimForImport(db: Database): Promise<(() => void) | null> {
  return claim(db, 'import-lock');
}

/** Claims a workspace for one draft, likewise. */
export function claimForDraft(db: Database, workspace: number): Promise<(() => void) | null> {
  return claim(db, `draft-lock-${workspace}`);
}

/**
 * Claims what is counted in a workspace, for taking what is condemned out of it or for saving a draft: one after the other,
 * in whichever process, so that nothing is saved of what is being deleted. Waits until it can be had.
 *
 * @returns a function that gives the claim back
 */
export async function claimForCounts(db: Database, workspace: number): Promise<() => void> {
  for (;;) {
    const release = await claim(db, `counts-lock-${workspace}`);
    if (release !== null) return release;
    await sleep(RETRY_MS);
  }
}

async function claim(db: Database, lock: string): Promise<(() => void) | null> {
  return takeLock(`${await pathOf(db)}.${lock}`);
}

/**
 * An exclusive SQLite lock on a file of its own, which the system lifts when the process ends, however it ends. It writes
 * nothing, so it is also taken where the disk is full.
 */
function takeLock(file: string): (() => void) | null {
  const lock = new BetterSqlite3(file, { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return null;
    throw error;
  }
  return () => {
    lock.exec('ROLLBACK');
    lock.close();
  };
}

function whoIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return 'it has only just started';
  }
}
