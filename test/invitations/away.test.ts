import { expect, test } from 'vitest';
import { type DoNotDisturb, factsOf, type User } from '../../src/invitations/away.ts';

const NOW = '2026-11-24T08:30:00.000Z';
const at = (instant: string) => Date.parse(instant) / 1_000;
const TOMORROW = '2026-11-25T08:30:00.000Z';

test.each<[string, NonNullable<User['profile']>, ReturnType<typeof factsOf>['away']]>([
  ['no status', {}, null],
  ['a palm tree without an end', { status_emoji: ':palm_tree:' }, { until: null }],
  ['a palm tree', { status_emoji: ':palm_tree:', status_expiration: at(TOMORROW) }, { until: TOMORROW }],
  ['words', { status_text: 'Out of office', status_expiration: at(TOMORROW) }, { until: TOMORROW }],
  ['Russian words', { status_text: 'В отпуске' }, { until: null }],
  ['a holiday that is over', { status_emoji: ':palm_tree:', status_expiration: at(NOW) - 60 }, null],
  ['a meeting', { status_emoji: ':spiral_calendar_pad:', status_text: 'In a meeting' }, null],
  ['work from home', { status_emoji: ':house_with_garden:', status_text: 'Working remotely' }, null],
  ['a word inside another', { status_text: 'Boooom' }, null],
])('a status with %s says whether somebody is away', (_, profile, away) => {
  expect(factsOf({ profile }, null, NOW).away).toEqual(away);
});

test.each<[string, DoNotDisturb | null, ReturnType<typeof factsOf>['away']]>([
  ['a pause', { snooze_enabled: true, snooze_endtime: at(TOMORROW) }, { until: TOMORROW }],
  ['a pause that is over', { snooze_enabled: true, snooze_endtime: at(NOW) - 60 }, null],
  [
    'a schedule for the coming night',
    { dnd_enabled: true, next_dnd_start_ts: at(NOW) + 40_000, next_dnd_end_ts: at(NOW) + 80_000 },
    null,
  ],
  [
    'a schedule that lasts',
    { dnd_enabled: true, next_dnd_start_ts: at(NOW) - 60, next_dnd_end_ts: at(TOMORROW) },
    { until: TOMORROW },
  ],
  ['no leave to see it', null, null],
])('do-not-disturb with %s', (_, dnd, away) => {
  expect(factsOf({ profile: {} }, dnd, NOW).away).toEqual(away);
});

test('bots, guests, closed accounts and people whom Slack does not know cannot be asked', () => {
  const users: (User | null)[] = [null, { deleted: true }, { is_bot: true }, { is_ultra_restricted: true }];
  for (const user of users) expect(factsOf(user, null, NOW).reachable).toBe(false);
  expect(factsOf({}, null, NOW).reachable).toBe(true);
});
