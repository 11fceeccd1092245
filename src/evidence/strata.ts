import type { Case, Source } from '../cases/case.ts';
import type { Claim } from './evidence.ts';
import { personOf } from './traits.ts';

/** Less than this share of a difference left means that most of it lies elsewhere. */
const HALF = 0.5;
/** As much to compare as five cases of either kind that one person told of. */
const ENOUGH = 2.5;

/** Cases of one stratum, and those that have the traits; a case told by two people is half in the stratum of each. */
type Stratum = { problem: number; comparison: number; problemHas: number; comparisonHas: number };

/**
 * Whether most of a difference lies between those who told instead of between the customers (Simpson's paradox): compared
 * only within what one person, or one role, told of both sides, less than half of it is left, even with a standard error
 * on top.
 */
export function isBetweenTellers(claim: Claim, caseOf: (key: string) => Case | undefined): boolean {
  if (claim.comparison === null) return false;
  const { problem, comparison } = claim;
  const whole = problem.for / problem.of - comparison.for / comparison.of;
  return [personOf, roleOf].some((by) => {
    const within = differenceWithin(strataOf(claim, caseOf, by));
    return within !== null && within.value + within.error < HALF * whole;
  });
}

/** Whether the traits are known for less than half as large a share of the cases of one side as of the other. */
export function isKnownUnevenly(
  { problem, comparison }: Pick<Claim, 'problem' | 'comparison'>,
  scope: { problem: number; comparison: number },
): boolean {
  if (comparison === null) return false;
  const known = [problem.of / scope.problem, comparison.of / scope.comparison];
  return Math.min(...known) < HALF * Math.max(...known);
}

function roleOf(source: Source): string | null {
  return source.answer === null ? null : source.role;
}

/** Records are a stratum of their own. */
function strataOf(
  { traits, cases, against, comparisonCases, comparisonAgainst }: Claim,
  caseOf: (key: string) => Case | undefined,
  by: (source: Source) => string | null,
): Stratum[] {
  const strata = new Map<string | null, Stratum>();
  const add = (keys: string[], kind: 'problem' | 'comparison', has: boolean) => {
    for (const key of keys) {
      const sources = traits.flatMap(({ dimension }) => caseOf(key)?.sources.get(dimension) ?? []);
      const tellers = new Set(sources.map(by));
      for (const teller of tellers) {
        const stratum = strata.get(teller) ?? { problem: 0, comparison: 0, problemHas: 0, comparisonHas: 0 };
        stratum[kind] += 1 / tellers.size;
        if (has) stratum[`${kind}Has`] += 1 / tellers.size;
        strata.set(teller, stratum);
      }
    }
  };
  add(cases, 'problem', true);
  add(against, 'problem', false);
  add(comparisonCases, 'comparison', true);
  add(comparisonAgainst, 'comparison', false);
  return [...strata.values()];
}

/**
 * The difference of the shares within strata, by the weights of Mantel and Haenszel, with the standard error of Sato
 * (Biometrics 45, 1989, 1323-1324), which holds for many small strata as for few large ones.
 *
 * @returns `null` where the strata have too little of both sides
 */
export function differenceWithin(strata: readonly Stratum[]): { value: number; error: number } | null {
  let [weight, sum, p, q] = [0, 0, 0, 0];
  for (const { problem: n, comparison: m, problemHas: x, comparisonHas: y } of strata) {
    const all = n + m;
    weight += (n * m) / all;
    sum += (x * m - y * n) / all;
    p += (n * n * y - m * m * x + (n * m * (m - n)) / 2) / all ** 2;
    q += (x * (m - y) + y * (n - x)) / (2 * all);
  }
  if (weight < ENOUGH) return null;
  const value = sum / weight;
  return { value, error: Math.sqrt(Math.max(0, value * p + q)) / weight };
}
