/**
 * One app under measurement, in a process of its own; its order comes as one JSON argument, and it says `ready` with
 * the address of its requests. Asked for its heap, it collects first; asked for its processor time, it does not.
 */
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import BetterSqlite3 from 'better-sqlite3';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { migrate } from '../../src/database/migrate.ts';
import { openForMany } from '../../src/database/open.ts';
import { createLog } from '../../src/log.ts';
import { benchScript } from './script.ts';
import { TOKENS } from './slack.ts';

export type Kind = 'plain' | 'durable' | 'mismatch';
export type Order = { kind: Kind; transport: 'http' | 'socket'; apiUrl: string; people: string[] };
export type Ready = { ready: string };
export type Question = 'heap' | 'processor';
/** `heap`: megabytes; `processor`: milliseconds since the start, user and system together. */
export type Figure = { figure: number };

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const folder = mkdtempSync(join(tmpdir(), 'mismatch-bench-'));
const port = await freePort();
if (order.kind === 'mismatch') await mismatch();
else await bare(order.kind === 'durable');
process.send?.({ ready: `http://127.0.0.1:${port}/slack/events` } satisfies Ready);
process.on('message', (asked: Question) => {
  if (asked === 'heap') globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const figure = asked === 'heap' ? process.memoryUsage().heapUsed / 1024 ** 2 : (user + system) / 1_000;
  process.send?.({ figure } satisfies Figure);
});

/** What a newcomer to Bolt writes: one line said to whoever writes, with or without a row kept of it. */
async function bare(isDurable: boolean): Promise<void> {
  const database = new BetterSqlite3(join(folder, 'bare.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE steps (id TEXT PRIMARY KEY, person TEXT, text TEXT)');
  const insert = database.prepare('INSERT OR IGNORE INTO steps VALUES (?, ?, ?)');
  const clientOptions = { slackApiUrl: order.apiUrl };
  const logLevel = LogLevel.ERROR;
  const { signingSecret, appToken, botToken: token } = TOKENS;
  const receiver =
    order.transport === 'http'
      ? new HTTPReceiver({ signingSecret, port, logLevel })
      : new SocketModeReceiver({ appToken, logLevel, installerOptions: { clientOptions } });
  const app = new App({ token, receiver, logLevel, convoStore: false, clientOptions });
  app.message(async ({ message, body, say }) => {
    const { user = '', text = '' } = message as { user?: string; text?: string };
    if (isDurable) insert.run(body.event_id, user, text);
    await say(`1 of 10: and what came then, <@${user}>?`);
  });
  await app.start();
}

/** The whole bot. Everybody's role is known, so that the command begins the interview at once. */
async function mismatch(): Promise<void> {
  const databaseUrl = `file:${join(folder, 'test.db')}`;
  const database = openForMany(databaseUrl);
  await migrate(database);
  const { botToken, appToken, signingSecret } = TOKENS;
  const transport =
    order.transport === 'http'
      ? { kind: 'http' as const, signingSecret, port }
      : { kind: 'socket' as const, appToken };
  await startApp({
    config: readConfig({ PORT: '0' }),
    databaseUrl,
    scripts: [benchScript()],
    db: database.db,
    log: createLog('error', { pretty: false }),
    kind: 'slack',
    connection: { botToken, apiUrl: order.apiUrl, transport },
    // The machine is measured, not how quickly Slack takes messages in one conversation.
    conversation: { burst: 1e9, perMinute: 1e9 },
    beforeStart: async (workspace) => {
      const known = { workspace, role: 'sales', locale: 'en-GB' };
      for (const id of order.people) {
        await database.db
          .insertInto('people')
          .values({ ...known, id })
          .execute();
      }
    },
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
