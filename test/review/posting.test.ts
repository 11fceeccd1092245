import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { draft } from '../../src/drafting/run.ts';
import { beginRun } from '../../src/drafting/runs.ts';
import { postWaiting } from '../../src/review/post.ts';
import { put } from '../../src/slack/outbox.ts';
import { review as texts } from '../../src/text/en/review.ts';
import { waitFor } from '../person.ts';
import { config, configWith, draftedWorkspace, NOW, type World } from '../personas/world.ts';
import { openWorld } from '../world.ts';

const open: World[] = [];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const world of open.splice(0)) await world.close();
});

const minutesLater = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** Drafts whose messages Slack refused, as the sender leaves them. */
async function refused() {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, workspace } = world;
  const first = await postWaiting(db, { workspace, config, now: NOW });
  await db.updateTable('outbox').set({ wanted: null, failure: 'not_in_channel' }).execute();
  const waiting = () =>
    db.selectFrom('outbox').select(['slot', 'address', 'failure']).where('wanted', 'is not', null).execute();
  return { db, workspace, first, waiting };
}

test('a draft that the wrong channel refused is posted in the one that is set now', async () => {
  const { db, workspace, first, waiting } = await refused();
  const other = configWith({ REVIEW_CHANNEL: 'C0OTHER' });
  expect(await postWaiting(db, { workspace, config: other, now: NOW })).toBe(first);
  const rows = await waiting();
  expect(rows).toHaveLength(first);
  for (const row of rows) expect(row).toMatchObject({ address: 'C0OTHER', failure: null });
});

test('a draft refused by the channel that is still set is tried again every ten minutes, one that stands never', async () => {
  const { db, workspace, first, waiting } = await refused();
  expect(await postWaiting(db, { workspace, config, now: minutesLater(9) })).toBe(0);
  expect(await postWaiting(db, { workspace, config, now: minutesLater(10) })).toBe(first);
  expect(await waiting()).toHaveLength(first);
  await db.updateTable('outbox').set({ wanted: null, message_ts: '1.1', channel: 'C0REVIEW' }).execute();
  expect(await postWaiting(db, { workspace, config, now: minutesLater(60) })).toBe(0);
});

test('drafts made beside the running bot are in the review channel a minute later', async () => {
  const { db, app, grace } = await openWorld({ transport: 'http', sample: true });
  const { workspace } = app().bot;
  const now = new Date().toISOString();
  const outcome = await draft({ db, workspace, config, now, model: null, askedBy: 'command line' });
  expect(outcome.outcome).toBe('done');
  expect(JSON.stringify(await grace.messages('C0REVIEW'))).not.toContain('Draft to review');
  vi.advanceTimersByTime(60_000);
  await waitFor('the drafts', async () =>
    (await grace.messages('C0REVIEW')).some(({ text }) => text.startsWith('Draft to review')) ? true : null,
  );
});

test('whoever waits for a draft that a crash ended is told to start it again', async () => {
  const { db, app, grace, restart } = await openWorld({ transport: 'http' });
  const { workspace } = app().bot;
  const [begun, counting, done] = ['2026-11-16T08:00:00.000Z', '2026-11-16T09:00:00.000Z', NOW] as const;
  const progress = { text: 'Drafting personas: Counting and comparing … (40 of 100)' };
  await put(db, workspace, `draft:U0GRACE:${begun}`, 'U0GRACE', { text: 'Reading' }, begun);
  await put(db, workspace, `draft:U0GRACE:${counting}`, 'U0GRACE', progress, minutesLater(1));
  const run = await beginRun(db, workspace, 'U0GRACE', counting);
  if ('release' in run) run.release();
  await put(db, workspace, 'draft:U0GRACE:2026-11-10', 'U0GRACE', { text: 'Done: 3 drafts' }, done);
  await app().bot.flush();
  await restart();
  await app().bot.flush();
  const said = await waitFor('the news', async () => {
    const all = (await grace.messages()).map(({ text }) => text);
    return all.includes(texts.draft.interrupted) ? all : null;
  });
  expect(said.filter((text) => text === texts.draft.interrupted)).toHaveLength(2);
  expect(said).toContain('Done: 3 drafts');
  const runs = await db.selectFrom('draft_runs').select('outcome').execute();
  expect(runs).toEqual([{ outcome: 'failed' }]);
});
