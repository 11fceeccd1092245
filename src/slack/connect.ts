import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Listener } from '../http/run.ts';
import type { Log } from '../log.ts';
import { slackLogger } from './logger.ts';

/** How the bot reaches its Slack: one app token for Socket Mode, or a signing secret and a port for HTTP. */
export type Connection = {
  botToken: string;
  transport: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string; port: number };
  /** `null`: Slack's own. */
  apiUrl: string | null;
};

/** How often a Socket Mode connection is looked at, and after how many bad looks it is made anew. */
const LOOK_MS = 5_000;
const BAD_LOOKS = 4;

/** A client for somebody who is waiting: one quick retry, then the person is told. */
export function promptClientOptions(connection: Connection, log: Log): WebClientOptions {
  return { ...base(connection, log), retryConfig: { retries: 1, minTimeout: 200 }, timeout: 5_000 };
}

/** A client for background work: the outbox does the waiting and the retrying. */
export function backgroundClient(connection: Connection, log: Log): WebClient {
  return new WebClient(connection.botToken, {
    ...base(connection, log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 15_000,
  });
}

function base(connection: Connection, log: Log): WebClientOptions {
  return {
    logger: slackLogger(log),
    ...(connection.apiUrl === null ? {} : { slackApiUrl: connection.apiUrl }),
  };
}

/** Our own addresses beside Slack's, where the bot has an HTTP server of its own. */
export type Beside = { paths: readonly string[]; listener: Listener };

const EVERY_METHOD = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The Bolt receiver for the chosen transport. */
export function createReceiver(connection: Connection, log: Log, beside: Beside | null = null): Receiver {
  const { transport } = connection;
  if (transport.kind === 'http') {
    return new HTTPReceiver({
      signingSecret: transport.signingSecret,
      port: transport.port,
      logger: slackLogger(log),
      customRoutes: (beside?.paths ?? []).map((path) => ({
        path,
        method: EVERY_METHOD,
        handler: beside!.listener,
      })),
    });
  }
  return supervised(
    new SocketModeReceiver({
      appToken: transport.appToken,
      logger: slackLogger(log),
      installerOptions: {
        clientOptions: { ...base(connection, log), retryConfig: { retries: 5, factor: 1.3 } },
      },
    }),
    log,
  );
}

/**
 * Socket Mode 3.1.0 gives up for good when reconnecting fails (node-slack-sdk issues 1495 and 2656), so the connection is
 * looked at from outside and made anew.
 */
function supervised(receiver: SocketModeReceiver, log: Log): Receiver {
  let timer: NodeJS.Timeout | null = null;
  let bad = 0;
  let connected = false;
  receiver.client.on('connected', () => {
    connected = true;
  });
  receiver.client.on('close', () => {
    connected = false;
  });
  const look = async (): Promise<void> => {
    bad = connected ? 0 : bad + 1;
    if (bad < BAD_LOOKS) return;
    bad = 0;
    log.warn('the Socket Mode connection is gone and is made anew');
    try {
      await receiver.client.start();
    } catch (error) {
      log.warn({ failure: error instanceof Error ? error.name : 'unknown' }, 'no connection to Slack yet');
    }
  };
  return {
    init: (app) => receiver.init(app),
    start: async () => {
      await receiver.start();
      timer = setInterval(() => void look(), LOOK_MS);
    },
    stop: async () => {
      if (timer) clearInterval(timer);
      timer = null;
      await receiver.stop();
    },
  };
}
