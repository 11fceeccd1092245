import type { Dimension } from '../cases/case.ts';
import { isNumeric, traitValue } from '../cases/value.ts';
import type { Trait } from '../evidence/evidence.ts';
import { parseRange } from '../interview/range.ts';
import { type Word, wordsOf } from '../lookup/words.ts';
import { dimensionNamed, isEmptyWord, type Lexicon, phrasesAt, pointsTo } from './lexicon.ts';
import { type Amount, amountsIn, valueOfAmount } from './numbers.ts';
import { denies, saidOf } from './said.ts';

/** A trait of a lead; `raw` is the number it was said as. */
export type LeadTrait = Trait & { raw: number | null };

/** What a description says: what the lead is, what it is known not to be, and what was not understood. */
export type Lead = { traits: LeadTrait[]; excluded: Trait[]; notUnderstood: string[] };

const LONGEST_PIECE = 80;
const PERCENT = /discount|percent|share|margin|off|rate|скид|процент|доля/;

/** Reads a description by plain rules. It would rather not understand than understand wrongly. */
export function readLead(lexicon: Lexicon, text: string): Lead {
  const lead: Lead = { traits: [], excluded: [], notUnderstood: [] };
  for (const segment of segmentsOf(text)) readSegment(lexicon, segment, lead);
  return settled(lexicon, lead);
}

/** Reads `TRAIT=VALUE` pairs; `TRAIT!=VALUE` says what the lead is not. */
export function readPairs(lexicon: Lexicon, pairs: string[]): Lead {
  const lead: Lead = { traits: [], excluded: [], notUnderstood: [] };
  for (const pair of pairs) {
    if (!readPair(lexicon, pair, lead)) lead.notUnderstood.push(piece(pair));
  }
  return settled(lexicon, lead);
}

