import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Dropped, FindingKind } from '../cases/themes.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { context, section } from './blocks.ts';
import { input } from './modals.ts';
import type { Decided, Said, Theme, Themes } from './theme-store.ts';

const MOST_SHOWN = 10;
const MOST_SAID = 20;
const MOST_OPTIONS = 100;
const MOST_DROPPED = 8;
const EXAMPLE = 300;
const TITLE = 24;

/** What a model found in free text and nobody has decided about, with an example in the answer's own words. */
export function themesMessage({ waiting, decided, dropped }: Themes, language: Language): SlackMessage {
  const { themes } = textsIn(language);
  const intro = waiting.length === 0 ? themes.nothing : themes.intro(waiting.length);
  const shown = waiting.slice(0, MOST_SHOWN);
  const rest = waiting.length - shown.length;
  const blocks: KnownBlock[] = [
    section(intro),
    ...shown.flatMap((theme) => themeBlocks(theme, language)),
    ...(rest > 0 ? [context(themes.more(rest))] : []),
    ...decidedBlocks(decided, language),
    ...droppedBlocks(textsIn(language).themes.dropped(dropped.length), dropped, language),
  ];
  return { text: intro, blocks };
}

function themeBlocks(
  { kind, code, label, customers, people, example }: Theme,
  language: Language,
): KnownBlock[] {
  const { themes } = textsIn(language);
  const button = (action: string, text: string): Button => ({
    type: 'button',
    action_id: `${action}:${kind}:${code}`,
    text: { type: 'plain_text', text: shorten(text, 75) },
  });
  const counts = themes.counts(themes.kinds[kind], customers, people);
  const quote = `>${escapeMrkdwn(shorten(example.replaceAll('\n', ' '), EXAMPLE))}`;
  const elements = [
    button('theme_name', themes.use),
    button('theme_leave', themes.leaveOut),
    button('theme_where', themes.where),
  ];
  return [section(`*${escapeMrkdwn(label)}* (${counts})\n${quote}`), { type: 'actions', elements }];
}

function decidedBlocks(decided: Decided[], language: Language): KnownBlock[] {
  const { themes } = textsIn(language);
  if (decided.length === 0) return [];
  const used = decided.filter(({ state }) => state === 'confirmed').map(({ label }) => label);
  const options = decided.slice(0, MOST_OPTIONS).map(({ kind, code, label, state }) => ({
    text: {
      type: 'plain_text' as const,
      text: shorten(state === 'confirmed' ? label : themes.left(label), 75),
    },
    value: `${kind}:${code}`,
  }));
  const menu = {
    type: 'static_select' as const,
    action_id: 'theme_again',
    placeholder: { type: 'plain_text' as const, text: shorten(themes.again, 150) },
    options,
  };
  const names = [...new Set(used)].map(escapeMrkdwn).join(', ');
  return [...(names === '' ? [] : [section(themes.inUse(names))]), { type: 'actions', elements: [menu] }];
}

/** What the checks left out of what a model found, and why; the newest, and how many more. */
export function droppedBlocks(title: string, dropped: readonly Dropped[], language: Language): KnownBlock[] {
  const { themes } = textsIn(language);
  if (dropped.length === 0) return [];
  const lines = dropped
    .slice(0, MOST_DROPPED)
    .map(({ said, why }) => themes.droppedLine(escapeMrkdwn(said), themes.whyDropped[why]));
  const rest = dropped.length - lines.length;
  return [context([title, ...lines, ...(rest > 0 ? [themes.more(rest)] : [])].join('\n'))];
}

/** Asks for the name that a finding counts under. */
export function nameModal(kind: FindingKind, code: string, label: string, language: Language): ModalView {
  const { themes } = textsIn(language);
  return {
    type: 'modal',
    callback_id: 'theme_named',
    private_metadata: JSON.stringify({ kind, code }),
    title: { type: 'plain_text', text: shorten(themes.nameTitle, TITLE) },
    submit: { type: 'plain_text', text: shorten(themes.use, TITLE) },
    close: { type: 'plain_text', text: shorten(themes.cancel, TITLE) },
    blocks: [
      section(themes.nameIntro),
      input('name', themes.name, { initial: label, hint: themes.nameHint, most: 40 }),
    ],
  };
}

/** Every answer that tells it, with a way to say that it does not. */
export function whereModal(label: string, said: Said[], language: Language): ModalView {
  const { themes } = textsIn(language);
  const rows = said.slice(0, MOST_SAID).map(({ answer, revision, kind, code, words }): KnownBlock => {
    const text = { type: 'plain_text' as const, text: shorten(themes.wrong, 75) };
    const action_id = `theme_wrong:${kind}:${code}:${answer}:${revision}`;
    return {
      ...section(`>${escapeMrkdwn(words.replaceAll('\n', ' '))}`),
      accessory: { type: 'button', action_id, text },
    };
  });
  const rest = said.length - rows.length;
  const none = rows.length === 0 ? [section(themes.nowhere)] : [];
  return {
    type: 'modal',
    title: { type: 'plain_text', text: shorten(themes.where, TITLE) },
    close: { type: 'plain_text', text: shorten(themes.close, TITLE) },
    blocks: [
      section(`*${escapeMrkdwn(label)}*`),
      ...rows,
      ...none,
      ...(rest > 0 ? [context(themes.more(rest))] : []),
    ],
  };
}
