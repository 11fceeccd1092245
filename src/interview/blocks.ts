import type { ActionsBlock, Button, ContextBlock, KnownBlock, Overflow, SectionBlock } from '@slack/types';
import type { Screen } from '../scripts/path.ts';
import type { AnswerValue, Question } from '../scripts/script.ts';
import { inLanguage, shownValue, wordingOf } from '../scripts/wording.ts';
import type { SlackMessage } from '../slack/message.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { isProbe } from './probe.ts';
import { isPending, positionOf, screensOf } from './progress.ts';
import type { Interview } from './state.ts';

export type Texts = Catalogue['interview'];

/** Buttons show about 30 characters; longer labels go into a select. */
const SHORT_LABEL = 30;
const BUTTONS_AT_MOST = 5;
const SHOWN_QUESTION = 300;
const SHOWN_ANSWER = 300;

export function section(text: string, accessory?: Button | Overflow): SectionBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text, verbatim: true },
    ...(accessory ? { accessory } : {}),
  };
}

export function context(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

/** `action` is the registered id; what stands behind it tells the handler what was meant. */
export function button(action: string, text: string, value = text, style?: 'primary' | 'danger'): Button {
  return {
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text: shorten(text, 75) },
    value,
    ...(style ? { style } : {}),
  };
}

/** The question in the person's language and role, safe for mrkdwn and short enough for a line. */
export function questionText({ language, role }: Interview, question: Question): string {
  return escapeMrkdwn(shorten(wordingOf(question, language, role), SHOWN_QUESTION));
}

/** What stands for an answer where little room is: labels, a customer's name, or the state in words. */
export function answerText(interview: Interview, question: Question, room = SHOWN_ANSWER): string | null {
  const answer = interview.answers[question.key];
  if (answer?.state !== 'answered' || answer.value === null) return null;
  const shown =
    question.type === 'customer'
      ? (interview.customer?.name ?? String(answer.value))
      : withUnit(question, answer.value, shownValue(question, answer.value, interview.language), interview);
  return escapeMrkdwn(shorten(shown.replace(/\s+/g, ' '), room));
}

/** "3 days" was typed and 24 hours are stored: without the unit nobody could tell what was understood. */
function withUnit({ type }: Question, value: AnswerValue, shown: string, { language }: Interview): string {
  return type === 'duration' && typeof value === 'number'
    ? textsIn(language).interview.hours(shown, value)
    : shown;
}

function stateText(interview: Interview, { key }: Question, texts: Texts): string {
  const state = interview.answers[key]?.state;
  if (state === 'dont_know') return texts.notKnown;
  if (state === 'skipped') return texts.skipped;
  return state === 'withdrawn' ? texts.withdrawn : texts.unanswered;
}

/** One line for an answered question. */
export function answerLine(interview: Interview, question: Question, room?: number): string {
  const texts = textsIn(interview.language).interview;
  const answer = answerText(interview, question, room);
  const asked = questionText(interview, question);
  return answer === null
    ? texts.open(asked, stateText(interview, question, texts))
    : texts.answered(asked, answer);
}

/** The screen as it is asked: where one is, the question, the ways to answer, the ways out. */
export function questionMessage(interview: Interview, screen: Screen): SlackMessage {
  const texts = textsIn(interview.language).interview;
  const { at, of } = positionOf(interview, screen.id);
  const position = isProbe(screen.id) ? texts.followUp(at, of) : texts.position(at, of);
  const [first] = screen.questions;
  const asked = first && screen.questions.length === 1 ? first : null;
  const words = asked
    ? `*${questionText(interview, asked)}*`
    : screen.questions.map((question) => `• ${questionText(interview, question)}`).join('\n');
  const heading = asked ? questionText(interview, asked) : texts.shortQuestions(screen.questions.length);
  const blocks: KnownBlock[] = [context(position), section(shorten(words, 3000))];
  const hint = asked ? hintFor(asked, texts) : null;
  if (hint !== null) blocks.push(context(hint));
  blocks.push(
    ...(asked ? waysToAnswer(interview, asked, screen, texts) : [formButton(interview, screen, texts)]),
  );
  blocks.push(quietRow(interview, screen, texts));
  return { text: `${position}: ${heading}`, blocks };
}

function hintFor({ type }: Question, texts: Texts): string | null {
  if (type === 'text') return texts.writeIt;
  if (type === 'number' || type === 'money') return texts.writeNumber;
  if (type === 'duration') return texts.writeHours;
  if (type === 'date') return texts.writeDate;
  return type === 'customer' ? texts.writeCustomer : null;
}

function formButton(interview: Interview, screen: Screen, texts: Texts): ActionsBlock {
  const label = texts.answerForm(screen.questions.length);
  const action = `interview_form:${interview.id}:${screen.id}`;
  return { type: 'actions', elements: [button(action, label, screen.id, 'primary')] };
}

