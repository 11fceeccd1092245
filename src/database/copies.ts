import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const MARK = '.before-';
/** Migrations are numbered: a copy that somebody made by hand and called `.before-moving` is theirs. */
const NUMBERED = /^\d{4}_/;

/** Where a database is copied to before a migration changes it. */
export function copyBefore(path: string, migration: string): string {
  return `${path}${MARK}${migration}`;
}

/** The copies that migrations left beside a database. */
export function copiesOf(path: string): string[] {
  if (path === ':memory:') return [];
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
