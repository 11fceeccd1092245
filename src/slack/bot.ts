import { App, AuthorizationError } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { nameOf } from '../failure.ts';
import type { Route } from '../http/route.ts';
import type { Log } from '../log.ts';
import { atMost } from './at-most.ts';
import type { OnCheckpoint } from './checkpoint.ts';
import { backgroundClient, promptClientOptions } from './client.ts';
import { type Connection, createReceiver, isReplyAddress } from './connect.ts';
import { durable, type OnAcknowledged } from './durable.ts';
import { envelopeOf } from './envelope.ts';
import { installRoutes } from './install.ts';
import { type Installations, saveInstallation } from './installations.ts';
import type { Registry } from './listen.ts';
import { slackLogger } from './logger.ts';
import { CONVERSATION, type Pace } from './pace.ts';
import { createSender } from './sender.ts';
import { AppTokenRefused } from './socket.ts';
import { installationsFor, SlackRefused } from './tenancy.ts';
import { uninstaller } from './uninstall.ts';
import { wire } from './wire.ts';

export { SlackRefused } from './tenancy.ts';

export type SlackOptions = {
  config: Config;
  db: Database;
  log: Log;
  connection: Connection;
  kind: 'slack' | 'sandbox';
  registry: Registry;
  /** Runs for each workspace before anything of it is taken: at the start, and when it installs the bot. */
  beforeStart?: ((workspace: number, now: string) => Promise<void>) | null;
  clock?: () => Date;
  onCheckpoint?: OnCheckpoint;
  onAcknowledged?: OnAcknowledged;
  /** Hears of every change that somebody made. */
  onCommit?: (workspace: number, person: string) => void;
  /** How quickly messages follow one another in one conversation; Slack's pace by default. */
  conversation?: Pace;
};

export type RunningBot = {
  /** The workspaces it is installed in now, by our own numbers. */
  workspaces(): Promise<number[]>;
  /** For what is not a message on screen: reading a person's time zone, posting what must not appear twice. */
  clientOf(workspace: number): Promise<WebClient | null>;
  /** Addresses that Slack and whoever installs the bot call. */
  routes: Route[];
  /** Whether deliveries of Slack arrive now. */
  isConnected(): boolean;
  flush(): Promise<void>;
  /** Takes nothing new, finishes what is under way, posts what is waiting. */
  stop(): Promise<void>;
};

/** How long a stop waits for work under way, in milliseconds. */
const DRAIN_MS = 6_000;

/**
 * Connects to Slack: finds the workspaces, finishes what an earlier process left, then takes deliveries.
 * @throws SlackRefused when a token is not accepted
 */
export async function startSlack(options: SlackOptions): Promise<RunningBot> {
  const { config, db, log, connection, registry } = options;
  const clock = options.clock ?? (() => new Date());
  const onCheckpoint = options.onCheckpoint ?? (() => {});
  const installations = await installationsFor({ ...options, clock });
  const stopping = new AbortController();
  const clientOf = clientsFor(connection, installations, log, stopping.signal);
  const sender = createSender({
    ...{ db, log, clock, onCheckpoint, clientOf, workspaces: installations.workspaces },
    conversation: options.conversation ?? CONVERSATION,
    stop: stopping.signal,
  });
  const { receiver: inner, routes } = createReceiver(connection, log);
  const workspaceOf = async (team: string) => (await installations.ofTeam(team))?.workspace ?? null;
  const onAcknowledged = options.onAcknowledged ?? (() => {});
  const receiver = durable(inner, {
    ...{ db, log, workspaceOf, clock, onCheckpoint, onAcknowledged },
    stop: stopping.signal,
  });
  const app = new App({
    authorize: async (_, body) => {
      const found = await installations.ofTeam(envelopeOf(body as Record<string, unknown>).team ?? '');
      if (!found) throw new AuthorizationError('the bot is not installed there', new Error('not installed'));
      const { botToken, botId, botUserId, teamId } = found;
      return { botToken, botId, botUserId, teamId };
    },
    convoStore: false,
    receiver,
    logger: slackLogger(log),
    clientOptions: promptClientOptions(connection, log),
    deferInitialization: true,
  });
  await app.init();
  const bot = {
    ...{ config, db, log, clock, onCheckpoint, wake: sender.wake },
    onCommit: options.onCommit ?? (() => {}),
    isReplyAddress: (url: unknown) => isReplyAddress(url, connection),
    uninstalled: uninstaller({ config, db, log, clock, connection, clientOf }),
  };
  wire(app, bot, registry);
  for (const workspace of await installations.workspaces()) {
    await options.beforeStart?.(workspace, clock().toISOString());
  }
  await receiver.resume();
  sender.start();
  await connect(receiver);
  return {
    workspaces: installations.workspaces,
    clientOf,
    routes: [...routes, ...routesToInstall(options, clock)],
    isConnected: inner.isConnected,
    flush: sender.flush,
    stop: async () => {
      stopping.abort();
      await receiver
        .stop()
        .catch((error: unknown) => log.warn({ failure: nameOf(error) }, 'the connection did not close'));
      await atMost(DRAIN_MS, receiver.idle());
      await atMost(1_000, sender.stop());
    },
  };
}

async function connect(receiver: { start(): Promise<unknown> }): Promise<void> {
  try {
    await receiver.start();
  } catch (error) {
    if (!(error instanceof AppTokenRefused)) throw error;
    throw new SlackRefused(
      `Slack does not accept SLACK_APP_TOKEN (${error.message}): make an app-level token with connections:write and copy it into .env.`,
    );
  }
}

/** One background client for each workspace, made anew when its token changes. */
function clientsFor(
  connection: Connection,
  installations: Installations,
  log: Log,
  stop: AbortSignal,
): RunningBot['clientOf'] {
  const clients = new Map<number, { token: string; client: WebClient }>();
  return async (workspace) => {
    const found = await installations.of(workspace);
    const known = clients.get(workspace);
    if (!found) clients.delete(workspace);
    if (!found || known?.token === found.botToken) return found ? (known?.client ?? null) : null;
    const client = backgroundClient(connection, found.botToken, log, stop);
    clients.set(workspace, { token: found.botToken, client });
    return client;
  };
}

function routesToInstall(options: SlackOptions, clock: () => Date): Route[] {
  const { connection, config, db, log, kind } = options;
  if (!('oauth' in connection)) return [];
  const { oauth, apiUrl } = connection;
  return installRoutes({
    ...{ oauth, apiUrl, log, clock, language: config.language },
    installed: async (granted) => {
      const now = clock().toISOString();
      const workspace = await saveInstallation(db, granted, { keys: oauth.keys, kind, now });
      await options.beforeStart?.(workspace, now);
    },
  });
}
