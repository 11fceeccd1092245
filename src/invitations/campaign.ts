import { Temporal } from 'temporal-polyfill';
import type { Role } from '../scripts/script.ts';

/** Whom to ask what, on which day and how often; a person switches it on and off. */
export type Campaign = {
  id: number;
  /** The id of the interview; `null`: "as needed", whatever there is a reason to ask about. */
  script: string | null;
  people: readonly string[];
  roles: readonly Role[];
  /** ISO weekday, Monday is 1; `null`: any working day. */
  weekday: number | null;
  /** `HH:MM` in each person's own zone. */
  at: string;
  /** `null`: once. */
  everyWeeks: number | null;
  /** Working days in which an answer is on time. */
  windowDays: number;
  reminders: number;
  /** The first day on which anybody may be asked, as the calendar on their own wall says it. */
  startsOn: string;
};

/**
 * The round that a day belongs to, named by its first day; `null` on days on which this campaign asks nobody. Rounds
 * are days of the calendar, not instants: they mean the same in every zone. A day that does not suit somebody (no
 * working day, away, no machine running) is made up for until the week of the next round begins, so that one late
 * Friday does not move every Tuesday after it; a single round waits for everybody.
 */
export function roundOf(campaign: Campaign, day: Temporal.PlainDate): string | null {
  const first = firstDay(campaign);
  const passed = first.until(day).days;
  if (passed < 0) return null;
  if (campaign.everyWeeks === null) return first.toString();
  const length = campaign.weekday === null ? 1 : 7 * campaign.everyWeeks;
  const into = passed % length;
  const round = day.subtract({ days: into });
  const nextWeekBegins = round.add({ days: length - round.dayOfWeek + 1 });
  const isBefore = campaign.weekday === null || Temporal.PlainDate.compare(day, nextWeekBegins) < 0;
  return isBefore ? round.toString() : null;
}

/** The first such weekday at or after the start. */
function firstDay({ startsOn, weekday }: Campaign): Temporal.PlainDate {
  const start = Temporal.PlainDate.from(startsOn);
  return weekday === null ? start : start.add({ days: (weekday - start.dayOfWeek + 7) % 7 });
}
