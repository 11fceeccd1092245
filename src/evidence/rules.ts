import type { Case, CaseTable } from '../cases/case.ts';
import type { Strength } from '../database/tables.ts';
import { benjaminiHochberg } from './correction.ts';
import type { Claim } from './evidence.ts';
import { fisherGreater } from './fisher.ts';
import { newcombe, oddsRatio, shareRatio, wilson } from './intervals.ts';
import { type Column, HAS, HAS_NOT, isShared, traitColumns, UNKNOWN, voicesFor } from './traits.ts';

/** drafting.md, section 2. */
export const gates = { q: 0.05, ratio: 1.5, cases: 5, problems: 3, beats: 0.1, overlap: 0.7 };
/** Where no comparison group can be set beside it, a trait is mentioned from this share on. */
const COMMON = 0.25;
const MOST_COMMON = 12;
/** Pairs are built on the best parents only: more would only restate them. */
const MOST_PARENTS = 40;

/** One or two columns, with the cases that have them all (1), those known not to (2) and the rest. */
type Rule = { columns: Column[]; states: Uint8Array; counts: Tally; p: number; q: number };
type Tally = { a: number; b: number; c: number; d: number };

/**
 * What is found more often among problem cases than among comparison cases: Fisher's exact test one-sided, corrected by
 * Benjamini and Hochberg over every trait tried; pairs under a parent that passed are a second family. Best first.
 *
 * @param depth 1: single traits only
 */
export function findRules(
  cases: readonly Case[],
  dimensions: CaseTable['dimensions'],
  depth: 1 | 2,
): Claim[] {
  const problem = Uint8Array.from(cases, ({ kind }) => (kind === 'problem' ? 1 : 0));
  const singles = tested(
    traitColumns(cases, dimensions)
      .map((column) => ruleOf([column], column.states, problem))
      .filter(({ counts }) => isTried(counts)),
  );
  const parents = singles.filter(passes).sort(byRank).slice(0, MOST_PARENTS);
  const pairs = depth === 2 ? findPairs(parents, singles, problem) : [];
  const strength = depth === 2 ? 'supported' : 'tentative';
  return withoutRestatements([...parents, ...pairs].sort(byRank)).map((rule) =>
    claimOf(rule, cases, strength),
  );
}

/** The family of a test is chosen without looking at the labels: enough cases have the trait, both sides know of it. */
function isTried({ a, b, c, d }: Tally): boolean {
  return a + c >= gates.cases && a + b > 0 && c + d > 0;
}

function passes({ counts, q }: Rule): boolean {
  return q <= gates.q && counts.a >= gates.problems && ratioOf(counts) >= gates.ratio;
}

function ruleOf(columns: Column[], states: Uint8Array, problem: Uint8Array): Rule {
  const counts = tally(states, problem);
  return { columns, states, counts, p: fisherGreater(counts.a, counts.b, counts.c, counts.d), q: 1 };
}

function tally(states: Uint8Array, problem: Uint8Array, within: Uint8Array | null = null): Tally {
  const cells = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < states.length; i++) {
    if (within === null || within[i] === HAS) cells[problem[i]! * 3 + states[i]!]!++;
  }
  return { a: cells[3 + HAS]!, b: cells[3 + HAS_NOT]!, c: cells[HAS]!, d: cells[HAS_NOT]! };
}

function tested(rules: Rule[]): Rule[] {
  const q = benjaminiHochberg(rules.map(({ p }) => p));
  return rules.map((rule, i) => ({ ...rule, q: q[i]! }));
}

function sharesOf({ a, b, c, d }: Tally) {
  return { for1: a, of1: a + b, for2: c, of2: c + d };
}

function ratioOf(counts: Tally): number {
  return shareRatio(sharesOf(counts));
}

/** Weighted relative accuracy with both sides weighing the same: a quarter of the difference of the shares. */
function worth({ counts: { a, b, c, d } }: Rule): number {
  return (a / (a + b) - c / (c + d)) / 4;
}

