import type { Button, ConfirmationDialog, KnownBlock, ModalView } from '@slack/types';
import type { Visibility } from '../database/tables.ts';
import { screensOf } from '../interview/progress.ts';
import type { Interview } from '../interview/state.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { said } from './download.ts';
import { isWider, type Kept, type KeptAnswer, type KeptInterview } from './kept.ts';

/** Slack allows 100 blocks in a view: one an interview, two an answer. */
const INTERVIEWS = 25;
const ANSWERS = 40;
const SECTION = 2_900;
const VISIBILITIES: readonly Visibility[] = ['aggregates', 'reviewers', 'all'];

type Confirm = { title: string; text: string; confirm: string; deny: string };

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const section = (text: string, accessory?: Button): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: shorten(text, SECTION), verbatim: true },
  ...(accessory ? { accessory } : {}),
});
const context = (text: string): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: shorten(text, SECTION), verbatim: true }],
});

function button(action: string, text: string, confirm?: Confirm, style?: 'primary' | 'danger'): Button {
  return {
    type: 'button',
    action_id: action,
    text: plain(text),
    ...(style ? { style } : {}),
    ...(confirm ? { confirm: dialog(confirm, style) } : {}),
  };
}

function dialog({ title, text, confirm, deny }: Confirm, style?: 'primary' | 'danger'): ConfirmationDialog {
  return {
    title: plain(title),
    text: plain(text),
    confirm: plain(confirm),
    deny: plain(deny),
    ...(style ? { style } : {}),
  };
}

function modal(title: string, blocks: KnownBlock[], language: Language): ModalView {
  return { type: 'modal', title: plain(title), close: plain(textsIn(language).slack.close), blocks };
}

/** Who sees the answers, all that is kept, interview by interview, and the ways to take it along or away. */
export function keptModal(kept: Kept, promise: Visibility, language: Language): ModalView {
  const { privacy: texts, interview } = textsIn(language);
  const { interviews } = kept;
  const answers = interviews.flatMap((one) => one.answers);
  const wordings = answers.flatMap((one) => one.wordings).length;
  const narrower = interviews.some(({ visibility }) => isWider(promise, visibility));
  const roles: Record<string, string> = textsIn(language).interview.role;
  const role = kept.role === null ? null : escapeMrkdwn(roles[kept.role] ?? kept.role);
  const blocks: KnownBlock[] = [
    section(`${texts.who}\n${texts.whoNow(interview.visibility[promise])}`),
    ...(narrower ? widenBlocks(promise, language) : []),
    section(
      interviews.length === 0 ? texts.nothing : texts.total(interviews.length, answers.length, wordings),
    ),
    ...interviews.slice(0, INTERVIEWS).map((one, n) => interviewLine(one, n, language)),
    ...(interviews.length > INTERVIEWS ? [context(texts.more(interviews.length - INTERVIEWS))] : []),
    { type: 'divider' },
    section(texts.hears(kept.hearsBack), hearButton(kept.hearsBack, language)),
    section(texts.thanked(kept.namedInThanks), thankButton(kept.namedInThanks, language)),
    context(texts.also(role, kept.invitations.length, kept.checks.length)),
    context(texts.elsewhere(kept.exports.length)),
    {
      type: 'actions',
      elements: [
        button('privacy_download', texts.download.button),
        button('privacy_delete_all', texts.deleteAll, texts.deleteAllConfirm, 'danger'),
      ],
    },
  ];
  return modal(texts.title, blocks, language);
}

function widenBlocks(promise: Visibility, language: Language): KnownBlock[] {
  const { privacy: texts, interview } = textsIn(language);
  const allow = button(`privacy_widen:${promise}`, texts.widen, texts.widenConfirm);
  return [section(texts.widened(interview.visibility[promise])), { type: 'actions', elements: [allow] }];
}

function hearButton(hears: boolean, language: Language): Button {
  const { privacy: texts } = textsIn(language);
  return button(`privacy_hear:${hears ? 'off' : 'on'}`, hears ? texts.hearOff : texts.hearOn);
}

function thankButton(named: boolean, language: Language): Button {
  const { privacy: texts } = textsIn(language);
  return button(`privacy_thank:${named ? 'off' : 'on'}`, named ? texts.thankOff : texts.thankOn);
}

function interviewLine(one: KeptInterview, n: number, language: Language): KnownBlock {
  const { privacy: texts } = textsIn(language);
  const customer = escapeMrkdwn(shorten(one.customer ?? texts.nobody, 150));
  const day = one.startedAt.slice(0, 10);
  const line = texts.line(escapeMrkdwn(shorten(one.title, 150)), customer, day, one.answers.length);
  const look = { ...button(`privacy_interview:${n}`, texts.open), value: one.id };
  return section(`${line}\n${texts.seen[one.visibility]}`, look);
}

