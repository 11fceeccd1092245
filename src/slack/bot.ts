import { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { workspaceOfTeam } from '../database/workspace.ts';
import { nameOf } from '../failure.ts';
import type { Log } from '../log.ts';
import { atMost } from './at-most.ts';
import type { OnCheckpoint } from './checkpoint.ts';
import {
  type Beside,
  backgroundClient,
  type Connection,
  createReceiver,
  promptClientOptions,
} from './connect.ts';
import { durable } from './durable.ts';
import type { Registry } from './listen.ts';
import { slackLogger } from './logger.ts';
import { createSender } from './sender.ts';
import { wire } from './wire.ts';

export type SlackOptions = {
  config: Config;
  db: Database;
  log: Log;
  connection: Connection;
  kind: 'slack' | 'sandbox';
  registry: Registry;
  /** Our own addresses, for the HTTP transport. */
  beside?: Beside | null;
  /** Runs once the workspace is known and before anything is taken. */
  beforeStart?: ((workspace: number, now: string) => Promise<void>) | null;
  clock?: () => Date;
  onCheckpoint?: OnCheckpoint;
  /** Hears of every change that somebody made. */
  onCommit?: (person: string) => void;
};

export type RunningBot = {
  workspace: number;
  botUserId: string;
  /** For what is not a message on screen: reading a person's time zone, posting what must not appear twice. */
  client: WebClient;
  flush(): Promise<void>;
  /** Takes nothing new, finishes what is under way, posts what is waiting. */
  stop(): Promise<void>;
};

/** Slack refused the bot; the message says which setting is wrong and what to do. */
export class SlackRefused extends Error {}

/** How long a stop waits for work under way, in milliseconds. */
const DRAIN_MS = 8_000;

/**
 * Connects to Slack: finds the workspace of the token, finishes what an earlier process left, then takes deliveries.
 * @throws SlackRefused when the token is not accepted
 */
export async function startSlack(options: SlackOptions): Promise<RunningBot> {
  const { config, db, log, connection, registry } = options;
  const clock = options.clock ?? (() => new Date());
  const onCheckpoint = options.onCheckpoint ?? (() => {});
  const client = backgroundClient(connection, log);
  const who = await whoAmI(client);
  const workspace = await workspaceOfTeam(
    db,
    { id: who.teamId, name: who.teamName },
    options.kind,
    clock().toISOString(),
  );
  const workspaceOf = (team: string) => (team === who.teamId ? workspace : null);
  const clientOf = (wanted: number) => (wanted === workspace ? client : null);
  const sender = createSender({ db, log, clock, onCheckpoint, clientOf });
  const receiver = durable(createReceiver(connection, log, options.beside), {
    db,
    log,
    workspaceOf,
    clock,
    onCheckpoint,
  });
  const app = new App({
    token: connection.botToken,
    botId: who.botId,
    botUserId: who.botUserId,
    tokenVerificationEnabled: false,
    convoStore: false,
    receiver,
    logger: slackLogger(log),
    clientOptions: promptClientOptions(connection, log),
    deferInitialization: true,
  });
  await app.init();
  wire(
    app,
    { config, db, log, clock, onCheckpoint, flush: sender.flush, onCommit: options.onCommit ?? (() => {}) },
    registry,
  );
  await options.beforeStart?.(workspace, clock().toISOString());
  await receiver.resume();
  sender.start();
  await receiver.start();
  return {
    workspace,
    botUserId: who.botUserId,
    client,
    flush: sender.flush,
    stop: async () => {
      await receiver
        .stop()
        .catch((error: unknown) => log.warn({ failure: nameOf(error) }, 'the connection did not close'));
      await atMost(DRAIN_MS, receiver.idle());
      await atMost(1_000, sender.stop());
    },
  };
}

async function whoAmI(client: WebClient) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await client.auth.test();
      const { team_id: teamId, team: teamName, user_id: botUserId, bot_id: botId } = answer;
      if (!teamId || !botUserId || !botId) {
        throw new SlackRefused('SLACK_BOT_TOKEN is not a bot token: take the one that begins with xoxb-.');
      }
      return { teamId, teamName: teamName ?? teamId, botUserId, botId };
    } catch (error) {
      if (error instanceof SlackRefused) throw error;
      const code = nameOf(error);
      if (/invalid_auth|account_inactive|token_revoked|not_authed|token_expired/.test(code)) {
        throw new SlackRefused(
          `Slack does not accept SLACK_BOT_TOKEN (${code}): install the app again and copy the new token into .env.`,
        );
      }
      if (attempt >= 5) {
        throw new SlackRefused(
          `Slack cannot be reached (${code}): check the network, a proxy, or SLACK_API_URL.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
    }
  }
}
