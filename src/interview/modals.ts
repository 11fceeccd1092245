import type { KnownBlock, ModalView, StaticSelect } from '@slack/types';
import type { Role, Script } from '../scripts/script.ts';
import { inLanguage } from '../scripts/wording.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten, unescapeMrkdwn } from '../text/mrkdwn.ts';
import { button, section } from './blocks.ts';
import { customerInputs } from './form.ts';
import { currentScreen, customerOf, positionOf } from './progress.ts';
import type { Interview } from './state.ts';

const ROLES: readonly Role[] = ['sales', 'support', 'marketing'];
const plain = (text: string) => ({ type: 'plain_text' as const, text });

/** What the form of the message shortcut remembers; `customer` and `why` are its inputs. */
/** `author`: who wrote the message that is reported; `null` for a bot's. */
export type ReportNote = { script: string; channel: string; messageTs: string; author: string | null };

/** "Are you sure": there is no way back from a deletion. */
export function deleteView(interview: string, language: Language): ModalView {
  const texts = textsIn(language).interview;
  return {
    type: 'modal',
    callback_id: 'interview_delete',
    private_metadata: interview,
    title: plain(texts.deleteTitle),
    submit: plain(texts.deleteSubmit),
    close: plain(texts.formCancel),
    blocks: [{ type: 'section', text: plain(texts.deleteText) }],
  };
}

/** A sentence in place of a form that no longer fits. */
export function noticeView(title: string, words: string, language: Language): ModalView {
  const { close } = textsIn(language).slack;
  return { type: 'modal', title: plain(title), close: plain(close), blocks: [section(words)] };
}

/**
 * The form behind "Report problem customer". The colleague's words only fill the input: they are stored if they are sent.
 *
 * @param words the message as Slack gives it
 * @param askRole the person has not said yet which side they are on
 */
export function reportView(note: ReportNote, words: string, askRole: boolean, language: Language): ModalView {
  const texts = textsIn(language).interview;
  const text = shorten(readable(words), 3000);
  const blocks: KnownBlock[] = [
    ...customerInputs('customer', texts.reportCustomer, null, texts),
    {
      type: 'input',
      block_id: 'q.why',
      optional: true,
      label: plain(texts.reportText),
      hint: plain(texts.reportHint),
      element: {
        type: 'plain_text_input',
        action_id: 'value',
        multiline: true,
        max_length: 3000,
        ...(text === '' ? {} : { initial_value: text }),
      },
    },
  ];
  if (askRole) {
    const options = ROLES.map((role) => ({ text: plain(texts.role[role]), value: role }));
    const element: StaticSelect = {
      type: 'static_select',
      action_id: 'value',
      placeholder: plain(texts.choose),
      options,
    };
    blocks.unshift({ type: 'input', block_id: 'q.role', label: plain(texts.askRole), element });
  }
  return {
    type: 'modal',
    callback_id: 'interview_report',
    private_metadata: JSON.stringify(note),
    title: plain(texts.reportTitle),
    submit: plain(texts.reportSubmit),
    close: plain(texts.formCancel),
    blocks,
  };
}

/** Links as their words, mentions without ids: a person is going to read and edit it. */
function readable(words: string): string {
  const text = words
    .replace(/<(?:https?:|mailto:|tel:)[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<[@#!][^|>]*\|([^>]*)>/g, '$1')
    .replace(/<((?:https?:|mailto:)[^>]*)>/g, '$1')
    .replace(/<[@#!][^>]*>/g, '…');
  return unescapeMrkdwn(text).trim();
}

/** Asked once, before the first interview. `null`: which one is chosen afterwards. */
export function roleMessage(script: Script | null, language: Language): SlackMessage {
  const texts = textsIn(language).interview;
  const elements = ROLES.map((role) =>
    button(`interview_role:${script?.id ?? ''}:${role}`, texts.role[role], role),
  );
  return { text: texts.askRole, blocks: [section(texts.askRole), { type: 'actions', elements }] };
}

/** Somebody who is in the middle of one wants another. `script`: what to start once that one is stopped. */
export function oneOpenMessage(
  interview: Interview,
  script: Script | null,
  language: Language,
): SlackMessage {
  const texts = textsIn(language).interview;
  const screen = currentScreen(interview);
  const { at, of } = positionOf(interview, screen?.id ?? '');
  const customer = customerOf(interview);
  const title = escapeMrkdwn(inLanguage(interview.script.title, language));
  const words = texts.oneOpen(title, customer && escapeMrkdwn(shorten(customer.name, 100)), at, of);
  const next = script === null ? '' : `:${script.id}`;
  const elements = [
    button(`interview_resume:${interview.id}`, texts.resume, interview.id, 'primary'),
    button(`interview_switch:${interview.id}${next}`, texts.stopThat, interview.id),
  ];
  return { text: words.replaceAll('*', ''), blocks: [section(words), { type: 'actions', elements }] };
}

/** A sentence with a way to begin: a button for the script of this id. */
export function startMessage(words: string, script: string | null, language: Language): SlackMessage {
  if (script === null) return { text: words };
  const { startButton } = textsIn(language).interview;
  const start = button(`interview_start:${script}`, startButton, script);
  return { text: words, blocks: [section(words), { type: 'actions', elements: [start] }] };
}

/** A written wish to delete: a button, because what follows cannot be undone. */
export function deleteMessage(interview: string, language: Language): SlackMessage {
  const texts = textsIn(language).interview;
  const go = button(`interview_move:${interview}:end:delete`, texts.deleteAll, 'delete', 'danger');
  return {
    text: texts.deleteTitle,
    blocks: [section(texts.deleteTitle), { type: 'actions', elements: [go] }],
  };
}