function waysToAnswer(
  interview: Interview,
  question: Question,
  screen: Screen,
  texts: Texts,
): ActionsBlock[] {
  const action = `interview_answer:${interview.id}:${screen.id}:${question.key}`;
  const form = (label: string) => button(`interview_form:${interview.id}:${screen.id}`, label, screen.id);
  const options = question.options.map(({ value, label }) => ({
    text: { type: 'plain_text' as const, text: inLanguage(label, interview.language) },
    value,
  }));
  if (question.type === 'multi') return [{ type: 'actions', elements: [form(texts.chooseSeveral)] }];
  if (question.type === 'customer') {
    const select = {
      type: 'external_select' as const,
      action_id: `interview_customer:${interview.id}:${screen.id}:${question.key}`,
      placeholder: { type: 'plain_text' as const, text: texts.findCustomer },
      min_query_length: 1,
    };
    return [{ type: 'actions', elements: [select, form(texts.newCustomer)] }];
  }
  if (options.length === 0) return [{ type: 'actions', elements: [form(texts.openForm)] }];
  const short = options.every(({ text }) => text.text.length <= SHORT_LABEL);
  if (options.length <= BUTTONS_AT_MOST && short) {
    const buttons = options.map(({ text, value }, n) => button(`${action}:${n}`, text.text, value));
    return [{ type: 'actions', elements: buttons }];
  }
  const placeholder = { type: 'plain_text' as const, text: texts.choose };
  return [
    { type: 'actions', elements: [{ type: 'static_select', action_id: action, placeholder, options }] },
  ];
}

/** "Don't know", "Skip" and, behind the menu, the ways out: there at every step and never in the way. */
function quietRow(interview: Interview, screen: Screen, texts: Texts): ActionsBlock {
  const action = (verb: string) => `interview_move:${interview.id}:${screen.id}:${verb}`;
  const open = screen.questions.filter(({ key }) => !interview.answers[key]);
  const elements: (Button | Overflow)[] = [button(action('dont_know'), texts.dontKnow, 'dont_know')];
  if (!open.some(({ required }) => required)) elements.push(button(action('skip'), texts.skip, 'skip'));
  const first = screensOf(interview)[0]?.id === screen.id;
  const forward = open.length === 0 && screen.questions.some((question) => isPending(interview, question));
  const menu: [string, string][] = [
    ...(first ? [] : [['back', texts.back] as [string, string]]),
    ...(forward ? [['forward', texts.forward] as [string, string]] : []),
    ['pause', texts.pause],
    ['stop', texts.stop],
    ['delete', texts.deleteAll],
  ];
  elements.push({
    type: 'overflow',
    action_id: action('more'),
    options: menu.map(([value, text]) => ({ text: { type: 'plain_text', text }, value })),
  });
  return { type: 'actions', elements };
}

/** A screen that has been answered, as one quiet message with a way to change it. */
export function answeredMessage(interview: Interview, screen: Screen): SlackMessage {
  const texts = textsIn(interview.language).interview;
  const room = Math.floor(2400 / screen.questions.length);
  const lines = screen.questions.map((question) =>
    answerLine(interview, question, Math.min(room, SHOWN_ANSWER)),
  );
  const edit = button(`interview_form:${interview.id}:${screen.id}`, texts.edit, screen.id);
  return {
    text: shorten(lines[0] ?? texts.edit, 300),
    blocks: [section(shorten(lines.join('\n'), 3000), edit)],
  };
}

export function pausedMessage(interview: Interview, screen: Screen): SlackMessage {
  const texts = textsIn(interview.language).interview;
  const { at, of } = positionOf(interview, screen.id);
  const words = texts.paused(at, of);
  const action = (verb: string) => `interview_move:${interview.id}:${screen.id}:${verb}`;
  const elements = [
    button(action('resume'), texts.resume, 'resume', 'primary'),
    button(action('stop'), texts.stop, 'stop'),
    button(action('delete'), texts.deleteAll, 'delete'),
  ];
  return { text: words, blocks: [section(words), { type: 'actions', elements }] };
}

/** The first message: what it is about, who sees the answers, how to stop and how to fix. */
export function introMessage(interview: Interview): SlackMessage {
  const texts = textsIn(interview.language).interview;
  const title = escapeMrkdwn(inLanguage(interview.script.title, interview.language));
  // As it was before the first answer: the message does not change while answers open and close screens.
  const screens = screensOf({ ...interview, answers: {} }).length;
  const first = texts.intro(title, texts.length(screens));
  const blocks: KnownBlock[] = [
    section(`${first}\n${texts.visibility[interview.visibility]}`),
    context(texts.howTo),
  ];
  if (interview.permalink !== null) blocks.push(context(texts.fromMessage(interview.permalink)));
  return { text: `${title}. ${texts.visibility[interview.visibility]}`, blocks };
}
