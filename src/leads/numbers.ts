import type { Dimension } from '../cases/case.ts';
import { isNumeric, traitValue } from '../cases/value.ts';
import { fold, wordsOf } from '../lookup/words.ts';
import {
  isMillion,
  isNumberWord,
  isVague,
  numberInWords,
  ONE_MILLION,
  PART,
  WORD_NUMBER,
} from '../text/number-words.ts';

/** An amount in a description: `8`, `8-12`, `under 10`, `40%`. Both ends inclusive; offsets into the text. */
export type Amount = {
  min: number;
  max: number;
  percent: boolean;
  /** ISO 4217, where one is named. */
  currency: string | null;
  /** "A couple", which counts only what stands right behind it. */
  vague: boolean;
  /** "A million", which is as often no number: "a million questions". */
  figurative: boolean;
  start: number;
  end: number;
};

const currencies: [string, RegExp][] = [
  ['EUR', /^(?:€|eur|euros?|евро)$/],
  ['USD', /^(?:\$|usd|us dollars?|dollars?|bucks|долл(?:ар(?:а|ов)?)?)$/],
  ['GBP', /^(?:£|gbp|pounds?|фунт(?:а|ов)?)$/],
  ['RUB', /^(?:₽|rub|rubles?|roubles?|руб(?:л(?:ь|я|ей))?|р)$/],
  ['KZT', /^(?:₸|kzt|tenge|тенге)$/],
  ['UAH', /^(?:₴|uah|hryvnias?|грив(?:на|ны|ен))$/],
  ['CHF', /^(?:chf|francs?|франк(?:а|ов)?)$/],
  ['PLN', /^(?:pln|zloty|злот(?:ый|ых))$/],
];

const DIGITS = String.raw`\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*`;
const LARGE = 'thousand|тыс(?:яч[аи]?)?|mln|млн|million|миллион(?:а|ов)?';
/** "Half a million", "полтора миллиона", "half a percent": a part of these counts, "half the staff" does not. */
const COUNTED = `${LARGE}|percent|per cent|процент(?:а|ов)?`;
const NUMBER = String.raw`(?:${DIGITS}|${WORD_NUMBER}|${ONE_MILLION}|${PART}(?=\s+(?:${COUNTED})(?![\p{L}\d])))`;
/** Where an amount ends: "from 3k to zero" is neither. */
const SECOND = `(?:${NUMBER}|zero|нуля)`;
/** "3 hundred thousand": a unit may be so many of a larger one. */
const UNIT = String.raw`(?:(?:dozen|дюжин[аы]?|hundred|сот(?:ни|ен))(?:\s+(?:${LARGE}))?|k|к|m|${LARGE})`;
const LESS = 'under|below|less than|fewer than|<(?!=)|менее|меньше|не дотягивает до';
const MORE = 'over|above|more than|>(?!=)|более|больше|свыше';
const AT_MOST =
  'at most|up to|no more than|not more than|max(?:imum)?|<=|≤|до|не более|не больше|максимум|не выше';
const AT_LEAST =
  'at least|no less than|not less than|from|min(?:imum)?|>=|≥|от|не менее|не меньше|минимум|как минимум';
const MONEY = String.raw`[€$£₽₸₴]|(?:eur|euros?|usd|us dollars?|dollars?|bucks|gbp|pounds?|rub|r[ou]+bles?|kzt|tenge|uah|hryvnias?|chf|francs?|pln|zloty|евро|долл(?:ар(?:а|ов)?)?|фунт(?:а|ов)?|руб(?:л(?:ь|я|ей))?|р|тенге|грив(?:на|ны|ен)|франк(?:а|ов)?|злот(?:ый|ых))(?![\p{L}\d])`;
/** "8ppl" and "50чел" are written in one. */
const END = String.raw`(?:(?![\p{L}\d])|(?=(?:ppl|people|emps?|staff|чел|сотр)(?!\p{L})|(?:человек|сотрудник)))`;
const amount = new RegExp(
  String.raw`(?<![\p{L}\d.])(?:(?:(${LESS})|(${MORE})|(${AT_MOST})|(${AT_LEAST}))\s*)?(?:(${MONEY})\s*)?(${NUMBER})\s*(${UNIT})?(?:-?ish(?!\p{L}))?${END}` +
    String.raw`(?:\s*(?:-|–|—|to|or|до|или)\s*(?:(?:${MONEY})\s*)?(${SECOND})\s*(${UNIT})?${END})?\s*(\+)?\s*(%|percent|per cent|pct|процент(?:а|ов)?|проц)?(?:(?:\s*|-)(${MONEY}))?`,
  'giu',
);
const between = new RegExp(
  String.raw`(between|между)(\s+${NUMBER}(?:\s*${UNIT})?\s+)(and|и)(?=\s+${NUMBER})`,
  'giu',
);

