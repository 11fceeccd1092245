import type { ActionsBlock, Overflow } from '@slack/types';
import type { Reason, Visibility } from '../database/tables.ts';
import { button, context, section } from '../interview/blocks.ts';
import { visibleScreens } from '../scripts/path.ts';
import type { Script } from '../scripts/script.ts';
import { inLanguage } from '../scripts/wording.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { localTime, type Snooze } from './hours.ts';

/** An invitation as it is put before its person. */
export type Shown = {
  id: number;
  script: Script;
  language: Language;
  timeZone: string;
  visibility: Visibility;
  about: { reason: Reason; name: string | null } | null;
  closesAt: string;
  week: string;
  reminders: number;
  mostReminders: number;
};

const SNOOZES: Snooze[] = ['hours', 'tomorrow', 'next_week'];

/** The first message anybody gets: may they be asked, about what, how long it takes, who sees what they say. */
export function consentMessage(shown: Shown): SlackMessage {
  const texts = textsIn(shown.language);
  const { ask, yes, notNow, never } = texts.invitations.consent;
  const words = ask(titleOf(shown).toLowerCase(), lengthOf(shown));
  const action = (answer: string) => `invitation_consent:${shown.id}:${answer}`;
  return {
    text: words,
    blocks: [
      section(words),
      context(texts.interview.visibility[shown.visibility]),
      {
        type: 'actions',
        elements: [
          button(action('yes'), yes, 'yes', 'primary'),
          button(action('not_now'), notNow, 'not_now'),
          button(action('never'), never, 'never'),
        ],
      },
    ],
  };
}

/** What is asked, why, until when, and the four ways to answer. */
export function invitationMessage(shown: Shown): SlackMessage {
  const { language, reminders, mostReminders } = shown;
  const texts = textsIn(language);
  const { invitations } = texts;
  const title = invitations.invite(titleOf(shown), lengthOf(shown));
  const why = shown.about && aboutText(shown.about, language);
  const until = invitations.until(dayOf(shown.closesAt, shown));
  const notes = [
    ...(reminders > 0 ? [invitations.reminder(reminders, mostReminders)] : []),
    until,
    texts.interview.visibility[shown.visibility],
  ];
  return {
    text: plainText(why ?? title),
    blocks: [section(why === null ? title : `${why}\n${title}`), context(notes.join(' ')), ways(shown)],
  };
}

function ways({ id, language }: Shown): ActionsBlock {
  const texts = textsIn(language).invitations;
  const options = SNOOZES.map((value) => ({
    text: { type: 'plain_text' as const, text: texts.snooze[value] },
    value,
  }));
  const later: ActionsBlock['elements'][number] = {
    type: 'static_select',
    action_id: `invitation_snooze:${id}`,
    placeholder: { type: 'plain_text', text: texts.later },
    options,
  };
  const more: Overflow = {
    type: 'overflow',
    action_id: `invitation_more:${id}`,
    options: [
      { text: { type: 'plain_text', text: texts.mute }, value: 'mute' },
      { text: { type: 'plain_text', text: texts.settings.title }, value: 'settings' },
    ],
  };
  return {
    type: 'actions',
    elements: [
      button(`invitation_start:${id}`, texts.start, 'start', 'primary'),
      later,
      button(`invitation_decline:${id}`, texts.notThisTime, 'decline'),
      more,
    ],
  };
}

/** After a choice of when to come back to it; it can still be started at once. */
export function snoozedMessage(shown: Shown, until: string): SlackMessage {
  const texts = textsIn(shown.language).invitations;
  const words = texts.snoozed(momentOf(until, shown));
  const start = button(`invitation_start:${shown.id}`, texts.start, 'start');
  return { text: words, blocks: [section(words, start)] };
}

/** The window is over: a late answer is still an answer. */
export function closedMessage(shown: Shown): SlackMessage {
  const texts = textsIn(shown.language).invitations;
  const words = texts.closed(shown.week);
  const start = button(`invitation_start:${shown.id}`, texts.answerLate, 'start');
  return { text: words, blocks: [section(words, start)] };
}

export function mutedMessage(until: string, place: Place): SlackMessage {
  const texts = textsIn(place.language).invitations;
  const words = texts.muted(dayOf(until, place));
  return { text: words, blocks: [section(words, button('invitation_unmute', texts.unmute, 'unmute'))] };
}

export function wordsMessage(words: string): SlackMessage {
  return { text: plainText(words), blocks: [section(words)] };
}

/** Asked once, before a first interview that came from an invitation. */
export function roleMessage(invitation: number, language: Language): SlackMessage {
  const { askRole, role } = textsIn(language).interview;
  const elements = (['sales', 'support', 'marketing'] as const).map((each) =>
    button(`invitation_role:${invitation}:${each}`, role[each], each),
  );
  return { text: askRole, blocks: [section(askRole), { type: 'actions', elements }] };
}

type Place = { language: Language; timeZone: string };

/** `Tuesday, 24 November`, on their own calendar. */
export function dayOf(instant: string, { language, timeZone }: Place): string {
  return format(instant, timeZone, language, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** `Tue 24 Nov, 09:30`, on their own clock. */
export function momentOf(instant: string, { language, timeZone }: Place): string {
  const day = format(instant, timeZone, language, { weekday: 'short', day: 'numeric', month: 'short' });
  return `${day}, ${localTime(instant, timeZone).toPlainTime().toString().slice(0, 5)}`;
}

function format(
  instant: string,
  timeZone: string,
  language: Language,
  parts: Intl.DateTimeFormatOptions,
): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { timeZone, ...parts }).format(new Date(instant));
}

function aboutText({ reason, name }: { reason: Reason; name: string | null }, language: Language): string {
  const { about } = textsIn(language).invitations;
  const safe = name === null ? null : escapeMrkdwn(shorten(name, 100));
  const words = about[reason];
  return typeof words === 'string' ? words : words(safe);
}

function titleOf({ script, language }: Shown): string {
  return escapeMrkdwn(inLanguage(script.title, language));
}

/** How long it takes, as the interview itself says it. */
function lengthOf({ script, language }: Shown): string {
  return textsIn(language).interview.length(visibleScreens(script, {}, () => null).length);
}

function plainText(words: string): string {
  return words.replaceAll('*', '');
}
