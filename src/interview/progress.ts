import type { AnswerState, InterviewStatus, Visibility } from '../database/tables.ts';
import type { Language } from '../text/language.ts';
import { type Rotation, type Screen, visibleScreens } from './path.ts';
import type { AnswerValue, Question, Role, Script } from './script.ts';

/** The newest revision of one answer. */
export type Answer = {
  /** Counts from 1; every earlier revision is kept in the database. */
  revision: number;
  state: AnswerState;
  /** `null` unless answered. For the customer question: the customer's key. */
  value: AnswerValue | null;
  /** The question exactly as it was shown. */
  wording: string;
  language: Language;
  /** Who was promised to see it. */
  visibility: Visibility;
  /** The Slack message that carried it: editing the message edits the answer. */
  messageTs: string | null;
  at: string;
  /** What a withdrawn answer said before, so that it can come back; `null` for every other answer. */
  before: { state: AnswerState; value: AnswerValue | null } | null;
};

/** One interview as plain data. Where it stands is derived from the answers; nothing counts along. */
export type Interview = {
  id: string;
  /** Pinned: the version it began with. */
  script: Script;
  person: string;
  role: Role;
  language: Language;
  /** As last named; see {@link customerOf}. */
  customer: { key: string; name: string } | null;
  status: InterviewStatus;
  visibility: Visibility;
  answers: Record<string, Answer>;
  /** Keys of answered questions that are being asked again. */
  reopened: string[];
  rotation: Rotation;
  permalink: string | null;
  startedAt: string;
  finishedAt: string | null;
};

/** An interview that takes answers. */
export function isOpen({ status }: Pick<Interview, 'status'>): boolean {
  return status === 'in_progress' || status === 'paused';
}

/** The screens that the answers so far lead through. */
export function screensOf({ script, rotation, answers }: Interview): Screen[] {
  return visibleScreens(script, rotation, (key) => answers[key]?.value ?? null);
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

/** n of m, over the screens that the answers so far lead through. */
export function positionOf(interview: Interview, screen: string): { at: number; of: number } {
  const screens = screensOf(interview);
  return { at: screens.findIndex(({ id }) => id === screen) + 1, of: screens.length };
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
