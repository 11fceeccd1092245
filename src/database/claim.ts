import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { DatabaseRefused } from './open.ts';

/**
 * Claims a database file for one running bot. The lock is an exclusive SQLite lock on a file beside it, which the
 * system lifts when the process ends, however it ends; who holds it stands in a small text file.
 *
 * @returns a function that gives the claim back
 * @throws DatabaseRefused naming the process that holds it
 */
export function claimForBot(path: string, now: string): () => void {
  // Nobody else can reach a database in memory, and the lock would be a file of that name.
  if (path === ':memory:') return () => {};
  const lock = new BetterSqlite3(`${path}.bot-lock`, { timeout: 0 });
  const holder = `${path}.bot`;
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new DatabaseRefused(
      `Another Mismatch (${whoIn(holder)}) already runs on ${path}: stop it first, or give this one a database of its own with DATABASE_URL.`,
    );
  }
  writeFileSync(holder, `process ${process.pid}, started ${now}\n`);
  return () => {
    rmSync(holder, { force: true });
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
