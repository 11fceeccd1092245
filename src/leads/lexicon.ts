import type { Dimension } from '../cases/case.ts';
import { namesProtectedTrait } from '../cases/protected.ts';
import type { Trait } from '../evidence/evidence.ts';
import { amountWords, pointers, wordings } from '../lookup/everyday.ts';
import { near, type Word, wordsOf } from '../lookup/words.ts';
import { parseRange } from '../scripts/range.ts';
import { currencyOf } from './numbers.ts';
import { isOwnWord } from './own-words.ts';
import { placeNames } from './places.ts';
import { steers } from './said.ts';

/**
 * A wording that can stand for a value in a lead's description. `needs`: a word that points to its dimension, anywhere
 * in the same statement or close by; `nothing`: it speaks for itself.
 */
export type Phrase = {
  words: string[];
  dimension: string;
  value: string;
  needs: 'nothing' | 'hint' | 'hint close by';
  /** Holds beside another dimension that the same words speak of. */
  also: boolean;
};

/** Everything a lead's description can be read against. */
export type Lexicon = {
  dimensions: Record<string, Dimension>;
  /** Longest first. */
  phrases: Phrase[];
  /** Dimension -> the words that point to it: its key, its question, and everyday words for it. */
  hints: Map<string, string[]>;
  /** Dimension -> the currency its name says, as in `budget_eur`. */
  currencies: Map<string, string>;
};

const list = (words: string) => new Set(words.split(/\s+/));

/** Wordings that say nothing without the name of their trait: "has a website" is no lead source. */
const GENERIC = list(
  `yes no other none unknown low medium high normal some many few small big large short long good bad never often
   sometimes always below above matches about right both mixed average numbers website content email phone chat event
   partner group person specialist assistant boss spare new alone fast quickly way somebody agency consultant research
   food travel study customer shares outside aware unaware comparing deciding steady bursts warm brief formal pressing
   официально напористо
   агентство консультант партнер партнера партнеры партнером наука питание туризм
   да нет другое низкий средний высокий много мало почта телефон чат лично иначе`,
);
/** Words that point to no trait. */
const EMPTY = list(
  `the a an of their they them is are was how what which did do does and or for in on to with at by from your our
   you we it its this that who there many first main most like get hear else some way work come use
   как что кто какой какая какие их они у по в во на и или для это с со там основном чаще всего где`,
);
/**
 * The wordings of every trait that can be seen before a sale; a protected one is never read from a lead.
 * @param rules the traits that approved personas rest on: the only known values of an imported column
 */
export function lexiconOf(dimensions: Record<string, Dimension>, rules: readonly Trait[] = []): Lexicon {
  const known = {
    ...Object.fromEntries(rules.map((rule) => [rule.dimension, bare(rule.dimension)])),
    ...dimensions,
  };
  const readable = Object.values(known).filter(
    (dimension) => dimension.observable === 'before_sale' && !dimension.protected,
  );
  const phrases = readable.flatMap((dimension) =>
    valuesOf(dimension, rules).flatMap((option) => phrasesOf(dimension, option)),
  );
  return {
    dimensions: Object.fromEntries(readable.map((dimension) => [dimension.key, dimension])),
    phrases: phrases.sort((a, b) => b.words.length - a.words.length),
    hints: new Map(readable.map((dimension) => [dimension.key, hintsOf(dimension)])),
    currencies: new Map(readable.flatMap((dimension) => currencyNamed(dimension))),
  };
}

/** Declared values, else those that personas rest on. */
export function valuesOf(dimension: Dimension, rules: readonly Trait[]): Dimension['values'] {
  if (dimension.values.length > 0) return dimension.values;
  const own = rules.filter((rule) => rule.dimension === dimension.key).map(({ value }) => value);
  return [...new Set(own)].sort().map((value) => ({ value, label: { en: value } }));
}

/** A dimension that neither a script nor a record knows any more, but a persona still rests on. */
function bare(key: string): Dimension {
  const label = { en: key.replaceAll('_', ' ') };
  const rest = { values: [], cuts: null, protected: namesProtectedTrait(key) };
  return { key, label, type: 'choice', level: 'macro', observable: 'before_sale', ...rest };
}

function phrasesOf(dimension: Dimension, option: Dimension['values'][number]): Phrase[] {
  if (parseRange(option.value)) return [];
  const { key } = dimension;
  const texts = [option.value.replaceAll('_', ' '), option.label.en, option.label.ru ?? ''];
  const phrases = new Map<string, Phrase>();
  const add = (text: string, needs: Phrase['needs'] | null, also = false) => {
    const words = wordsOf(text).map((word) => word.text);
    if (words.length === 0 || words.every((word) => EMPTY.has(word))) return;
    const vague = words.every((word) => GENERIC.has(word) || EMPTY.has(word));
    const needsHint = vague || dimension.type === 'yesno' || dimension.type === 'scale';
    const phrase = { words, dimension: key, value: option.value, also };
    phrases.set(words.join(' '), { ...phrase, needs: needs ?? (needsHint ? 'hint' : 'nothing') });
  };
  for (const text of texts.flatMap(alternatives)) add(text, null);
  for (const text of (wordings[key]?.[option.value] ?? '').split(/,\s*/)) {
    const mark = text.trim()[0];
    add(text, mark === '?' ? 'hint close by' : 'nothing', mark === '+');
  }
  if (key === 'country') for (const text of placeNames(option.value)) add(text, 'nothing');
  return [...phrases.values()];
}

