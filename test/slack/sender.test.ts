import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { backgroundClient } from '../../src/slack/client.ts';
import { put, takeAway } from '../../src/slack/outbox.ts';
import { CONVERSATION } from '../../src/slack/pace.ts';
import { send } from '../../src/slack/send.ts';
import { createSender } from '../../src/slack/sender.ts';
import { waitFor } from '../person.ts';
import { openWorld } from '../world.ts';
import { serverThat } from './server-that.ts';

const now = () => new Date().toISOString();

test('a conversation that Slack limits waits as long as it says, and keeps no other one waiting', async () => {
  const { app, db, sandbox, anna, ben } = await openWorld();
  const { workspace, flush } = app().bot;
  sandbox.faults.once('rate_limited', 'chat.postMessage');
  await put(db, workspace, 'first', 'U0ANNA', { text: 'First.' }, now());
  await flush();
  const [limited] = await db.selectFrom('outbox').selectAll().where('slot', '=', 'first').execute();
  expect(limited).toMatchObject({
    attempts: 1,
    failure: expect.stringContaining('RateLimited'),
    message_ts: null,
  });
  await put(db, workspace, 'second', 'U0ANNA', { text: 'Second.' }, now());
  await put(db, workspace, 'other', 'U0BEN', { text: 'Meanwhile.' }, now());
  await flush();
  await ben.sees('Meanwhile.');
  await anna.sees('Second.');
  const said = (await anna.messages()).map(({ text }) => text);
  expect(said.indexOf('First.')).toBeLessThan(said.indexOf('Second.'));
  expect(said.filter((text) => text === 'First.')).toHaveLength(1);
});

test('a method that Slack limits is left alone in the whole workspace until then', async () => {
  const { app, db, sandbox, anna, ben } = await openWorld();
  const { workspace, flush } = app().bot;
  const people = { U0ANNA: anna, U0BEN: ben };
  for (const id of Object.keys(people)) await put(db, workspace, `to-${id}`, id, { text: 'Old.' }, now());
  await flush();
  for (const who of Object.values(people)) await who.sees('Old.');
  sandbox.faults.once('rate_limited', 'chat.update');
  await put(db, workspace, 'to-U0ANNA', 'U0ANNA', { text: 'New.' }, now());
  await flush();
  const updates = () => sandbox.calls.filter(({ method }) => method === 'chat.update').length;
  expect(updates()).toBe(1);
  await put(db, workspace, 'to-U0BEN', 'U0BEN', { text: 'New.' }, now());
  await put(db, workspace, 'more', 'U0BEN', { text: 'A message behind it.' }, now());
  await flush();
  await anna.sees('New.');
  await ben.sees('A message behind it.');
  await ben.sees('New.');
  await waitFor('everything sent', async () =>
    (await db.selectFrom('outbox').select('slot').where('wanted', 'is not', null).execute()).length === 0
      ? true
      : null,
  );
  expect(sandbox.faults.happened('rate_limited')).toBe(1);
});

test('a thousand messages that wait in one channel keep nobody else’s from being read', async () => {
  const { app, db, ben } = await openWorld();
  const { workspace, flush } = app().bot;
  const later = new Date(Date.now() + 600_000).toISOString();
  await db.transaction().execute(async (trx) => {
    for (let n = 0; n < 1_100; n += 1)
      await put(trx, workspace, `n:${n}`, 'C0REVIEW', { text: `${n}` }, now());
    await trx.updateTable('outbox').set({ next_try_at: later }).where('slot', '=', 'n:0').execute();
  });
  await put(db, workspace, 'to-ben', 'U0BEN', { text: 'Good morning.' }, now());
  await flush();
  await ben.sees('Good morning.');
});

test('what is limited is what was called, also where a change became a removal while it waited', async () => {
  const { app, db, sandbox, anna, ben } = await openWorld();
  const { workspace, flush } = app().bot;
  const say = (slot: string, address: string, text: string) =>
    put(db, workspace, slot, address, { text }, now());
  for (const slot of ['one', 'two']) await say(slot, 'U0ANNA', `Old ${slot}.`);
  await say('three', 'U0BEN', 'Old three.');
  await flush();
  sandbox.faults.once('slow_answer', 'chat.update');
  sandbox.faults.once('rate_limited', 'chat.delete');
  for (const slot of ['one', 'two']) await say(slot, 'U0ANNA', `New ${slot}.`);
  const sent = flush();
  await anna.sees('New one.');
  await takeAway(db, workspace, 'two', now());
  await sent;
  await flush();
  expect(sandbox.faults.happened('rate_limited')).toBe(1);
  await say('three', 'U0BEN', 'New three.');
  await flush();
  expect((await ben.messages()).map(({ text }) => text)).toContain('New three.');
});

