import { expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { backgroundClient } from '../../src/slack/client.ts';
import { put } from '../../src/slack/outbox.ts';
import { CONVERSATION, createPaces, METHODS, UNASKED } from '../../src/slack/pace.ts';
import { waitFor } from '../person.ts';
import { openWorld, type World } from '../world.ts';

const now = () => new Date().toISOString();

function clocked() {
  let atMs = 1_000;
  const paces = createPaces(() => atMs);
  return { ...paces, after: (ms: number) => (atMs += ms) };
}

test('a few messages go at once, and then one a second; a quiet conversation has its few again', () => {
  const { waitMs, take, after } = clocked();
  for (let n = 0; n < CONVERSATION.burst; n += 1) expect(take('D1', CONVERSATION)).toBe(0);
  expect(waitMs('D1', CONVERSATION)).toBe(1_000);
  after(400);
  expect(waitMs('D1', CONVERSATION)).toBe(600);
  after(600);
  expect(take('D1', CONVERSATION)).toBe(0);
  expect(waitMs('D1', CONVERSATION)).toBe(1_000);
  expect(waitMs('D2', CONVERSATION)).toBe(0);
  after(60_000);
  for (let n = 0; n < CONVERSATION.burst; n += 1) expect(take('D1', CONVERSATION)).toBe(0);
});

test('whoever waits for a turn gets one after the other, and a method is never called faster than its tier', () => {
  for (const [method, pace] of Object.entries(METHODS)) {
    const { take, after } = clocked();
    const calls: number[] = [];
    let atMs = 0;
    for (let n = 0; n < 500; n += 1) {
      const waitMs = take(method, pace);
      calls.push(atMs + waitMs);
      // Others come while the first wait.
      after(100);
      atMs += 100;
    }
    for (const since of calls) {
      const within = calls.filter((at) => at >= since && at < since + 60_000).length;
      expect(within, method).toBeLessThanOrEqual(pace.perMinute + pace.burst);
    }
  }
});

test('what nobody waits for is never more than its share, however many conversations it goes to', () => {
  const { take } = clocked();
  const waits = Array.from({ length: 500 }, () => take('1', UNASKED));
  expect(waits.filter((ms) => ms === 0)).toHaveLength(UNASKED.burst);
  expect(Math.max(...waits)).toBeLessThanOrEqual(5 * 60_000);
});

const posts = ({ sandbox }: World, text: RegExp) =>
  sandbox.calls.filter(({ method, args }) => method === 'chat.postMessage' && text.test(String(args.text)));

test('a call that waits for its turn is given up when the bot stops', async () => {
  const { sandbox } = await openWorld({ conversation: CONVERSATION });
  const { apiUrl, botToken, appToken } = sandbox;
  const stop = new AbortController();
  const connection = { apiUrl, botToken, transport: { kind: 'socket' as const, appToken } };
  const client = backgroundClient(connection, botToken, createLog('silent'), stop.signal);
  const burst = METHODS['users.list']?.burst ?? 0;
  const calls = Array.from({ length: burst + 2 }, () => client.users.list({}));
  const ended = Promise.allSettled(calls);
  await Promise.all(calls.slice(0, burst));
  stop.abort();
  const states = (await ended).map(({ status }) => status);
  expect(states.filter((status) => status === 'fulfilled')).toHaveLength(burst);
  expect(states.slice(burst)).toEqual(['rejected', 'rejected']);
});

test('over real HTTP a long queue for one conversation is spread, and people elsewhere are answered meanwhile', async () => {
  const world = await openWorld({ transport: 'http', conversation: CONVERSATION });
  const { db, ben } = world;
  const { workspace, flush } = world.app().bot;
  const many = CONVERSATION.burst + 2;
  await db.transaction().execute(async (trx) => {
    for (let n = 0; n < many; n += 1)
      await put(trx, workspace, `n:${n}`, 'U0ANNA', { text: `Line ${n}.` }, now());
  });
  await flush();
  await ben.command('help');
  await ben.sees('/persona');
  await waitFor('all of it', async () => (posts(world, /^Line/).length === many ? true : null));
  expect(posts(world, /^Line/).map(({ args }) => args.text)).toEqual(
    Array.from({ length: many }, (_, n) => `Line ${n}.`),
  );
  const waiting = await db.selectFrom('outbox').select('attempts').where('slot', 'like', 'n:%').execute();
  expect(waiting.every(({ attempts }) => attempts === 0)).toBe(true);
});

test('many invitations leave room: whoever clicks meanwhile sees the answer before the last of them', async () => {
  const world = await openWorld({ conversation: CONVERSATION });
  const { db, ben } = world;
  const { workspace, flush } = world.app().bot;
  await db.transaction().execute(async (trx) => {
    for (let n = 0; n < UNASKED.burst * 3; n += 1)
      await put(
        trx,
        workspace,
        `invitation:${n}:0`,
        `U0ANNA${n}`,
        { text: `Have you a moment, ${n}?` },
        now(),
      );
  });
  // One of those that wait is for somebody who is in the middle of an interview.
  await put(db, workspace, 'counted:U0BEN:0', 'U0BEN', { text: 'Your answer counted.' }, now());
  await flush();
  await put(db, workspace, 'interview:1', 'U0BEN', { text: 'The next question.' }, now());
  await flush();
  await ben.sees('The next question.');
  expect(posts(world, /moment/).length).toBeLessThan(UNASKED.burst * 3);
  expect(posts(world, /next question|counted/)[0]?.args.text).toBe('The next question.');
});

test('however many notices wait for one person, a question to them goes before all of them', async () => {
  const world = await openWorld({ conversation: CONVERSATION });
  const { db, ben } = world;
  const { workspace, flush } = world.app().bot;
  await db.transaction().execute(async (trx) => {
    for (let n = 0; n < UNASKED.burst + 10; n += 1)
      await put(trx, workspace, `review:${n}:0`, 'U0BEN', { text: `Draft ${n}.` }, now());
    await put(trx, workspace, 'interview:1', 'U0BEN', { text: 'The next question.' }, now());
  });
  await flush();
  await ben.sees('The next question.');
  expect(posts(world, /next question|Draft/)[0]?.args.text).toBe('The next question.');
});

test('a change that Slack limits keeps no later message waiting in the same conversation', async () => {
  const world = await openWorld({ conversation: CONVERSATION });
  const { db, sandbox, anna } = world;
  const { workspace, flush } = world.app().bot;
  const standing = ['a', 'b', 'c', 'd', 'e'];
  for (const slot of standing) await put(db, workspace, slot, 'U0ANNA', { text: `Old ${slot}.` }, now());
  await flush();
  await waitFor('all of it', async () => (posts(world, /^Old/).length === standing.length ? true : null));
  sandbox.faults.once('rate_limited', 'chat.update');
  for (const slot of standing) await put(db, workspace, slot, 'U0ANNA', { text: `New ${slot}.` }, now());
  await flush();
  await put(db, workspace, 'next', 'U0ANNA', { text: 'The next question.' }, now());
  await flush();
  expect((await anna.messages()).map(({ text }) => text)).toEqual([
    ...standing.map((slot) => `Old ${slot}.`),
    'The next question.',
  ]);
  for (const slot of standing) await anna.sees(`New ${slot}.`);
});
