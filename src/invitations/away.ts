import { type Profile, profileOf } from '../slack/people.ts';

/** What Slack says of somebody, as far as it matters for asking them. Presence is never looked at. */
export type Facts = {
  /** `null` where Slack knows no such person. */
  profile: Profile | null;
  /** A person of this workspace whose account is open. */
  reachable: boolean;
  /** `until: null`: nobody knows how long. */
  away: { until: string | null } | null;
};

/** The part of users.info that is read. */
export type User = {
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  profile?: Status;
};

type Status = { status_text?: string; status_emoji?: string; status_expiration?: number };

/** The part of dnd.info that is read; times in seconds. */
export type DoNotDisturb = {
  snooze_enabled?: boolean;
  snooze_endtime?: number;
  dnd_enabled?: boolean;
  next_dnd_start_ts?: number;
  next_dnd_end_ts?: number;
};

/** Slack's own suggestions for "Vacationing" and "Out sick", and what people choose besides. */
const AWAY_EMOJI = new Set([
  ':palm_tree:',
  ':face_with_thermometer:',
  ':beach_with_umbrella:',
  ':desert_island:',
  ':umbrella_on_ground:',
  ':hospital:',
  ':baby:',
]);
const AWAY_WORDS =
  /vacation|holiday|out of (?:the )?office|\booo\b|on leave|(?:parental|maternity|paternity) leave|out sick|off sick|sick leave|day off|отпуск|в отгуле|больнич|болею|выходн|декрет/iu;

/** @param dnd `null` where the bot may not see it, which changes nothing else */
export function factsOf(user: User | null, dnd: DoNotDisturb | null, now: string): Facts {
  if (!user || user.deleted || user.is_bot || user.is_restricted || user.is_ultra_restricted) {
    return { profile: user && profileOf(user), reachable: false, away: null };
  }
  const status = absence(user.profile ?? {}, now);
  const quiet = dnd && pause(dnd, now);
  return { profile: profileOf(user), reachable: true, away: longer(status, quiet) };
}

function absence({ status_text = '', status_emoji = '', status_expiration = 0 }: Status, now: string) {
  if (!AWAY_EMOJI.has(status_emoji) && !AWAY_WORDS.test(status_text)) return null;
  if (status_expiration === 0) return { until: null };
  const until = instant(status_expiration);
  return until > now ? { until } : null;
}

/** A schedule for every night counts only while it lasts. */
function pause(dnd: DoNotDisturb, now: string): { until: string } | null {
  const { snooze_enabled, snooze_endtime = 0, dnd_enabled, next_dnd_start_ts = 0, next_dnd_end_ts = 0 } = dnd;
  const ends = [
    ...(snooze_enabled ? [instant(snooze_endtime)] : []),
    ...(dnd_enabled && instant(next_dnd_start_ts) <= now ? [instant(next_dnd_end_ts)] : []),
  ].filter((until) => until > now);
  const until = ends.sort().at(-1);
  return until === undefined ? null : { until };
}

function longer(one: Facts['away'], other: Facts['away']): Facts['away'] {
  if (!one || !other) return one ?? other;
  if (one.until === null || other.until === null) return { until: null };
  return one.until > other.until ? one : other;
}

function instant(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
