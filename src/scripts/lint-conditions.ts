import type { Say, WrittenScript } from './format.ts';
import { normaliseQuestion, rotationsOf } from './normalise.ts';
import type { Placed, Problem } from './problem.ts';
import type { Question } from './script.ts';

type Needs = Map<string, { values: Set<string>; through: string[] }>;

/** Questions that no answers can ever show: their conditions, with those of what they hang on, contradict each other. */
export function unreachable(script: WrittenScript, placed: Placed[], { unreachable: say }: Say): Problem[] {
  const questions = placed.map(({ written }) => normaliseQuestion(written));
  const { rotate } = rotationsOf(
    script,
    placed.map(({ written }) => written),
  );
  const problems: Problem[] = [];
  const hidden = new Set<string>();
  questions.forEach((question, at) => {
    const gone = Object.keys(question.askIf).find((key) => hidden.has(key));
    const why =
      gone === undefined
        ? (contradiction(question, questions, say) ?? crowdedOut(question, questions, rotate, say))
        : say.hidden(gone);
    if (why === null) return;
    hidden.add(question.key);
    problems.push({
      path: ['questions', placed[at]?.index ?? at, 'ask_if'],
      message: say.question(question.key, why),
    });
  });
  return problems;
}

function contradiction(question: Question, questions: Question[], say: Say['unreachable']): string | null {
  const needs: Needs = new Map();
  const seen = new Set<string>();
  const gather = (one: Question): string | null => {
    if (seen.has(one.key)) return null;
    seen.add(one.key);
    for (const [key, values] of Object.entries(one.askIf)) {
      const gate = questions.find((other) => other.key === key);
      if (!gate) continue;
      const found =
        (gate.type === 'multi' ? null : narrowed(needs, key, values, one.key, say)) ?? gather(gate);
      if (found !== null) return found;
    }
    return null;
  };
  return gather(question);
}

/** Several answers can hold at once only where several can be chosen. */
function narrowed(
  needs: Needs,
  key: string,
  values: string[],
  by: string,
  say: Say['unreachable'],
): string | null {
  const wanted = new Set(values.map(plainNumber));
  const known = needs.get(key);
  if (!known) {
    needs.set(key, { values: wanted, through: [by] });
    return null;
  }
  const both = known.values.intersection(wanted);
  if (both.size === 0) {
    return say.contradiction(key, { values: [...known.values], by: known.through[0]! }, { values, by });
  }
  needs.set(key, { values: both, through: [...known.through, by] });
  return null;
}

/** `2` and `2.0` are one number. */
function plainNumber(value: string): string {
  return value.trim() !== '' && Number.isFinite(Number(value)) ? String(Number(value)) : value;
}

/** A rotating screen asks n of its questions: a chain of more than n on it never fits. */
function crowdedOut(
  question: Question,
  questions: Question[],
  rotate: Record<string, number>,
  say: Say['unreachable'],
): string | null {
  const n = question.screen === null ? undefined : rotate[question.screen];
  if (n === undefined) return null;
  const chain = new Set<string>();
  const gather = (one: Question) => {
    if (one.screen !== question.screen || chain.has(one.key)) return;
    chain.add(one.key);
    for (const key of Object.keys(one.askIf)) {
      const gate = questions.find((other) => other.key === key);
      if (gate) gather(gate);
    }
  };
  gather(question);
  return chain.size > n ? say.crowdedOut(n) : null;
}
