import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextAsk, planFor } from '../../src/invitations/planner.ts';
import { campaign, type Done, invitations, run, somebody, wall } from './asking.ts';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
];
const DAY_MS = 86_400_000;

/** The wall clock by another way than the planner's: ICU instead of Temporal. */
function clockIn(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at: string) => {
    const parts = Object.fromEntries(
      format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]),
    );
    return {
      weekday: parts.weekday ?? '',
      day: `${parts.year}-${parts.month}-${parts.day}`,
      time: `${parts.hour}:${parts.minute}`,
    };
  };
}

test.each(
  ZONES,
)('two years of hours in %s: nobody is asked in quiet hours, twice a week, or while away', (zone) => {
  const clock = clockIn(zone);
  // Away for a week every month, muted for three days of each, and three campaigns that all want the same person.
  const isAway = (at: string) => Number(at.slice(8, 10)) >= 22 && Number(at.slice(8, 10)) < 29;
  const campaigns = [
    campaign(),
    campaign({ id: 2, weekday: 5, at: '16:45', everyWeeks: 2 }),
    campaign({ id: 3, script: null, weekday: null, at: '20:00' }),
  ];
  const done = run({
    from: '2027-01-01T00:00:00.000Z',
    to: '2029-01-01T00:00:00.000Z',
    campaigns,
    person: (at) => ({
      ...somebody({ timeZone: zone, away: isAway(at) ? { until: null } : null }),
      mutedUntil: Number(at.slice(8, 10)) < 4 ? `${at.slice(0, 8)}04T00:00:00.000Z` : null,
    }),
  });

  const spoken = done.filter(({ did }) => did !== 'close');
  for (const { at } of spoken) {
    const { weekday, time } = clock(at);
    expect(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']).toContain(weekday);
    expect(time >= '09:00' && time < '18:00', `${at} is ${time}`).toBe(true);
    expect(isAway(at), at).toBe(false);
    expect(Number(at.slice(8, 10)), at).toBeGreaterThanOrEqual(4);
  }
  const asked = done.filter(({ did }) => did === 'invite').map(({ at }) => Date.parse(clock(at).day));
  const mondays = asked.map((day) => day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS);
  expect(new Set(mondays).size).toBe(asked.length);
  for (const [n, day] of asked.entries())
    expect(day - (asked[n - 1] ?? 0)).toBeGreaterThanOrEqual(5 * DAY_MS);
  expect(asked.length).toBeGreaterThan(70);
});

test('one late week does not move the weeks after it', () => {
  const done = run({
    from: '2026-11-02T00:00:00.000Z',
    to: '2026-12-05T00:00:00.000Z',
    campaigns: [campaign({ startsOn: '2026-11-02' })],
    person: (at) => somebody({ mutedUntil: at < '2026-11-13' ? '2026-11-13T00:00:00.000Z' : null }),
    everyMs: 30 * 60_000,
  });
  expect(invitations(done, 'Europe/Berlin')).toEqual([
    'Fri 2026-11-13 09:30',
    'Wed 2026-11-18 09:30',
    'Tue 2026-11-24 09:30',
    'Tue 2026-12-01 09:30',
  ]);
});

test('whatever hours somebody keeps, the next time to ask them lies in them', () => {
  const time = fc.integer({ min: 0, max: 47 }).map((half) => {
    const hour = String(Math.floor(half / 2)).padStart(2, '0');
    return `${hour}:${half % 2 === 0 ? '00' : '30'}`;
  });
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
  const now = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), days, time, time, time, now, (zone, days, from, to, at, now) => {
      const person = somebody({ hours: { timeZone: zone, days, quiet: { from, to } } });
      const asked = nextAsk(campaign({ at, weekday: null }), person, now.toISOString());
      if (asked.at === null) return;
      const local = clockIn(zone)(asked.at);
      const quiet =
        from <= to ? from <= local.time && local.time < to : local.time >= from || local.time < to;
      const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
      expect(quiet).toBe(false);
      expect(days).toContain(names.indexOf(local.weekday) + 1);
      expect(asked.at >= now.toISOString()).toBe(true);
    }),
    { numRuns: 400 },
  );
});

const dayBefore = (day: string) => new Date(Date.parse(day) - DAY_MS).toISOString();

/** Somebody who sleeps by day and works on Sundays too: their hour is the one the clocks leave out or repeat. */
const nightHours = (timeZone: string) => ({
  timeZone,
  days: [1, 2, 3, 4, 5, 6, 7],
  quiet: { from: '12:00', to: '00:00' },
});

