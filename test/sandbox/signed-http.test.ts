import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { personAt, plain, until } from './harness.ts';

test('a real Bolt app over signed HTTP gets events, commands and clicks', async () => {
  const sandbox = await startSandbox();
  const receiver = new HTTPReceiver({ signingSecret: sandbox.signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    token: sandbox.botToken,
    receiver,
    convoStore: false,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
  });
  const clicks: string[] = [];
  app.message('ask me', async ({ say }) => {
    const button = { type: 'button' as const, action_id: 'yes', text: plain('Yes'), value: 'a b&c=ü' };
    await say({ text: 'Again?', blocks: [{ type: 'actions', block_id: 'b', elements: [button] }] });
  });
  app.action('yes', async ({ ack, action }) => {
    await ack();
    if (action.type === 'button') clicks.push(action.value ?? '');
  });
  app.command('/persona', ({ ack, command }) => ack(`Looking for ${command.text}`));
  const { port } = (await app.start(0)).address() as AddressInfo;
  sandbox.setRequestUrl(`http://127.0.0.1:${port}/slack/events`);

  const anna = personAt(sandbox, 'U0ANNA');
  await until(async () => (await anna.state()).app.connected);
  await anna.act({ act: 'say', channel: 'D0ANNA', text: 'ask me' });
  const asked = await until(async () => (await anna.messages('D0ANNA')).find((one) => one.blocks));
  const click = {
    act: 'block_action',
    channel: 'D0ANNA',
    ts: asked.ts,
    blockId: 'b',
    actionId: 'yes',
  } as const;
  expect(await anna.act(click)).toEqual({ ok: true });
  expect(clicks).toEqual(['a b&c=ü']);
  const command = { act: 'command', channel: 'D0ANNA', command: '/persona', text: 'späte & co' } as const;
  expect(await anna.act(command)).toEqual({ ok: true });
  expect((await anna.messages('D0ANNA')).at(-1)?.text).toBe('Looking for späte & co');
  await app.stop();
  await sandbox.close();
});

test('an event that is answered with an error comes again with its number and reason, unless the app says no', async () => {
  const seen: [unknown, unknown][] = [];
  let refuse = false;
  const server = createServer((request, response) => {
    request.resume();
    const { 'x-slack-retry-num': number, 'x-slack-retry-reason': reason } = request.headers;
    if (request.headers['content-type'] === 'application/json') seen.push([number, reason]);
    response.writeHead(500, refuse ? { 'x-slack-no-retry': '1' } : {}).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const timing = { retryMs: [5, 5, 5], waitMs: 0 };
  const sandbox = await startSandbox({ requestUrl: `http://127.0.0.1:${port}/`, timing });
  const anna = personAt(sandbox, 'U0ANNA');
  await anna.act({ act: 'say', channel: 'D0ANNA', text: 'hello' });
  await until(() => seen.some(([number]) => number === '3'));
  expect(seen.slice(-4)).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_error'],
  ]);
  refuse = true;
  const before = seen.length;
  await anna.act({ act: 'say', channel: 'D0ANNA', text: 'again' });
  await until(() => seen.length > before);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(seen.length).toBe(before + 1);
  server.closeAllConnections();
  server.close();
  await sandbox.close();
});
