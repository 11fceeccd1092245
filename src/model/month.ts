import { Temporal } from 'temporal-polyfill';

/** A calendar month in one time zone: `2026-11`; `from` inclusive, `to` exclusive, both instants in UTC. */
export type Month = { name: string; from: string; to: string };

/** The month an instant lies in, or the one so many months before it. */
export function monthOf(instant: string, timeZone: string, before = 0): Month {
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  const month = day.toPlainYearMonth().subtract({ months: before });
  const start = (one: Temporal.PlainYearMonth) =>
    new Date(one.toPlainDate({ day: 1 }).toZonedDateTime(timeZone).epochMilliseconds).toISOString();
  return { name: month.toString(), from: start(month), to: start(month.add({ months: 1 })) };
}
