import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { makePrivateFile } from './private-file.ts';

const MARK = '.before-';
/** Migrations are numbered: a copy that somebody made by hand and called `.before-moving` is theirs. */
const NUMBERED = /^\d{4}_/;

/** Where a database is copied to before a migration changes it. */
export function copyBefore(path: string, migration: string): string {
  return `${path}${MARK}${migration}`;
}

/** Copies a live database into a file that only its owner reads; a copy that fails leaves nothing behind. */
export async function copyTo(raw: BetterSqlite3.Database, target: string): Promise<void> {
  const isNew = !existsSync(target);
  if (isNew) makePrivateFile(target);
  try {
    await raw.backup(target);
  } catch (error) {
    if (isNew) rmSync(target, { force: true });
    throw error;
  }
}

/** The copies that migrations left beside a database. */
export function copiesOf(path: string): string[] {
  const folder = dirname(path);
  const begin = `${basename(path)}${MARK}`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(begin) && NUMBERED.test(name.slice(begin.length)))
    .map((name) => join(folder, name));
}

/**
 * Takes these copies away: they still hold whatever was erased since.
 *
 * @param before those older than this instant, ISO 8601; all of them by default
 * @returns the files that are gone
 */
export function dropCopies(path: string, before?: string): string[] {
  const dropped = copiesOf(path).filter(
    (copy) => before === undefined || statSync(copy).mtime.toISOString() < before,
  );
  for (const copy of dropped) rmSync(copy, { force: true });
  return dropped;
}
