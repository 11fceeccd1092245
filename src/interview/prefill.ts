import { inRange, parseRange } from '../scripts/range.ts';
import type { AnswerValue, Question } from '../scripts/script.ts';
import type { RecordOnFile } from './customer-store.ts';
import type { Answer } from './state.ts';

/** What a form shows before anybody types: the answer so far, else what the customer's record knows. */
export type Initial = { kind: 'value'; value: AnswerValue } | { kind: 'dont_know' } | { kind: 'nothing' };

export function initialOf(
  question: Question,
  answer: Answer | undefined,
  record: RecordOnFile | null,
): Initial {
  if (answer?.state === 'dont_know') return { kind: 'dont_know' };
  if (answer?.state === 'answered' && answer.value !== null) return { kind: 'value', value: answer.value };
  const known = answer || !record ? undefined : fromRecord(question, record);
  return known === undefined ? { kind: 'nothing' } : { kind: 'value', value: known };
}

function fromRecord({ dimension, type, options }: Question, record: RecordOnFile): AnswerValue | undefined {
  const raw = record.numbers[dimension] ?? record.traits[dimension] ?? record.texts[dimension];
  if (raw === undefined || raw === '' || type === 'text' || type === 'customer') return undefined;
  if (options.length > 0) return optionFor(options, raw);
  return raw;
}

/** The option with this value or label, else the one whose range holds the number. */
export function optionFor(options: Question['options'], raw: string | number): string | undefined {
  const spelled = fold(String(raw));
  const named = options.find(({ value, label }) =>
    [value, label.en, label.ru ?? label.en].some((name) => fold(name) === spelled),
  );
  if (named) return named.value;
  const number = Number(raw);
  if (!Number.isFinite(number)) return undefined;
  return options.find(({ value }) => {
    const range = parseRange(value);
    return range !== null && (inRange(range, number) || inRange(range, Math.floor(number)));
  })?.value;
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/[\s_-]+/g, ' ')
    .toLowerCase();
}
