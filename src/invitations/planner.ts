import { type Campaign, roundOf } from './campaign.ts';
import { firstAllowed, type Hours, localTime, weekName, workingDaysLater } from './hours.ts';

/** An invitation that waits for its person. Instants in ISO 8601, UTC. */
export type Waiting = {
  id: number;
  /** `consent`: asks first whether it may ask at all; is never repeated. */
  state: 'consent' | 'invited';
  /** When it was last put before them: posted, reminded of, or shown again. */
  shownAt: string;
  reminders: number;
  mostReminders: number;
  snoozedUntil: string | null;
  closesAt: string;
};

/** Somebody who may be asked, as far as planning needs to know. */
export type Person = {
  id: string;
  hours: Hours;
  /** Their own time of day, `HH:MM`; `null`: the campaign's. */
  at: string | null;
  mutedUntil: string | null;
  /** Vacation status or do-not-disturb; `until: null`: nobody knows how long. */
  away: { until: string | null } | null;
  consent: 'unknown' | 'yes' | 'never';
  /** They are not asked for their consent before this. */
  consentFrom: string | null;
  /** They have a Slack account that is not closed, a bot's or a guest's. */
  reachable: boolean;
  openInterview: boolean;
  waiting: Waiting | null;
  last: { at: string; week: string } | null;
  /** The rounds in which they have been asked, `campaign round`. */
  asked: ReadonlySet<string>;
  /** There is something that only a person like this can tell. */
  hasReason: boolean;
};

/** Why somebody is not asked now. */
export type Hold =
  | 'unreachable'
  | 'never'
  | 'consent_pending'
  | 'open_invitation'
  | 'open_interview'
  | 'away'
  | 'muted'
  | 'not_yet'
  | 'no_reason'
  | 'over';

export type Step =
  /** `first`: they have not said yet whether they may be asked. */
  | { do: 'invite'; campaign: number; round: string; week: string; closesAt: string; first: boolean }
  | { do: 'remind' | 'show_again' | 'close'; invitation: number }
  | { do: 'nothing'; because: Hold; next: string | null };

const DAY_MS = 86_400_000;
const REMIND_AFTER_MS = DAY_MS;
const WEEK_DAYS = 7;
/** One invitation a calendar week, and not on a Friday and the Monday after it. */
const APART_DAYS = 5;

/** What to do about one person now. Pure: the same campaigns, person and instant give the same step. */
export function planFor(campaigns: readonly Campaign[], person: Person, now: string): Step {
  if (person.waiting) return planWaiting(person.waiting, person, now);
  const asks = campaigns.map((campaign) => ({ campaign, ...nextAsk(campaign, person, now) }));
  const inOrder = asks
    .filter((ask) => ask.at !== null)
    .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1) || a.campaign.id - b.campaign.id);
  const planned = inOrder.find(({ campaign }) => campaign.script !== null);
  const weekAhead = new Date(Date.parse(now) + WEEK_DAYS * DAY_MS).toISOString();
  // A week that a campaign will want is left to it: what is asked as needed only fills free ones.
  const next = planned && (planned.at ?? '') < weekAhead ? planned : (inOrder[0] ?? null);
  if (!next) return { do: 'nothing', because: asks[0]?.because ?? 'over', next: null };
  const isDue = next.at !== null && next.at <= now;
  if (!isDue || person.openInterview) {
    const because = person.openInterview ? 'open_interview' : (next.because ?? 'not_yet');
    return { do: 'nothing', because, next: next.at };
  }
  return invite(next.campaign, person, now);
}

/** An invitation that nobody answers gives way to the next round of its campaign. */
function invite(campaign: Campaign, person: Person, now: string): Step {
  const day = localTime(now, person.hours.timeZone).toPlainDate();
  const [round, week] = [roundOf(campaign, day) ?? day.toString(), weekName(day)];
  const asked = new Set(person.asked).add(askedKey(campaign.id, round));
  const { at: again } = nextAsk(campaign, { ...person, asked, last: { at: now, week } }, now);
  const windowEnds = workingDaysLater(person.hours, now, campaign.windowDays);
  const closesAt = campaign.script !== null && again !== null && again < windowEnds ? again : windowEnds;
  const first = person.consent === 'unknown';
  return { do: 'invite', campaign: campaign.id, round, week, closesAt, first };
}

