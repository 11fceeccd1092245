import type { AnswerValue, Question, Script } from './script.ts';

/** What is asked in one go: a question of its own, or the questions that share one modal. */
export type Screen = {
  /** The key of its first question in the script: stable, whatever is hidden. */
  id: string;
  questions: Question[];
};

/** Screen name -> the keys chosen for one interview, where the script rotates. */
export type Rotation = Record<string, string[]>;

/**
 * The screens that these answers lead through, in the script's order. A question is shown when every question it
 * depends on is itself shown and was answered with one of the named values: an answer to a hidden question opens nothing.
 *
 * @param answerTo the answer to a question, `null` where there is none
 */
export function visibleScreens(
  script: Pick<Script, 'questions' | 'rotate'>,
  rotation: Rotation,
  answerTo: (key: string) => AnswerValue | null,
): Screen[] {
  const shown = new Set<string>();
  const screens: Screen[] = [];
  let previous: { name: string | null; id: string } | null = null;
  for (const question of script.questions) {
    const sameScreen: boolean = question.screen !== null && previous?.name === question.screen;
    const id: string = sameScreen && previous ? previous.id : question.key;
    previous = { name: question.screen, id };
    if (!chosen(question, rotation) || !wanted(question, shown, answerTo)) continue;
    shown.add(question.key);
    const last = screens.at(-1);
    if (last?.id === id) last.questions.push(question);
    else screens.push({ id, questions: [question] });
  }
  return screens;
}

function chosen(question: Question, rotation: Rotation): boolean {
  const keys = question.screen === null ? undefined : rotation[question.screen];
  return keys === undefined || keys.includes(question.key);
}

function wanted(
  question: Question,
  shown: ReadonlySet<string>,
  answerTo: (key: string) => AnswerValue | null,
): boolean {
  return Object.entries(question.askIf).every(([key, values]) => {
    const value = shown.has(key) ? answerTo(key) : null;
    if (value === null) return false;
    return [value].flat().some((one) => values.includes(String(one)));
  });
}

/**
 * Which questions an interview that begins now will ask on rotating screens: those with the fewest answers so far,
 * the script's order deciding between equals.
 *
 * @param counts answers so far by question key
 */
export function chooseRotation(script: Script, counts: Record<string, number>): Rotation {
  return Object.fromEntries(
    Object.entries(script.rotate).map(([screen, n]) => [
      screen,
      script.questions
        .filter((question) => question.screen === screen)
        .map(({ key }) => key)
        .sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0))
        .slice(0, n),
    ]),
  );
}

const VISITED_AT_MOST = 50_000;

/**
 * The number of screens on the longest way through a script. Answers that no condition names open nothing, so only
 * the named ones are tried; a script with too many combinations is searched in part and the longest way found counts.
 */
export function longestPath(script: Pick<Script, 'questions' | 'rotate'>): number {
  const named = new Map<string, Set<string>>();
  for (const question of script.questions) {
    for (const [key, values] of Object.entries(question.askIf)) {
      named.set(key, new Set([...(named.get(key) ?? []), ...values]));
    }
  }
  const gates = script.questions.filter(({ key }) => named.has(key));
  let longest = 0;
  let visited = 0;
  const walk = (depth: number, answers: Map<string, AnswerValue>): void => {
    visited += 1;
    const gate = gates[depth];
    if (!gate) {
      const screens = visibleScreens(script, {}, (key) => answers.get(key) ?? null);
      longest = Math.max(longest, screens.length);
      return;
    }
    const values = [...(named.get(gate.key) ?? [])];
    const choices: AnswerValue[] = gate.type === 'multi' ? [values] : values;
    for (const choice of choices) {
      if (visited >= VISITED_AT_MOST) return;
      walk(depth + 1, new Map([...answers, [gate.key, choice]]));
    }
  };
  walk(0, new Map());
  return longest;
}