/** "Маркетинговое или медиаагентство": half a name. */
const ADJECTIVE = /(?:[ыио]й|[ая]я|ые|(?<![нт])ие|[ое]е)$/iu;

/** "Retail or e-commerce" stands for each of its two; "Project or product manager" only for the whole. */
function alternatives(text: string): string[] {
  const parts = text.split(/[/,;()]|\s(?:or|или)\s/).map((part) => part.trim());
  const alone = (part: string, i: number) =>
    part !== '' && !/\s/.test(part) && (i === parts.length - 1 || !ADJECTIVE.test(part));
  return parts.every(alone) ? [text, ...parts] : [text];
}

function hintsOf(dimension: Dimension): string[] {
  const { key, label } = dimension;
  const name = key.split('_').flatMap((part) => (part in amountWords ? amountWords[part]! : []));
  const texts = [key.replaceAll('_', ' '), label.en, label.ru ?? '', pointers[key] ?? '', ...name];
  const words = texts.flatMap((text) => wordsOf(text).map((word) => word.text));
  return [...new Set(words.filter((word) => word.length > 2 && !EMPTY.has(word) && !currencyOf(word)))];
}

function currencyNamed({ key, label }: Dimension): [string, string][] {
  const words = [key.replaceAll('_', ' '), label.en, label.ru ?? ''].join(' ').match(/\p{L}+|[€$£₽₸₴]/gu);
  const named = (words ?? []).map((word) => currencyOf(word)).find((code) => code !== null);
  return named ? [[key, named]] : [];
}

/** Whether a word points to a dimension. */
export function pointsTo(lexicon: Lexicon, dimension: string, word: string): boolean {
  return alike(lexicon, `${dimension} ${word}`, () =>
    (lexicon.hints.get(dimension) ?? []).some((hint) => near(word, hint)),
  );
}

/** Comparing two spellings takes long, and the same words are compared in every lead. */
const comparisons = new WeakMap<Lexicon, Map<string, boolean>>();
const MOST_COMPARISONS = 200_000;

function alike(lexicon: Lexicon, key: string, compare: () => boolean): boolean {
  const known = comparisons.get(lexicon) ?? new Map<string, boolean>();
  if (known.size === 0 || known.size >= MOST_COMPARISONS) known.clear();
  comparisons.set(lexicon, known);
  const found = known.get(key) ?? compare();
  known.set(key, found);
  return found;
}

/** Whether a word carries no meaning of its own. */
export function isEmptyWord(word: string): boolean {
  return EMPTY.has(word) || word.length === 1;
}

/** The dimension that a name stands for: its key or its question, whole. */
export function dimensionNamed(lexicon: Lexicon, name: string): Dimension | null {
  const wanted = joined(name);
  if (wanted === '') return null;
  const names = ({ key, label }: Dimension) => [key, label.en, label.ru ?? ''].map(joined);
  return Object.values(lexicon.dimensions).find((dimension) => names(dimension).includes(wanted)) ?? null;
}

function joined(text: string): string {
  return wordsOf(text.replaceAll('_', ' '))
    .map((word) => word.text)
    .join(' ');
}

/**
 * What the words from `start` on can mean: an exact wording before one with a slip, the longest of those. A word that
 * has a meaning of its own is no slip of another: "found" is not "founder".
 */
export function phrasesAt(lexicon: Lexicon, words: readonly Word[], start: number): Phrase[] {
  const first = words[start]?.text;
  if (first === undefined) return [];
  const begun = beginnings(lexicon);
  const exact = longest(begun.get(first) ?? [], words, start, () => false);
  if (exact.length > 0) return exact;
  const candidates =
    first.length < SLIPS_FROM || isKnownWord(lexicon, first)
      ? (begun.get(first) ?? [])
      : [...begun].flatMap(([known, phrases]) => (isSlip(lexicon, first, known) ? phrases : []));
  return longest(candidates, words, start, (typed, known) => isSlip(lexicon, typed, known));
}

function longest(
  phrases: readonly Phrase[],
  words: readonly Word[],
  start: number,
  slipped: (typed: string, known: string) => boolean,
): Phrase[] {
  const hits = phrases.filter((phrase) =>
    phrase.words.every((known, i) => {
      const typed = words[start + i]?.text;
      if (typed === undefined || typed === known) return typed !== undefined;
      return slipped(typed, known) && !(phrase.words.length === 1 && isOwnWord(typed));
    }),
  );
  const most = Math.max(...hits.map((hit) => hit.words.length));
  return hits.filter((hit) => hit.words.length === most);
}

const isSlip = (lexicon: Lexicon, typed: string, known: string) =>
  typed === known ||
  alike(lexicon, `${typed}=${known}`, () => !isKnownWord(lexicon, typed) && near(typed, known));

/** In letters: `near` forgives a shorter word nothing. */
const SLIPS_FROM = 4;

/** First word -> the phrases that begin with it. */
const begunWith = new WeakMap<Lexicon, Map<string, Phrase[]>>();

function beginnings(lexicon: Lexicon): Map<string, Phrase[]> {
  const begun = begunWith.get(lexicon) ?? Map.groupBy(lexicon.phrases, ({ words }) => words[0]!);
  begunWith.set(lexicon, begun);
  return begun;
}

/** The words that point to something, all together: the same for every lead. */
const pointing = new WeakMap<Lexicon, Set<string>>();

function isKnownWord(lexicon: Lexicon, word: string): boolean {
  const hints = pointing.get(lexicon) ?? new Set([...lexicon.hints.values()].flat());
  pointing.set(lexicon, hints);
  return EMPTY.has(word) || steers(word) || hints.has(word);
}
