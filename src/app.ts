import { randomUUID } from 'node:crypto';
import type { Config } from './config.ts';
import type { Database } from './database/open.ts';
import type { Script } from './interview/script.ts';
import type { Log } from './log.ts';
import { schedule } from './schedule.ts';
import { type RunningBot, startSlack } from './slack/bot.ts';
import type { OnCheckpoint } from './slack/checkpoint.ts';
import type { Connection } from './slack/connect.ts';
import { forgetDone } from './slack/inbox.ts';
import { createRegistry, type Registry } from './slack/listen.ts';

export type AppOptions = {
  config: Config;
  scripts: Script[];
  db: Database;
  log: Log;
  connection: Connection;
  kind: 'slack' | 'sandbox';
  /** Runs once the workspace is known and before anything is taken: the built-in workspace fills in its sample. */
  beforeStart?: ((workspace: number, now: Date) => Promise<unknown>) | null;
  clock?: () => Date;
  onCheckpoint?: OnCheckpoint;
};

export type RunningApp = { bot: RunningBot; stop(): Promise<void> };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Slack sends a delivery again for minutes; a week is far on the safe side. */
const KEEP_KEYS_MS = 7 * DAY_MS;
