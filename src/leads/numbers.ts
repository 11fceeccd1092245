import type { Dimension } from '../cases/case.ts';
import { isNumeric, traitValue } from '../cases/value.ts';
import { fold } from '../lookup/words.ts';

/** An amount in a description: `8`, `8-12`, `under 10`, `40%`. Both ends inclusive; offsets into the text. */
export type Amount = {
  min: number;
  max: number;
  percent: boolean;
  money: boolean;
  start: number;
  end: number;
};

const NUMBER = String.raw`\d+(?:[.,]\d+)*`;
const LESS = `under|below|less than|fewer than|<|менее|меньше`;
const MORE = `over|above|more than|>|более|больше|свыше`;
const AT_MOST = `at most|up to|max|<=|≤|до`;
const AT_LEAST = `at least|from|min|>=|≥|от|не менее`;
const amount = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(${LESS})|(${MORE})|(${AT_MOST})|(${AT_LEAST}))?\s*([€$£₽])?\s*(${NUMBER})\s*(k|m|тыс)?(?![\p{L}\d])` +
    String.raw`(?:\s*(?:-|–|—|to|до)\s*(${NUMBER})\s*(k|m|тыс)?(?![\p{L}\d]))?\s*(\+)?\s*(%|percent|процент)?\s*([€$£₽]|eur|usd|руб)?`,
  'giu',
);

/** Every amount in a text, in order. */
export function amountsIn(text: string): Amount[] {
  return [...text.matchAll(amount)].map((match) => {
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
    const low = numeral(first!, unit ?? (second ? secondUnit : undefined));
    const high = second === undefined ? low : numeral(second, secondUnit);
    const lead = whole.length - whole.trimStart().length;
    return {
      ...bounds(low, high, { less, more: more ?? undefined, atMost, atLeast: atLeast ?? plus }),
      percent: percent !== undefined,
      money: before !== undefined || after !== undefined,
      start: match.index + lead,
      end: match.index + whole.trimEnd().length,
    };
  });
}

type Border = Record<'less' | 'more' | 'atMost' | 'atLeast', string | undefined>;

function bounds(low: number, high: number, border: Border): { min: number; max: number } {
  const lowest = Math.min(1, low);
  if (border.less) return { min: lowest, max: low > 1 ? low - 1 : low / 2 };
  if (border.more) return { min: low + 1, max: Infinity };
  if (border.atMost) return { min: lowest, max: low };
  if (border.atLeast && high === low) return { min: low, max: Infinity };
  return { min: low, max: high };
}

/** `1,000` and `1.000` are a thousand, `2.5` and `2,5` two and a half. */
function numeral(digits: string, unit: string | undefined): number {
  const thousands = /^\d{1,3}(?:[.,]\d{3})+$/.test(digits);
  const number = Number(thousands ? digits.replaceAll(/[.,]/g, '') : digits.replace(',', '.'));
  const factor = unit === undefined ? 1 : fold(unit) === 'm' ? 1_000_000 : 1_000;
  return number * factor;
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
