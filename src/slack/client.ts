import { setTimeout as sleep } from 'node:timers/promises';
import { type WebAPICallResult, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../log.ts';
import { atATime } from './at-a-time.ts';
import { jsonCall } from './json-call.ts';
import { slackLogger } from './logger.ts';
import { createPaces, METHODS } from './pace.ts';
import { promptFetch, webFetch } from './web-fetch.ts';

/** Whose Slack; `null`: the real one. */
type Place = { apiUrl: string | null };

/** A client for somebody who is waiting: one quick retry, a pause where Slack asks for one, then the person is told. */
export function promptClientOptions({ apiUrl }: Place, log: Log): WebClientOptions {
  return {
    ...baseOptions(apiUrl, log),
    fetch: promptFetch,
    retryConfig: { retries: 1, minTimeout: 200 },
    rejectRateLimitedCalls: true,
  };
}

/**
 * A client for background work, in one workspace: its calls for many people keep within Slack's limits by themselves,
 * and the outbox does the rest of the waiting and the retrying.
 *
 * @param stop a call that waits for its turn is given up once this is aborted
 */
export function backgroundClient(
  { apiUrl }: Place,
  botToken: string,
  log: Log,
  stop: AbortSignal | null = null,
): WebClient {
  const options: WebClientOptions = {
    ...baseOptions(apiUrl, log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
  };
  return new PacedClient(botToken, options, stop);
}

/** How long background work waits for an answer, in milliseconds. */
const TIMEOUT_MS = 15_000;
/** What every step of an interview calls. */
const JSON_METHODS = new Set(['chat.postMessage', 'chat.update', 'chat.delete']);
/** As many calls as the client itself has under way: a change for a thousand people opens no thousand connections. */
const CALLS_AT_A_TIME = 100;

/** A class because every method of the Web API goes through this one. */
class PacedClient extends WebClient {
  readonly #paces = createPaces();
  readonly #inTurn = atATime(CALLS_AT_A_TIME);
  readonly #stop: AbortSignal | null;

  constructor(botToken: string, options: WebClientOptions, stop: AbortSignal | null) {
    super(botToken, options);
    this.#stop = stop;
  }

  override async apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    const pace = METHODS[method];
    const waitMs = pace ? this.#paces.take(method, pace) : 0;
    if (waitMs > 0) await sleep(waitMs, null, this.#stop ? { signal: this.#stop } : {});
    if (!JSON_METHODS.has(method) || !this.token) return super.apiCall(method, options);
    const callee = { url: `${this.slackApiUrl}${method}`, token: this.token, timeoutMs: TIMEOUT_MS };
    return this.#inTurn(() => jsonCall(callee, options));
  }
}

/**
 * What every client shares. Never `headers`: the client writes its token into that object, and Bolt hands the same
 * object to the clients of all workspaces.
 */
export function baseOptions(apiUrl: string | null, log: Log): WebClientOptions {
  return {
    logger: slackLogger(log),
    allowAbsoluteUrls: false,
    fetch: webFetch,
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
  };
}
