import type { CaseTable } from '../cases/case.ts';
import type { Claim, Evidence } from '../evidence/evidence.ts';
import { isToldApart } from '../evidence/habits.ts';
import { isBetweenTellers, isKnownUnevenly } from '../evidence/strata.ts';

/**
 * Why the two sides of a claim may differ though the customers do not: hardly anybody told of both; the same people told
 * alike of both; it is known of far fewer on one side.
 */
export type Doubt = (typeof DOUBTS)[number];
const DOUBTS = ['toldApart', 'betweenTellers', 'knownUnevenly'] as const;
export const noDoubts = { toldApart: 0, betweenTellers: 0, knownUnevenly: 0 } as const;

/** The ids of the claims that each doubt concerns. */
export function doubtedIn({ claims, scope }: Evidence, { cases }: CaseTable): Record<Doubt, Set<string>> {
  const compared = claims.filter(({ comparison }) => comparison !== null);
  const dimensions = new Set(compared.flatMap(({ traits }) => traits.map(({ dimension }) => dimension)));
  const apart = new Set([...dimensions].filter((dimension) => isToldApart(cases, dimension)));
  const byKey = new Map(compared.length === 0 ? [] : cases.map((one) => [one.key, one]));
  const where = (holds: (claim: Claim) => boolean) => new Set(compared.filter(holds).map(({ id }) => id));
  return {
    toldApart: where(({ traits }) => traits.some(({ dimension }) => apart.has(dimension))),
    betweenTellers: where((claim) => isBetweenTellers(claim, (key) => byKey.get(key))),
    knownUnevenly: where((claim) => isKnownUnevenly(claim, scope)),
  };
}

/** How many of some claims each doubt concerns. */
export function doubtsOf(
  claims: readonly Claim[],
  doubted: Record<Doubt, ReadonlySet<string>>,
): Record<Doubt, number> {
  const count = (doubt: Doubt) => claims.filter(({ id }) => doubted[doubt].has(id)).length;
  return Object.fromEntries(DOUBTS.map((doubt) => [doubt, count(doubt)])) as Record<Doubt, number>;
}
