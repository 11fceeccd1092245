import type { InterviewStatus } from '../database/tables.ts';
import type { Screen } from '../scripts/path.ts';
import type { Question } from '../scripts/script.ts';
import type { Decision, Step } from './decision.ts';
import { questionOf } from './probe.ts';
import { currentScreen, isOpen, positionOf, saidAnything, screensOf, visibleQuestions } from './progress.ts';
import { type Given, readTyped } from './reading.ts';
import { refusedStep, revise, saysSame, type Written, write } from './revision.ts';
import type { Interview } from './state.ts';

/** What a person did. `screen`: the screen on which they clicked, so that a click on an old message is known for one. */
export type Input =
  | { kind: 'answer'; screen: string; answers: Record<string, Given>; messageTs?: string }
  /** A submitted form: deliberate, so it may change what was answered before, even after the end, or answer ahead. */
  | { kind: 'form'; answers: Record<string, Given>; messageTs?: string }
  /** A message typed into the conversation. */
  | { kind: 'text'; text: string; messageTs: string }
  | { kind: 'edited_message'; text: string; messageTs: string }
  | { kind: 'deleted_message'; messageTs: string }
  | { kind: 'undo'; key: string }
  | { kind: 'dont_know' | 'skip' | 'back' | 'forward'; screen: string }
  | { kind: 'pause' | 'resume' | 'stop' | 'delete_all' };

/**
 * One input, one decision. Pure: the same interview, input and instant give the same step.
 *
 * @param now ISO 8601, UTC
 */
export function advance(interview: Interview, input: Input, now: string): Step {
  if (interview.status === 'withdrawn') return same(interview, 'stale');
  switch (input.kind) {
    case 'answer':
      return answerScreen(interview, input, now);
    case 'form':
      return submitForm(interview, input, now);
    case 'text':
      return typeText(interview, input, now);
    case 'edited_message':
      return editMessage(interview, input, now);
    case 'deleted_message':
      return deleteMessage(interview, input.messageTs, now);
    case 'undo':
      return undo(interview, input.key, now);
    case 'dont_know':
    case 'skip':
    case 'back':
    case 'forward':
      return move(interview, input, now);
    case 'delete_all':
      return {
        interview: {
          ...interview,
          status: 'withdrawn',
          answers: {},
          customer: null,
          reopened: [],
          finishedAt: now,
        },
        decision: { kind: 'withdrawn' },
      };
    default:
      return isOpen(interview) ? setStatus(interview, input.kind, now) : same(interview, 'stale');
  }
}

/** Where the interview stands now, without any input. */
export function decide(interview: Interview): Decision {
  if (interview.status === 'withdrawn') return { kind: 'withdrawn' };
  if (!isOpen(interview)) return { kind: 'summary' };
  if (interview.status === 'paused') return { kind: 'paused' };
  const screen = currentScreen(interview);
  if (!screen) return { kind: 'finished', status: interview.status };
  return { kind: 'ask', screen, ...positionOf(interview, screen.id) };
}

function same(interview: Interview, kind: 'stale' | 'nothing'): Step {
  return { interview, decision: { kind } };
}

function setStatus(interview: Interview, kind: 'pause' | 'resume' | 'stop', now: string): Step {
  if (kind === 'stop') return finish(interview, 'partial', now);
  const status = kind === 'pause' ? 'paused' : 'in_progress';
  if (status === interview.status) return same(interview, 'nothing');
  const next: Interview = { ...interview, status };
  return { interview: next, decision: decide(next) };
}

/** Nothing said is an abandoned interview, whichever way it ended. */
function finish(interview: Interview, status: InterviewStatus, now: string): Step {
  const ended = saidAnything(interview) ? status : 'abandoned';
  return {
    interview: { ...interview, status: ended, reopened: [], finishedAt: now },
    decision: { kind: 'finished', status: ended },
  };
}

/** After a change: on to the next screen, or to the end. Whoever answers has resumed. */
function goOn(interview: Interview, now: string): Step {
  if (!isOpen(interview)) return { interview, decision: { kind: 'summary' } };
  const resumed: Interview =
    interview.status === 'in_progress' ? interview : { ...interview, status: 'in_progress' };
  return currentScreen(resumed)
    ? { interview: resumed, decision: decide(resumed) }
    : finish(resumed, 'complete', now);
}

/** Like {@link goOn}, but a change to an old answer does not resume a paused interview. */
function settle(interview: Interview, now: string): Step {
  return interview.status === 'paused' ? { interview, decision: { kind: 'paused' } } : goOn(interview, now);
}

function answerScreen(interview: Interview, input: Extract<Input, { kind: 'answer' }>, now: string): Step {
  const screen = currentScreen(interview);
  if (isOpen(interview) && screen?.id === input.screen) {
    const written = write(interview, screen.questions, input.answers, input.messageTs ?? null, now);
    return written.ok ? goOn(written.interview, now) : written.step;
  }
  const repeated = Object.entries(input.answers).every(([key, given]) =>
    saysSame(interview.answers[key], given),
  );
  return same(interview, repeated ? 'nothing' : 'stale');
}

