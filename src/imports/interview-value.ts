import { inRange, parseRange } from '../scripts/range.ts';
import type { AnswerValue, Question } from '../scripts/script.ts';

/** A value as it will be stored, or what the question allows instead. */
export type CheckedValue = { ok: true; value: AnswerValue } | { ok: false; allowed: string };

const LONGEST_TEXT = 40_000;
const LARGEST = 1e12;
const plainNumber = /^-?\d+(?:\.\d+)?$/;

/** Does the script allow this value as an answer to this question? A number that falls into a declared band does. */
export function checkValue(question: Question, raw: unknown): CheckedValue {
  switch (question.type) {
    case 'text':
    case 'customer':
      return checkText(raw);
    case 'choice':
    case 'scale':
      return checkChoice(question, raw);
    case 'yesno':
      return checkChoice(question, raw === true ? 'yes' : raw === false ? 'no' : raw);
    case 'multi':
      return checkSeveral(question, raw);
    case 'number':
    case 'money':
    case 'duration':
      return checkNumber(question, raw);
    case 'date':
      return checkDate(raw);
  }
}

function checkText(raw: unknown): CheckedValue {
  if (typeof raw === 'string' && raw.trim() !== '' && raw.length <= LONGEST_TEXT) {
    return { ok: true, value: raw };
  }
  return { ok: false, allowed: `text of 1 to ${LONGEST_TEXT.toLocaleString('en')} characters` };
}

function checkChoice(question: Question, raw: unknown): CheckedValue {
  const values = question.options.map(({ value }) => value);
  const word = typeof raw === 'number' ? String(raw) : raw;
  if (typeof word === 'string') {
    if (values.includes(word)) return { ok: true, value: word };
    if (plainNumber.test(word) && values.some((value) => holds(value, Number(word)))) {
      return { ok: true, value: Number(word) };
    }
  }
  const ranges = values.some((value) => parseRange(value) !== null && !plainNumber.test(value));
  return {
    ok: false,
    allowed: `${values.join(', ')}${ranges ? ', or a number in one of these ranges' : ''}`,
  };
}

/** Between `1-10` and `11-50`, 10.5 counts as 10, as everywhere else. */
function holds(value: string, number: number): boolean {
  const range = parseRange(value);
  return range !== null && (inRange(range, number) || inRange(range, Math.floor(number)));
}

function checkSeveral(question: Question, raw: unknown): CheckedValue {
  const values = question.options.map(({ value }) => value);
  if (Array.isArray(raw) && raw.every((one) => values.includes(one))) {
    return { ok: true, value: values.filter((value) => raw.includes(value)) };
  }
  return { ok: false, allowed: `a list of ${values.join(', ')}` };
}

function checkNumber(question: Question, raw: unknown): CheckedValue {
  const { min, max } = question.validate;
  const number = typeof raw === 'string' && plainNumber.test(raw) ? Number(raw) : raw;
  if (
    typeof number === 'number' &&
    Math.abs(number) <= LARGEST &&
    number >= (min ?? -LARGEST) &&
    number <= (max ?? LARGEST)
  ) {
    return { ok: true, value: number };
  }
  const from = min === null ? '' : ` from ${min}`;
  const to = max === null ? '' : ` up to ${max}`;
  const written = typeof raw === 'string' && /\d/.test(raw) ? ', written like 1200.5' : '';
  return { ok: false, allowed: `a number${from}${to}${written}` };
}

function checkDate(raw: unknown): CheckedValue {
  if (typeof raw === 'string' && isDay(raw)) return { ok: true, value: raw };
  return { ok: false, allowed: 'a date such as 2026-05-31' };
}

/** `2026-02-28` is a day, `2026-02-30` is not. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