/** One interview, each answer with a way to change and to delete it. `live`: what the answers belong to, for editing. */
export function interviewModal(one: KeptInterview, live: Interview | null, language: Language): ModalView {
  const { privacy: texts } = textsIn(language);
  const screens = new Map(
    (live ? screensOf(live) : []).flatMap(({ id, questions }) => questions.map(({ key }) => [key, id])),
  );
  const customer = escapeMrkdwn(shorten(one.customer ?? texts.nobody, 150));
  const line = texts.line(
    escapeMrkdwn(shorten(one.title, 150)),
    customer,
    one.startedAt.slice(0, 10),
    one.answers.length,
  );
  const blocks: KnownBlock[] = [
    section(`${line}\n${texts.seen[one.visibility]}`),
    visibilityBlock(one, language),
    ...one.answers.slice(0, ANSWERS).flatMap((answer) => answerBlocks(one, answer, screens, language)),
    ...(one.answers.length > ANSWERS ? [context(texts.answersMore(one.answers.length - ANSWERS))] : []),
    {
      type: 'actions',
      elements: [
        button('privacy_delete_interview', texts.deleteInterview, texts.deleteInterviewConfirm, 'danger'),
      ],
    },
  ];
  return { ...modal(texts.interviewTitle, blocks, language), private_metadata: one.id };
}

function visibilityBlock({ visibility }: KeptInterview, language: Language): KnownBlock {
  const { privacy: texts } = textsIn(language);
  const option = (value: Visibility) => ({ text: plain(texts.visibilityOptions[value]), value });
  return {
    type: 'section',
    text: plain(texts.visibility),
    accessory: {
      type: 'static_select',
      action_id: 'privacy_visibility',
      options: VISIBILITIES.map(option),
      initial_option: option(visibility),
    },
  };
}

function answerBlocks(
  { id }: KeptInterview,
  answer: KeptAnswer,
  screens: Map<string, string>,
  language: Language,
): KnownBlock[] {
  const { privacy: texts } = textsIn(language);
  const newest = answer.wordings.at(-1);
  if (!newest) return [];
  const asked = escapeMrkdwn(shorten(newest.asked, 300));
  const words = escapeMrkdwn(shorten(said(newest, texts), 1_000));
  const screen = screens.get(answer.question);
  const edit =
    screen === undefined
      ? []
      : [{ ...button(`interview_form::${screen}:${answer.question}`, texts.edit), value: id }];
  const drop = button(
    `privacy_delete_answer:${answer.question}`,
    texts.deleteAnswer,
    texts.deleteAnswerConfirm,
    'danger',
  );
  return [
    section(texts.answer(asked, words, answer.wordings.length)),
    { type: 'actions', elements: [...edit, drop] },
  ];
}

/** A sentence in place of what was there. */
export function noticeModal(words: string, language: Language): ModalView {
  return modal(textsIn(language).privacy.title, [section(words)], language);
}

/** May these words be quoted although nobody else stands behind the persona? */
export function askMessage(
  persona: string,
  quote: string,
  id: { answer: number; revision: number; start: number; end: number },
  language: Language,
): SlackMessage {
  const texts = textsIn(language).privacy;
  const words = texts.ask(
    escapeMrkdwn(shorten(persona, 150)),
    escapeMrkdwn(shorten(quote, 1_500)).replaceAll('\n', '\n>'),
  );
  const about = `${id.answer}:${id.revision}:${id.start}:${id.end}`;
  const elements = [
    button(`privacy_quote:yes:${about}`, texts.yes),
    button(`privacy_quote:no:${about}`, texts.no),
  ];
  return {
    text: words.split('\n', 1)[0]?.replaceAll('*', '') ?? '',
    blocks: [section(words), { type: 'actions', elements }],
  };
}

/** One line: in which personas a person's answers counted. */
export function countedMessage(names: string[], language: Language): SlackMessage {
  const words = countedWords(names, language);
  return {
    text: words.replaceAll('*', ''),
    blocks: [section(words, button('privacy_hear:off', textsIn(language).privacy.stopTelling))],
  };
}

/** The same in one line of mrkdwn. */
export function countedWords(names: string[], language: Language): string {
  const shown = names.slice(0, 3).map((name) => `*${escapeMrkdwn(shorten(name, 100))}*`);
  return textsIn(language).privacy.counted(shown.join(', '), names.length - shown.length);
}
