import { LogLevel, WebClient } from '@slack/web-api';
import { expect, onTestFinished, test } from 'vitest';
import { FAULTS } from '../../src/sandbox/faults.ts';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import { acknowledge, connect, events, type Frame } from './bare-client.ts';
import { personAt, until } from './harness.ts';

/** For what is never acknowledged. */
const IMPATIENT = { ackMs: 60, retryMs: [10, 10, 10] };

async function workspace(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ timing: { retryMs: [10, 10, 10] }, ...options });
  onTestFinished(() => sandbox.close());
  const anna = personAt(sandbox, 'U0ANNA');
  const say = (text: string) => anna.act({ act: 'say', channel: 'D0ANNA', text });
  const client = new WebClient(sandbox.botToken, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
  return { sandbox, say, client, post: () => client.chat.postMessage({ channel: 'U0ANNA', text: 'hello' }) };
}

const told = (frames: Frame[]) => events(frames).map(({ payload }) => payload.event?.text);

test('a dropped event comes with its first retry', async () => {
  const { sandbox, say } = await workspace({ timing: IMPATIENT });
  const { frames } = await connect(sandbox);
  sandbox.faults.once('drop');
  await say('hello');
  await until(() => events(frames).length > 0);
  expect(events(frames)[0]).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' });
});

test('a doubled event comes in two envelopes with one event id', async () => {
  const { sandbox, say } = await workspace();
  const { frames } = await connect(sandbox);
  sandbox.faults.once('double');
  await say('hello');
  const [first, second] = await until(() => (events(frames).length === 2 ? events(frames) : null));
  expect(first?.payload.event_id).toBe(second?.payload.event_id);
  expect(first?.envelope_id).not.toBe(second?.envelope_id);
});

test('a reordered event comes after the one behind it, a delayed one late, and both come', async () => {
  const { sandbox, say } = await workspace();
  const { frames, socket } = await connect(sandbox);
  socket.on('message', () => events(frames).map((frame) => acknowledge(socket, frame)));
  sandbox.faults.once('reorder');
  await say('first');
  await say('second');
  await until(() => events(frames).length === 2);
  expect(told(frames)).toEqual(['second', 'first']);
  sandbox.faults.once('delay');
  await say('third');
  await until(() => told(frames).includes('third'));
});

test('where an acknowledgement is lost the event comes again', async () => {
  const { sandbox, say } = await workspace({ timing: IMPATIENT });
  const { frames, socket } = await connect(sandbox);
  socket.on('message', () => events(frames).map((frame) => acknowledge(socket, frame)));
  sandbox.faults.once('lost_ack');
  await say('hello');
  await until(() => events(frames).length > 1);
  expect(events(frames)[1]).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' });
});

test('a refreshed connection says so and closes, and the other one gets what comes next', async () => {
  const { sandbox, say } = await workspace();
  const [one, other] = [await connect(sandbox), await connect(sandbox)];
  sandbox.faults.once('disconnect');
  await say('hello');
  const closed = await until(() => [one, other].find(({ socket }) => socket.readyState === socket.CLOSED));
  const left = closed === one ? other : one;
  expect(closed.frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
  await until(() => told(left.frames).includes('hello'));
});

test('a warning comes ahead of a refresh and closes nothing', async () => {
  const { sandbox } = await workspace();
  const { frames, socket } = await connect(sandbox);
  sandbox.refresh('warning');
  await until(() => frames.some(({ type }) => type === 'disconnect'));
  expect(socket.readyState).toBe(socket.OPEN);
});

test('a call that fails with 500 or 429 is not carried out, and 429 says how long to wait', async () => {
  const { sandbox, post } = await workspace();
  sandbox.faults.once('http_500', 'chat.postMessage');
  sandbox.faults.once('rate_limited', 'chat.postMessage');
  await expect(post()).rejects.toMatchObject({ statusCode: 500 });
  await expect(post()).rejects.toMatchObject({ retryAfter: 1 });
  expect(await personAt(sandbox, 'U0ANNA').messages('D0ANNA')).toEqual([]);
  expect(await post()).toMatchObject({ ok: true });
  expect(sandbox.calls.map(({ error }) => error)).toEqual(['http_500', 'ratelimited', null]);
});

test('a call whose answer is lost was carried out', async () => {
  const { sandbox, post } = await workspace();
  sandbox.faults.once('lost_answer', 'chat.postMessage');
  await expect(post()).rejects.toThrow();
  expect(await personAt(sandbox, 'U0ANNA').messages('D0ANNA')).toHaveLength(1);
});

test('faults come as often as was asked for, and never unasked', async () => {
  const { sandbox, client } = await workspace();
  let dice = 0;
  sandbox.faults.often({ http_500: 0.05 }, () => (dice++ % 100) / 100);
  for (let n = 0; n < 200; n += 1) await client.api.test({}).catch(() => {});
  expect(sandbox.faults.happened('http_500')).toBe(10);
  sandbox.faults.none();
  for (let n = 0; n < 50; n += 1) await client.api.test({});
  const others = FAULTS.filter((fault) => fault !== 'http_500');
  expect(others.map((fault) => sandbox.faults.happened(fault))).toEqual(others.map(() => 0));
});