test('a change that cannot be marked does not post what goes out beside it a second time', async () => {
  const { app, db, sandbox, anna } = await openWorld();
  const { workspace, flush } = app().bot;
  const say = (slot: string, text: string) => put(db, workspace, slot, 'U0ANNA', { text }, now());
  await say('standing', 'Old.');
  await flush();
  await sql`CREATE TRIGGER unmarked BEFORE UPDATE OF wanted ON outbox
    WHEN new.slot = 'standing' AND new.wanted IS NULL
    BEGIN SELECT raise(ABORT, 'not now'); END`.execute(db);
  sandbox.faults.once('slow_answer', 'chat.postMessage');
  await say('standing', 'New.');
  await say('beside', 'Beside it.');
  await flush();
  await flush();
  await sql`DROP TRIGGER unmarked`.execute(db);
  const said = (await anna.messages()).map(({ text }) => text);
  expect(said.filter((text) => text === 'Beside it.')).toHaveLength(1);
  expect(said).toContain('New.');
});

test('what is posted while the disk is full is marked once there is room, and posted once', async () => {
  const { app, db, sandbox, anna, ben } = await openWorld();
  const { workspace, flush } = app().bot;
  await sql`CREATE TABLE ballast (bytes BLOB)`.execute(db);
  await sql`CREATE TRIGGER full AFTER UPDATE OF wanted ON outbox WHEN new.wanted IS NULL AND new.slot = 'one'
    BEGIN INSERT INTO ballast VALUES (zeroblob(200000)); END`.execute(db);
  await put(db, workspace, 'one', 'U0ANNA', { text: 'One.' }, now());
  await put(db, workspace, 'two', 'U0BEN', { text: 'Two.' }, now());
  const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(db);
  const pages = rows[0]?.page_count ?? 0;
  await sql.raw(`PRAGMA max_page_count = ${pages + 5}`).execute(db);
  const sent = flush().then(flush);
  await anna.sees('One.');
  await ben.sees('Two.');
  await Promise.race([sent, sleep(200)]);
  await sql.raw(`PRAGMA max_page_count = ${pages + 2_000}`).execute(db);
  await sent;
  expect(await db.selectFrom('outbox').select('slot').where('wanted', 'is not', null).execute()).toEqual([]);
  const posted = sandbox.calls.filter(({ method }) => method === 'chat.postMessage');
  expect(posted).toHaveLength(2);
});

test.each([
  ['7', 7_000],
  ['9999999999', 3_600_000],
  ['Wed, 21 Oct 2026 07:28:00 GMT', 1_000],
  ['soon', 1_000],
  [null, 1_000],
])('asked to wait for %s, a message is tried again after %d ms', async (pause, afterMs) => {
  const url = await serverThat((_, __, response) =>
    response.writeHead(429, pause === null ? {} : { 'retry-after': pause }).end(),
  );
  const connection = { apiUrl: url, botToken: 'x', transport: { kind: 'socket', appToken: 'x' } } as const;
  const row = { workspace: 1, slot: 'one', address: 'U0ANNA', channel: null, message_ts: null };
  const waiting = { ...row, wanted: '{"text":"One."}', wanted_at: '', attempts: 0, next_try_at: null };
  const sent = await send(backgroundClient(connection, 'x', createLog('silent')), {
    ...{ ...waiting, failure: null, sequence: 1 },
  });
  expect(sent).toMatchObject({ outcome: 'later', afterMs });
});

test('whenever it is woken, the sender reads the outbox once more', async () => {
  const { db } = await openWorld();
  const late: number[] = [];
  for (let ticks = 0; ticks < 40; ticks += 1) {
    let reads = 0;
    const stop = new AbortController().signal;
    const sender = createSender({
      ...{ db, log: createLog('silent'), clock: () => new Date(), onCheckpoint: () => {}, stop },
      ...{ clientOf: async () => null, conversation: CONVERSATION },
      workspaces: async () => {
        reads += 1;
        if (reads > 1) return [];
        void (async () => {
          for (let n = 0; n < ticks; n += 1) await Promise.resolve();
          sender.wake();
        })();
        return [];
      },
    });
    await sender.flush();
    for (let n = 0; n < 5; n += 1) await new Promise((resolve) => setImmediate(resolve));
    if (reads < 2) late.push(ticks);
  }
  expect(late).toEqual([]);
});
