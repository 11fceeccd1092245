/**
 * The bot as a process of its own that kills itself at a named place: started by kill.test.ts with one JSON argument.
 * Everything in it is the real thing; only the checkpoint is armed.
 */
import { flushCompileCache } from 'node:module';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { migrate } from '../../src/database/migrate.ts';
import { openForMany } from '../../src/database/open.ts';
import { createLog } from '../../src/log.ts';
import type { Checkpoint } from '../../src/slack/checkpoint.ts';
import { scripts } from '../shipped.ts';

export type KillOrder = {
  databaseUrl: string;
  botToken: string;
  appToken: string;
  apiUrl: string;
  /** Dies at the `times`-th visit of this place; `null` lives. */
  place: Checkpoint | null;
  times: number;
};

const order = JSON.parse(process.argv[2] ?? '{}') as KillOrder;
const database = openForMany(order.databaseUrl);
await migrate(database);
let visits = 0;
await startApp({
  config: readConfig({ PORT: '0' }),
  databaseUrl: order.databaseUrl,
  scripts,
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