test.each([
  ['Europe/Berlin', '02:30', '2026-03-29', '03:30', '2026-10-25', '2026-10-25T00:30:00.000Z'],
  ['America/New_York', '02:30', '2026-03-08', '03:30', null, null],
  ['America/New_York', '01:30', null, null, '2026-11-01', '2026-11-01T05:30:00.000Z'],
  ['Australia/Lord_Howe', '02:15', '2026-10-04', '02:45', null, null],
  ['Australia/Lord_Howe', '01:45', null, null, '2026-04-05', '2026-04-04T14:45:00.000Z'],
])('in %s at %s, an hour left out moves on and one that comes twice is the first', (zone, at, gap, moved, twice, first) => {
  const person = somebody({ hours: nightHours(zone) });
  const sundays = campaign({ weekday: 7, at });
  if (gap !== null) {
    const asked = nextAsk({ ...sundays, startsOn: gap }, person, dayBefore(gap));
    expect(wall(asked.at ?? '', zone)).toBe(`Sun ${gap} ${moved}`);
  }
  if (twice !== null) {
    const before = dayBefore(twice);
    expect(nextAsk({ ...sundays, startsOn: twice }, person, before).at).toBe(first);
    const all = run({
      from: before,
      to: new Date(Date.parse(twice) + 2 * DAY_MS).toISOString(),
      campaigns: [{ ...sundays, startsOn: twice, everyWeeks: null }],
      person: () => person,
      everyMs: 15 * 60_000,
    });
    expect(all.filter(({ did }) => did === 'invite').map(({ at }) => at)).toEqual([first]);
  }
});

test.each([
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Auckland',
])('09:30 stays 09:30 in %s through both clock changes, a leap day and the end of the year', (zone) => {
  const done = run({
    from: '2027-09-20T00:00:00.000Z',
    to: '2028-04-16T00:00:00.000Z',
    campaigns: [campaign({ startsOn: '2027-09-20' })],
    person: () => somebody({ timeZone: zone }),
    everyMs: 30 * 60_000,
  });
  const asked = invitations(done, zone);
  expect(asked.every((one) => one.startsWith('Tue ') && one.endsWith(' 09:30'))).toBe(true);
  expect(asked).toContain('Tue 2028-02-29 09:30');
  expect(asked).toContain('Tue 2027-12-28 09:30');
  expect(asked).toContain('Tue 2028-01-04 09:30');
  expect(asked).toHaveLength(30);
});

test('a week belongs to the year that has most of it, and the window counts working days over the new year', () => {
  const step = planFor([campaign({ weekday: 5 })], somebody(), '2027-01-01T08:30:00.000Z');
  expect(step).toMatchObject({ do: 'invite', week: '2026-W53', closesAt: '2027-01-08T08:30:00.000Z' });
});

test('somebody who flies to New York in the middle of a campaign is asked by the clock there, and not twice', () => {
  const done = run({
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-12-13T00:00:00.000Z',
    campaigns: [campaign({ startsOn: '2026-11-01' })],
    person: (at) => somebody({ timeZone: at < '2026-11-17T07:00' ? 'Europe/Berlin' : 'America/New_York' }),
    everyMs: 30 * 60_000,
  });
  expect(done.filter(({ did }) => did === 'invite').map(({ at }) => at)).toEqual([
    '2026-11-03T08:30:00.000Z',
    '2026-11-10T08:30:00.000Z',
    '2026-11-17T14:30:00.000Z',
    '2026-11-24T14:30:00.000Z',
    '2026-12-01T14:30:00.000Z',
    '2026-12-08T14:30:00.000Z',
  ]);
});

test('over the date line, in either direction, a week still holds one invitation', () => {
  for (const [before, after] of [
    ['Pacific/Auckland', 'America/Los_Angeles'],
    ['America/Los_Angeles', 'Pacific/Auckland'],
  ] as const) {
    const done = run({
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-13T00:00:00.000Z',
      campaigns: [campaign({ weekday: 1, startsOn: '2026-11-01' })],
      person: (at) => ({
        ...somebody({ timeZone: at < '2026-11-16T12:00' ? before : after }),
        hours: {
          ...somebody().hours,
          timeZone: at < '2026-11-16T12:00' ? before : after,
          days: [1, 2, 3, 4, 5, 6, 7],
        },
      }),
    });
    const asked = done.filter(({ did }) => did === 'invite');
    for (const [n, { at }] of asked.entries()) {
      const previous = asked[n - 1]?.at;
      if (previous) expect(Date.parse(at) - Date.parse(previous)).toBeGreaterThan(4 * DAY_MS);
    }
    expect(asked.length).toBeGreaterThanOrEqual(5);
  }
});

