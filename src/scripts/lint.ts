import { nearest } from '../text/nearest.ts';
import type { Say, WrittenQuestion, WrittenScript } from './format.ts';
import { unreachable } from './lint-conditions.ts';
import { protectedFaults } from './lint-protected.ts';
import { screenFaults } from './lint-screens.ts';
import { missingTranslations } from './lint-texts.ts';
import { normalise, normaliseQuestion } from './normalise.ts';
import { longestPath } from './path.ts';
import type { Placed, Problem } from './problem.ts';
import type { Question } from './script.ts';

const SCREENS_AT_MOST = 12;
const OPTIONS_AT_MOST = 100;
const LABEL_AT_MOST = 75;

/**
 * What the format alone cannot see.
 *
 * @param questions the well-formed questions with their place in the file
 * @param broken keys of questions that have faults of their own: a reference to one is not a second fault
 */
export function lint(
  script: WrittenScript,
  questions: Placed[],
  broken: ReadonlySet<string>,
  say: Say,
): Problem[] {
  const written = questions.map((placed) => placed.written);
  const problems = [
    ...duplicates(questions, say),
    ...questions.flatMap((placed) => [
      ...ownFaults(placed, say),
      ...conditionFaults(placed, questions, broken, say),
      ...protectedFaults(placed, say),
    ]),
    ...screenFaults(script, questions, say),
  ];
  problems.push(...missingTranslations(script, questions, say));
  if (broken.size > 0 || problems.some(({ advice }) => !advice)) return problems;
  problems.push(...unreachable(script, questions, say));
  const longest = longestPath(normalise(script, written));
  if (longest > SCREENS_AT_MOST) {
    problems.push({
      path: ['questions'],
      advice: true,
      message: say.question.tooManyScreens(longest, SCREENS_AT_MOST),
    });
  }
  return problems;
}

function duplicates(questions: Placed[], { question: say }: Say): Problem[] {
  const first = new Map<string, number>();
  const problems: Problem[] = [];
  let customers = 0;
  for (const { index, written } of questions) {
    const path = ['questions', index];
    if (first.has(written.key)) {
      problems.push({
        path: [...path, 'key'],
        message: say.keyTwice(written.key),
      });
    }
    first.set(written.key, index);
    if (written.type === 'customer' && ++customers > 1) {
      problems.push({
        path: [...path, 'type'],
        message: say.secondCustomer,
      });
    }
  }
  return problems;
}

function ownFaults({ index, written }: Placed, { question: say, options }: Say): Problem[] {
  const at = (field: string, message: string): Problem => ({ path: ['questions', index, field], message });
  const question = normaliseQuestion(written);
  const problems = optionFaults(question, index, written, options);
  const { min, max } = question.validate;
  if (written.validate && !['number', 'money', 'duration', 'scale'].includes(question.type)) {
    problems.push(at('validate', say.validateNumbers(question.type)));
  }
  if (min !== null && max !== null && min > max) {
    problems.push(at('validate', say.validateNothing(min, max)));
  }
  if (written.probe && question.type !== 'text') {
    problems.push(at('probe', say.probeText(question.type)));
  }
  if (written.rotate !== undefined && question.screen === null) {
    problems.push(at('rotate', say.rotateAlone));
  }
  for (const [language, text] of Object.entries(question.ask)) {
    if (Object.values(text).every((one) => one.trim() === '')) {
      problems.push(at('ask', say.askEmpty(language)));
    }
  }
  return problems;
}

function optionFaults(
  question: Question,
  index: number,
  written: WrittenQuestion,
  say: Say['options'],
): Problem[] {
  const at = (message: string, ...rest: (string | number)[]): Problem => ({
    path: ['questions', index, 'options', ...rest],
    message,
  });
  const { type, options } = question;
  const offers = type === 'choice' || type === 'multi' || type === 'scale' || type === 'yesno';
  if (!offers && written.options) return [at(say.notOffered(type))];
  if (offers && options.length === 0) {
    return [
      {
        path: ['questions', index],
        message: say.missing(question.key, type),
      },
    ];
  }
  const problems: Problem[] = [];
  if (options.length > OPTIONS_AT_MOST) {
    problems.push(at(say.tooMany(options.length, OPTIONS_AT_MOST)));
  }
  if (type === 'yesno' && !options.every(({ value }) => value === 'yes' || value === 'no')) {
    problems.push(at(say.yesNo));
  }
  const seen = new Set<string>();
  options.forEach(({ value, label }, place) => {
    for (const text of [value, label.en, ...(label.ru === undefined ? [] : [label.ru])]) {
      if (text.trim() === '') problems.push(at(say.empty, place));
      if (text.length > LABEL_AT_MOST) {
        problems.push(at(say.tooLong(text.slice(0, 40), text.length, LABEL_AT_MOST), place));
      }
    }
    if (type === 'scale' && !Number.isFinite(Number(value))) {
      problems.push(at(say.noStep(value), place));
    }
    if (seen.has(value)) problems.push(at(say.twice(value), place));
    seen.add(value);
  });
  return problems;
}

function conditionFaults(
  { index, written }: Placed,
  all: Placed[],
  broken: ReadonlySet<string>,
  { condition: say }: Say,
): Problem[] {
  return Object.entries(normaliseQuestion(written).askIf).flatMap(([key, values]) => {
    const at = (message: string): Problem => ({ path: ['questions', index, 'ask_if', key], message });
    const named = all.find((placed) => placed.written.key === key);
    if (!named) return broken.has(key) ? [] : [at(say.noQuestion(key, meant(key, all)))];
    if (named.index >= index) return [at(named.index === index ? say.itself(key) : say.later(key))];
    const gate = normaliseQuestion(named.written);
    if (values.length === 0) return [at(say.noValue(key))];
    if (gate.options.length > 0) {
      const allowed = gate.options.map(({ value }) => value);
      return values
        .filter((value) => !allowed.includes(value))
        .map((value) => at(say.notOffered(key, value, allowed.join(', '))));
    }
    if (!['number', 'money', 'duration'].includes(gate.type)) return [at(say.needsOptions(key, gate.type))];
    const { min, max } = gate.validate;
    return values
      .filter((value) => !numberAllowed(value, gate))
      .map((value) => at(say.notAllowed(key, value, min, max)));
  });
}

function meant(key: string, all: Placed[]): string | null {
  return nearest(
    key,
    all.map(({ written }) => written.key),
  );
}

function numberAllowed(value: string, { validate: { min, max } }: Question): boolean {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) && number >= (min ?? -Infinity) && number <= (max ?? Infinity);
}
