import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueAt, lastCompleteWeek, weekBefore, weekDue, weekNamed, weekOf } from '../../src/summary/week.ts';

describe('a week has the borders of its own time zone', () => {
  test.each([
    ['2026-W47', 'UTC', '2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z', 168],
    ['2026-W47', 'Europe/Berlin', '2026-11-15T23:00:00.000Z', '2026-11-22T23:00:00.000Z', 168],
    // Clocks go forward on Sunday 29 March: an hour less; back on 25 October: an hour more.
    ['2026-W13', 'Europe/Berlin', '2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 167],
    ['2026-W43', 'Europe/Berlin', '2026-10-18T22:00:00.000Z', '2026-10-25T23:00:00.000Z', 169],
    // Lord Howe Island changes by half an hour.
    ['2026-W14', 'Australia/Lord_Howe', '2026-03-29T13:00:00.000Z', '2026-04-05T13:30:00.000Z', 168.5],
    ['2026-W53', 'UTC', '2026-12-28T00:00:00.000Z', '2027-01-04T00:00:00.000Z', 168],
    ['2024-W01', 'UTC', '2024-01-01T00:00:00.000Z', '2024-01-08T00:00:00.000Z', 168],
    ['2024-W09', 'UTC', '2024-02-26T00:00:00.000Z', '2024-03-04T00:00:00.000Z', 168],
  ])('%s in %s', (name, zone, from, to, hours) => {
    expect(weekNamed(name, zone)).toEqual({ name, from, to });
    expect((Date.parse(to) - Date.parse(from)) / 3_600_000).toBe(hours);
  });
});

test.each([
  '2025-W53',
  '2026-W54',
  '2026-W00',
  '2026-47',
  'W47',
  '',
  '2026-W7',
  '0000-W01',
])('"%s" is no week', (name) => {
  expect(weekNamed(name, 'UTC')).toBeNull();
});

test.each([
  ['2027-01-01T12:00:00Z', 'UTC', '2026-W53', '2026-W52'],
  ['2027-01-04T00:00:00Z', 'UTC', '2027-W01', '2026-W53'],
  ['2027-01-03T23:30:00Z', 'Europe/Berlin', '2027-W01', '2026-W53'],
  ['2027-01-03T23:30:00Z', 'America/New_York', '2026-W53', '2026-W52'],
  ['2025-12-29T00:00:00Z', 'UTC', '2026-W01', '2025-W52'],
  ['2024-02-29T08:00:00Z', 'UTC', '2024-W09', '2024-W08'],
])('%s in %s lies in %s, and %s is the last complete week', (now, zone, current, last) => {
  expect(weekOf(now, zone).name).toBe(current);
  expect(lastCompleteWeek(now, zone).name).toBe(last);
});

test.each([
  ['2026-W47', 'Mon 09:00', 'Europe/Berlin', '2026-11-23T08:00:00Z'],
  ['2026-W47', 'Fri 16:00', 'Asia/Kolkata', '2026-11-27T10:30:00Z'],
  // 02:30 does not exist on 29 March in Berlin: 03:30 summer time.
  ['2026-W12', 'Sun 02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  // 02:30 comes twice on 25 October: the first.
  ['2026-W42', 'Sun 02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ['2026-W53', 'Mon 00:00', 'UTC', '2027-01-04T00:00:00Z'],
])('the summary of %s at %s in %s is due at %s', (name, at, zone, due) => {
  expect(dueAt(weekNamed(name, zone)!, at, zone)).toBe(due);
});

test('a missed hour is made up for until the next one is due', () => {
  const due = (now: string) => weekDue(now, 'Wed 09:00', 'Europe/Berlin').name;
  expect(due('2026-11-25T07:59:59Z')).toBe('2026-W46');
  expect(due('2026-11-25T08:00:00Z')).toBe('2026-W47');
  expect(due('2026-11-29T22:59:59Z')).toBe('2026-W47');
  expect(due('2026-12-02T07:59:00Z')).toBe('2026-W47');
});

test('weeks join without a gap in every zone, at any instant', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Africa/Cairo', 'Pacific/Apia', 'Asia/Kolkata'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      (zone, date) => {
        const now = date.toISOString();
        const week = weekOf(now, zone);
        expect(week.from <= now && now < week.to).toBe(true);
        expect(weekNamed(week.name, zone)).toEqual(week);
        expect(weekBefore(week, zone).to).toBe(week.from);
      },
    ),
  );
});
