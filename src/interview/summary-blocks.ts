import type { Button, KnownBlock } from '@slack/types';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import { shorten } from '../text/mrkdwn.ts';
import { answerLine, answerText, button, context, questionText, section, type Texts } from './blocks.ts';
import { customersNamedIn } from './named.ts';
import { customerOf, type Interview, screensOf } from './progress.ts';
import type { Question } from './script.ts';

/** Slack takes 50 blocks and about 10,000 characters a message; the rest is edited on the messages above. */
const LISTED_AT_MOST = 40;
const ROOM = 8_000;

/** Everything that was said, each answer with a way to change it, and what could come next. */
export function summaryMessage(interview: Interview, offer: string | null): SlackMessage {
  const texts = textsIn(interview.language).interview;
  if (interview.status === 'abandoned')
    return { text: texts.abandoned, blocks: [section(texts.abandoned), ...offerBlocks(offer, texts)] };
  const title = interview.status === 'complete' ? texts.complete : texts.partial;
  const all = screensOf(interview).flatMap(({ id, questions }) =>
    questions.map((question) => ({ id, question })),
  );
  const listed = all.slice(0, LISTED_AT_MOST);
  const room = Math.min(300, Math.floor(ROOM / Math.max(1, listed.length)) - 20);
  const blocks: KnownBlock[] = [section(title)];
  if (interview.script.case !== 'none' && customerOf(interview) === null)
    blocks.push(context(texts.noCustomer));
  for (const { id, question } of listed) {
    const edit = button(`interview_form:${interview.id}:${id}:${question.key}`, texts.edit, question.key);
    blocks.push(section(shorten(lineOf(interview, question, room), 3000), edit));
  }
  if (all.length > listed.length) blocks.push(context(texts.moreAnswers(all.length - listed.length)));
  blocks.push({ type: 'actions', elements: [deleteButton(interview, texts)] });
  blocks.push(...namedBlocks(interview, texts), ...offerBlocks(offer, texts));
  return { text: title.replaceAll('*', ''), blocks };
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
