import type { Case } from '../cases/case.ts';
import { personOf } from './traits.ts';

/** Below this overlap hardly anybody told of both sides. */
const HARDLY = 0.25;

/** Whoever tells: a person, or all records together (`null`), which have no habits. */
type Teller = string | null;

/**
 * Whether hardly anybody told of a dimension for problem and for comparison cases alike. Ways of answering alone can make
 * shares differ by as much as the tellers of the two sides do (the total variation distance): then nearly by all.
 */
export function isToldApart(cases: readonly Case[], dimension: string): boolean {
  const problem = tellersOf(cases, 'problem', dimension);
  const comparison = tellersOf(cases, 'comparison', dimension);
  if (problem.size === 0 || comparison.size === 0) return false;
  let overlap = 0;
  for (const [teller, share] of problem) overlap += Math.min(share, comparison.get(teller) ?? 0);
  return overlap < HARDLY;
}

/** Each teller's share of what is told of the cases of one kind; every case weighs the same. */
function tellersOf(cases: readonly Case[], kind: Case['kind'], dimension: string): Map<Teller, number> {
  const shares = new Map<Teller, number>();
  let told = 0;
  for (const one of cases) {
    if (one.kind !== kind) continue;
    const tellers = new Set((one.sources.get(dimension) ?? []).map(personOf));
    if (tellers.size === 0) continue;
    told++;
    for (const teller of tellers) shares.set(teller, (shares.get(teller) ?? 0) + 1 / tellers.size);
  }
  return new Map([...shares].map(([teller, share]) => [teller, share / told]));
}
