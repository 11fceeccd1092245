import type { AnswerValue, Question } from '../scripts/script.ts';

/**
 * The keys of the questions that the answers leave visible. A question whose `ask_if` no longer holds is hidden, and
 * so is every question that depends on a hidden one: what was answered there does not count.
 */
export function shownQuestions(
  questions: readonly Question[],
  answers: ReadonlyMap<string, AnswerValue | null>,
): Set<string> {
  const shown = new Set<string>();
  for (const { key, askIf } of questions) {
    const holds = Object.entries(askIf).every(([earlier, values]) => {
      const value = shown.has(earlier) ? (answers.get(earlier) ?? null) : null;
      const said = value === null ? [] : Array.isArray(value) ? value : [String(value)];
      return said.some((one) => values.includes(one));
    });
    if (holds) shown.add(key);
  }
  return shown;
}
