import { expect, test } from 'vitest';
import { carryOut } from '../../src/erasure/carry-out.ts';
import { takeOlder } from '../../src/erasure/retention.ts';
import { postDueSummaries, summaryOf } from '../../src/summary/run.ts';
import { sourcesModal } from '../../src/summary/source-blocks.ts';
import { reachesBack, tooOld } from '../../src/summary/too-old.ts';
import { weekOf } from '../../src/summary/week.ts';
import { en, ru } from '../../src/text/catalogue.ts';
import { viewFaults } from '../limits.ts';
import { config, NOW, sampled } from './sampled.ts';

const DAY_MS = 86_400_000;

test('one day of retention leaves a week to its summary, and takes it once that was posted', async () => {
  const { db, workspace } = await sampled();
  const settings = { ...config, retentionDays: 1, summaryChannel: 'C0SUMMARY', summaryAt: 'Mon 09:00' };
  const week = weekOf(NOW, settings.timeZone);
  const now = new Date(Date.parse(week.to) + 8 * 3_600_000).toISOString();
  const figures = async () => {
    const { interviews, checks } = await summaryOf(db, workspace, week, settings, now);
    return { interviews, checks };
  };
  const purge = async (at: string) => {
    const old = await tooOld(db, workspace, settings, at);
    const scope = { db, workspace, now: at, caution: 'Counted again.', actor: 'retention' };
    if (old) await takeOlder(scope, old, () => carryOut(scope));
    return old?.before;
  };
  const before = await figures();
  expect(before.checks.made).toBeGreaterThan(0);
  expect(await purge(now)).toBe(week.from);
  expect(await figures()).toEqual(before);
  const hour = new Date(Date.parse(week.to) + 10 * 3_600_000).toISOString();
  const log = { info() {}, warn() {}, error() {} } as never;
  const post = async () => ({ channel: 'C0SUMMARY', ts: '1.1' });
  // Due, and not posted yet: Slack may be out of reach for hours.
  expect(await purge(hour)).toBe(week.from);
  await postDueSummaries({ db, workspace, config: settings, log, now: hour, post });
  const later = new Date(Date.parse(hour) + 2 * DAY_MS).toISOString();
  expect(await purge(later)).toBe(week.to);
  expect(await db.selectFrom('interviews').select('id').where('finished_at', '<', week.to).execute()).toEqual(
    [],
  );
  expect((await figures()).interviews).toEqual(before.interviews);
});

test('without a retention nothing is too old, and without a channel no week waits for longer than its hour', async () => {
  const { db, workspace } = await sampled();
  expect(await tooOld(db, workspace, { ...config, retentionDays: null }, NOW)).toBeNull();
  const alone = {
    ...config,
    retentionDays: 1,
    summaryChannel: null,
    summaryAt: 'Mon 09:00',
    timeZone: 'UTC',
  };
  const old = await tooOld(db, workspace, alone, '2026-11-18T12:00:00.000Z');
  expect(old?.before).toBe('2026-11-16T00:00:00.000Z');
});

test('the window behind the numbers says where answers of that time are gone', async () => {
  const { db, workspace } = await sampled();
  const summary = await summaryOf(db, workspace, weekOf(NOW, 'UTC'), config, NOW);
  const later = new Date(Date.parse(NOW) + 60 * DAY_MS).toISOString();
  expect([reachesBack(summary, 30, later), reachesBack(summary, 90, later)]).toEqual([true, false]);
  expect(reachesBack(summary, null, later)).toBe(false);
  for (const { summary: texts } of [en, ru]) {
    expect(JSON.stringify(sourcesModal(summary, [], texts))).not.toContain(texts.sources.cut);
    const cut = sourcesModal(summary, [], texts, true);
    expect(viewFaults(cut)).toEqual([]);
    expect(JSON.stringify(cut)).toContain(texts.sources.cut);
  }
});
