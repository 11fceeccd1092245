import type { Database } from '../database/open.ts';
import type { Row } from '../database/tables.ts';
import { openPlaceOf } from '../interview/store.ts';
import { askedKey, type Person } from './planner.ts';

export type Availability = Row<'availability'>;
type Change = Partial<Omit<Availability, 'workspace' | 'person'>>;

/** What holds for somebody who never chose anything. */
const DEFAULTS = {
  consent: 'unknown' as const,
  consent_asked: 0,
  consent_from: null,
  days: '[1,2,3,4,5]',
  at: null,
  quiet_from: '18:00',
  quiet_to: '09:00',
  muted_until: null,
  reachable: 1 as const,
  away: 0 as const,
  away_until: null,
  looked_at: null,
};

export async function availabilityOf(db: Database, workspace: number, person: string): Promise<Availability> {
  const row = await db
    .selectFrom('availability')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .executeTakeFirst();
  return row ?? { workspace, person, ...DEFAULTS };
}

export async function setAvailability(
  db: Database,
  workspace: number,
  person: string,
  change: Change,
): Promise<void> {
  await db
    .insertInto('availability')
    .values({ workspace, person, ...change })
    .onConflict((conflict) => conflict.columns(['workspace', 'person']).doUpdateSet(change))
    .execute();
}

/** A mute that is over is none. */
export async function endMutes(db: Database, workspace: number, now: string): Promise<void> {
  await db
    .updateTable('availability')
    .set({ muted_until: null })
    .where('workspace', '=', workspace)
    .where('muted_until', '<=', now)
    .execute();
}

/** What Slack says; `null` until it was asked. */
export async function timeZoneOf(db: Database, workspace: number, person: string): Promise<string | null> {
  const row = await db
    .selectFrom('people')
    .select('time_zone')
    .where('workspace', '=', workspace)
    .where('id', '=', person)
    .executeTakeFirst();
  return row?.time_zone ?? null;
}

/** A person as the planner sees them, and what else writing to them needs. */
export type Known = { person: Person; lookedAt: string | null };

/**
 * @param zone of whoever's own zone is not known yet
 * @param reminders how many each campaign sends
 * @param now an absence that is over is none
 */
export async function loadPerson(
  db: Database,
  workspace: number,
  id: string,
  { zone, reminders, hasReason, now }: PersonOptions,
): Promise<Known> {
  const row = await availabilityOf(db, workspace, id);
  const timeZone = await timeZoneOf(db, workspace, id);
  const asked = await db
    .selectFrom('invitations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('person', '=', id)
    .orderBy('invited_at')
    .execute();
  const open = await openPlaceOf(db, workspace, id);
  const waiting = asked.find(({ ended_at }) => ended_at === null);
  const last = asked.at(-1);
  const isAway = row.away === 1 && (row.away_until === null || row.away_until > now);
  return {
    lookedAt: row.looked_at,
    person: {
      id,
      hours: {
        timeZone: timeZone ?? zone,
        days: JSON.parse(row.days) as number[],
        quiet: { from: row.quiet_from, to: row.quiet_to },
      },
      at: row.at,
      mutedUntil: row.muted_until,
      away: isAway ? { until: row.away_until } : null,
      consent: row.consent,
      consentFrom: row.consent_from,
      reachable: row.reachable === 1,
      openInterview: open !== null,
      waiting: waiting
        ? {
            id: waiting.id,
            state: waiting.state === 'consent' ? 'consent' : 'invited',
            shownAt: waiting.shown_at,
            reminders: waiting.reminders,
            mostReminders: reminders.get(waiting.campaign) ?? 0,
            snoozedUntil: waiting.snoozed_until,
            closesAt: waiting.closes_at,
          }
        : null,
      last: last ? { at: last.invited_at, week: last.week } : null,
      asked: new Set(asked.map(({ campaign, round }) => askedKey(campaign, round))),
      hasReason,
    },
  };
}

export type PersonOptions = {
  zone: string;
  reminders: ReadonlyMap<number, number>;
  hasReason: boolean;
  now: string;
};
