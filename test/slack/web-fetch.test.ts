import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ModalView } from '@slack/types';
import { WebAPIRateLimitedError, WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { promptClientOptions } from '../../src/slack/client.ts';
import { webFetch } from '../../src/slack/web-fetch.ts';
import { serverThat } from './server-that.ts';

const post = (url: string, more: RequestInit = {}) =>
  webFetch(url, { method: 'POST', headers: { Authorization: 'Bearer x' }, body: 'text=naïve%20✓', ...more });

test('a call arrives as it was sent, and its answer is read like one of fetch', async () => {
  const url = await serverThat(({ method, headers }, body, response) => {
    response.writeHead(429, {
      'content-type': 'application/json',
      'retry-after': '7',
      'set-cookie': ['a', 'b'],
    });
    response.end(JSON.stringify({ method, authorization: headers.authorization, body }));
  });
  const answer = await post(url);
  expect(answer.status).toBe(429);
  expect(answer.ok).toBe(false);
  expect(answer.headers.get('retry-after')).toBe('7');
  expect(await answer.json()).toEqual({ method: 'POST', authorization: 'Bearer x', body: 'text=naïve%20✓' });
});

test('a redirection is not followed: the token goes nowhere else', async () => {
  let elsewhere = 0;
  const other = await serverThat((_, __, response) => {
    elsewhere += 1;
    response.end();
  });
  const url = await serverThat((_, __, response) => response.writeHead(307, { location: other }).end());
  expect((await post(url)).status).toBe(307);
  expect(elsewhere).toBe(0);
});

test('an answer without a body, a silent server and a closed port are told apart', async () => {
  const empty = await serverThat((_, __, response) => response.writeHead(204).end());
  expect(await (await post(empty)).text()).toBe('');
  const silent = await serverThat(() => {});
  await expect(post(silent, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/i);
  await expect(post('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a form with files goes through as well', async () => {
  const url = await serverThat((request, body, response) =>
    response.end(`${request.headers['content-type']}\n${body}`),
  );
  const form = new FormData();
  form.append('file', new Blob(['pixels']), 'picture.png');
  const answer = await (await webFetch(url, { method: 'POST', body: form })).text();
  expect(answer).toMatch(/^multipart\/form-data/);
  expect(answer).toContain('pixels');
});

const prompt = (apiUrl: string) => {
  const connection = { apiUrl, botToken: 'x', transport: { kind: 'socket', appToken: 'x' } } as const;
  return new WebClient('x', promptClientOptions(connection, createLog('silent')));
};

test('a call that Slack asks to pause waits by itself: the others of its workspace go on', async () => {
  const order: string[] = [];
  const url = await serverThat((request, _, response) => {
    const isFirst = order.length === 0;
    order.push(request.url ?? '');
    if (isFirst) response.writeHead(429, { 'retry-after': '1' });
    response.end('{"ok":true}');
  });
  const client = prompt(url);
  const limited = client.users.info({ user: 'U1' });
  await expect.poll(() => order).toHaveLength(1);
  await client.conversations.open({ users: 'U2' });
  await client.chat.postMessage({ channel: 'D2', text: 'Meanwhile.' });
  await limited;
  expect(order).toEqual(['/users.info', '/conversations.open', '/chat.postMessage', '/users.info']);
});

test('a process that only waits for the end of a pause stays alive for it', async () => {
  let asked = 0;
  const url = await serverThat((_, __, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(429, { 'retry-after': '1' });
    response.end('{"ok":true}');
  });
  const program = `
    import { promptFetch } from './src/slack/web-fetch.ts';
    const answer = await promptFetch('${url}', { method: 'POST', body: '', headers: {} });
    console.log(answer.status);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  expect([asked, stdout]).toEqual([2, '200\n']);
});

test('what cannot wait is told at once: a form whose trigger would be gone, a pause of hours, one without an end', async () => {
  const pauses = ['2', '9999999999', '31'];
  const url = await serverThat((_, __, response) =>
    response.writeHead(429, { 'retry-after': pauses.shift() }).end(),
  );
  const client = prompt(url);
  const limited = { name: WebAPIRateLimitedError.name };
  const view: ModalView = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] };
  await expect(client.views.open({ trigger_id: 't', view })).rejects.toMatchObject(limited);
  await expect(client.users.info({ user: 'U1' })).rejects.toMatchObject(limited);
  await expect(client.users.info({ user: 'U1' })).rejects.toMatchObject(limited);
  expect(pauses).toEqual([]);
});