/** Every amount in a text, in order. */
export function amountsIn(text: string): Amount[] {
  if (!hasNumber(text)) return [];
  // "between 5 and 9" reads like "from 5 to 9"; the same length, so that offsets stay true.
  const plain = text.replaceAll(between, (_, word: string, first: string, and: string) => {
    return `${'from'.slice(0, word.length).padEnd(word.length)}${first}${'-'.padEnd(and.length)}`;
  });
  return [...plain.matchAll(amount)].map((match) => {
    const [
      whole,
      less,
      more,
      atMost,
      atLeast,
      before,
      first,
      unit,
      second,
      secondUnit,
      plus,
      percent,
      after,
    ] = match;
    const [low, high] = ends(first!, unit, second, secondUnit);
    const lead = whole.length - whole.trimStart().length;
    return {
      ...bounds(low, high, { less, more, atMost, atLeast: atLeast ?? plus }),
      percent: percent !== undefined,
      currency: currencyOf(after ?? before),
      vague: isVague(first!),
      figurative: isMillion(`${first} ${unit ?? ''}`.trim()),
      start: match.index + lead,
      end: match.index + whole.trimEnd().length,
    };
  });
}

/** `$` -> USD; `null` where nothing known is named. */
export function currencyOf(word: string | undefined): string | null {
  const name = fold(word ?? '');
  return currencies.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/** Most statements hold no number, and looking for one by the whole pattern takes a hundred times longer. */
function hasNumber(text: string): boolean {
  return /\d/.test(text) || wordsOf(text).some((word) => isNumberWord(word.text));
}

/** "30 to 40 thousand" means thousands twice; "500 to 2 thousand" does not. */
function ends(
  first: string,
  unit: string | undefined,
  second: string | undefined,
  secondUnit: string | undefined,
): [number, number] {
  const low = numeral(first, unit);
  if (second === undefined) return [low, low];
  const high = numeral(second, secondUnit);
  const times = secondUnit === undefined ? 1_000 : high / numeral(second, undefined);
  const shares =
    unit === undefined && low < 1_000 && low < high / times && (secondUnit ?? thousandIn(second));
  return [shares ? low * times : low, high];
}

const thousandIn = (text: string) => /(?:thousand|тысяч[аиу]?)$/.test(fold(text));

type Border = Record<'less' | 'more' | 'atMost' | 'atLeast', string | undefined>;

function bounds(low: number, high: number, border: Border): { min: number; max: number } {
  const lowest = Math.min(1, low);
  // "9-5" is a time of day.
  if (low > high) return { min: Number.NaN, max: Number.NaN };
  if (low < high) return { min: low, max: high };
  if (border.less) return { min: lowest, max: low > 1 ? low - 1 : low / 2 };
  if (border.more) return { min: low + 1, max: Infinity };
  if (border.atMost) return { min: lowest, max: low };
  if (border.atLeast) return { min: low, max: Infinity };
  return { min: low, max: high };
}

/** `1,000`, `1.000` and `1 000` are a thousand, `2.5` and `2,5` two and a half, `a dozen` twelve. */
function numeral(digits: string, unit: string | undefined): number {
  const units = unit === undefined ? [] : fold(unit).split(/\s+/);
  const factor = units.reduce((product, one) => product * factorOf(one), 1);
  if (!/\d/.test(digits)) return numberInWords(digits) * factor;
  const joined = withoutGroups(digits.replaceAll(/\s/g, ''));
  const thousands = /^\d{1,3}(?:[.,]\d{3})+$/.test(joined);
  return Number(thousands ? joined.replaceAll(/[.,]/g, '') : joined.replace(',', '.')) * factor;
}

/** `3.000,00` and `3,000.00`: the last separator is the decimal one. */
function withoutGroups(digits: string): string {
  const [, whole, fraction] =
    /^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/.exec(digits) ??
    /^(\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/.exec(digits) ??
    [];
  return whole === undefined ? digits : `${whole.replaceAll(/[.,]/g, '')}.${fraction}`;
}

function factorOf(unit: string): number {
  if (/^(?:m|млн|миллион)/.test(unit)) return 1e6;
  if (/^(?:hundred|сот)/.test(unit)) return 100;
  return /^(?:dozen|дюжин)/.test(unit) ? 12 : 1e3;
}

/** The dimension's value for an amount, or `null` where its two ends fall into different ones. */
export function valueOfAmount(
  dimension: Dimension,
  { min, max }: Pick<Amount, 'min' | 'max'>,
): { value: string; raw: number | null } | null {
  if (Number.isNaN(min) || Number.isNaN(max)) return null;
  const value = traitValue(dimension, min);
  const same = value !== null && traitValue(dimension, Number.isFinite(max) ? max : 1e12) === value;
  if (same) return { value, raw: min === max ? min : null };
  return value === null && min === max && isNumeric(dimension) ? { value: String(min), raw: min } : null;
}
