import { createServer } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { startApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import type { onDisk } from '../src/database/on-disk.ts';
import { type Database, openForMany } from '../src/database/open.ts';
import { createLog, type Log } from '../src/log.ts';
import { SAMPLE_PEOPLE } from '../src/sandbox/people.ts';
import type { State } from '../src/sandbox/protocol.ts';
import { loadSample } from '../src/sandbox/sample/load.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/server.ts';
import type { RunningBot } from '../src/slack/bot.ts';
import type { Connection } from '../src/slack/connect.ts';
import type { Pace } from '../src/slack/pace.ts';
import { messageFaults, viewFaults } from './limits.ts';
import { newDatabase } from './new-database.ts';
import { person } from './person.ts';
import { scripts } from './shipped.ts';

export type WorldOptions = {
  transport?: 'socket' | 'http';
  /** Fills in the sample customers and interviews. */
  sample?: boolean;
  /** Settings over those of the sample people. */
  env?: Record<string, string>;
  clock?: () => Date;
  /** Silent by default. */
  log?: Log;
  /** How quickly messages follow one another in one conversation; as quickly as a test answers by default. */
  conversation?: Pace;
  /** What brings the database to the disk. */
  diskOf?: typeof onDisk;
};

/** Slack's pace is a person's: somebody who answers within milliseconds would wait a second for each question. */
const AT_ONCE: Pace = { burst: 1_000_000, perMinute: 60_000_000 };

export type World = Awaited<ReturnType<typeof openWorld>>;

/**
 * The built-in workspace and the bot on it, over real HTTP and WebSocket, with a database file of its own. It ends
 * with its test, and the test fails where anything that was sent goes beyond Slack's limits.
 */
export async function openWorld(options: WorldOptions = {}) {
  // How fast the machine is decides no test: those of the built-in workspace hold it to Slack's three seconds.
  const sandbox = await startSandbox({ journal: null, timing: { triggerMs: 60_000 } });
  const databaseUrl = await newDatabase();
  const database = openForMany(databaseUrl, options.diskOf);
  let app = await startBot(options, sandbox, database.db, databaseUrl);
  onTestFinished(async () => {
    const faults = await sentFaults(sandbox);
    await app.stop();
    await database.close();
    await sandbox.close();
    expect(faults).toEqual([]);
  });
  return {
    sandbox,
    db: database.db,
    databaseUrl,
    anna: person(sandbox.url, 'U0ANNA'),
    dmitri: person(sandbox.url, 'U0DMITRI'),
    ben: person(sandbox.url, 'U0BEN'),
    elif: person(sandbox.url, 'U0ELIF'),
    grace: person(sandbox.url, 'U0GRACE'),
    app: () => app,
    /** The bot as it starts again on the same database; the workspace stays. */
    restart: async () => {
      await app.stop();
      app = await startBot(options, sandbox, database.db, databaseUrl);
    },
  };
}

async function startBot(options: WorldOptions, sandbox: Sandbox, db: Database, databaseUrl: string) {
  const { transport = 'socket' } = options;
  const app = await startApp({
    config: readConfig({
      PORT: '0',
      REVIEWERS: 'U0GRACE',
      ADMINS: 'U0GRACE',
      REVIEW_CHANNEL: 'C0REVIEW',
      SUMMARY_CHANNEL: 'C0SUMMARY',
      ...options.env,
    }),
    databaseUrl,
    scripts,
    db,
    log: options.log ?? createLog('silent'),
    kind: 'sandbox',
    conversation: options.conversation ?? AT_ONCE,
    connection: connectionTo(sandbox, transport),
    ...(options.clock ? { clock: options.clock } : {}),
    beforeStart: async (workspace, now) => {
      if (options.sample) await loadSample(db, workspace, scripts, now);
    },
  });
  if (transport === 'http') sandbox.setRequestUrl(`http://127.0.0.1:${app.httpPort}/slack/events`);
  return { ...app, bot: await inOneWorkspace(app.bot) };
}

/** The bot, with the number and the client of the one workspace it is in. */
export async function inOneWorkspace<Bot extends RunningBot>(bot: Bot) {
  const [workspace] = await bot.workspaces();
  const client = workspace === undefined ? null : await bot.clientOf(workspace);
  if (workspace === undefined || client === null) throw new Error('the bot is in no workspace');
  return { ...bot, workspace, client };
}

/** Over signed HTTP the bot takes any free port and says which. */
export function connectionTo(sandbox: Sandbox, kind: 'socket' | 'http'): Connection {
  const { botToken, apiUrl, appToken, signingSecret } = sandbox;
  const transport = kind === 'socket' ? { kind, appToken } : { kind, signingSecret, port: 0 };
  return { botToken, apiUrl, transport };
}

/** A port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Everything the bot sent, by Web API or by response address, held against Slack's limits. */
export async function sentFaults(sandbox: Sandbox): Promise<string[]> {
  const posted = ['chat.postMessage', 'chat.update', 'chat.postEphemeral'];
  const viewed = ['views.open', 'views.push', 'views.update', 'views.publish'];
  // A call that a fault struck was never read.
  const calls = sandbox.calls.filter(({ args }) => Object.keys(args).length > 0);
  const faults = calls.flatMap(({ method, args }) => {
    const found = posted.includes(method)
      ? messageFaults(args)
      : viewed.includes(method)
        ? viewFaults(asObject(args.view))
        : [];
    return found.map((fault) => `${method}: ${fault}`);
  });
  for (const { id, deleted } of SAMPLE_PEOPLE) if (!deleted) faults.push(...(await seenFaults(sandbox, id)));
  return faults;
}

/** Answers through a response address and forms changed by an acknowledgement are seen on screen alone. */
async function seenFaults(sandbox: Sandbox, user: string): Promise<string[]> {
  const who = person(sandbox.url, user);
  const { conversations, modals }: State = await who.state();
  const shown = await Promise.all(conversations.map(({ id }) => who.messages(id)));
  const ephemeral = shown.flat().filter((message) => message.ephemeral);
  return [
    ...ephemeral.flatMap((message) => messageFaults(message)).map((fault) => `ephemeral: ${fault}`),
    ...modals.flatMap((view) => viewFaults(view as unknown as Record<string, unknown>)),
  ];
}

function asObject(view: unknown): Record<string, unknown> {
  return (typeof view === 'string' ? JSON.parse(view) : view) as Record<string, unknown>;
}
