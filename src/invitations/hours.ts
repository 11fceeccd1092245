import { Temporal } from 'temporal-polyfill';

/**
 * When somebody may be written to, in their own wall time. Instants are kept, wall times are planned: "09:30 on
 * Tuesdays" stays 09:30 when the clocks change, which no sum of milliseconds does. Hence Temporal, and its rule for the
 * two odd nights ("compatible"): an hour that is left out moves to the hour after it, one that comes twice is the first.
 */
export type Hours = {
  /** IANA name. */
  timeZone: string;
  /** ISO weekdays, Monday is 1. */
  days: readonly number[];
  /** `HH:MM`, may pass midnight; the same twice means none. `to` is not quiet any more. */
  quiet: { from: string; to: string };
};

type Wanted = {
  /** `HH:MM`: not before this time of a day. */
  at?: string;
  /** Which days; left out: every working day. */
  fits?: (day: Temporal.PlainDate) => boolean;
};

/** Nobody plans further ahead than this. */
const MOST_DAYS = 400;

/** The first instant at or after `from` at which somebody may be written to; `null`: none in the coming year. */
export function firstAllowed(hours: Hours, from: string, { at = '00:00', fits }: Wanted = {}): string | null {
  const earliest = Temporal.Instant.from(from).toZonedDateTimeISO(hours.timeZone);
  const first = earliest.toPlainDate();
  for (let ahead = 0; ahead < MOST_DAYS; ahead++) {
    const day = first.add({ days: ahead });
    if (!hours.days.includes(day.dayOfWeek) || (fits && !fits(day))) continue;
    const found = firstOn(day, hours, at, earliest);
    if (found) return instantOf(found);
  }
  return null;
}

/** A wanted time that lies in quiet hours waits for their end on the same day; what is then left of the day counts. */
function firstOn(
  day: Temporal.PlainDate,
  hours: Hours,
  at: string,
  earliest: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime | null {
  const on = (time: string) => wallTime(day, isQuietAt(hours, time) ? hours.quiet.to : time, hours.timeZone);
  const wanted = on(at);
  const start = Temporal.ZonedDateTime.compare(wanted, earliest) < 0 ? earliest : wanted;
  if (!start.toPlainDate().equals(day)) return null;
  const time = start.toPlainTime().toString().slice(0, 5);
  if (!isQuietAt(hours, time)) return start;
  const end = wallTime(day, hours.quiet.to, hours.timeZone);
  return Temporal.ZonedDateTime.compare(end, start) > 0 && end.toPlainDate().equals(day) ? end : null;
}

/** Whether it is quiet at an instant: quiet hours, or no working day. */
export function isQuiet(hours: Hours, instant: string): boolean {
  const local = localTime(instant, hours.timeZone);
  return (
    !hours.days.includes(local.dayOfWeek) || isQuietAt(hours, local.toPlainTime().toString().slice(0, 5))
  );
}

function isQuietAt({ quiet: { from, to } }: Hours, time: string): boolean {
  return from <= to ? from <= time && time < to : time >= from || time < to;
}

/** The same wall time, so many working days later. */
export function workingDaysLater(hours: Hours, instant: string, count: number): string {
  const local = localTime(instant, hours.timeZone);
  let day = local.toPlainDate();
  for (let left = count; left > 0 && hours.days.length > 0; ) {
    day = day.add({ days: 1 });
    if (hours.days.includes(day.dayOfWeek)) left -= 1;
  }
  return instantOf(day.toZonedDateTime({ timeZone: hours.timeZone, plainTime: local.toPlainTime() }));
}

export function localTime(instant: string, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
}

/** `2026-W47`, of the ISO year that the week belongs to. */
export function weekName(day: Temporal.PlainDate): string {
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`;
}

function wallTime(day: Temporal.PlainDate, time: string, timeZone: string): Temporal.ZonedDateTime {
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
}

/** The same form as Date's toISOString, so that instants compare as text. */
function instantOf(time: Temporal.ZonedDateTime): string {
  return new Date(time.epochMilliseconds).toISOString();
}

/** Ways to come back to an invitation later. */
export type Snooze = 'hours' | 'tomorrow' | 'next_week';

/** @param at `HH:MM`, for another day; @returns the first instant of that choice that keeps their hours */
export function snoozedUntil(choice: Snooze, hours: Hours, at: string, now: string): string | null {
  const today = localTime(now, hours.timeZone).toPlainDate();
  if (choice === 'hours') return firstAllowed(hours, new Date(Date.parse(now) + TWO_HOURS_MS).toISOString());
  const days = choice === 'tomorrow' ? 1 : 8 - today.dayOfWeek;
  const from = instantOf(today.add({ days }).toZonedDateTime(hours.timeZone));
  return firstAllowed(hours, from, { at });
}

const TWO_HOURS_MS = 2 * 3_600_000;
