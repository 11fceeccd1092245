import type { AnswerValue } from '../scripts/script.ts';
import type { CaseTrait, Dimension, Source } from './case.ts';
import { isNumeric, numberOf, readAsBand, traitValues } from './value.ts';

/** One thing said about one dimension of one customer, as it was said. */
export type Fact = { raw: AnswerValue; source: Source };

/** Adds a fact; a person's newer answer takes the place of their older one. */
export function latestOf(facts: Fact[], fact: Fact): Fact[] {
  const person = reporterOf(fact.source);
  const others = person === null ? facts : facts.filter(({ source }) => reporterOf(source) !== person);
  others.push(fact);
  return others;
}

function reporterOf(source: Source): string | null {
  return source.answer === null ? null : source.reporter;
}

/**
 * What those who said something agree on. Where they disagree the value is disputed, and counts for neither side; of a
 * question with several answers the values that all named stand, the others are contested.
 *
 * @param said one answer a person, and the record's
 * @returns `null` where nothing that was said has a value in this dimension
 */
export function mergeValues(dimension: Dimension, said: readonly AnswerValue[]): CaseTrait | null {
  const heard = said
    .map((raw) => readAsBand(dimension, raw))
    .map((raw) => ({ raw, values: valuesIn(dimension, raw) }))
    .filter(({ raw, values }) => values.length > 0 || isNothing(raw) || numberIn(dimension, raw) !== null);
  if (heard.length === 0) return null;
  const raw = median(heard.flatMap((one) => numberIn(dimension, one.raw) ?? []));
  const all = [...new Set(heard.flatMap(({ values }) => values))].sort();
  const agreed = all.filter((value) => heard.every(({ values }) => values.includes(value)));
  if (agreed.length === all.length) {
    const banded = all.length > 0 || dimension.type === 'multi';
    return { values: banded ? all : null, disputed: false, raw };
  }
  if (dimension.type !== 'multi' || agreed.length === 0) return { values: null, disputed: true, raw: null };
  const contested = all.filter((value) => !agreed.includes(value));
  return { values: agreed, disputed: false, raw: null, contested };
}

/** A record's cell holds several values of a `multi` question with semicolons or bars between them. */
function valuesIn(dimension: Dimension, raw: AnswerValue): string[] {
  const whole = traitValues(dimension, raw);
  if (whole.length > 0 || dimension.type !== 'multi' || typeof raw !== 'string') return whole;
  return traitValues(dimension, raw.split(/[;|]/));
}

/** "None of them" is an answer; an empty cell is not. */
function isNothing(raw: AnswerValue): boolean {
  return Array.isArray(raw) && raw.length === 0;
}

function numberIn(dimension: Dimension, raw: AnswerValue): number | null {
  if (Array.isArray(raw)) return null;
  return isNumeric(dimension) || dimension.values.length > 0 ? numberOf(raw) : null;
}

/** The median of the different numbers: one said twice weighs once. `null` of none. */
export function median(numbers: readonly number[]): number | null {
  if (numbers.length < 2) return numbers[0] ?? null;
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
