/**
 * What can go wrong between Slack and an app. On the way to the app:
 *
 * - `drop`: a delivery never arrives
 * - `delay`: it arrives late
 * - `double`: it arrives twice
 * - `reorder`: it arrives after the one behind it
 * - `lost_ack`: it arrives, and its acknowledgement does not come back
 * - `disconnect`: the connection is refreshed as it arrives (Socket Mode)
 *
 * With the app's own calls, answers to a response URL among them:
 *
 * - `http_500`: refused with an HTTP error, and not carried out
 * - `rate_limited`: refused with 429 and Retry-After
 * - `slow_answer`: carried out and answered late
 * - `lost_answer`: carried out, and the connection breaks before the answer
 */
export const FAULTS = [
  'drop',
  'delay',
  'double',
  'reorder',
  'lost_ack',
  'disconnect',
  'http_500',
  'rate_limited',
  'slow_answer',
  'lost_answer',
] as const;

export type Fault = (typeof FAULTS)[number];

export type Faults = ReturnType<typeof createFaults>;

/** How long a late delivery or answer takes, and how long one is held for another to overtake it, in milliseconds. */
export const LATE_MS = 700;

/** Faults that a test switches on: a share of everything, or the next of something. Off until then. */
export function createFaults() {
  let shares: Partial<Record<Fault, number>> = {};
  let random = Math.random;
  let next: { fault: Fault; method: string | null }[] = [];
  const happened = new Map<Fault, number>();

  function isNext(fault: Fault, method: string | null): boolean {
    const at = next.findIndex((one) => one.fault === fault && (one.method === null || one.method === method));
    if (at >= 0) next.splice(at, 1);
    return at >= 0;
  }

  return {
    /**
     * Lets each of these faults happen to its share of all deliveries or calls, from 0 to 1, until `none`.
     * @param dice numbers from 0 to 1, below 1: a seeded source repeats itself
     */
    often(wanted: Partial<Record<Fault, number>>, dice: () => number = Math.random): void {
      shares = { ...wanted };
      random = dice;
    },
    /** Lets one happen to the next delivery or call; `method` waits for a call of that name. */
    once(fault: Fault, method: string | null = null): void {
      next.push({ fault, method });
    },
    none(): void {
      shares = {};
      next = [];
    },
    /** How often each has happened. */
    happened: (fault: Fault): number => happened.get(fault) ?? 0,
    /** Whether it happens now. `method` names the call it would happen to. */
    strikes(fault: Fault, method: string | null = null): boolean {
      const share = shares[fault] ?? 0;
      if (!isNext(fault, method) && !(share > 0 && random() < share)) return false;
      happened.set(fault, (happened.get(fault) ?? 0) + 1);
      return true;
    },
  };
}
