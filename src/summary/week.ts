import { Temporal } from 'temporal-polyfill';

/** One ISO week in one time zone: `from` inclusive, `to` exclusive, both instants in UTC. */
export type Week = { name: string; from: string; to: string };

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `2026-W47` -> its borders, or `null` where there is no such week (only some years have a week 53). */
export function weekNamed(name: string, timeZone: string): Week | null {
  const parts = /^(\d{4})-W(\d{2})$/.exec(name);
  if (!parts) return null;
  const [year, number] = [Number(parts[1]), Number(parts[2])];
  if (year === 0 || number === 0) return null;
  // 4 January always lies in week 1.
  const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: number - 1 });
  return monday.yearOfWeek === year ? weekFrom(monday, timeZone) : null;
}

/** The week an instant lies in. */
export function weekOf(instant: string, timeZone: string): Week {
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  return weekFrom(day.subtract({ days: day.dayOfWeek - 1 }), timeZone);
}

/** The week before a week. */
export function weekBefore(week: Week, timeZone: string): Week {
  const monday = Temporal.Instant.from(week.from).toZonedDateTimeISO(timeZone).toPlainDate();
  return weekFrom(monday.subtract({ weeks: 1 }), timeZone);
}

/** So many weeks, the oldest first; the last is this one. */
export function weeksUpTo(week: Week, count: number, timeZone: string): Week[] {
  const weeks = [week];
  while (weeks.length < count) weeks.unshift(weekBefore(weeks[0]!, timeZone));
  return weeks;
}

/** The last week that is wholly over at an instant. */
export function lastCompleteWeek(now: string, timeZone: string): Week {
  return weekBefore(weekOf(now, timeZone), timeZone);
}

/**
 * When the summary of a week is due: the first `at` ("Mon 09:00") after its end. An hour that a clock change
 * leaves out moves to the hour after it; one that comes twice is the first of the two.
 */
export function dueAt(week: Week, at: string, timeZone: string): string {
  const monday = Temporal.Instant.from(week.to).toZonedDateTimeISO(timeZone).toPlainDate();
  const time = Temporal.PlainTime.from(at.slice(4));
  const day = monday.add({ days: DAYS.indexOf(at.slice(0, 3)) });
  return day.toZonedDateTime({ timeZone, plainTime: time }).toInstant().toString();
}

/** The newest week whose summary is due by now: a missed hour is made up for, older weeks are not. */
export function weekDue(now: string, at: string, timeZone: string): Week {
  const last = lastCompleteWeek(now, timeZone);
  const due = Temporal.Instant.from(dueAt(last, at, timeZone));
  return Temporal.Instant.compare(due, Temporal.Instant.from(now)) <= 0 ? last : weekBefore(last, timeZone);
}

function weekFrom(monday: Temporal.PlainDate, timeZone: string): Week {
  return {
    name: `${monday.yearOfWeek}-W${String(monday.weekOfYear).padStart(2, '0')}`,
    from: startOf(monday, timeZone),
    to: startOf(monday.add({ weeks: 1 }), timeZone),
  };
}

/** The first instant of a day; some zones skip midnight when their clocks change. Same form as Date's toISOString. */
function startOf(day: Temporal.PlainDate, timeZone: string): string {
  return new Date(day.toZonedDateTime(timeZone).epochMilliseconds).toISOString();
}
