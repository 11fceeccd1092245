import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startSandbox } from '../../src/sandbox/server.ts';
import { acknowledge, connect, events } from './bare-client.ts';
import { personAt, until } from './harness.ts';

/** For what is never acknowledged. */
const IMPATIENT = { ackMs: 60, retryMs: [10, 10, 10] };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('an event that is not acknowledged comes three times more, with a reason, and then no more', async () => {
  const sandbox = await startSandbox({ timing: IMPATIENT });
  const { frames } = await connect(sandbox);
  await personAt(sandbox, 'U0ANNA').act({ act: 'say', channel: 'D0ANNA', text: 'hello' });
  await until(() => events(frames).length === 4);
  await pause(120);
  expect(events(frames).map((frame) => [frame.retry_attempt, frame.retry_reason])).toEqual([
    [0, ''],
    [1, 'timeout'],
    [2, 'timeout'],
    [3, 'timeout'],
  ]);
  expect(new Set(events(frames).map((frame) => frame.payload.event_id)).size).toBe(1);
  await sandbox.close();
});

test('an acknowledged event comes once', async () => {
  const sandbox = await startSandbox({ timing: { ...IMPATIENT, ackMs: 1_000 } });
  const { socket, frames } = await connect(sandbox);
  await personAt(sandbox, 'U0ANNA').act({ act: 'say', channel: 'D0ANNA', text: 'hello' });
  acknowledge(socket, await until(() => events(frames)[0]));
  await pause(1_200);
  expect(events(frames)).toHaveLength(1);
  await sandbox.close();
});

test('an event whose connection dies before the acknowledgement goes to the next connection', async () => {
  const sandbox = await startSandbox({ timing: { ...IMPATIENT, ackMs: 3_000 } });
  const first = await connect(sandbox);
  await personAt(sandbox, 'U0ANNA').act({ act: 'say', channel: 'D0ANNA', text: 'hello' });
  const lost = await until(() => events(first.frames)[0]);
  first.socket.terminate();
  const second = await connect(sandbox);
  const again = await until(() => events(second.frames)[0]);
  expect(again).toMatchObject({ retry_attempt: 1, retry_reason: 'connection_failed' });
  expect(again.payload.event_id).toBe(lost.payload.event_id);
  acknowledge(second.socket, again);
  await sandbox.close();
});

test('what is said while the app is away waits for it, in order', async () => {
  const sandbox = await startSandbox();
  const anna = personAt(sandbox, 'U0ANNA');
  for (const text of ['one', 'two', 'three']) await anna.act({ act: 'say', channel: 'D0ANNA', text });
  expect((await anna.state()).app.connected).toBe(false);
  const { socket, frames } = await connect(sandbox);
  await until(() => events(frames).length === 3);
  expect(events(frames).map((frame) => frame.payload.event?.text)).toEqual(['one', 'two', 'three']);
  for (const frame of events(frames)) acknowledge(socket, frame);
  expect((await anna.state()).app.connected).toBe(true);
  await sandbox.close();
});

test('each payload goes to one of several connections', async () => {
  const sandbox = await startSandbox();
  const both = [await connect(sandbox), await connect(sandbox)];
  const anna = personAt(sandbox, 'U0ANNA');
  for (const text of ['one', 'two', 'three', 'four']) await anna.act({ act: 'say', channel: 'D0ANNA', text });
  await until(() => both.flatMap(({ frames }) => events(frames)).length === 4);
  expect(both.map(({ frames }) => events(frames).length)).toEqual([2, 2]);
  await sandbox.close();
});

test('a command that is not acknowledged in time fails for the person and is not repeated', async () => {
  const sandbox = await startSandbox({ timing: IMPATIENT });
  const anna = personAt(sandbox, 'U0ANNA');
  const command = { act: 'command', channel: 'C0SALES', command: '/persona', text: '' } as const;
  expect(await anna.act(command)).toMatchObject({ ok: false, code: 'dispatch_failed' });
  const { frames } = await connect(sandbox);
  expect(await anna.act(command)).toEqual({
    ok: false,
    code: 'operation_timeout',
    error: '/persona failed with the error "operation_timeout"',
  });
  await pause(100);
  expect(frames.filter((frame) => frame.type === 'slash_commands')).toHaveLength(1);
  await sandbox.close();
});

test('what the app answers in the acknowledgement of a command is seen by that person alone', async () => {
  const sandbox = await startSandbox();
  const { socket, frames } = await connect(sandbox);
  const anna = personAt(sandbox, 'U0ANNA');
  const running = anna.act({ act: 'command', channel: 'C0SALES', command: '/persona', text: ' student ' });
  const frame = await until(() => frames.find((one) => one.type === 'slash_commands'));
  expect(frame.payload).toMatchObject({ text: 'student', is_enterprise_install: 'false', user_id: 'U0ANNA' });
  acknowledge(socket, frame, { text: 'Nothing found' });
  expect(await running).toEqual({ ok: true });
  expect((await anna.messages('C0SALES')).at(-1)).toMatchObject({ text: 'Nothing found', ephemeral: true });
  expect((await personAt(sandbox, 'U0BEN').messages('C0SALES')).at(-1)?.text).not.toBe('Nothing found');
  await sandbox.close();
});

test('a connection address works once', async () => {
  const sandbox = await startSandbox();
  const { socket } = await connect(sandbox);
  const again = new WebSocket(socket.url);
  const status = await new Promise((resolve) => {
    again.on('unexpected-response', (_, response) => resolve(response.statusCode));
    again.on('error', () => resolve('error'));
  });
  expect(status).toBe(403);
  await sandbox.close();
});

test('what the app itself writes in a direct message comes back to it with its bot_id', async () => {
  const sandbox = await startSandbox();
  const { socket, frames } = await connect(sandbox);
  await fetch(`${sandbox.apiUrl}chat.postMessage`, {
    method: 'POST',
    body: new URLSearchParams({ token: sandbox.botToken, channel: 'U0ANNA', text: 'hello' }),
  });
  const echo = await until(() => events(frames)[0]);
  expect(echo.payload.event).toMatchObject({
    type: 'message',
    channel_type: 'im',
    text: 'hello',
    user: sandbox.botUserId,
    bot_id: 'B0MISMATCH',
  });
  acknowledge(socket, echo);
  expect((await personAt(sandbox, 'U0ANNA').state()).conversations.at(-1)).toMatchObject({ unread: 1 });
  await sandbox.close();
});
