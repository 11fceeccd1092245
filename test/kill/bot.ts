/**
 * The bot as a process of its own that kills itself at a named place: started by process.ts, which writes its order as
 * JSON to its input. Everything in it is the real thing; only the checkpoint is armed.
 */
import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openForMany } from '../../src/database/open.ts';
import { createLog } from '../../src/log.ts';
import type { Script } from '../../src/scripts/script.ts';
import type { Checkpoint } from '../../src/slack/checkpoint.ts';

export type KillOrder = {
  /** Of a database with the newest schema. */
  databaseUrl: string;
  /** As they were read once for all processes. */
  scripts: Script[];
  botToken: string;
  appToken: string;
  apiUrl: string;
  /** Dies at the `times`-th visit of this place; `null` lives. */
  place: Checkpoint | null;
  times: number;
};

const order = JSON.parse(readFileSync(process.stdin.fd, 'utf8')) as KillOrder;
const database = openForMany(order.databaseUrl);
let visits = 0;
await startApp({
  config: readConfig({ PORT: '0' }),
  databaseUrl: order.databaseUrl,
  scripts: order.scripts,
  db: database.db,
  log: createLog('silent'),
  kind: 'sandbox',
  connection: {
    botToken: order.botToken,
    apiUrl: order.apiUrl,
    transport: { kind: 'socket', appToken: order.appToken },
  },
  onCheckpoint: (place) => {
    if (place !== order.place) return;
    visits += 1;
    if (visits === order.times) process.kill(process.pid, 'SIGKILL');
  },
});
flushCompileCache();
process.stdout.write('ready\n');
process.on('SIGTERM', () => process.exit(0));