/**
 * When a campaign would ask this person: at or after now, in their own hours, in a week in which nobody else has asked them.
 * `because` says what holds it up; with `at: null` it never comes.
 */
export function nextAsk(
  campaign: Campaign,
  person: Person,
  now: string,
): { at: string | null; because: Hold | null } {
  const never = neverAsked(campaign, person);
  if (never) return { at: null, because: never };
  const { hours, last } = person;
  const free = last && localTime(last.at, hours.timeZone).toPlainDate().add({ days: APART_DAYS }).toString();
  const at = firstAllowed(hours, laterOf(now, ...holds(person)), {
    at: person.at ?? campaign.at,
    fits: (day) => {
      if (free && day.toString() < free) return false;
      const round = roundOf(campaign, day);
      if (round === null || person.asked.has(askedKey(campaign.id, round))) return false;
      return !last || weekName(day) > last.week;
    },
  });
  return { at, because: at === null ? 'over' : heldUp(person, now) };
}

/** How {@link Person}'s `asked` names a round. */
export function askedKey(campaign: number, round: string): string {
  return `${campaign} ${round}`;
}

function neverAsked(campaign: Campaign, person: Person): Hold | null {
  const hold = leftAlone(person);
  if (hold === null && campaign.script === null && !person.hasReason) return 'no_reason';
  return hold;
}

function leftAlone({ reachable, consent, away }: Person): Hold | null {
  if (!reachable) return 'unreachable';
  if (consent === 'never') return 'never';
  return away && away.until === null ? 'away' : null;
}

/** Until when somebody wants, or has, to be left alone. */
function holds({ mutedUntil, away, consent, consentFrom }: Person): (string | null)[] {
  return [mutedUntil, away?.until ?? null, consent === 'unknown' ? consentFrom : null];
}

function heldUp(person: Person, now: string): Hold | null {
  if (person.away) return 'away';
  if (person.mutedUntil !== null && person.mutedUntil > now) return 'muted';
  return person.consent === 'unknown' && (person.consentFrom ?? '') > now ? 'consent_pending' : null;
}

/** Closing changes a message without a sound, so it may happen at any hour; everything else keeps their hours. */
function planWaiting(waiting: Waiting, person: Person, now: string): Step {
  const { id, closesAt, snoozedUntil } = waiting;
  if (closesAt <= now) return { do: 'close', invitation: id };
  if (person.openInterview) return { do: 'nothing', because: 'open_interview', next: null };
  const hold = leftAlone(person);
  if (hold) return { do: 'nothing', because: hold, next: null };
  const hasMore = waiting.state === 'invited' && waiting.reminders < waiting.mostReminders;
  if (snoozedUntil === null && !hasMore) return { do: 'nothing', because: 'open_invitation', next: null };
  const wanted = snoozedUntil ?? new Date(Date.parse(waiting.shownAt) + REMIND_AFTER_MS).toISOString();
  const at = firstAllowed(person.hours, laterOf(wanted, person.mutedUntil, person.away?.until ?? null));
  if (at === null || at > now) return { do: 'nothing', because: 'open_invitation', next: at };
  // It is past that instant: whether it may be done now is asked of now, not of then.
  const allowed = firstAllowed(person.hours, now);
  if (allowed !== now) return { do: 'nothing', because: 'open_invitation', next: allowed };
  return { do: snoozedUntil === null ? 'remind' : 'show_again', invitation: id };
}

function laterOf(first: string, ...others: (string | null)[]): string {
  return others.reduce<string>((latest, one) => (one !== null && one > latest ? one : latest), first);
}
