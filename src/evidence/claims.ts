import type { Case, CaseTable } from '../cases/case.ts';
import type { Strength } from '../database/tables.ts';
import type { Claim } from './evidence.ts';
import { newcombe, oddsRatio, shareRatio, type TwoShares, wilson } from './intervals.ts';
import { type Column, HAS, HAS_NOT, isShared, traitColumns, voicesFor } from './traits.ts';

/** Where no comparison group can be set beside it, a trait is mentioned from this share on. */
const COMMON = 0.25;
const MOST_COMMON = 12;

/** Problem cases with (a) and without (b), comparison cases with (c) and without (d). */
export type Tally = { a: number; b: number; c: number; d: number };

/** One trait or a pair; `states` says of every case whether it has them all. */
export type Found = { columns: Column[]; states: Uint8Array; counts: Tally; q: number };

export function sharesOf({ a, b, c, d }: Tally): TwoShares {
  return { for1: a, of1: a + b, for2: c, of2: c + d };
}

/**
 * A rule as a claim: counts on both sides, ratio, odds ratio and difference with their intervals. One person's view
 * stays a hypothesis however clear it is.
 */
export function claimOf(rule: Found, cases: readonly Case[], strength: Strength): Claim {
  const shares = sharesOf(rule.counts);
  const odds = oddsRatio(shares);
  const { for1, of1, for2, of2 } = shares;
  return {
    ...described(rule, cases, strength),
    comparison: { for: for2, of: of2 },
    ratio: shareRatio(shares),
    oddsRatio: odds.value,
    oddsInterval: odds.interval,
    difference: { value: for1 / of1 - for2 / of2, interval: newcombe(for1, of1, for2, of2) },
    q: rule.q,
  };
}

/** The counts alone, as they stand where nothing is compared. */
function described(
  rule: Pick<Found, 'columns' | 'states'>,
  cases: readonly Case[],
  strength: Strength,
): Claim {
  const sides = { cases: [] as Case[], against: [] as Case[] };
  const other = { cases: [] as string[], against: [] as string[] };
  cases.forEach((one, i) => {
    const side = rule.states[i] === HAS ? 'cases' : rule.states[i] === HAS_NOT ? 'against' : null;
    if (side === null) return;
    if (one.kind === 'problem') sides[side].push(one);
    else other[side].push(one.key);
  });
  const traits = rule.columns.map(({ trait }) => trait);
  const voices = voicesFor(
    sides.cases,
    traits.map(({ dimension }) => dimension),
  );
  const problem = { for: sides.cases.length, of: sides.cases.length + sides.against.length };
  return {
    id: '',
    traits,
    problem,
    comparison: null,
    ratio: null,
    interval: wilson(problem.for, problem.of),
    oddsRatio: null,
    oddsInterval: null,
    difference: null,
    q: null,
    reporters: voices.people,
    cases: sides.cases.map(({ key }) => key),
    against: sides.against.map(({ key }) => key),
    comparisonCases: other.cases,
    comparisonAgainst: other.against,
    strength: isShared(voices) ? strength : 'hypothesis',
  };
}

/**
 * How common traits are among problem cases, where there is nothing to compare with. It says nothing about what makes
 * them different, so it is never more than a hypothesis.
 *
 * @param fewest how many cases must share a trait
 */
export function findCommon(
  problems: readonly Case[],
  dimensions: CaseTable['dimensions'],
  fewest: number,
): Claim[] {
  return traitColumns(problems, dimensions)
    .map((column) => described({ columns: [column], states: column.states }, problems, 'hypothesis'))
    .filter(({ problem }) => problem.for >= fewest && problem.for >= COMMON * problem.of)
    .sort((x, y) => y.problem.for - x.problem.for || x.problem.of - y.problem.of)
    .slice(0, MOST_COMMON);
}