function nameOf({ columns }: Rule): string {
  return columns.map(({ trait }) => `${trait.dimension}\u0000${trait.value}`).join('\u0001');
}

function byRank(x: Rule, y: Rule): number {
  const [nameX, nameY] = [nameOf(x), nameOf(y)];
  return worth(y) - worth(x) || x.q - y.q || (nameX < nameY ? -1 : nameX > nameY ? 1 : 0);
}

/** How surely a case with the traits is a problem, both sides weighing the same. */
function precision({ a, b, c, d }: Tally): number {
  const [problem, comparison] = [a / (a + b), c / (c + d)];
  return problem + comparison === 0 ? 0 : problem / (problem + comparison);
}

/**
 * Pairs of a parent that passed with any other trait. A pair must beat both of its traits by 10 points of precision,
 * and its second trait must tell problem from comparison cases inside the better of the two.
 */
function findPairs(parents: Rule[], singles: Rule[], problem: Uint8Array): Rule[] {
  const tried = new Map<string, Rule & { parts: [Rule, Rule] }>();
  for (const parent of parents) {
    for (const other of singles) {
      const [first, second] = nameOf(parent) < nameOf(other) ? [parent, other] : [other, parent];
      const [one, two] = [first.columns[0]!, second.columns[0]!];
      if (one.trait.dimension === two.trait.dimension) continue;
      const name = `${nameOf(first)}\u0001${nameOf(second)}`;
      if (tried.has(name)) continue;
      const rule = ruleOf([one, two], both(one.states, two.states), problem);
      if (isTried(rule.counts))
        tried.set(name, { ...rule, p: pairChance(rule, [first, second], problem), parts: [first, second] });
    }
  }
  const q = benjaminiHochberg([...tried.values()].map(({ p }) => p));
  return [...tried.values()]
    .map((rule, i) => ({ ...rule, q: q[i]! }))
    .filter((rule) => passes(rule) && rule.parts.every((part) => beats(rule, part)));
}

function both(one: Uint8Array, two: Uint8Array): Uint8Array {
  const states = new Uint8Array(one.length);
  for (let i = 0; i < states.length; i++) {
    const [x, y] = [one[i]!, two[i]!];
    states[i] = x === UNKNOWN || y === UNKNOWN ? UNKNOWN : x === HAS && y === HAS ? HAS : HAS_NOT;
  }
  return states;
}

function beats(pair: Rule, part: Rule): boolean {
  return precision(pair.counts) >= precision(part.counts) + gates.beats;
}

/** The larger of two chances: of the pair over all cases, and of its other trait inside the better of its two. */
function pairChance(pair: Rule, [first, second]: [Rule, Rule], problem: Uint8Array): number {
  const swap = precision(second.counts) > precision(first.counts);
  const [better, other] = swap ? [second, first] : [first, second];
  const inside = tally(other.states, problem, better.states);
  return Math.max(pair.p, fisherGreater(inside.a, inside.b, inside.c, inside.d));
}

/**
 * Drops a rule whose cases are nearly those of a better one. What can be seen before the sale is never dropped for
 * something that is seen only afterwards: a disqualifier needs the first.
 */
function withoutRestatements(ranked: Rule[]): Rule[] {
  const kept: Rule[] = [];
  for (const rule of ranked) {
    const restates = kept.some(
      (better) => (isEarly(better) || !isEarly(rule)) && overlap(rule.states, better.states) >= gates.overlap,
    );
    if (!restates) kept.push(rule);
  }
  return kept;
}

function isEarly({ columns }: Rule): boolean {
  return columns.every(({ observable }) => observable === 'before_sale');
}

function overlap(one: Uint8Array, two: Uint8Array): number {
  let shared = 0;
  let either = 0;
  for (let i = 0; i < one.length; i++) {
    const [x, y] = [one[i] === HAS, two[i] === HAS];
    if (x && y) shared++;
    if (x || y) either++;
  }
  return either === 0 ? 0 : shared / either;
}

function claimOf(rule: Rule, cases: readonly Case[], strength: Strength): Claim {
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
  rule: Pick<Rule, 'columns' | 'states'>,
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
