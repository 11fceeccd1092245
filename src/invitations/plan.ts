import { Temporal } from 'temporal-polyfill';
import type { Role } from '../scripts/script.ts';
import { localTime } from './hours.ts';
import type { Plan } from './store.ts';

/** What a submitted form says of one input. */
export type FormValue = {
  selected_option?: { value: string } | null;
  selected_options?: { value: string }[];
  selected_users?: string[];
  selected_time?: string | null;
  selected_date?: string | null;
};
/** block_id -> action_id -> value. */
export type FormValues = Record<string, Record<string, FormValue>>;

export const AS_NEEDED = 'needed';
export const WINDOWS = [3, 5, 10];
export const RHYTHMS = ['once', '1', '2', '4'] as const;
export const ROLES: Role[] = ['sales', 'support', 'marketing'];
export const ANY_DAY = 'any';
/** A modal remembers 3000 characters; a larger campaign names a group. */
export const PEOPLE_AT_MOST = 100;

export type ReadPlan =
  | { ok: true; plan: Plan }
  | { ok: false; block: string; fault: 'nobody' | 'tooMany' | 'day' };

/** @param zone of the workspace: the first day is today there, or tomorrow where that hour has passed */
export function readPlan(values: FormValues, now: string, zone: string): ReadPlan {
  const chosen = (block: string) => values[block]?.value?.selected_option?.value ?? '';
  const people = values.people?.value?.selected_users ?? [];
  const roles = (values.roles?.value?.selected_options ?? []).map(({ value }) => value as Role);
  if (people.length + roles.length === 0) return { ok: false, block: 'people', fault: 'nobody' };
  if (people.length > PEOPLE_AT_MOST) return { ok: false, block: 'people', fault: 'tooMany' };
  const needed = chosen('what') === AS_NEEDED;
  const rhythm = chosen('rhythm');
  const weekday = chosen('weekday') === ANY_DAY ? null : Number(chosen('weekday'));
  if (!needed && weekday === null && rhythm !== 'once') return { ok: false, block: 'weekday', fault: 'day' };
  const at = values.at?.value?.selected_time ?? '09:30';
  const plan: Plan = {
    script: needed ? null : chosen('what').replace(/^script:/, ''),
    people,
    roles,
    weekday: needed ? null : weekday,
    at,
    everyWeeks: needed ? 1 : rhythm === 'once' ? null : Number(rhythm),
    windowDays: Number(chosen('window')),
    reminders: Number(chosen('reminders')),
    startsOn: firstDay(at, now, zone),
  };
  return { ok: true, plan };
}

function firstDay(at: string, now: string, zone: string): string {
  const local = localTime(now, zone);
  const isOver = Temporal.PlainTime.compare(local.toPlainTime(), Temporal.PlainTime.from(at)) >= 0;
  return local
    .toPlainDate()
    .add({ days: isOver ? 1 : 0 })
    .toString();
}