/** Commas part statements, but not the digits of a number; so do "but" and a full stop. */
function segmentsOf(text: string): string[] {
  const parts = text.split(
    /(?<!\d),|,(?!\d)|[;\n•|]|[.!](?=\s|$)|(?<=\?)|\s(?:but|however|но)\s|\s+(?=\p{L}[\p{L}\d_]*!?=)/iu,
  );
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function readSegment(lexicon: Lexicon, segment: string, lead: Lead): void {
  if (readPair(lexicon, segment, lead)) return;
  const words = wordsOf(segment);
  const used = new Set<number>();
  const known = lead.excluded.length;
  const amounts = readAmounts(lexicon, segment, words, used);
  const counted = new Set(amounts.map(({ at }) => at));
  const found = [...amounts, ...readPhrases(lexicon, words, used)];
  for (const { dimension, value, raw, at } of found) {
    const said = saidOf(segment, words, used, at);
    // "Not 8 people" may still be 9: a denied number rules out no band.
    if (said === 'is not' && counted.has(at)) for (let i = at.from; i < at.to; i++) used.delete(i);
    else if (said === 'is') lead.traits.push({ dimension, value, raw });
    else if (said === 'is not') lead.excluded.push({ dimension, value });
    else for (let i = at.from; i < at.to; i++) used.delete(i);
  }
  if (lead.excluded.length > known) {
    for (const [i, word] of words.entries()) if (denies(word.text)) used.add(i);
  }
  lead.notUnderstood.push(...leftOver(lexicon, segment, words, used, found));
}

type Found = LeadTrait & { at: { from: number; to: number } };

function readPhrases(lexicon: Lexicon, words: Word[], used: Set<number>): Found[] {
  const found: Found[] = [];
  for (let i = 0; i < words.length; i++) {
    if (used.has(i)) continue;
    const phrases = phrasesAt(lexicon, words, i);
    const length = phrases[0]?.words.length ?? 0;
    const hinted = phrases.filter((phrase) =>
      words.some(
        (word, at) => (at < i || at >= i + length) && pointsTo(lexicon, phrase.dimension, word.text),
      ),
    );
    const open = phrases.filter((phrase) => !phrase.needsHint);
    const [only, ...others] = hinted.length > 0 ? hinted : phrases.length === open.length ? open : [];
    if (!only || others.length > 0) continue;
    found.push({ dimension: only.dimension, value: only.value, raw: null, at: { from: i, to: i + length } });
    for (let at = i; at < i + length; at++) used.add(at);
    i += length - 1;
  }
  return found;
}

function readAmounts(lexicon: Lexicon, segment: string, words: Word[], used: Set<number>): Found[] {
  const amounts = amountsIn(segment);
  return amounts.flatMap((amount, n) => {
    const from = words.findIndex((word) => word.end > amount.start);
    const after = words.findIndex((word) => word.start >= amount.end);
    const to = after === -1 ? words.length : after;
    const next = amounts[n + 1];
    const limit = next ? words.findIndex((word) => word.end > next.start) : words.length;
    const around = [...range(to, Math.min(to + 3, limit)), ...range(Math.max(0, from - 4), from).reverse()];
    const hit = dimensionOf(
      lexicon,
      amount,
      segment,
      words,
      around.filter((i) => !used.has(i)),
    );
    const value = hit && valueOfAmount(hit.dimension, amount);
    if (!hit || !value) return [];
    for (const i of [...range(from, to), ...hit.hints]) used.add(i);
    return [{ dimension: hit.dimension.key, ...value, at: { from, to } }];
  });
}

/** The one dimension an amount belongs to: the nearest word that points to one decides; else its own spelling. */
function dimensionOf(
  lexicon: Lexicon,
  amount: Amount,
  segment: string,
  words: Word[],
  around: number[],
): { dimension: Dimension; hints: number[] } | null {
  const fitting = Object.values(lexicon.dimensions).filter((dimension) => {
    const banded = dimension.values.some(({ value }) => parseRange(value) !== null);
    if (amount.money && dimension.type !== 'money') return false;
    if (amount.percent && !PERCENT.test((lexicon.hints.get(dimension.key) ?? []).join(' '))) return false;
    return banded || isNumeric(dimension);
  });
  for (const i of around) {
    const [only, ...others] = fitting.filter((dimension) => pointsTo(lexicon, dimension.key, words[i]!.text));
    if (only) return others.length === 0 ? { dimension: only, hints: [i] } : null;
  }
  const spelling = segment.slice(amount.start, amount.end).replaceAll(/\s*[-–—]\s*/g, '-');
  const [only, ...others] = fitting.filter(({ values }) =>
    values.some(({ value }) => value === spelling && parseRange(value) !== null),
  );
  return only && others.length === 0 ? { dimension: only, hints: [] } : null;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

/** `industry=retail`, `industry: retail`; false where the left side names no trait. */
function readPair(lexicon: Lexicon, text: string, lead: Lead): boolean {
  const parts = /^([^=:!]{1,100})(!?=|:)([\s\S]*)$/.exec(text);
  const dimension = parts && dimensionNamed(lexicon, parts[1]!);
  if (!parts || !dimension) return false;
  const said = parts[3]!.trim();
  const only = { ...lexicon, dimensions: { [dimension.key]: dimension } };
  const value = traitValue(dimension, said) ?? valueIn(only, dimension, said);
  if (value === null) lead.notUnderstood.push(piece(text));
  else if (parts[2] === '!=') lead.excluded.push({ dimension: dimension.key, value });
  else lead.traits.push({ dimension: dimension.key, value, raw: exactNumber(said) });
  return true;
}

/** A value that is not spelled as declared: with a slip, or as an amount. Words beside it make it unclear. */
function valueIn(lexicon: Lexicon, dimension: Dimension, said: string): string | null {
  const words = wordsOf(said);
  const [phrase] = phrasesAt(lexicon, words, 0).filter((each) => each.dimension === dimension.key);
  if (phrase && phrase.words.length === words.length) return phrase.value;
  const [amount, ...others] = amountsIn(said);
  const whole = amount && words.length <= 2 && others.length === 0;
  return whole ? (valueOfAmount(dimension, amount)?.value ?? null) : null;
}

function exactNumber(said: string): number | null {
  const [amount] = amountsIn(said);
  return amount && amount.min === amount.max ? amount.min : null;
}

/** The stretches of a segment that nothing was made of. */
function leftOver(
  lexicon: Lexicon,
  segment: string,
  words: Word[],
  used: Set<number>,
  found: Found[],
): string[] {
  const understood = (i: number) =>
    used.has(i) ||
    isEmptyWord(words[i]!.text) ||
    found.some((each) => pointsTo(lexicon, each.dimension, words[i]!.text));
  if (used.size === 0) return words.length === 0 && !/\S/.test(segment) ? [] : [piece(segment)];
  const pieces: string[] = [];
  for (let i = 0; i < words.length; i++) {
    if (understood(i)) continue;
    let end = i;
    while (end + 1 < words.length && !understood(end + 1)) end++;
    pieces.push(piece(segment.slice(words[i]!.start, words[end]!.end)));
    i = end;
  }
  return pieces;
}

function piece(text: string): string {
  const points = [...text.trim()];
  return points.length <= LONGEST_PIECE ? text.trim() : `${points.slice(0, LONGEST_PIECE - 1).join('')}…`;
}

/** Two values of one trait that takes one contradict each other: neither is believed. */
function settled(lexicon: Lexicon, lead: Lead): Lead {
  const unclear = new Set<string>();
  for (const { dimension, value } of lead.traits) {
    const single = lexicon.dimensions[dimension]?.type !== 'multi';
    const differs = (other: Trait) => other.dimension === dimension && other.value !== value;
    const denied = lead.excluded.some((other) => other.dimension === dimension && other.value === value);
    if (denied || (single && lead.traits.some(differs))) unclear.add(dimension);
  }
  const clear = ({ dimension }: Trait) => !unclear.has(dimension);
  const doubts = lead.traits
    .filter((trait) => !clear(trait))
    .map(({ dimension, value }) => `${dimension}=${value}`);
  return {
    traits: unique(lead.traits.filter(clear)),
    excluded: unique(lead.excluded.filter(clear)),
    notUnderstood: [...new Set([...lead.notUnderstood, ...doubts])],
  };
}

function unique<T extends Trait>(traits: T[]): T[] {
  return [...new Map(traits.map((trait) => [`${trait.dimension} ${trait.value}`, trait])).values()];
}