/** Keys that are not to be seen (any more) are left out; a form of nothing else is out of date. */
function submitForm(interview: Interview, input: Extract<Input, { kind: 'form' }>, now: string): Step {
  const shown = visibleQuestions(interview).filter(({ key }) => input.answers[key]);
  if (shown.length === 0) return same(interview, 'stale');
  const written = write(interview, shown, input.answers, input.messageTs || null, now);
  if (!written.ok) return written.step;
  const current = isOpen(interview) ? (currentScreen(interview)?.questions ?? []) : [];
  const resumes = current.some((question) => shown.includes(question));
  return resumes ? goOn(written.interview, now) : settle(written.interview, now);
}

function typeText(
  interview: Interview,
  { text, messageTs }: { text: string; messageTs: string },
  now: string,
): Step {
  if (!isOpen(interview)) return same(interview, 'nothing');
  if (interview.status === 'paused') return { interview, decision: { kind: 'paused' } };
  const screen = currentScreen(interview);
  const question = screen?.questions[0];
  if (!screen || !question) return same(interview, 'nothing');
  if (screen.questions.length > 1) return { interview, decision: { kind: 'use_form', screen } };
  const typed = writeTyped(interview, question, text, messageTs, now);
  return typed.ok ? goOn(typed.interview, now) : typed.step;
}

function editMessage(
  interview: Interview,
  { text, messageTs }: { text: string; messageTs: string },
  now: string,
): Step {
  const question = questionOfMessage(interview, messageTs);
  if (!question) return same(interview, 'nothing');
  const typed = writeTyped(interview, question, text, messageTs, now);
  return typed.ok ? settle(typed.interview, now) : typed.step;
}

/** A typed "don't know" counts as one everywhere; a typed name still has to be found among the customers. */
function writeTyped(
  interview: Interview,
  question: Question,
  text: string,
  messageTs: string,
  now: string,
): Written {
  const { key } = question;
  const reading = readTyped(question, text, interview.language);
  if (!reading.ok) return refusedStep(interview, [{ key, refusal: reading.refusal }]);
  if (question.type === 'customer' && reading.given.state === 'answered') {
    return {
      ok: false,
      step: { interview, decision: { kind: 'which_customer', key, text: text.trim(), messageTs } },
    };
  }
  return write(interview, [question], { [key]: reading.given }, messageTs, now);
}

function deleteMessage(interview: Interview, messageTs: string, now: string): Step {
  const key = questionOfMessage(interview, messageTs)?.key;
  const answer = key === undefined ? undefined : interview.answers[key];
  if (key === undefined || !answer || answer.state === 'withdrawn') return same(interview, 'nothing');
  const before = { state: answer.state, value: answer.value };
  const withdrawn = revise(interview, key, { state: 'withdrawn', value: null, before }, now);
  return { ...settle(withdrawn, now), decision: { kind: 'answer_withdrawn', key } };
}

function undo(interview: Interview, key: string, now: string): Step {
  const before = interview.answers[key]?.before;
  if (!before) return same(interview, 'nothing');
  return settle(revise(interview, key, { ...before, before: null }, now), now);
}

function questionOfMessage(interview: Interview, messageTs: string): Question | null {
  const said = Object.entries(interview.answers).find(([, answer]) => answer.messageTs === messageTs);
  return said ? questionOf(interview, said[0]) : null;
}

type Move = Extract<Input, { kind: 'dont_know' | 'skip' | 'back' | 'forward' }>;

function move(interview: Interview, { kind, screen: id }: Move, now: string): Step {
  const screens = screensOf(interview);
  const at = screens.findIndex((one) => one.id === id);
  const screen = screens[at];
  if (!isOpen(interview) || !screen) return same(interview, 'stale');
  if (currentScreen(interview)?.id !== id)
    return same(interview, movedAlready(interview, kind, screen) ? 'nothing' : 'stale');
  const keys = screen.questions.map(({ key }) => key);
  const unanswered = screen.questions.filter(({ key }) => !interview.answers[key]);
  if (kind === 'back') {
    const previous = screens[at - 1];
    if (!previous) return same(interview, 'nothing');
    const reopened = [...interview.reopened, ...previous.questions.map(({ key }) => key)];
    return goOn({ ...interview, reopened }, now);
  }
  if (kind === 'forward' && unanswered.length > 0) return same(interview, 'nothing');
  const closed = { ...interview, reopened: interview.reopened.filter((key) => !keys.includes(key)) };
  if (kind === 'forward') return goOn(closed, now);
  // What was answered before stays: only a question that stands alone can be turned into "don't know" by one click.
  const [only] = screen.questions;
  const meant = kind === 'dont_know' && screen.questions.length === 1 && only ? [only] : unanswered;
  const given: Given = { state: kind === 'skip' ? 'skipped' : 'dont_know' };
  const written = write(closed, meant, Object.fromEntries(meant.map(({ key }) => [key, given])), null, now);
  if (!written.ok) return { ...written.step, interview };
  return goOn(written.interview, now);
}

function movedAlready({ answers }: Interview, kind: Move['kind'], { questions }: Screen): boolean {
  if (kind === 'back' || kind === 'forward') return true;
  if (kind === 'skip') return questions.every(({ key }) => answers[key] !== undefined);
  return questions.some(({ key }) => answers[key]?.state === 'dont_know');
}
