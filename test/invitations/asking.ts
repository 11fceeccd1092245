import type { Campaign } from '../../src/invitations/campaign.ts';
import { localTime } from '../../src/invitations/hours.ts';
import { askedKey, type Person, planFor, type Step, type Waiting } from '../../src/invitations/planner.ts';

const HOUR_MS = 3_600_000;

export function campaign(over: Partial<Campaign> = {}): Campaign {
  const tuesday = { weekday: 2, at: '09:30', everyWeeks: 1, windowDays: 5, reminders: 1 };
  return {
    id: 1,
    script: 'problem-customer',
    people: ['U1'],
    roles: [],
    startsOn: '2026-01-01',
    ...tuesday,
    ...over,
  };
}

export function somebody(over: Partial<Person> & { timeZone?: string } = {}): Person {
  const { timeZone = 'Europe/Berlin', ...rest } = over;
  return {
    id: 'U1',
    hours: { timeZone, days: [1, 2, 3, 4, 5], quiet: { from: '18:00', to: '09:00' } },
    at: null,
    mutedUntil: null,
    away: null,
    consent: 'yes',
    consentFrom: null,
    reachable: true,
    openInterview: false,
    waiting: null,
    last: null,
    asked: new Set(),
    hasReason: true,
    ...rest,
  };
}

export type Done = { at: string; did: Exclude<Step['do'], 'nothing'>; person: Person };

type Run = {
  from: string;
  to: string;
  campaigns: Campaign[];
  /** What is true of the person at an instant, over what the run itself has brought about. */
  person(at: string): Person;
  everyMs?: number;
  /** Whether the machine runs at an instant. */
  isAwake?(at: string): boolean;
};

/** Lets the clock run: what the planner says is done at once, nobody ever answers. */
export function run({ from, to, campaigns, person, everyMs = HOUR_MS, isAwake = () => true }: Run): Done[] {
  const done: Done[] = [];
  const asked = new Set<string>();
  let waiting = null as Waiting | null;
  let last = null as Person['last'];
  const act = (at: string): void => {
    const now: Person = { ...person(at), waiting, last, asked };
    const step = planFor(campaigns, now, at);
    if (step.do === 'nothing') return;
    done.push({ at, did: step.do, person: now });
    if (step.do === 'invite') {
      asked.add(askedKey(step.campaign, step.round));
      last = { at, week: step.week };
      const fresh = { shownAt: at, reminders: 0, mostReminders: 2, snoozedUntil: null };
      waiting = { id: done.length, state: 'invited', closesAt: step.closesAt, ...fresh };
    } else if (step.do === 'close') {
      waiting = null;
      act(at);
    } else if (waiting) waiting = { ...waiting, shownAt: at, reminders: waiting.reminders + 1 };
  };
  for (let ms = Date.parse(from); ms < Date.parse(to); ms += everyMs) {
    const at = new Date(ms).toISOString();
    if (isAwake(at)) act(at);
  }
  return done;
}

/** `Tue 2026-11-24 09:30` on somebody's wall. */
export function wall(at: string, timeZone: string): string {
  const local = localTime(at, timeZone);
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][local.dayOfWeek - 1];
  return `${day} ${local.toPlainDate()} ${local.toPlainTime().toString().slice(0, 5)}`;
}

export const invitations = (done: Done[], timeZone: string): string[] =>
  done.filter(({ did }) => did === 'invite').map(({ at }) => wall(at, timeZone));
