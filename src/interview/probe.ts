import type { Question } from '../scripts/script.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Answer, Interview } from './state.ts';
import { vaguenessOf } from './vague.ts';
import type { Vagueness } from './vague-words.ts';

/** Follow-ups a question can have at most, whatever its script or a model says. */
export const PROBES_AT_MOST = 3;
/** No key of a script holds it: `why?1` is the first follow-up to `why`. */
const SIGN = '?';

/** The question that an answer belongs to, and which follow-up it is; 0 for the question itself. */
export function probeOf(key: string): { question: string; position: number } {
  const [question = key, position = '0'] = key.split(SIGN);
  return { question, position: Number(position) };
}

export function isProbe(key: string): boolean {
  return key.includes(SIGN);
}

/**
 * The follow-ups to a text question that stand in the interview: those that have an answer, and the next one while what
 * was said so far is brief or vague. Derived from the answers: a better answer makes an open one vanish. None after
 * "don't know", a skipped or a withdrawn answer.
 */
export function probesOf(interview: Interview, question: Question): Question[] {
  const { answers } = interview;
  const { probe, key } = question;
  const main = answers[key];
  if (question.type !== 'text' || probe === null || main?.state !== 'answered') return [];
  const probes: Question[] = [];
  const said = [main];
  for (let position = 1; position <= Math.min(probe.max, PROBES_AT_MOST); position += 1) {
    const own = `${key}${SIGN}${position}`;
    const answer = answers[own];
    if (answer === undefined) {
      const text = nextProbe(interview, question, own, said);
      if (text !== null) probes.push(asQuestion(question, own, text));
      break;
    }
    probes.push(asQuestion(question, own, answer.wording));
    if (answer.state !== 'answered') break;
    said.push(answer);
  }
  return probes;
}

/** What to ask next, or `null` where enough is said; a finished interview asks nothing. */
function nextProbe(interview: Interview, { probe }: Question, key: string, said: Answer[]): string | null {
  const open = interview.status === 'in_progress' || interview.status === 'paused';
  if (!open || probe === null || probe.when === 'never') return null;
  if (probe.when === 'vague' && leftOpenBy(said) === null) return null;
  const worded = interview.probes[key];
  return (worded?.of === revisionsOf(said) ? worded.text : null) ?? byRule(interview, said);
}

function byRule({ language }: Interview, said: Answer[]): string {
  return textsIn(language).interview.probe[leftOpenBy(said) ?? 'example'];
}

/** Several answers are judged together: what one leaves open another may say. */
function leftOpenBy(said: Answer[]): Vagueness | null {
  const text = said.map(({ value }) => String(value)).join('\n');
  const last = said.at(-1);
  const known = last && judged.get(last);
  if (known?.text === text) return known.vagueness;
  const vagueness = vaguenessOf(text);
  if (last) judged.set(last, { text, vagueness });
  return vagueness;
}

/** An answer is never changed in place, and one step asks for its follow-ups many times. */
const judged = new WeakMap<Answer, { text: string; vagueness: Vagueness | null }>();

/** A follow-up's wording where no model words it. */
export function ruleWording(interview: Interview, key: string): string {
  return byRule(interview, followed(interview, key).said);
}

/** The interview with every new follow-up marked as waiting for a model's wording. */
export function awaitingWords(interview: Interview): Interview {
  const waiting = interview.script.questions
    .flatMap((question) => probesOf(interview, question))
    .filter(({ key }) => !interview.answers[key] && !isCurrent(interview, key))
    .map(({ key }) => [key, { of: followed(interview, key).of, text: null }] as const);
  if (waiting.length === 0) return interview;
  return { ...interview, probes: { ...interview.probes, ...Object.fromEntries(waiting) } };
}

/** A question of the script or a follow-up to one; `null` where there is none of this key. */
export function questionOf(interview: Interview, key: string): Question | null {
  const { question } = probeOf(key);
  const main = interview.script.questions.find((one) => one.key === question) ?? null;
  if (main === null || !isProbe(key)) return main;
  const shown = probesOf(interview, main).find((one) => one.key === key);
  const answer = interview.answers[key];
  return shown ?? (answer ? asQuestion(main, key, answer.wording) : null);
}

/** The answers that a follow-up is about, in order, with the mark by which an edit of one is noticed. */
export function followed(interview: Interview, key: string): { said: Answer[]; of: string } {
  const { question, position } = probeOf(key);
  const keys = [question, ...Array.from({ length: position - 1 }, (_, n) => `${question}${SIGN}${n + 1}`)];
  const said = keys.flatMap((one) => interview.answers[one] ?? []);
  return { said, of: revisionsOf(said) };
}

/** The follow-up whose wording a model is still being asked for: it is not on screen yet. */
export function isBeingWorded(interview: Interview, key: string): boolean {
  const worded = interview.probes[key];
  return (
    worded !== undefined &&
    worded.text === null &&
    interview.answers[key] === undefined &&
    isCurrent(interview, key)
  );
}

function isCurrent(interview: Interview, key: string): boolean {
  return interview.probes[key]?.of === followed(interview, key).of;
}

function revisionsOf(said: Answer[]): string {
  return said.map(({ revision }) => revision).join('.');
}

/** In words only, never required, never followed up itself. */
function asQuestion(main: Question, key: string, text: string): Question {
  return {
    ...main,
    key,
    ask: { en: { any: text }, ru: { any: text } },
    screen: null,
    required: false,
    probe: null,
  };
}
