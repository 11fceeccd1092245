import { flushCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { type Guest, type RunningApp, StartRefused, startApp } from './app.ts';
import { whyClosed } from './commands/place.ts';
import {
  BUILT_IN_DATABASE,
  type Config,
  ConfigRefused,
  DEFAULT_DATABASE,
  readConfig,
  scriptsFolder,
} from './config.ts';
import { claimForBot } from './database/claim.ts';
import { migrate } from './database/migrate.ts';
import {
  type Database,
  DatabaseRefused,
  databasePath,
  type OpenDatabase,
  type OpenForMany,
  openForMany,
} from './database/open.ts';
import { defaultsFor } from './database/settings.ts';
import { nameOf, placeOf } from './failure.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics, type Metrics } from './operations/metrics.ts';
import { draftSample, loadSample } from './sandbox/sample/load.ts';
import { type Sandbox, startSandbox } from './sandbox/server.ts';
import { readScripts, ScriptsRefused, sentence } from './scripts/load.ts';
import type { Broken, Script } from './scripts/script.ts';
import { scriptsInForce } from './scripts/store.ts';
import { SlackRefused } from './slack/bot.ts';
import type { Connection } from './slack/connect.ts';
import { homeOf } from './slack/settings.ts';

type Settings = {
  config: Config;
  connection: Connection | null;
  scripts: Script[];
  /** Ids of scripts that cannot be used. */
  broken: Broken[];
  /** Id of a script -> its file. */
  files: Record<string, string>;
  databaseUrl: string;
};

/** Whoever stops a service kills it after ten seconds; a little less leaves the exit to us. */
const STOP_MS = 9_500;

/**
 * Runs the bot until it is told to stop: in Slack where there are tokens, else in the built-in workspace.
 * @returns the exit code: 0 stopped, 1 could not start, with every fault on stderr
 */
export async function start(options: { empty: boolean }): Promise<number> {
  const read = readSettings();
  if ('faults' in read) return refuse(read.faults);
  const metrics = createMetrics();
  const log = createLog(read.config.logLevel, { onLine: metrics.logged });
  tellFailures(log);
  const undo: (() => void | Promise<void>)[] = [];
  try {
    const database = await openForBot(read, undo);
    const settings = { ...read, scripts: await runnable(database.db, read) };
    const app = settings.connection
      ? await startApp({
          ...settings,
          connection: settings.connection,
          db: database.db,
          log,
          kind: 'slack',
          metrics,
        })
      : await startBuiltIn(settings, database, { log, metrics }, options.empty, undo);
    undo.push(() => app.stop());
    announce(settings, app);
    // Now rather than at the end: whoever is killed starts again as quickly.
    flushCompileCache();
    const failure = await Promise.race([untilToldToStop(), database.diskFailed]);
    if (!failure) return 0;
    log.fatal({ failure: nameOf(failure) }, failure.message);
    process.exitCode = 1;
    return 1;
  } catch (error) {
    if (error instanceof DatabaseRefused) return refuse([whyClosed(error, read.databaseUrl)]);
    if (error instanceof SlackRefused) return refuse([error.message]);
    if (error instanceof StartRefused) return refuse(error.faults);
    throw error;
  } finally {
    endInTime();
    for (const step of undo.reverse()) await step();
  }
}

function readSettings(): Settings | { faults: string[] } {
  const faults: string[] = [];
  const config = collect(faults, () => readConfig(), ConfigRefused);
  const found = collect(
    faults,
    () => usableScripts(resolve(config?.scriptsDir ?? scriptsFolder())),
    ScriptsRefused,
  );
  if (!config || !found) return { faults };
  const home = homeOf(config);
  if (home.home === 'nowhere') return { faults: [home.sentence] };
  const connection = home.home === 'slack' ? home.connection : null;
  const databaseUrl = config.databaseUrl ?? (connection ? DEFAULT_DATABASE : BUILT_IN_DATABASE);
  return { config, connection, ...found, databaseUrl };
}

/** A broken script is not offered; interviews under way need none of these files, so the rest goes on. */
function usableScripts(folder: string): Pick<Settings, 'scripts' | 'broken' | 'files'> {
  const { scripts, faults, broken, files } = readScripts(folder);
  if (scripts.length === 0) throw new ScriptsRefused(faults);
  if (faults.length > 0) {
    const lines = faults.map((fault) => `- ${sentence(fault)}`).join('\n');
    process.stderr.write(
      `WARNING: some interview scripts cannot be used. Mismatch starts without them: nobody is asked with them, interviews under way go on. Correct them, then restart:\n${lines}\n`,
    );
  }
  return { scripts, broken, files };
}

/** A script changed without a new version runs as it is stored: what was asked under a version stays what it was. */
async function runnable(db: Database, { scripts: read, files }: Settings): Promise<Script[]> {
  const { scripts, unversioned } = await scriptsInForce(db, read);
  if (unversioned.length > 0) {
    const lines = unversioned.map(
      ({ id, version }) =>
        `- ${files[id]}: it still says version ${version}; set it to ${version + 1}, or undo the change.`,
    );
    process.stderr.write(
      `WARNING: some interview scripts were changed without a new version. Mismatch runs them as they were before the change. Correct them, then restart:\n${lines.join('\n')}\n`,
    );
  }
  return scripts;
}

function collect<T>(
  faults: string[],
  read: () => T,
  refusal: new (faults: never[]) => Error & { faults: unknown[] },
): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof refusal)) throw error;
    faults.push(...error.message.split('\n'));
    return null;
  }
}

