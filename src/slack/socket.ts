import { setTimeout as sleep } from 'node:timers/promises';
import type { App, ReceiverEvent } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { nameOf } from '../failure.ts';
import type { Log } from '../log.ts';
import { atMost } from './at-most.ts';
import { baseOptions } from './client.ts';
import { type Link, openLink } from './link.ts';
import type { WatchedReceiver } from './receiver.ts';

export type SocketOptions = {
  appToken: string;
  /** `null`: Slack's own. */
  apiUrl: string | null;
  log: Log;
  /** Connections kept open at the same time; Slack allows ten. */
  connections?: number;
};

/** Slack refused the app token; no waiting helps. */
export class AppTokenRefused extends Error {}

const REFUSED = /invalid_auth|not_authed|account_inactive|not_allowed_token_type|token_revoked|missing_scope/;
const OPEN_MS = 10_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** However long a pause Slack asks for, it is asked again after this. */
const LONGEST_PAUSE_MS = 600_000;
/** A connection that lived shorter than this is not followed by the next one at once. */
const SHORT_MS = 1_000;
/** How long a stop waits for the acknowledgements that are still due, in milliseconds. */
const LAST_ACKS_MS = 4_000;

/**
 * Socket Mode over several connections, each kept by itself: a connection that Slack wants back is replaced before it is
 * closed, a lost one is opened again with growing pauses, for as long as it takes.
 */
export function socketReceiver({ connections = 2, ...options }: SocketOptions): WatchedReceiver {
  const stopping = new AbortController();
  const links = new Set<Link>();
  const due = new Set<Promise<void>>();
  let lines: Promise<void>[] = [];
  let bolt: App | null = null;

  const take = (event: ReceiverEvent): void => {
    if (stopping.signal.aborted) return;
    let acked = () => {};
    const pending = new Promise<void>((resolve) => {
      acked = resolve;
    });
    due.add(pending);
    const ack: ReceiverEvent['ack'] = (response) => event.ack(response).finally(acked);
    (bolt?.processEvent({ ...event, ack }) ?? Promise.resolve())
      .catch((error: unknown) =>
        options.log.error({ failure: nameOf(error) }, 'a delivery could not be taken; Slack sends it again'),
      )
      .finally(acked);
    void pending.then(() => due.delete(pending));
  };

  return {
    isConnected: () => links.size > 0 && !stopping.signal.aborted,
    init: (app) => {
      bolt = app;
    },
    start: async () => {
      const first = await dial(options, take, stopping.signal);
      const hold = (link: Link | null) => keepLine({ ...options, take, links, stop: stopping.signal }, link);
      lines = [hold(first), ...Array.from({ length: connections - 1 }, () => hold(null))];
    },
    stop: async () => {
      stopping.abort();
      await atMost(LAST_ACKS_MS, Promise.all(due));
      for (const link of links) link.close();
      await atMost(1_000, Promise.all(lines));
    },
  };
}

type Line = SocketOptions & {
  take(event: ReceiverEvent): void;
  links: Set<Link>;
  stop: AbortSignal;
};

/** Keeps one connection open until the stop. */
async function keepLine(line: Line, first: Link | null): Promise<void> {
  const { links, stop, log } = line;
  let link = first;
  while (!stop.aborted) {
    try {
      link ??= await dial(line, line.take, stop);
    } catch (error) {
      if (!stop.aborted)
        log.error({ failure: nameOf(error) }, 'Slack does not accept the app token any more');
      await sleep(LONGEST_WAIT_MS, null, { signal: stop }).catch(() => {});
      continue;
    }
    const held = link;
    const since = performance.now();
    links.add(held);
    void held.closed.then(() => links.delete(held));
    const why = await held.leaving;
    if (stop.aborted) break;
    log.info({ why }, 'a Socket Mode connection is replaced');
    if (performance.now() - since < SHORT_MS) await sleep(SHORT_MS, null, { signal: stop }).catch(() => {});
    // The old one still carries acknowledgements, and may still bring deliveries, until its successor stands.
    link = await dial(line, line.take, stop).catch(() => null);
    held.close();
  }
  link?.close();
}

/**
 * Opens a connection, however often it has to be tried.
 * @throws AppTokenRefused where trying again cannot help
 */
async function dial(
  { appToken, apiUrl, log }: SocketOptions,
  take: (event: ReceiverEvent) => void,
  stop: AbortSignal,
): Promise<Link> {
  const client = new WebClient(appToken, {
    ...baseOptions(apiUrl, log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: OPEN_MS,
  });
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { url } = await client.apps.connections.open({});
      return await openLink(url ?? '', take, log);
    } catch (error) {
      const failure = nameOf(error);
      if (REFUSED.test(failure)) throw new AppTokenRefused(failure);
      log.warn({ failure, attempt }, 'no Socket Mode connection yet');
      await sleep(waitMs(attempt, error), null, { signal: stop });
    }
  }
}

/** Doubles up to half a minute; where Slack names a time, at least that. A little chance keeps several bots apart. */
function waitMs(attempt: number, error: unknown): number {
  const asked = (error as { retryAfter?: unknown }).retryAfter;
  const grown = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
  const pause = typeof asked === 'number' ? Math.min(asked * 1_000, LONGEST_PAUSE_MS) : 0;
  return Math.max(grown, pause) * (0.8 + 0.4 * Math.random());
}
