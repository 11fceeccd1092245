import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type DatabaseConnection, Kysely, SqliteAdapter, SqliteDialect, SqliteDriver, sql } from 'kysely';
import { coreOfName, foldText } from '../text/fold.ts';
import { begins } from './begin.ts';
import { groupCommitDriver } from './group-commit.ts';
import { type DiskFailed, onDisk } from './on-disk.ts';
import { makePrivateFile } from './private-file.ts';
import { runnerFor } from './statements.ts';
import type { Tables } from './tables.ts';

/** The one handle every store takes; a transaction is one too. */
export type Database = Kysely<Tables>;

export type OpenDatabase = {
  db: Database;
  /** The driver's own handle, for migrations and live copies only. */
  raw: BetterSqlite3.Database;
  path: string;
  close(): Promise<void>;
};

/** A database for many people at once; `diskFailed` resolves when nothing can be stored in it any more. */
export type OpenForMany = OpenDatabase & { diskFailed: Promise<DiskFailed> };

/** A database that could not be opened, in a sentence for whoever installed the bot. */
export class DatabaseRefused extends Error {}

const BUSY_TIMEOUT_MS = 5_000;

/** Writers take the lock at BEGIN: a deferred transaction that upgrades later fails at once beside another writer. */
class ImmediateDriver extends SqliteDriver {
  readonly #connection: DatabaseConnection;
  readonly #begin: () => Promise<void>;

  constructor(config: { database: BetterSqlite3.Database }) {
    super(config);
    this.#begin = begins(config.database, true);
    const run = runnerFor(config.database);
    this.#connection = {
      executeQuery: async (query) => run(query),
      async *streamQuery(query) {
        yield run(query);
      },
    };
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  override beginTransaction(): Promise<void> {
    return this.#begin();
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The driver hands out its one writer itself. */
class GroupedAdapter extends TransactionalAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** `file:data/mismatch.db` -> an absolute path; relative ones start at the working directory. */
export function databasePath(url: string): string {
  if (!url.startsWith('file:')) {
    throw new DatabaseRefused(
      `DATABASE_URL is "${url}": it must begin with file:, for example file:data/mismatch.db`,
    );
  }
  const path = url.slice('file:'.length).replace(/^\/\/(?=\/)/, '');
  if (path === ':memory:') {
    throw new DatabaseRefused(
      `DATABASE_URL is "${url}", which is gone with whatever opens it: write it like file:data/mismatch.db`,
    );
  }
  if (path === '' || path.startsWith('//')) {
    throw new DatabaseRefused(
      `DATABASE_URL is "${url}", which names no file on this computer: write it like file:data/mismatch.db or file:/var/lib/mismatch/mismatch.db`,
    );
  }
  return resolve(path);
}

/** The file that is open. */
export async function pathOf(db: Database): Promise<string> {
  const { rows } = await sql<{
    file: string;
  }>`select file from pragma_database_list where name = 'main'`.execute(db);
  return rows[0]!.file;
}

/**
 * Opens the SQLite file, creating its folder where needed. Does not migrate (see migrate.ts).
 * `busyTimeoutMs`: how long a statement waits for another process's lock.
 */
export function openDatabase(url: string, busyTimeoutMs = BUSY_TIMEOUT_MS): OpenDatabase {
  const path = databasePath(url);
  const raw = openFile(path, busyTimeoutMs);
  const config = { database: raw };
  const dialect = new SqliteDialect(config);
  dialect.createDriver = () => new ImmediateDriver(config);
  dialect.createAdapter = () => new TransactionalAdapter();
  const db = new Kysely<Tables>({ dialect });
  return { db, raw, path, close: () => db.destroy() };
}

/**
 * Opens the file for a bot that answers many people at once: what they say at the same time becomes durable with one
 * commit (see group-commit.ts).
 *
 * @param diskOf what brings the log of this path to the disk
 */
export function openForMany(url: string, diskOf = onDisk): OpenForMany {
  const path = databasePath(url);
  const writer = openFile(path, BUSY_TIMEOUT_MS);
  const reader = openFile(path, BUSY_TIMEOUT_MS);
  const file = fileOf(writer);
  const disk = refusing(path, () => diskOf(`${file}-wal`, [file]));
  const dialect = new SqliteDialect({ database: writer });
  dialect.createDriver = () => groupCommitDriver(writer, reader, disk);
  dialect.createAdapter = () => new GroupedAdapter();
  const db = new Kysely<Tables>({ dialect });
  return { db, raw: writer, path, close: () => db.destroy(), diskFailed: disk.failed };
}

/** Where the database lies: behind a link its log lies beside the file, not beside the link. */
function fileOf(handle: BetterSqlite3.Database): string {
  const [main] = handle.pragma('database_list') as { file: string }[];
  return main?.file ?? handle.name;
}

/** An empty database that lives in a temporary file until it is closed: for what a piece of work must not hold in memory. */
export function openScratch(): BetterSqlite3.Database {
  const raw = new BetterSqlite3('');
  raw.pragma('journal_mode = OFF');
  raw.pragma('cache_size = -8000');
  return raw;
}

function openFile(path: string, timeout: number): BetterSqlite3.Database {
  return refusing(path, () => {
    makeFile(path);
    const raw = new BetterSqlite3(path, { timeout });
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = FULL');
    raw.pragma('foreign_keys = ON');
    raw.pragma('secure_delete = ON');
    raw.function('folded_name', { deterministic: true }, (name) => foldText(String(name)));
    raw.function('core_of_name', { deterministic: true }, (name) => coreOfName(String(name)));
    return raw;
  });
}

function refusing<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof DatabaseRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseRefused(`The database ${path} cannot be opened (${reason}): ${remedyFor(error)}.`, {
      cause: error,
    });
  }
}

function remedyFor(error: unknown): string {
  const code = String((error as { code?: unknown } | null)?.code);
  if (/FULL|ENOSPC/.test(code)) return 'free some space on the disk';
  if (/READONLY|PERM|EACCES|EROFS/.test(code)) return 'let the user that runs Mismatch write there';
  if (/CORRUPT|NOTADB|IOERR/.test(code))
    return 'restore it from a backup, or move it away to begin with an empty one';
  return 'set DATABASE_URL to a file in a folder that is there';
}

function makeFile(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) return;
    throw new DatabaseRefused(`The database ${path} is a folder: set DATABASE_URL to a file in it.`);
  }
  makeFolder(dirname(path));
  makePrivateFile(path);
}

/** One folder at a time: Node's own recursive way never returns where the system refuses new folders, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
