import type { Case, CaseTable } from '../cases/case.ts';
import { namesProtectedTrait } from '../cases/protected.ts';
import type { CountedDescription } from '../personas/persona.ts';
import { figureKeys } from './economics.ts';
import { type Tally, tally } from './tally.ts';

/** Said with both sides, whatever the share: these carry the verdict and the actions. */
const always = ['main_trouble', 'misfit', 'fault', 'take_again', 'visible_before_sale'];
const numeric = new Set<string>(figureKeys);
/** Asked about trouble: they say nothing of a customer who is wanted. */
const judging = new Set(['main_trouble', 'misfit', 'fault', 'visible_before_sale']);

type Words = (trait: { dimension: string; value: string }) => string;
type Counted = Omit<CountedDescription, 'id'>;

/**
 * What the cases of a group have in common, counted inside the group. Every value of the questions that carry a
 * verdict, the most common value of every other dimension where at least half of those who know it share it.
 * Protected traits are left out: they never stand beside a reason to turn somebody away.
 */
export function describe(table: CaseTable, group: Case[], words: Words): CountedDescription[] {
  const found: Counted[] = [];
  for (const key of Object.keys(table.dimensions).sort()) {
    const dimension = table.dimensions[key];
    if (!dimension || dimension.protected || namesProtectedTrait(key) || table.leftOut.includes(key))
      continue;
    const counts = tally(group, key);
    if (always.includes(key)) found.push(...topValues(key, counts, words, 6, 0));
    else if (!numeric.has(key) || isWorded(counts)) found.push(...topValues(key, counts, words, 1, 0.5));
  }
  const rank = (one: Counted) => (always.includes(one.dimension) ? 1 : 0);
  found.sort((a, b) => rank(a) - rank(b) || b.for / b.of - a.for / a.of || b.for - a.for);
  return found.map((one, index) => ({ id: `d${index + 1}`, ...one }));
}

/** An answer that names several: up to three of them, each from a third of those who know. */
const SEVERAL = { most: 3, share: 1 / 3 };

/**
 * What customers who are wanted have in common: the most common value of every dimension, as above. What is said of the
 * person behind them stands apart: it describes, and goes no further.
 *
 * @param named traits that are counted however few share them
 */
export function describeWanted(
  table: CaseTable,
  group: Case[],
  words: Words,
  named: readonly { dimension: string; value: string }[],
): { descriptions: CountedDescription[]; demographics: CountedDescription[] } {
  const open: Counted[] = [];
  const guarded: Counted[] = [];
  for (const key of Object.keys(table.dimensions).sort()) {
    const dimension = table.dimensions[key]!;
    if (numeric.has(key) || judging.has(key)) continue;
    const isProtected = dimension.protected || namesProtectedTrait(key) || table.leftOut.includes(key);
    const counts = tally(group, key);
    const { most, share } = dimension.type === 'multi' ? SEVERAL : { most: 1, share: 0.5 };
    const found = topValues(key, counts, words, most, share);
    const missing = named.filter(
      (one) => one.dimension === key && !found.some(({ value }) => value === one.value),
    );
    const extra = missing.flatMap(({ value }) =>
      topValues(key, { ...counts, values: counts.values.filter((one) => one.value === value) }, words, 1, 0),
    );
    (isProtected ? guarded : open).push(...found, ...(isProtected ? [] : extra));
  }
  const byShare = (a: Counted, b: Counted) => b.for / b.of - a.for / a.of || b.for - a.for;
  const all = [...open.sort(byShare), ...guarded.sort(byShare)].map((one, index) => ({
    id: `d${index + 1}`,
    ...one,
  }));
  return { descriptions: all.slice(0, open.length), demographics: all.slice(open.length) };
}

/** The most common values of a dimension that at least 3 cases know; a `share` of 0 takes those named once, too. */
function topValues(key: string, counts: Tally, words: Words, most: number, share: number): Counted[] {
  const named = counts.values.slice(0, most);
  return named
    .filter(({ cases }) => {
      if (counts.known.length < 3) return false;
      return share === 0 || (cases.length >= 3 && cases.length >= share * counts.known.length);
    })
    .map(({ value, cases, against }) => ({
      dimension: key,
      value,
      text: words({ dimension: key, value }),
      for: cases.length,
      of: cases.length + against.length,
      cases,
      against,
    }));
}

/** True where a cost was answered in words ("a lot") and not as a number, a band or a step of a scale. */
function isWorded(counts: Tally): boolean {
  return counts.values.every(({ value }) => !/\d/.test(value));
}
