import type { WrittenQuestion, WrittenScript } from './format.ts';
import { unreachable } from './lint-conditions.ts';
import { protectedFaults } from './lint-protected.ts';
import { screenFaults } from './lint-screens.ts';
import { missingTranslations } from './lint-texts.ts';
import { nearest } from './nearest.ts';
import { normalise, normaliseQuestion } from './normalise.ts';
import { longestPath } from './path.ts';
import type { Question } from './script.ts';

/**
 * Something wrong at one place of a script file; the message says what to do. `advice`: the script can be used as it
 * is, by an import say, but people would not like it.
 */
export type Problem = { path: (string | number)[]; message: string; advice?: true };

const SCREENS_AT_MOST = 12;
const OPTIONS_AT_MOST = 100;
const LABEL_AT_MOST = 75;

export type Placed = { index: number; written: WrittenQuestion };

/**
 * What the format alone cannot see.
 *
 * @param questions the well-formed questions with their place in the file
 * @param broken keys of questions that have faults of their own: a reference to one is not a second fault
 */
export function lint(script: WrittenScript, questions: Placed[], broken: ReadonlySet<string>): Problem[] {
  const written = questions.map((placed) => placed.written);
  const problems = [
    ...duplicates(questions),
    ...questions.flatMap((placed) => [
      ...ownFaults(placed),
      ...conditionFaults(placed, questions, broken),
      ...protectedFaults(placed),
    ]),
    ...screenFaults(script, questions),
  ];
  problems.push(...missingTranslations(script, questions));
  if (broken.size > 0 || problems.some(({ advice }) => !advice)) return problems;
  problems.push(...unreachable(script, questions));
  const longest = longestPath(normalise(script, written));
  if (longest > SCREENS_AT_MOST) {
    problems.push({
      path: ['questions'],
      advice: true,
      message: `The longest way through has ${longest} screens: bring it to ${SCREENS_AT_MOST} at most, by sharing screens or leaving questions out.`,
    });
  }
  return problems;
}

function duplicates(questions: Placed[]): Problem[] {
  const first = new Map<string, number>();
  const problems: Problem[] = [];
  let customers = 0;
  for (const { index, written } of questions) {
    const path = ['questions', index];
    if (first.has(written.key)) {
      problems.push({
        path: [...path, 'key'],
        message: `The key "${written.key}" is used twice: give this question a key of its own.`,
      });
    }
    first.set(written.key, index);
    if (written.type === 'customer' && ++customers > 1) {
      problems.push({
        path: [...path, 'type'],
        message:
          'This is the second question of type customer: an interview is about one, make this one a text.',
      });
    }
  }
  return problems;
}

function ownFaults({ index, written }: Placed): Problem[] {
  const at = (field: string, message: string): Problem => ({ path: ['questions', index, field], message });
  const question = normaliseQuestion(written);
  const problems = optionFaults(question, index, written);
  const { min, max } = question.validate;
  if (written.validate && !['number', 'money', 'duration', 'scale'].includes(question.type)) {
    problems.push(at('validate', `validate limits numbers, and this is a ${question.type}: remove it.`));
  }
  if (min !== null && max !== null && min > max) {
    problems.push(at('validate', `validate allows nothing: min ${min} is above max ${max}. Swap them.`));
  }
  if (written.probe && question.type !== 'text') {
    problems.push(
      at('probe', `Only a text question can be followed up, and this is a ${question.type}: remove probe.`),
    );
  }
  if (written.rotate !== undefined && question.screen === null) {
    problems.push(
      at('rotate', 'rotate chooses among the questions of a screen: add screen, or remove rotate.'),
    );
  }
  for (const [language, text] of Object.entries(question.ask)) {
    if (Object.values(text).every((one) => one.trim() === '')) {
      problems.push(at('ask', `ask says nothing in ${language}: write the question.`));
    }
  }
  return problems;
}

