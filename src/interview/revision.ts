import type { AnswerValue, Question } from '../scripts/script.ts';
import { wordingOf } from '../scripts/wording.ts';
import type { Step } from './decision.ts';
import { questionOf } from './probe.ts';
import { type Given, type Refusal, readValue } from './reading.ts';
import type { Answer, Interview } from './state.ts';

/** The interview with the answers in it, or the step that says why not. */
export type Written = { ok: true; interview: Interview } | { ok: false; step: Step };

/** Takes all the answers or none. An answer that says what it said before makes no new revision. */
export function write(
  interview: Interview,
  questions: Question[],
  answers: Record<string, Given>,
  messageTs: string | null,
  now: string,
): Written {
  const refusals: { key: string; refusal: Refusal }[] = [];
  let next = interview;
  for (const question of questions) {
    const { key } = question;
    const raw = answers[key];
    if (!raw) continue;
    const given = judge(interview, question, raw);
    if ('code' in given) {
      refusals.push({ key, refusal: given });
      continue;
    }
    next = { ...next, reopened: next.reopened.filter((one) => one !== key) };
    if (given.state === 'customer') next = { ...next, customer: { key: given.key, name: given.name } };
    const earlier = next.answers[key];
    if (saysSame(earlier, given)) continue;
    // An input that was empty before and is left empty says nothing new.
    if (given.state === 'skipped' && earlier && earlier.state !== 'answered') continue;
    const value = given.state === 'customer' ? given.key : given.state === 'answered' ? given.value : null;
    const state = given.state === 'customer' ? 'answered' : given.state;
    next = revise(
      next,
      key,
      { state, value, before: null, ...(messageTs === null ? {} : { messageTs }) },
      now,
    );
  }
  return refusals.length > 0 ? refusedStep(interview, refusals) : { ok: true, interview: next };
}

function judge(interview: Interview, question: Question, given: Given): Given | Refusal {
  if (given.state === 'skipped' && question.required && !interview.answers[question.key])
    return { code: 'required' };
  if (
    (given.state === 'customer') !== (question.type === 'customer') &&
    given.state !== 'dont_know' &&
    given.state !== 'skipped'
  ) {
    return { code: 'not_an_option' };
  }
  if (given.state !== 'answered') return given;
  const reading = readValue(question, given.value, interview.language);
  return reading.ok ? reading.given : reading.refusal;
}

export function refusedStep(interview: Interview, refusals: { key: string; refusal: Refusal }[]): Written {
  return { ok: false, step: { interview, decision: { kind: 'refused', refusals } } };
}

/** Another revision of one answer. A message that carried the answer stays tied to it: editing it still works. */
export function revise(
  interview: Interview,
  key: string,
  said: Pick<Answer, 'state' | 'value' | 'before'> & { messageTs?: string },
  now: string,
): Interview {
  const { language, role, visibility, answers } = interview;
  const question = questionOf(interview, key);
  if (!question) return interview;
  const earlier = answers[key];
  const answer: Answer = {
    messageTs: earlier?.messageTs ?? null,
    ...said,
    revision: (earlier?.revision ?? 0) + 1,
    wording: wordingOf(question, language, role),
    language,
    visibility: earlier?.visibility ?? visibility,
    at: now,
  };
  return { ...interview, answers: { ...answers, [key]: answer } };
}

/** The second click of a double click says what the first one said. */
export function saysSame(answer: Answer | undefined, given: Given): boolean {
  if (!answer) return false;
  if (given.state === 'customer') return answer.state === 'answered' && answer.value === given.key;
  if (given.state !== 'answered') return answer.state === given.state;
  return answer.state === 'answered' && spelled(answer.value) === spelled(given.value);
}

/** A step of a scale is stored as a number and clicked as a word. */
function spelled(value: AnswerValue | null): string {
  return JSON.stringify([value].flat().map(String));
}
