import { type Screen, visibleScreens } from '../scripts/path.ts';
import type { Question } from '../scripts/script.ts';
import { isProbe, probesOf } from './probe.ts';
import type { Interview } from './state.ts';

/** An interview that takes answers. */
export function isOpen({ status }: Pick<Interview, 'status'>): boolean {
  return status === 'in_progress' || status === 'paused';
}

/** An interview is never changed in place, and one step asks for its screens many times. */
const screensKnown = new WeakMap<Interview, Screen[]>();

/** The screens that the answers so far lead through; each follow-up is a screen after the one it follows. */
export function screensOf(interview: Interview): Screen[] {
  const known = screensKnown.get(interview);
  if (known) return known;
  const screens = screensNow(interview);
  screensKnown.set(interview, screens);
  return screens;
}

function screensNow(interview: Interview): Screen[] {
  const { script, rotation, answers } = interview;
  const screens = visibleScreens(script, rotation, (key) => answers[key]?.value ?? null);
  return screens.flatMap((screen) => [
    screen,
    ...screen.questions
      .flatMap((question) => probesOf(interview, question))
      .map((probe) => ({ id: probe.key, questions: [probe] })),
  ]);
}

/** The first screen with a question that has no answer or is being asked again; `null` when all is said. */
export function currentScreen(interview: Interview): Screen | null {
  return (
    screensOf(interview).find(({ questions }) => questions.some((one) => isPending(interview, one))) ?? null
  );
}

export function isPending({ answers, reopened }: Interview, { key }: Question): boolean {
  return answers[key] === undefined || reopened.includes(key);
}

/** n of m, over the screens that the answers so far lead through. A follow-up counts as the screen it follows. */
export function positionOf(interview: Interview, screen: string): { at: number; of: number } {
  const screens = screensOf(interview);
  const upTo = screens.slice(0, screens.findIndex(({ id }) => id === screen) + 1);
  const counted = (list: Screen[]) => list.filter(({ id }) => !isProbe(id)).length;
  return { at: counted(upTo), of: counted(screens) };
}

/** Whose case it is; `null` while nobody is named, or when the answer was taken back. */
export function customerOf({ script, answers, customer }: Interview): { key: string; name: string } | null {
  const question = script.questions.find(({ type }) => type === 'customer');
  return question && answers[question.key]?.state === 'answered' ? customer : null;
}

/** Every question on the way, shown ones only. */
export function visibleQuestions(interview: Interview): Question[] {
  return screensOf(interview).flatMap(({ questions }) => questions);
}

export function saidAnything(interview: Interview): boolean {
  return visibleQuestions(interview).some(({ key }) => interview.answers[key]?.state === 'answered');
}
