import { request } from 'undici';

/**
 * The `fetch` of the Web API clients: a call costs half of the processor time of Node's own, which wraps every body in
 * web streams. It goes through the same global dispatcher, so kept connections, NODE_USE_ENV_PROXY and the system's
 * certificates hold here too. It follows no redirect: Slack sends none, and a token must not go elsewhere.
 */
export const webFetch: typeof fetch = async (input, init = {}) => {
  const { method = 'GET', headers, body, signal } = init;
  // Forms with files are rare and stay with Node.
  if (typeof input !== 'string' || typeof body !== 'string') return fetch(input, init);
  const answer = await request(input, {
    method: method as 'GET' | 'POST',
    headers: headers as Record<string, string>,
    body,
    signal: signal ?? null,
  });
  const text = await answer.body.text();
  return new Response(text === '' ? null : text, {
    status: answer.statusCode,
    headers: Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
  });
};
