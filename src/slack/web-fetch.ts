import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';

/** How long an answer may take where whoever calls names no time, in milliseconds. */
const TIMEOUT_MS = 15_000;

/**
 * The `fetch` of the Web API clients: a call costs half of the processor time of Node's own, which wraps every body in
 * web streams. It goes through the same global dispatcher, so kept connections, NODE_USE_ENV_PROXY and the system's
 * certificates hold here too. It follows no redirect: Slack sends none, and a token must not go elsewhere.
 */
export const webFetch: typeof fetch = async (input, init = {}) => {
  const { method = 'GET', headers, body } = init;
  const signal = init.signal ?? AbortSignal.timeout(TIMEOUT_MS);
  // Forms with files are rare and stay with Node.
  if (typeof input !== 'string' || typeof body !== 'string') return fetch(input, { ...init, signal });
  const answer = await request(input, {
    method: method as 'GET' | 'POST',
    headers: headers as Record<string, string>,
    body,
    signal,
  });
  const text = await answer.body.text();
  return new Response(text === '' ? null : text, {
    status: answer.statusCode,
    headers: Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
  });
};

const PROMPT_MS = 5_000;
const TRIES = 3;
/** The longest pause that somebody who waits is kept for, in seconds; a form's trigger is gone after three. */
const LONGEST_PAUSE_S = 30;
const LONGEST_PAUSE_OF_FORMS_S = 1;
const FORMS = /\/views\.(?:open|push)$/;

/**
 * The same for somebody who waits. Where Slack asks for a pause this call alone takes it: the client of the Web API
 * would stop every call of the workspace meanwhile.
 */
export const promptFetch: typeof fetch = async (input, init) => {
  const longestS = FORMS.test(String(input)) ? LONGEST_PAUSE_OF_FORMS_S : LONGEST_PAUSE_S;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await webFetch(input, { ...init, signal: AbortSignal.timeout(PROMPT_MS) });
    const pauseS = Number.parseInt(answer.headers.get('retry-after') ?? '', 10);
    if (answer.status !== 429 || attempt === TRIES || !(pauseS <= longestS)) return answer;
    // It keeps the process alive: at the start of the bot nothing else may.
    await sleep(pauseS * 1_000);
  }
};