test.each([
  ['an hour', '2026-11-24T09:30:00.000Z', 'Tue 2026-11-24 10:30'],
  ['until the evening', '2026-11-24T19:00:00.000Z', 'Wed 2026-11-25 09:30'],
  ['over the weekend', '2026-11-28T10:00:00.000Z', 'Tue 2026-12-01 09:30'],
  ['for two weeks', '2026-12-09T12:00:00.000Z', 'Wed 2026-12-09 13:00'],
])('a machine that slept %s over the due time asks once, the next time that suits', (_, wakesAt, expected) => {
  const done = run({
    from: '2026-11-24T00:00:00.000Z',
    to: '2026-12-10T00:00:00.000Z',
    campaigns: [campaign({ startsOn: '2026-11-24' })],
    person: () => somebody(),
    everyMs: 30 * 60_000,
    isAwake: (at) => at >= wakesAt,
  });
  expect(invitations(done, 'Europe/Berlin')[0]).toBe(expected);
  expect(new Set(invitations(done, 'Europe/Berlin')).size).toBe(invitations(done, 'Europe/Berlin').length);
});

test('reminders come a day after each other, by day, at most two, and end with the window', () => {
  const done: Done[] = run({
    from: '2026-11-27T00:00:00.000Z',
    to: '2026-12-08T00:00:00.000Z',
    campaigns: [campaign({ weekday: 5, startsOn: '2026-11-27', everyWeeks: null })],
    person: () => somebody(),
    everyMs: 30 * 60_000,
  });
  expect(done.map(({ did, at }) => `${did} ${wall(at, 'Europe/Berlin')}`)).toEqual([
    'invite Fri 2026-11-27 09:30',
    'remind Mon 2026-11-30 09:00',
    'remind Tue 2026-12-01 09:00',
    'close Fri 2026-12-04 09:30',
  ]);
});

test('whoever is in an interview, has an invitation, said never or left is not asked, and the reason is named', () => {
  const tuesday = '2026-11-24T08:30:00.000Z';
  const because = (over: Parameters<typeof somebody>[0]) => planFor([campaign()], somebody(over), tuesday);
  const waiting = {
    id: 7,
    state: 'invited',
    shownAt: '2026-11-24T08:00:00.000Z',
    reminders: 0,
    mostReminders: 1,
    snoozedUntil: null,
    closesAt: '2026-12-01T08:30:00.000Z',
  } as const;
  expect(because({ openInterview: true })).toMatchObject({ do: 'nothing', because: 'open_interview' });
  expect(because({ waiting })).toMatchObject({
    because: 'open_invitation',
    next: '2026-11-25T08:00:00.000Z',
  });
  expect(because({ consent: 'never' })).toEqual({ do: 'nothing', because: 'never', next: null });
  expect(because({ reachable: false })).toEqual({ do: 'nothing', because: 'unreachable', next: null });
  expect(because({ away: { until: null } })).toEqual({ do: 'nothing', because: 'away', next: null });
  expect(because({ away: { until: '2026-11-26T00:00:00.000Z' } })).toEqual({
    do: 'nothing',
    because: 'away',
    next: '2026-11-26T08:30:00.000Z',
  });
  expect(because({ consent: 'unknown' })).toMatchObject({ do: 'invite', first: true });
  expect(because({ waiting: { ...waiting, state: 'consent' } })).toMatchObject({ do: 'nothing', next: null });
});

test('what is asked as needed fills free weeks only', () => {
  const needed = campaign({ id: 2, script: null, weekday: null });
  const monday = '2026-11-23T08:30:00.000Z';
  expect(planFor([needed], somebody(), monday)).toMatchObject({ do: 'invite', campaign: 2 });
  expect(planFor([needed], somebody({ hasReason: false }), monday)).toMatchObject({ because: 'no_reason' });
  expect(planFor([campaign(), needed], somebody(), monday)).toMatchObject({
    do: 'nothing',
    next: '2026-11-24T08:30:00.000Z',
  });
  const monthly = campaign({ everyWeeks: 4, startsOn: '2026-12-08' });
  expect(planFor([monthly, needed], somebody(), monday)).toMatchObject({ do: 'invite', campaign: 2 });
});
