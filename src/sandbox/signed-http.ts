import { newSecret } from './ids.ts';
import { isJson, type Json } from './json.ts';
import { signedHeaders } from './sign.ts';
import type { Envelope, Outcome, Retry, Timing, Transport } from './transport.ts';

type Options = {
  url: string;
  signingSecret: string;
  verificationToken: string;
  timing: Timing;
  now: () => number;
  onChange: () => void;
};

/** Signed HTTP: the same payloads as in Socket Mode, posted to the app's request URL. */
export function createSignedHttp(options: Options): Transport {
  const closing = new AbortController();
  let verified = false;

  function learn(reached: boolean): void {
    if (verified === reached) return;
    verified = reached;
    options.onChange();
  }

  async function post(body: string, type: string, headers: Record<string, string>): Promise<Response> {
    return fetch(options.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': type,
        ...signedHeaders(options.signingSecret, options.now(), body),
        ...headers,
      },
      body,
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(options.timing.ackMs)]),
    });
  }

  /** Slack's handshake with a new request URL: it must echo the challenge. Tried until the app is up. */
  async function verify(): Promise<void> {
    const challenge = newSecret();
    const body = JSON.stringify({ token: options.verificationToken, challenge, type: 'url_verification' });
    const until = Date.now() + options.timing.waitMs;
    while (!verified && !closing.signal.aborted && Date.now() < until) {
      const answer = await post(body, 'application/json', {})
        .then((response) => response.text())
        .catch(() => '');
      if (answer.includes(challenge)) learn(true);
      else await pause(250, closing.signal);
    }
  }

  async function send(envelope: Envelope, retry: Retry): Promise<Outcome> {
    const event = envelope.type === 'events_api';
    const headers: Record<string, string> =
      event && retry.attempt > 0
        ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }
        : {};
    try {
      const type = event ? 'application/json' : 'application/x-www-form-urlencoded';
      const response = await post(bodyOf(envelope), type, headers);
      learn(true);
      if (response.ok) return { ok: true, payload: await answerOf(response) };
      await response.body?.cancel();
      return { ok: false, reason: 'http_error', retry: response.headers.get('x-slack-no-retry') !== '1' };
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError') {
        return { ok: false, reason: 'http_timeout', retry: true };
      }
      learn(false);
      return { ok: false, reason: 'connection_failed', retry: true };
    }
  }

  void verify();
  return {
    send,
    connected: () => verified,
    reachable: async () => !closing.signal.aborted,
    acknowledgedLate: () => false,
    // There is no connection to close.
    refresh: () => {},
    close: () => closing.abort(),
  };
}

function bodyOf(envelope: Envelope): string {
  if (envelope.type === 'events_api') return JSON.stringify(envelope.payload);
  const form = new URLSearchParams();
  if (envelope.type === 'interactive') form.set('payload', JSON.stringify(envelope.payload));
  else for (const [key, value] of Object.entries(envelope.payload)) form.set(key, String(value));
  return form.toString();
}

async function answerOf(response: Response): Promise<Json> {
  const body = await response.text();
  if (body === '') return {};
  if (!response.headers.get('content-type')?.includes('application/json')) return { text: body };
  const parsed: unknown = JSON.parse(body);
  return isJson(parsed) ? parsed : {};
}

/** Resolves after `ms`, or at once when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    signal.addEventListener('abort', done);
  });
}