async function openForBot(settings: Settings, undo: (() => void | Promise<void>)[]): Promise<OpenForMany> {
  const database = openForMany(settings.databaseUrl);
  undo.push(() => database.close());
  undo.push(claimForBot(databasePath(settings.databaseUrl), new Date().toISOString()));
  await migrate(database);
  const kind = settings.connection ? 'slack' : 'sandbox';
  const other = await database.db
    .selectFrom('workspaces')
    .select('kind')
    .where('kind', 'is not', null)
    .where('kind', '<>', kind)
    .executeTakeFirst();
  if (other) {
    throw new DatabaseRefused(
      other.kind === 'sandbox'
        ? `The database ${database.path} belongs to the built-in workspace and holds its invented people: set DATABASE_URL to another file to use Slack.`
        : `The database ${database.path} belongs to a real Slack workspace: set DATABASE_URL to another file to try the built-in one.`,
    );
  }
  return database;
}

/** The built-in workspace, then the bot on it: the bot knows no more of it than of Slack. */
async function startBuiltIn(
  settings: Settings,
  database: OpenDatabase,
  { log, metrics }: { log: Log; metrics: Metrics },
  empty: boolean,
  undo: (() => void | Promise<void>)[],
): Promise<RunningApp & { sandbox: Sandbox }> {
  let guest: Guest = () => false;
  const sandbox = await startSandbox({
    guest: (request, response) => guest(request, response),
    port: settings.config.port,
    language: settings.config.language,
    journal: `${database.path.replace(/\.db$/, '')}.workspace.jsonl`,
    log: ({ level, message }) => log[level]({ from: 'built-in workspace' }, message),
  });
  undo.push(() => sandbox.close());
  const connection: Connection = {
    botToken: sandbox.botToken,
    apiUrl: sandbox.apiUrl,
    transport: { kind: 'socket', appToken: sandbox.appToken },
  };
  const app = await startApp({
    config: defaultsFor('sandbox', settings.config),
    scripts: settings.scripts,
    broken: settings.broken,
    db: database.db,
    ...{ log, metrics },
    connection,
    kind: 'sandbox',
    databaseUrl: settings.databaseUrl,
    attach: (own) => {
      guest = own;
    },
    beforeStart: async (workspace, now) => {
      if (empty) return;
      const sample = await loadSample(database.db, workspace, settings.scripts, now);
      if (sample.outcome === 'loaded') await draftSample(database.db, workspace, settings.config, now);
    },
  });
  return { ...app, sandbox };
}

function announce(settings: Settings, app: RunningApp & { sandbox?: Sandbox }): void {
  const where = app.sandbox
    ? `Mismatch is running in its built-in workspace. Open ${app.sandbox.url} in a browser.\nPeople and customers there are invented; nothing leaves this computer. Stop with Ctrl+C.`
    : `Mismatch is connected to Slack (${transportOf(settings)}). ${nextOf(settings)} Stop with Ctrl+C.`;
  process.stdout.write(`${where}\n`);
}

function transportOf({ connection, config }: Settings): string {
  return connection?.transport.kind === 'http' ? `HTTP on port ${config.port}` : 'Socket Mode';
}

function nextOf({ connection, config }: Settings): string {
  return connection && 'oauth' in connection
    ? `Workspaces install it at /slack/install on port ${config.port}.`
    : 'Try /persona help there.';
}

/**
 * A rejection that nobody waits for is logged and survived: one lost reply is no reason to stop. After an exception that
 * nobody caught nothing can be relied on. Node would print it with what was being read: an answer, a token.
 */
function tellFailures(log: Log): void {
  process.on('unhandledRejection', (error) =>
    log.error({ failure: nameOf(error), at: placeOf(error) }, 'something failed that nobody was waiting for'),
  );
  process.on('uncaughtException', (error) => {
    log.fatal({ failure: nameOf(error), at: placeOf(error) }, 'Mismatch ends: something failed unforeseen');
    process.exit(1);
  });
}

/** Resolves at SIGINT or SIGTERM. */
function untilToldToStop(): Promise<void> {
  return new Promise((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
}

/** The stop is bounded, whatever hangs: what is not done by then is finished at the next start. */
function endInTime(): void {
  setTimeout(() => process.exit(), STOP_MS).unref();
}

function refuse(faults: string[]): number {
  process.stderr.write(`Mismatch did not start:\n${faults.map((fault) => `- ${fault}`).join('\n')}\n`);
  return 1;
}
