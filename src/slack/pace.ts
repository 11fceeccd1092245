/** So many at once, and then so many a minute. */
export type Pace = { burst: number; perMinute: number };

/** Slack takes about one message a second in each conversation, and a few at once: an interview is answered in bursts. */
export const CONVERSATION: Pace = { burst: 10, perMinute: 60 };
/** Messages that nobody waits for, in the whole workspace: five hundred people are written to within five minutes. */
export const UNASKED: Pace = { burst: 20, perMinute: 100 };

/** Slack's tiers, of calls of one method in one workspace. */
const TIER_2: Pace = { burst: 10, perMinute: 20 };
const TIER_3: Pace = { burst: 20, perMinute: 50 };
const TIER_4: Pace = { burst: 50, perMinute: 100 };

/** What background work calls for many people at a time. */
export const METHODS: Record<string, Pace> = {
  'users.list': TIER_2,
  'conversations.open': TIER_3,
  'dnd.info': TIER_3,
  'users.info': TIER_4,
  'views.publish': TIER_4,
};

export type Paces = ReturnType<typeof createPaces>;

/**
 * Keeps everybody's pace: each key may go so often. A key that has been quiet for long enough is forgotten.
 *
 * @param nowMs a clock that never goes back, in milliseconds
 */
export function createPaces(nowMs: () => number = () => performance.now()) {
  /** When the allowance of a key would be used up exactly, were it used evenly (the generic cell rate algorithm). */
  const used = new Map<string, number>();
  const waitMs = (key: string, { burst, perMinute }: Pace): number =>
    Math.max(0, (used.get(key) ?? 0) - (burst - 1) * (60_000 / perMinute) - nowMs());
  return {
    /** How long until the next one may go, in milliseconds; 0: now. */
    waitMs,
    /** Takes the next turn. @returns how long to wait for it, in milliseconds */
    take(key: string, pace: Pace): number {
      const wait = waitMs(key, pace);
      if (used.size >= FORGET_AT) {
        for (const [one, until] of used) if (until <= nowMs()) used.delete(one);
      }
      used.set(key, Math.max(used.get(key) ?? 0, nowMs()) + 60_000 / pace.perMinute);
      return wait;
    },
  };
}

const FORGET_AT = 10_000;