function optionFaults(question: Question, index: number, written: WrittenQuestion): Problem[] {
  const at = (message: string, ...rest: (string | number)[]): Problem => ({
    path: ['questions', index, 'options', ...rest],
    message,
  });
  const { type, options } = question;
  const offers = type === 'choice' || type === 'multi' || type === 'scale' || type === 'yesno';
  if (!offers && written.options)
    return [at(`A ${type} question takes no options: remove them, or make it a choice.`)];
  if (offers && options.length === 0) {
    return [
      {
        path: ['questions', index],
        message: `"${question.key}" is a ${type} without options: add options, for example [small, medium, large].`,
      },
    ];
  }
  const problems: Problem[] = [];
  if (options.length > OPTIONS_AT_MOST) {
    problems.push(
      at(`There are ${options.length} options; Slack shows at most ${OPTIONS_AT_MOST}: group some of them.`),
    );
  }
  if (type === 'yesno' && !options.every(({ value }) => value === 'yes' || value === 'no')) {
    problems.push(at('A yesno question has the options yes and no: make it a choice to offer others.'));
  }
  const seen = new Set<string>();
  options.forEach(({ value, label }, place) => {
    for (const text of [value, label.en, ...(label.ru === undefined ? [] : [label.ru])]) {
      if (text.trim() === '') problems.push(at('An option is empty: write it or remove it.', place));
      if (text.length > LABEL_AT_MOST) {
        problems.push(
          at(
            `"${text.slice(0, 40)}…" has ${text.length} characters; Slack shows ${LABEL_AT_MOST}: shorten it.`,
            place,
          ),
        );
      }
    }
    if (type === 'scale' && !Number.isFinite(Number(value))) {
      problems.push(
        at(`"${value}" is not a step of a scale: use numbers as values, and labels for words.`, place),
      );
    }
    if (seen.has(value)) problems.push(at(`The option "${value}" stands here twice: remove one.`, place));
    seen.add(value);
  });
  return problems;
}

function conditionFaults({ index, written }: Placed, all: Placed[], broken: ReadonlySet<string>): Problem[] {
  return Object.entries(normaliseQuestion(written).askIf).flatMap(([key, values]) => {
    const at = (message: string): Problem => ({ path: ['questions', index, 'ask_if', key], message });
    const named = all.find((placed) => placed.written.key === key);
    if (!named) {
      return broken.has(key)
        ? []
        : [
            at(
              `ask_if names "${key}", and there is no such question${meant(key, all)}: correct the key or remove the condition.`,
            ),
          ];
    }
    if (named.index >= index) {
      return [
        at(
          `ask_if names "${key}", which is asked ${named.index === index ? 'here' : 'later'}: it can only look back. Move that question up.`,
        ),
      ];
    }
    const gate = normaliseQuestion(named.written);
    if (values.length === 0) return [at(`ask_if gives no value for "${key}": name at least one.`)];
    if (gate.options.length > 0) {
      const allowed = gate.options.map(({ value }) => value);
      return values
        .filter((value) => !allowed.includes(value))
        .map((value) => at(`"${key}" can never be "${value}": use one of ${allowed.join(', ')}.`));
    }
    if (!['number', 'money', 'duration'].includes(gate.type)) {
      return [at(`"${key}" is a ${gate.type} question: ask_if needs one with options.`)];
    }
    return values
      .filter((value) => !numberAllowed(value, gate))
      .map((value) => at(`"${key}" can never be "${value}": it takes numbers${rangeOf(gate)}.`));
  });
}

function meant(key: string, all: Placed[]): string {
  const near = nearest(
    key,
    all.map(({ written }) => written.key),
  );
  return near === null ? '' : ` (did you mean "${near}"?)`;
}

function numberAllowed(value: string, { validate: { min, max } }: Question): boolean {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) && number >= (min ?? -Infinity) && number <= (max ?? Infinity);
}

function rangeOf({ validate: { min, max } }: Question): string {
  if (min === null && max === null) return '';
  return ` ${min === null ? '' : `from ${min}`}${max === null ? '' : ` up to ${max}`}`.replace('  ', ' ');
}
