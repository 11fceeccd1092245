import type { Button, KnownBlock, SectionBlock } from '@slack/types';
import type { Question } from '../scripts/script.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import { shorten, unescapeMrkdwn } from '../text/mrkdwn.ts';
import { answerLine, answerText, button, context, questionText, section, type Texts } from './blocks.ts';
import { customersNamedIn } from './named.ts';
import { customerOf, screensOf } from './progress.ts';
import type { Interview } from './state.ts';

/** Slack takes 50 blocks and about 10,000 characters a message; the rest is edited on the messages above. */
const LISTED_AT_MOST = 40;
/** Of a select. */
const OPTIONS_AT_MOST = 100;
const ROOM = 8_000;

type Asked = { id: string; question: Question };

/** Everything that was said, each answer with a way to change it, what was left open, and what could come next. */
export function summaryMessage(interview: Interview, offer: string | null): SlackMessage {
  const texts = textsIn(interview.language).interview;
  if (interview.status === 'abandoned')
    return { text: texts.abandoned, blocks: [section(texts.abandoned), ...offerBlocks(offer, texts)] };
  const title = interview.status === 'complete' ? texts.complete : texts.partial;
  const all = screensOf(interview).flatMap(({ id, questions }) =>
    questions.map((question) => ({ id, question })),
  );
  const isOpen = ({ question: { key, type } }: Asked) => !interview.answers[key] && type !== 'customer';
  const said = all.filter((one) => !isOpen(one));
  const listed = said.slice(0, LISTED_AT_MOST);
  const room = Math.min(300, Math.floor(ROOM / Math.max(1, listed.length)) - 20);
  const blocks: KnownBlock[] = [section(title)];
  if (interview.script.case !== 'none' && customerOf(interview) === null)
    blocks.push(context(texts.noCustomer));
  for (const { id, question } of listed) {
    const edit = button(`interview_form:${interview.id}:${id}:${question.key}`, texts.edit, question.key);
    blocks.push(section(shorten(lineOf(interview, question, room), 3000), edit));
  }
  if (said.length > listed.length) blocks.push(context(texts.moreAnswers(said.length - listed.length)));
  blocks.push(...openBlocks(interview, all.filter(isOpen), texts));
  blocks.push({ type: 'actions', elements: [deleteButton(interview, texts)] });
  blocks.push(...namedBlocks(interview, texts), ...offerBlocks(offer, texts));
  return { text: title.replaceAll('*', ''), blocks };
}

/** Whoever stops early wants to leave: what was not asked takes one line. */
function openBlocks(interview: Interview, open: Asked[], texts: Texts): SectionBlock[] {
  if (open.length === 0) return [];
  const options = open.slice(0, OPTIONS_AT_MOST).map(({ id, question }) => ({
    text: {
      type: 'plain_text' as const,
      text: shorten(unescapeMrkdwn(questionText(interview, question)), 75),
    },
    value: `${id}:${question.key}`,
  }));
  const accessory = {
    type: 'static_select' as const,
    action_id: `interview_form:${interview.id}`,
    placeholder: { type: 'plain_text' as const, text: texts.answerOne },
    options,
  };
  return [{ ...section(texts.leftOpen(open.length)), accessory }];
}

/** The question and the answer share the room. */
function lineOf(interview: Interview, question: Question, room: number): string {
  const asked = questionText(interview, question);
  const answer = answerText(interview, question, Math.max(20, room - Math.min(asked.length, room / 2)));
  if (answer === null) return answerLine(interview, question, room);
  return `*${shorten(asked, Math.ceil(room / 2))}*\n${answer}`;
}

function deleteButton({ id }: Interview, texts: Texts): Button {
  return button(`interview_move:${id}:end:delete`, texts.deleteAll, 'delete');
}

/** A way to tell of each customer that was named, one by one. */
function namedBlocks(interview: Interview, texts: Texts): KnownBlock[] {
  const names = customersNamedIn(interview);
  if (names.length === 0) return [];
  const elements = names.map((name, n) => button(`interview_about:${interview.id}:${n}`, name, name));
  return [section(texts.tellOfNamed), { type: 'actions', elements }];
}

/** @param offer the id of a script about a case that went well, `null` where enough are known */
function offerBlocks(offer: string | null, texts: Texts): KnownBlock[] {
  if (offer === null) return [];
  return [
    section(texts.offerWhy),
    { type: 'actions', elements: [button(`interview_start:${offer}`, texts.offer, offer, 'primary')] },
  ];
}
