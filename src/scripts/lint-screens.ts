import type { Say, WrittenScript } from './format.ts';
import { normaliseQuestion, rotationsOf, screenOf } from './normalise.ts';
import type { Placed, Problem } from './problem.ts';
import type { Question } from './script.ts';

const QUESTIONS_A_SCREEN_AT_MOST = 30;
/** Slack takes views of 250 KB; answers that are filled in need room too. */
const FORM_BYTES_AT_MOST = 220_000;

/** What is wrong with screens: torn apart, too large for one form, rotating two ways, or without questions. */
export function screenFaults(script: WrittenScript, questions: Placed[], { screens: say }: Say): Problem[] {
  const sizes = new Map<string, number>();
  const problems: Problem[] = [];
  let previous: string | null = null;
  for (const { index, written } of questions) {
    const screen = screenOf(written);
    if (screen !== null) {
      const size = (sizes.get(screen) ?? 0) + 1;
      const apart = size > 1 && previous !== screen;
      const at = (message: string) => problems.push({ path: ['questions', index, 'screen'], message });
      if (apart) at(say.apart(screen));
      if (size === QUESTIONS_A_SCREEN_AT_MOST + 1) {
        at(say.tooMany(screen, QUESTIONS_A_SCREEN_AT_MOST));
      }
      sizes.set(screen, size);
    }
    previous = screen;
  }
  for (const name of sizes.keys()) {
    const shown = questions.filter(({ written }) => screenOf(written) === name);
    const bytes = shown.reduce((sum, { written }) => sum + formBytes(normaliseQuestion(written)), 0);
    if (bytes > FORM_BYTES_AT_MOST) {
      problems.push({
        path: ['questions', shown[0]?.index ?? 0, 'screen'],
        message: say.tooLarge(name, Math.round(bytes / 1000)),
      });
    }
  }
  for (const name of Object.keys(script.screens ?? {}).filter((screen) => !sizes.has(screen))) {
    problems.push({
      path: ['screens', name],
      message: say.unused(name),
    });
  }
  const written = questions.map((placed) => placed.written);
  const { rotate, conflicts } = rotationsOf(script, written);
  for (const [name, n] of Object.entries(rotate)) {
    const size = sizes.get(name) ?? n;
    if (n > size) {
      const first = questions.find((placed) => screenOf(placed.written) === name);
      problems.push({
        path: script.screens?.[name] ? ['screens', name] : ['questions', first?.index ?? 0, 'screen'],
        message: say.tooFew(name, n, size),
      });
    }
  }
  for (const name of conflicts) {
    problems.push({
      path: ['questions'],
      message: say.rotatesTwice(name),
    });
  }
  return problems;
}

/** What a question weighs in a form at most: its options, its wording, and the longest text that can be filled in. */
function formBytes({ ask, options, type }: Question): number {
  const optionBytes = options.reduce(
    (sum, { value, label }) =>
      sum + 80 + Buffer.byteLength(value) + Math.max(...texts(label).map((text) => Buffer.byteLength(text))),
    0,
  );
  const wordings = Object.values(ask).flatMap((byRole) => Object.values(byRole));
  return (
    500 +
    optionBytes +
    Math.max(...wordings.map((text) => Buffer.byteLength(text))) +
    (type === 'text' ? 9_000 : 0)
  );
}

function texts({ en, ru }: Question['options'][number]['label']): string[] {
  return ru === undefined ? [en] : [en, ru];
}
