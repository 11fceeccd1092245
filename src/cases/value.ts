import { inRange, parseRange, type Range } from '../scripts/range.ts';
import type { AnswerValue } from '../scripts/script.ts';
import { bandOf, bandValues } from './bands.ts';
import type { Dimension } from './case.ts';

const numeric = new Set(['number', 'money', 'duration', 'scale']);
const plainNumber = /^[-+]?\d+(?:\.\d+)?$/;
const spoken: Record<string, string> = {
  yes: 'yes',
  no: 'no',
  true: 'yes',
  false: 'no',
  да: 'yes',
  нет: 'no',
  y: 'yes',
  n: 'no',
};

/** Dimensions whose answers are numbers. */
export function isNumeric(dimension: Pick<Dimension, 'type'>): boolean {
  return numeric.has(dimension.type);
}

/** Free text, dates and names of customers never become traits. */
export function isTrait(dimension: Pick<Dimension, 'type'>): boolean {
  return dimension.type !== 'text' && dimension.type !== 'date' && dimension.type !== 'customer';
}

/** `8`, `"8"` -> 8; `"8 people"`, `""` -> `null`. */
export function numberOf(raw: string | number): number | null {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : null;
  const text = raw.trim();
  return plainNumber.test(text) ? Number(text) : null;
}

/**
 * The one vocabulary of a dimension: what was said, typed or imported -> the dimension's value. A number becomes the
 * declared band that holds it (`8` -> `1-10`), or the stored band where none is declared; a word becomes the declared
 * value with that name or label; a free value is tidied only.
 *
 * @returns `null` where the dimension has no value for it
 */
export function traitValue(dimension: Dimension, raw: string | number | boolean): string | null {
  if (!isTrait(dimension)) return null;
  if (typeof raw === 'boolean') return traitValue(dimension, raw ? 'yes' : 'no');
  const declared = vocabularyOf(dimension);
  const word = fold(String(raw));
  if (word === '') return null;
  const named = declared.byName.get(word);
  if (named !== undefined) return named;
  const number = numberOf(raw);
  if (number !== null && declared.ranges.length > 0) return rangeOf(declared.ranges, number);
  if (number !== null && dimension.cuts !== null) return bandOf(dimension.cuts, number);
  if (dimension.type === 'yesno') return spoken[word] ?? null;
  if (declared.byName.size > 0 || isNumeric(dimension)) return null;
  return dimension.spellings?.[word] ?? tidy(String(raw));
}

/** What stands behind a number of people, in English and Russian. */
const OF_PEOPLE = /\s*(?:employees?|people|persons?|staff|сотрудник(?:а|ов)?|человека?|чел\.?)$/u;
const GROUPED = /^\d{1,3}(?:[ ,]\d{3})+$/;
const MANY = 1e12;

/**
 * A cell of a record as its dimension's declared bands read it: `8 employees` -> 8, `1,200` -> 1200, `201–500 employees`
 * -> the band that holds all of it. Whatever else it is stays as it was.
 */
export function readAsBand(dimension: Dimension, raw: AnswerValue): AnswerValue {
  if (typeof raw !== 'string' || dimension.values.length === 0) return raw;
  const { ranges } = vocabularyOf(dimension);
  if (ranges.length === 0 || traitValue(dimension, raw) !== null) return raw;
  const text = fold(raw).replace(OF_PEOPLE, '');
  if (GROUPED.test(text)) return Number(text.replace(/\D/g, ''));
  if (numberOf(text) !== null) return numberOf(text)!;
  const range = parseRange(text);
  if (range === null) return raw;
  const low = rangeOf(ranges, range.minOpen ? range.min + 1 : range.min);
  const high = rangeOf(ranges, Math.min(range.maxOpen ? range.max - 1 : range.max, MANY));
  return low !== null && low === high ? low : raw;
}

/** Every value of an answer: several for a `multi` question. Unknown ones are left out. */
export function traitValues(dimension: Dimension, raw: AnswerValue | boolean): string[] {
  const values = (Array.isArray(raw) ? raw : [raw]).map((one) => traitValue(dimension, one));
  return [...new Set(values.filter((value) => value !== null))].sort();
}

/** Spelled alike in every case, width and number of spaces. */
export function fold(text: string): string {
  return tidy(text).toLowerCase();
}

export function tidy(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ');
}

type Vocabulary = { byName: Map<string, string>; ranges: { value: string; range: Range }[] };
const vocabularies = new WeakMap<Dimension, Vocabulary>();

function vocabularyOf(dimension: Dimension): Vocabulary {
  const known = vocabularies.get(dimension);
  if (known) return known;
  const values = dimension.values.map(({ value }) => value);
  const bands = dimension.cuts === null ? [] : bandValues(dimension.cuts);
  const ranges = values.flatMap((value) => {
    const range = parseRange(value);
    return range === null ? [] : [{ value, range }];
  });
  const byName = new Map<string, string>();
  for (const { value, label } of dimension.values) {
    if (label.ru !== undefined) byName.set(fold(label.ru), value);
    byName.set(fold(label.en), value);
  }
  for (const value of [...bands, ...values]) byName.set(fold(value), value);
  const vocabulary = { byName, ranges };
  vocabularies.set(dimension, vocabulary);
  return vocabulary;
}

/** Between `1-10` and `11-50`, 10.5 counts as 10. */
function rangeOf(ranges: Vocabulary['ranges'], number: number): string | null {
  const holds = (n: number) => ranges.find(({ range }) => inRange(range, n))?.value ?? null;
  return holds(number) ?? holds(Math.floor(number));
}
