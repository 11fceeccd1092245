import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { atATime } from '../../src/slack/at-a-time.ts';
import { backgroundClient } from '../../src/slack/client.ts';
import { exchanger } from '../../src/slack/exchange.ts';
import { jsonCall } from '../../src/slack/json-call.ts';
import { serverThat } from './server-that.ts';

const callAt = (url: string, timeoutMs = 15_000) =>
  jsonCall({ url: `${url}chat.postMessage`, token: 'xoxb-1', timeoutMs }, { channel: 'D1', text: 'naïve ✓' });

const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  serverThat((_, __, response) => response.writeHead(status, headers).end(body));

test('a call arrives as JSON in its charset, under its token', async () => {
  const url = await serverThat(({ url: path, method, headers }, body, response) => {
    const { authorization, 'content-type': type } = headers;
    response.end(JSON.stringify({ ok: true, path, method, authorization, type, args: JSON.parse(body) }));
  });
  expect(await callAt(url)).toEqual({
    ok: true,
    path: '/chat.postMessage',
    method: 'POST',
    authorization: 'Bearer xoxb-1',
    type: 'application/json; charset=utf-8',
    args: { channel: 'D1', text: 'naïve ✓' },
  });
});

test('each kind of failure is the one that the client of the Web API throws', async () => {
  const refused = await answering(200, '{"ok":false,"error":"is_archived"}');
  await expect(callAt(refused)).rejects.toMatchObject({ data: { error: 'is_archived' } });
  await expect(callAt(refused)).rejects.toBeInstanceOf(WebAPIPlatformError);
  const limited = callAt(await answering(429, '', { 'retry-after': '7' }));
  await expect(limited).rejects.toMatchObject({ retryAfter: 7 });
  await expect(limited).rejects.toBeInstanceOf(WebAPIRateLimitedError);
  const notTheWebApi: [number, string][] = [
    [500, '{"ok":true}'],
    [429, 'slow down'],
    [302, ''],
    [200, '<html>a proxy</html>'],
    [200, ''],
    [200, '"ok"'],
  ];
  for (const [status, body] of notTheWebApi) {
    const failed = callAt(await answering(status, body, { location: refused }));
    await expect(failed).rejects.toMatchObject({ statusCode: status });
    await expect(failed).rejects.toBeInstanceOf(WebAPIHTTPError);
  }
});

test('a call that gets no answer, half of one, or one drop by drop ends with its time', async () => {
  const silent = await serverThat(() => {});
  await expect(callAt(silent, 50)).rejects.toBeInstanceOf(WebAPIRequestError);
  const half = await serverThat((_, __, response) => {
    response.writeHead(200);
    response.write('{"ok":');
  });
  await expect(callAt(half, 50)).rejects.toBeInstanceOf(WebAPIRequestError);
  const dripping = await serverThat((_, __, response) => {
    const drops = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(drops));
  });
  await expect(callAt(dripping, 50)).rejects.toBeInstanceOf(WebAPIRequestError);
  const cut = await serverThat(({ socket }) => socket.destroy());
  await expect(callAt(cut)).rejects.toBeInstanceOf(WebAPIRequestError);
});

test('a thread that dies fails what waits for it, and the next request begins another', async () => {
  const order = { url: 'http://127.0.0.1:1/', token: 'xoxb-1', body: '{}', timeoutMs: 15_000 };
  const exchange = exchanger(new URL('./dying-entry.ts', import.meta.url));
  for (const _ of [1, 2]) {
    const outcomes = await Promise.allSettled([exchange(order), exchange(order)]);
    expect(outcomes.map((one) => one.status === 'rejected' && String(one.reason))).toEqual(
      Array(2).fill('Error: The thread that posts ended (code 3).'),
    );
  }
});

test('messages to many conversations open a hundred connections at most', async () => {
  let open = 0;
  let most = 0;
  const apiUrl = await serverThat((_, __, response) => {
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      response.end('{"ok":true}');
    }, 20);
  });
  const client = backgroundClient({ apiUrl }, 'xoxb-1', createLog('silent'));
  const update = (_: unknown, n: number) =>
    client.chat.update({ channel: `D${n}`, ts: '1.1', text: 'Hello' });
  await Promise.all(Array.from({ length: 250 }, update));
  expect(most).toBeLessThanOrEqual(100);
});

test('what waits for its turn begins in order, also after a failure', async () => {
  const inTurn = atATime(2);
  const begun: number[] = [];
  const work = (n: number) => async () => {
    begun.push(n);
    await null;
    if (n % 2 === 0) throw new Error('a passing fault');
    return n;
  };
  const ended = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map((n) => inTurn(work(n))));
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(ended.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))).toEqual([1, 3, 5]);
});
