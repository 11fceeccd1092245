import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Migration, Migrator } from 'kysely/migration';
import { copyBefore, copyTo } from './copies.ts';
import { DatabaseRefused, type OpenDatabase } from './open.ts';

const FOLDER = fileURLToPath(new URL('../../db/migrations/', import.meta.url));

/**
 * Brings the file to the newest schema. Migrations are the .sql files of db/migrations in the order of their
 * numbers, append-only; each runs once, inside one transaction with the others. Before a file that already
 * holds something is changed, a copy is written beside it.
 *
 * @returns the names of the migrations that ran now
 * @throws DatabaseRefused when the file is newer than this program, or a migration fails
 */
export async function migrate(database: OpenDatabase, folder = FOLDER): Promise<string[]> {
  const files = filesIn(folder);
  const pending = pendingOf(database, files);
  if (pending.length === 0) return [];
  if (pending.length < files.length) {
    await copyTo(database.raw, copyBefore(database.path, (pending[0] ?? '').replace('.sql', '')));
  }
  const migrations: Record<string, Migration> = {};
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    migrations[file.replace('.sql', '')] = {
      up: async () => {
        database.raw.exec(text);
      },
    };
  }
  const migrator = new Migrator({ db: database.db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) {
    const failed =
      results?.find((result) => result.status === 'Error')?.migrationName ?? 'the list of migrations';
    throw new DatabaseRefused(
      `The database ${database.path} could not be brought to this version's schema (${failed}: ${String(error)}). Nothing was changed.`,
    );
  }
  return (results ?? []).map((result) => result.migrationName);
}

/** Whether nothing is left to do for `migrate`, which this never does. @throws DatabaseRefused as it would */
export function isMigrated(database: OpenDatabase): boolean {
  return pendingOf(database, filesIn(FOLDER)).length === 0;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

function pendingOf(database: OpenDatabase, files: string[]): string[] {
  const known = database.raw
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'kysely_migration'")
    .get();
  if (!known) return files;
  const done = new Set(
    (database.raw.prepare('SELECT name FROM kysely_migration').all() as { name: string }[]).map(
      ({ name }) => name,
    ),
  );
  const unknown = [...done].filter((name) => !files.includes(`${name}.sql`));
  if (unknown.length > 0) {
    throw new DatabaseRefused(
      `The database ${database.path} was written by a newer Mismatch (it has ${unknown.join(', ')}): install that version again, or restore the copy made before the upgrade.`,
    );
  }
  return files.filter((file) => !done.has(file.replace('.sql', '')));
}
