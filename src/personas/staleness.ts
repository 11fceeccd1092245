/** What a version rests on, as far as its age and what came after it go. Instants are ISO 8601 in UTC. */
export type Support = {
  /** When a reviewer last looked at the evidence and stood by it: the approval, or a confirmation since. */
  lookedAt: string;
  /** For each supporting customer the newest answer about it that supports the rule. */
  newestAnswers: string[];
  /** Customers heard of since: problem customers that meet the whole rule, and good customers that do. */
  since: { problem: number; good: number };
  /** Leads it warned of that were taken all the same and went well, or badly, since. */
  outcomes: { well: number; badly: number };
};

export type Cause =
  | { cause: 'old'; newest: string }
  | { cause: 'mostly_old'; old: number; of: number }
  | { cause: 'contradicted'; good: number; problem: number }
  | { cause: 'outcomes'; well: number; badly: number };

/** docs/method.md, section 12. */
export const staleness = {
  /** The newest supporting answer is older than this. */
  oldAfterDays: 180,
  /** A supporting customer not heard of for this long is old evidence... */
  oldEvidenceDays: 365,
  /** ...and more than this share of them is too much. */
  oldShare: 0.5,
  /** So many contradictions, and more than what supports it. */
  fewestAgainst: 3,
};

const DAY_MS = 86_400_000;

/** Why a persona should be looked at again. One that was written by hand has no evidence to grow old. */
export function causesOf(support: Support, now: string): Cause[] {
  const { newestAnswers, since, outcomes } = support;
  const causes: Cause[] = [];
  const age = ageCause(support, now);
  if (age !== null && newestAnswers.length > 0) causes.push(age);
  const { good, problem } = since;
  if (good >= staleness.fewestAgainst && good > problem)
    causes.push({ cause: 'contradicted', good, problem });
  const { well, badly } = outcomes;
  if (well >= staleness.fewestAgainst && well > badly) causes.push({ cause: 'outcomes', well, badly });
  return causes;
}

function ageCause({ lookedAt, newestAnswers }: Support, now: string): Cause | null {
  const before = (days: number) => new Date(Date.parse(now) - days * DAY_MS).toISOString();
  const limit = before(staleness.oldAfterDays);
  if (lookedAt >= limit) return null;
  const newest = newestAnswers.reduce((a, b) => (a > b ? a : b), '');
  if (newest < limit) return { cause: 'old', newest };
  const old = newestAnswers.filter((at) => at < before(staleness.oldEvidenceDays)).length;
  const of = newestAnswers.length;
  return old > staleness.oldShare * of ? { cause: 'mostly_old', old, of } : null;
}
