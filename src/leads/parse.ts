import type { Dimension } from '../cases/case.ts';
import { traitValue } from '../cases/value.ts';
import type { Trait } from '../evidence/evidence.ts';
import { type Word, wordsOf } from '../lookup/words.ts';
import { type Found, readAmounts } from './amounts.ts';
import { dimensionNamed, isEmptyWord, type Lexicon, type Phrase, phrasesAt, pointsTo } from './lexicon.ts';
import { amountsIn, valueOfAmount } from './numbers.ts';
import { denies, saidOf } from './said.ts';

/** A trait of a lead; `raw` is the number it was said as, `said` the words. */
export type LeadTrait = Trait & { raw: number | null; said?: string };

/** An amount in a named currency: taken as it stands, or left out where the trait is kept in another one. */
export type Foreign = { said: string; named: string; kept: string | null };

/** What a description says: what the lead is, what it is known not to be, and what was not understood. */
export type Lead = {
  traits: LeadTrait[];
  excluded: Trait[];
  notUnderstood: string[];
  /** Amounts whose currency was named: nothing is converted. */
  foreign: Foreign[];
};

const LONGEST_PIECE = 80;
/** In words: from "budget" to "small" in "their budget is very small". */
const CLOSE_BY = 3;

/** Reads a description by plain rules. It would rather not understand than understand wrongly. */
export function readLead(lexicon: Lexicon, text: string): Lead {
  const lead: Lead = { traits: [], excluded: [], notUnderstood: [], foreign: [] };
  for (const segment of segmentsOf(text)) readSegment(lexicon, segment, lead);
  return settled(lexicon, lead);
}

/** Reads `TRAIT=VALUE` pairs; `TRAIT!=VALUE` says what the lead is not. */
export function readPairs(lexicon: Lexicon, pairs: string[]): Lead {
  const lead: Lead = { traits: [], excluded: [], notUnderstood: [], foreign: [] };
  for (const pair of pairs) {
    if (!readPair(lexicon, pair, lead)) lead.notUnderstood.push(piece(pair));
  }
  return settled(lexicon, lead);
}

/**
 * Commas part statements, but not the digits of a number nor a doubt from what is doubted ("maybe, a school"); so do "but"
 * and a full stop that ends no abbreviation.
 */
function segmentsOf(text: string): string[] {
  const parts = text.split(
    /(?<!\d|(?:^|[^\p{L}])(?:maybe|perhaps|possibly|probably|возможно|наверное|вероятно|кажется|может быть)),|(?<=\d),(?!\d)|[;\n•|]|(?<!(?:^|[^\p{L}])(?:чел|сотр|тыс|руб|млн|долл|ppl|emp|emps|approx|ca|г|ок))[.](?=\s|$)|!(?=\s|$)|(?<=\?)|\s(?:but|however|но|зато)\s|\s(?:and|or|и)\s(?=(?:not|не)\s)|\s[-–—]\s|\s+(?=\p{L}[\p{L}\d_]*!?=)/iu,
  );
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function readSegment(lexicon: Lexicon, segment: string, lead: Lead): void {
  if (readPair(lexicon, segment, lead)) return;
  const words = wordsOf(segment);
  const used = new Set<number>();
  const known = lead.excluded.length;
  const { amounts, foreign } = readAmounts(lexicon, segment, words, used);
  const counted = new Set(amounts.map(({ at }) => at));
  const found = [...amounts, ...readPhrases(lexicon, words, used)];
  lead.foreign.push(...foreign);
  const sure: Found[] = [];
  for (const each of found) {
    const { dimension, value, raw, at } = each;
    const hints = (word: string) => pointsTo(lexicon, dimension, word);
    const asked = counted.has(at) && dimension !== 'company_size';
    const how = saidOf(segment, words, used, { at, hints, asked });
    const said = piece(segment.slice(words[at.from]!.start, words[at.to - 1]!.end));
    // "Not 8 people" may still be 9: a denied number rules out no band.
    if (how === 'unclear' || (how === 'is not' && counted.has(at))) {
      for (const i of [...range(at.from, at.to), ...(each.hints ?? [])]) used.delete(i);
      continue;
    }
    sure.push(each);
    if (how === 'is') lead.traits.push({ dimension, value, raw, said });
    else lead.excluded.push({ dimension, value });
  }
  if (lead.excluded.length > known) {
    for (const [i, word] of words.entries()) if (denies(word.text)) used.add(i);
  }
  lead.notUnderstood.push(...leftOver(lexicon, segment, words, used, sure));
}

function readPhrases(lexicon: Lexicon, words: Word[], used: Set<number>): Found[] {
  const found: Found[] = [];
  for (let i = 0; i < words.length; i++) {
    if (used.has(i)) continue;
    const phrases = phrasesAt(lexicon, words, i);
    const length = phrases[0]?.words.length ?? 0;
    if (range(i, i + length).some((at) => used.has(at))) continue;
    const hinted = phrases.filter((phrase) => isHinted(lexicon, phrase, words, i, found));
    const open = phrases.filter(({ needs }) => needs === 'nothing');
    const meant = hinted.length > 0 ? hinted : phrases.length === open.length ? open : [];
    const distinct = [...new Map(meant.map((one) => [`${one.dimension} ${one.value}`, one])).values()];
    if (distinct.length === 0 || distinct.filter(({ also }) => !also).length > 1) continue;
    for (const { dimension, value } of distinct) {
      found.push({ dimension, value, raw: null, at: { from: i, to: i + length } });
    }
    for (const at of range(i, i + length)) used.add(at);
    i += length - 1;
  }
  return found;
}

/** Whether something in the statement points to a phrase's dimension: a word for it, or another value of it. */
function isHinted(
  lexicon: Lexicon,
  { words: own, dimension, needs }: Phrase,
  words: Word[],
  start: number,
  found: Found[],
): boolean {
  const reach = needs === 'hint close by' ? CLOSE_BY : words.length;
  const close = range(start - reach, start + own.length + reach);
  const outside = close.filter((i) => words[i] && (i < start || i >= start + own.length));
  const beside = found.some(
    (other) => other.dimension === dimension && (outside.includes(other.at.from) || needs === 'hint'),
  );
  return beside || outside.some((i) => pointsTo(lexicon, dimension, words[i]!.text));
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
    .map(({ dimension, value, said }) => said ?? `${dimension}=${value}`);
  return {
    traits: unique(lead.traits.filter(clear)),
    excluded: unique(lead.excluded.filter(clear)),
    notUnderstood: [...new Set([...lead.notUnderstood, ...doubts])],
    foreign: lead.foreign,
  };
}

function unique<T extends Trait>(traits: T[]): T[] {
  return [...new Map(traits.map((trait) => [`${trait.dimension} ${trait.value}`, trait])).values()];
}
