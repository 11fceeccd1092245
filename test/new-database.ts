import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../src/database/migrate.ts';
import { openDatabase } from '../src/database/open.ts';

let template: Promise<string> | null = null;

/**
 * The address of a database of its own, with the newest schema and nothing in it: a copy of a file that was migrated
 * once, which takes a tenth of the time. That migrating works is shown where a database is opened without it.
 */
export async function newDatabase(folder?: string): Promise<string> {
  template ??= migratedOnce();
  const from = await template;
  const path = join(folder ?? mkdtempSync(`${from}-`), 'test.db');
  copyFileSync(from, path);
  return `file:${path}`;
}

async function migratedOnce(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-databases-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'new');
  const database = openDatabase(`file:${path}`);
  await migrate(database);
  await database.close();
  return path;
}
