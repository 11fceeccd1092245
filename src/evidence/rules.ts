import type { Case, CaseTable } from '../cases/case.ts';
import { claimOf, type Found as Rule, sharesOf, type Tally } from './claims.ts';
import { benjaminiHochberg } from './correction.ts';
import type { Claim } from './evidence.ts';
import { fisherGreater } from './fisher.ts';
import { shareRatio } from './intervals.ts';
import { type Column, HAS, HAS_NOT, traitColumns, UNKNOWN } from './traits.ts';

/** docs/method.md, section 2. */
export const gates = { q: 0.05, ratio: 1.5, cases: 5, problems: 3, beats: 0.1, overlap: 0.7 };
/** Pairs are built on the best parents only: more would only restate them. */
const MOST_PARENTS = 40;

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
  const singles = tested(traitColumns(cases, dimensions), problem);
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

function passes({ counts, q }: Pick<Rule, 'counts' | 'q'>): boolean {
  return q <= gates.q && counts.a >= gates.problems && ratioOf(counts) >= gates.ratio;
}

function tally(states: Uint8Array, problem: Uint8Array, within: Uint8Array | null = null): Tally {
  const cells = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < states.length; i++) {
    if (within === null || within[i] === HAS) cells[problem[i]! * 3 + states[i]!]!++;
  }
  return { a: cells[3 + HAS]!, b: cells[3 + HAS_NOT]!, c: cells[HAS]!, d: cells[HAS_NOT]! };
}

/** One rule a trait, tested and corrected as one family. */
function tested(columns: Column[], problem: Uint8Array): Rule[] {
  const tried = columns
    .map((column) => ({ columns: [column], states: column.states, counts: tally(column.states, problem) }))
    .filter(({ counts }) => isTried(counts));
  const q = benjaminiHochberg(tried.map(({ counts: { a, b, c, d } }) => fisherGreater(a, b, c, d)));
  return tried.map((rule, i) => ({ ...rule, q: q[i]! }));
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

/** A pair that was tried: of hundreds only a few are kept, so their states are made again for those. */
type Tried = { parts: [Rule, Rule]; counts: Tally; p: number };

/**
 * Pairs of a parent that passed with any other trait. A pair must beat both of its traits by 10 points of precision,
 * and its second trait must tell problem from comparison cases inside the better of the two.
 */
function findPairs(parents: Rule[], singles: Rule[], problem: Uint8Array): Rule[] {
  const tried = new Map<string, Tried>();
  for (const parent of parents) {
    for (const other of singles) {
      const parts: [Rule, Rule] = nameOf(parent) < nameOf(other) ? [parent, other] : [other, parent];
      const name = parts.map(nameOf).join('\u0001');
      if (dimensionOf(parent) === dimensionOf(other) || tried.has(name)) continue;
      const counts = tally(statesOf(parts), problem);
      if (isTried(counts)) tried.set(name, { parts, counts, p: pairChance(counts, parts, problem) });
    }
  }
  const pairs = [...tried.values()];
  const q = benjaminiHochberg(pairs.map(({ p }) => p));
  return pairs
    .map((pair, i) => ({ ...pair, q: q[i]! }))
    .filter((pair) => passes(pair) && pair.parts.every(({ counts }) => beats(pair.counts, counts)))
    .map(({ parts, counts, q: corrected }) => ({
      columns: parts.flatMap(({ columns }) => columns),
      states: statesOf(parts),
      counts,
      q: corrected,
    }));
}

function dimensionOf({ columns }: Rule): string {
  return columns[0]!.trait.dimension;
}

function statesOf([one, two]: [Rule, Rule]): Uint8Array {
  return both(one.states, two.states);
}

function both(one: Uint8Array, two: Uint8Array): Uint8Array {
  const states = new Uint8Array(one.length);
  for (let i = 0; i < states.length; i++) {
    const [x, y] = [one[i]!, two[i]!];
    states[i] = x === UNKNOWN || y === UNKNOWN ? UNKNOWN : x === HAS && y === HAS ? HAS : HAS_NOT;
  }
  return states;
}

function beats(pair: Tally, part: Tally): boolean {
  return precision(pair) >= precision(part) + gates.beats;
}

/** The larger of two chances: of the pair over all cases, and of its other trait inside the better of its two. */
function pairChance({ a, b, c, d }: Tally, [first, second]: [Rule, Rule], problem: Uint8Array): number {
  const swap = precision(second.counts) > precision(first.counts);
  const [better, other] = swap ? [second, first] : [first, second];
  const inside = tally(other.states, problem, better.states);
  return Math.max(fisherGreater(a, b, c, d), fisherGreater(inside.a, inside.b, inside.c, inside.d));
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
