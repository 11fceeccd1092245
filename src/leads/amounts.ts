import type { Dimension } from '../cases/case.ts';
import { isNumeric } from '../cases/value.ts';
import { pointers } from '../lookup/everyday.ts';
import type { Word } from '../lookup/words.ts';
import { parseRange } from '../scripts/range.ts';
import { countsPeople } from '../text/number-words.ts';
import { countedBy } from './counted.ts';
import type { Foreign, LeadTrait } from './lead.ts';
import { isEmptyWord, type Lexicon, pointsTo } from './lexicon.ts';
import { type Amount, amountsIn, valueOfAmount } from './numbers.ts';
import { isPart } from './part.ts';

/** A trait and the words that said it; `hints` told what an amount is of. */
export type Found = LeadTrait & { at: { from: number; to: number }; hints?: number[] };

const PERCENT = /discount|percent|share|margin|rate|скид|процент|доля|марж/;
const MONEY =
  /budget|price|cost|spend|revenue|turnover|money|fee|value|бюджет|цена|стоим|выруч|оборот|расход/;

/** Every amount of a statement that belongs to one dimension for certain. Marks the words it took as used. */
export function readAmounts(
  lexicon: Lexicon,
  segment: string,
  words: Word[],
  used: Set<number>,
): { amounts: Found[]; foreign: Foreign[] } {
  const found = amountsIn(segment);
  const foreign: Foreign[] = [];
  const amounts = found.flatMap((amount, n) => {
    const from = words.findIndex((word) => word.end > amount.start);
    const after = words.findIndex((word) => word.start >= amount.end);
    const to = after === -1 ? words.length : after;
    const next = found[n + 1];
    const limit = next ? words.findIndex((word) => word.end > next.start) : words.length;
    const around = [...range(to, Math.min(to + 3, limit)), ...range(Math.max(0, from - 4), from).reverse()];
    const behind = words[to]?.text;
    if (isYear(segment, amount)) return [];
    if (amount.figurative && behind !== undefined && !canFollow(lexicon, behind)) return [];
    const free = (amount.vague ? [to] : around).filter((i) => i < words.length && !used.has(i));
    const hit =
      dimensionOf(lexicon, amount, segment, words, { from, to }, free) ??
      headcount(lexicon, words, { from, to });
    const value = hit && valueOfAmount(hit.dimension, amount);
    if (!hit || !value) return [];
    if (hit.dimension.key === 'company_size' && isPart(segment, words, amount, found[n - 1], next)) return [];
    const kept = lexicon.currencies.get(hit.dimension.key) ?? null;
    if (amount.currency !== null && amount.currency !== kept) {
      foreign.push({ said: segment.slice(amount.start, amount.end), named: amount.currency, kept });
      if (kept !== null) return [];
    }
    for (const i of [...range(from, to), ...hit.hints]) used.add(i);
    return [{ dimension: hit.dimension.key, ...value, at: { from, to }, hints: hit.hints }];
  });
  return { amounts, foreign };
}

/** "Since 2019", "budget for 2024", "в 2023 году": a year is no amount. */
function isYear(segment: string, { start, end }: Amount): boolean {
  if (!/^(?:19[5-9]|20[0-4])\d$/.test(segment.slice(start, end))) return false;
  return (
    (/(?<!\p{L})(?:in|since|for|by|until|till|year|fy|early|late|q[1-4]|с|в|на|за|до|к)\s*$/iu.test(
      segment.slice(Math.max(0, start - 12), start),
    ) &&
      !/^\s*\p{L}/u.test(segment.slice(end))) ||
    /^\s*(?:г\.|год)/u.test(segment.slice(end))
  );
}

/** "A million in budget" is an amount, "a million questions about their budget" is none. */
function canFollow(lexicon: Lexicon, word: string): boolean {
  const points = Object.keys(lexicon.dimensions).some((dimension) => pointsTo(lexicon, dimension, word));
  return points || isEmptyWord(word) || /^(?:per|plus|total|max|all|each)$/.test(word);
}

type Hit = { dimension: Dimension; hints: number[] };

/** The one dimension an amount belongs to: the nearest word that points to one decides; else its own spelling. */
function dimensionOf(
  lexicon: Lexicon,
  amount: Amount,
  segment: string,
  words: Word[],
  at: Found['at'],
  around: number[],
): Hit | null {
  const fitting = Object.values(lexicon.dimensions).filter((dimension) => fits(lexicon, dimension, amount));
  for (const i of around) {
    const pointed = fitting.filter(({ key }) => countedBy(lexicon, segment, words, { at, hint: i, key }));
    const [only, ...others] = pointed.length > 1 ? named(lexicon, pointed, words, i) : pointed;
    if (only) return others.length === 0 ? { dimension: only, hints: [i] } : null;
    if (pointed.length > 1) return null;
  }
  const spelling = segment.slice(amount.start, amount.end).replaceAll(/\s*[-–—]\s*/g, '-');
  const [only, ...others] = fitting.filter(({ values }) =>
    values.some(({ value }) => value === spelling && parseRange(value) !== null),
  );
  return only && others.length === 0 ? { dimension: only, hints: [] } : null;
}

/** "Двое", "there are four of them": people by the form alone, where the statement says nothing else. */
function headcount(lexicon: Lexicon, words: Word[], { from, to }: Found['at']): Hit | null {
  const dimension = lexicon.dimensions.company_size;
  const ofThem = words[to]?.text === 'of' && /^(?:us|them)$/.test(words[to + 1]?.text ?? '');
  const counted = ofThem || words.slice(from, to).some(({ text }) => countsPeople(text));
  const rest = words.filter((_, i) => i < from || i >= to).map(({ text }) => text);
  const alone = rest.every((word) => isEmptyWord(word) || /^(?:us|them|all|нас|всего|там)$/.test(word));
  return dimension && counted && alone ? { dimension, hints: [] } : null;
}

/** "Fleet size" means `fleet_size`, whatever else has a size; "budget" means `budget` where there is also a `marketing_budget`. */
function named(lexicon: Lexicon, dimensions: Dimension[], words: readonly Word[], at: number): Dimension[] {
  const word = words[at]!.text;
  const beside = [words[at - 1], words[at + 1]].flatMap((other) => other?.text ?? []);
  const twice = dimensions.filter(({ key }) => beside.some((other) => pointsTo(lexicon, key, other)));
  if (twice.length > 0) return twice;
  const spelled = dimensions.filter(({ key }) => key === word || key.startsWith(`${word}_`));
  return spelled.length > 0 || at > 0
    ? spelled
    : dimensions.filter(({ key }) => pointers[key]?.split(/\s+/).includes(word));
}

/** Percents are for shares, money for what is counted in money, and a bare number for neither of a person. */
function fits(lexicon: Lexicon, dimension: Dimension, amount: Amount): boolean {
  const hints = (lexicon.hints.get(dimension.key) ?? []).join(' ');
  if (amount.currency !== null && dimension.type !== 'money' && !MONEY.test(hints)) return false;
  if (amount.percent && !PERCENT.test(hints)) return false;
  const banded = dimension.values.some(({ value }) => parseRange(value) !== null);
  return banded || isNumeric(dimension);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
