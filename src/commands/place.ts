import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BUILT_IN_DATABASE, type Config, ConfigRefused, DEFAULT_DATABASE, readConfig } from '../config.ts';
import { migrate } from '../database/migrate.ts';
import { DatabaseRefused, databasePath, type OpenDatabase, openDatabase } from '../database/open.ts';
import { configOf, defaultsFor } from '../database/settings.ts';
import { chooseWorkspace, WorkspaceRefused } from '../database/workspace.ts';
import { loadScripts, readScripts, ScriptsRefused, sentence } from '../scripts/load.ts';
import type { Script } from '../scripts/script.ts';
import { storeScripts } from '../scripts/store.ts';

/** Where a command works: an open database, one workspace in it, the settings and the moment. */
export type Place = {
  db: OpenDatabase['db'];
  raw: OpenDatabase['raw'];
  path: string;
  workspace: number;
  config: Config;
  now: string;
  /** Read on demand: most commands need none. */
  scripts(): Script[];
};

/** A request that is turned down: one sentence each on what is wrong and what to do. Exit code 1. */
export class Refused extends Error {
  readonly sentences: string[];
  constructor(...sentences: string[]) {
    super(sentences.join('\n'));
    this.sentences = sentences;
  }
}

/**
 * Opens the database, brings it to this version's schema, picks the workspace, runs the work and closes.
 * @throws Refused for settings, a database or a workspace that cannot be used
 */
export async function atPlace<T>(
  options: { workspace?: string | undefined },
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const defaults = settings();
  hintAtBuiltIn(defaults);
  const now = new Date().toISOString();
  const database = opened(defaults.databaseUrl ?? DEFAULT_DATABASE);
  try {
    await migrate(database).catch(refuse);
    const { id, kind } = await chooseWorkspace(database.db, options.workspace ?? null, now).catch(refuse);
    const { db, raw, path } = database;
    const config = await configOf(db, id, defaultsFor(kind, defaults));
    return await work({ db, raw, path, workspace: id, config, now, scripts: () => scriptsIn(config) });
  } finally {
    await database.close();
  }
}

/** What whoever names a persona that is not there is told. */
export function noPersona(name: string): Refused {
  return new Refused(`There is no persona “${name}”: mismatch personas lists them.`);
}

/** @throws Refused naming every variable that cannot be used */
export function settings(): Config {
  return refusing(() => readConfig());
}

/** @throws Refused with every fault of every file */
function scriptsIn(config: Pick<Config, 'scriptsDir'>): Script[] {
  return refusing(() => loadScripts(resolve(config.scriptsDir)));
}

/**
 * Keeps the scripts as they stand in the files now, as the bot does when it starts: what one has come to call protected
 * counts at once. A script that cannot be taken is told of; what is stored of it goes on counting.
 */
export async function storeScriptsOf({
  db,
  workspace,
  config,
  now,
}: Pick<Place, 'db' | 'workspace' | 'config' | 'now'>): Promise<void> {
  const { scripts, faults } = readable(resolve(config.scriptsDir));
  const unstored = await storeScripts(db, workspace, scripts, now);
  for (const why of [...faults.map(sentence), ...unstored]) {
    note(`${why} Until then what is stored of it counts.`);
  }
}

/** The scripts of a folder that can be used, and what is wrong with the others. */
export function readable(folder: string): Pick<ReturnType<typeof readScripts>, 'scripts' | 'faults'> {
  try {
    return readScripts(folder);
  } catch (error) {
    if (error instanceof ScriptsRefused) return { scripts: [], faults: error.faults };
    throw error;
  }
}

function opened(url: string): OpenDatabase {
  try {
    return openDatabase(url);
  } catch (error) {
    throw error instanceof DatabaseRefused ? new Refused(whyClosed(error, url)) : error;
  }
}

function refusing<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return refuse(error);
  }
}

/** Turns the known refusals into one; anything else is a fault of the program and stays one. */
export function refuse(error: unknown): never {
  if (error instanceof ConfigRefused) throw new Refused(...error.faults);
  if (error instanceof ScriptsRefused) throw new Refused(...error.message.split('\n'));
  const broken = brokenFile(error instanceof DatabaseRefused ? error.cause : error);
  if (broken !== null) throw new Refused(broken);
  if (error instanceof DatabaseRefused || error instanceof WorkspaceRefused) throw new Refused(error.message);
  throw error;
}

/** Why a database does not open, and what to do: by the code of what failed, else in the error's own words. */
export function whyClosed(error: DatabaseRefused, url: string): string {
  return brokenFile(error.cause, `The database ${databasePath(url)}`) ?? error.message;
}

/** What to say and do where the database file or its disk fails, by SQLite's code; `null` for any other error. */
function brokenFile(error: unknown, file = 'The database file'): string | null {
  const code = String((error as { code?: unknown } | null)?.code);
  if (/^SQLITE_(FULL|IOERR_SHMSIZE)/.test(code))
    return 'The disk is full, and the command was broken off: free some space, then run it again.';
  if (/^SQLITE_(BUSY|LOCKED)/.test(code))
    return 'Another program keeps the database locked: wait for it or stop it, then run the command again.';
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code))
    return `${file} cannot be written: let the user that runs Mismatch write to it and to its folder.`;
  return /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code)
    ? `${file} is damaged or is no database: restore it from a backup, or set DATABASE_URL to another file.`
    : null;
}

function hintAtBuiltIn({ databaseUrl }: Config): void {
  const [own, builtIn] = [databasePath(DEFAULT_DATABASE), databasePath(BUILT_IN_DATABASE)];
  if (databaseUrl !== null || existsSync(own) || !existsSync(builtIn)) return;
  note(
    `The built-in workspace keeps its data in data/sandbox.db: set DATABASE_URL=${BUILT_IN_DATABASE} to read it.`,
  );
}

/** What a terminal would obey instead of showing it. */
const TERMINAL = /[^\P{Cc}\n\r\t]/gu;

/** A command's own output. */
export function print(text: string): void {
  const shown = text.replace(TERMINAL, '');
  process.stdout.write(shown.endsWith('\n') ? shown : `${shown}\n`);
}

/** The one JSON value of a command called with --json. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Anything beside the output. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
