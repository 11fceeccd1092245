import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { StoredPersona } from '../personas/store.ts';
import type { Language } from '../scripts/script.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { button, context, section } from './blocks.ts';
import type { Weighed } from './decision.ts';

const TITLE = 24;
const LABEL = 150;
/** What an input takes at most, in UTF-16 units. */
const LONG = 600;
/** More lines than this no story has. */
const STORY_LINES = 10;

/** What a modal remembers of the draft it was opened on. */
export type Draft = {
  persona: string;
  version: number;
  /** The good customers its rule was seen to turn away, and what it was said to be for. */
  good?: Weighed['good'];
  use?: string;
};

/** `review_approve:p1:2` -> p1, 2 */
export function target(actionId: string): Draft {
  const [, persona = '', version = ''] = actionId.split(':');
  return { persona, version: Number(version) };
}

export function draftOf(view: ViewOutput): Draft {
  return JSON.parse(view.private_metadata) as Draft;
}

export function typedIn(view: ViewOutput, field: string): string {
  return view.state.values[field]?.value?.value ?? '';
}

/** @param weighed what the rule would have done to the known customers, ready to be shown */
export function approveModal(
  persona: StoredPersona,
  warnings: string[],
  weighed: { blocks: KnownBlock[]; good?: Weighed['good'] },
  language: Language,
): ModalView {
  const { approve } = textsIn(language).review;
  const view = modal('review_approve_use', persona, approve, language, [
    section(`*${escapeMrkdwn(persona.body.name)}*\n${escapeMrkdwn(persona.body.subtitle)}`),
    ...weighed.blocks,
    ...warnings.map((warning) => context(`:warning: ${warning}`)),
    input('use', approve.use, { hint: approve.useHint, multiline: true }),
  ]);
  const { good } = weighed;
  const draft: Draft = {
    persona: persona.id,
    version: persona.version,
    ...(good === undefined ? {} : { good }),
  };
  return { ...view, private_metadata: JSON.stringify(draft) };
}

/** Stands while the customers are read; there is nothing to submit yet. */
export function weighingModal(persona: StoredPersona, language: Language): ModalView {
  const { approve, collateral } = textsIn(language).review;
  const { submit: _submit, ...view } = modal('review_weighing', persona, approve, language, [
    section(`*${escapeMrkdwn(persona.body.name)}*\n${escapeMrkdwn(persona.body.subtitle)}`),
    context(collateral.counting),
  ]);
  return view;
}

/** The second step of an approval that turns good customers away. */
export function approveAnywayModal(draft: Draft, warning: string, language: Language): ModalView {
  const { collateral } = textsIn(language).review;
  const wording = { title: collateral.confirmTitle, submit: collateral.confirm };
  const view = modal(
    'review_approve_anyway',
    { id: draft.persona, version: draft.version },
    wording,
    language,
    [
      section(`:warning: ${warning}`),
      input('reason', collateral.why, { hint: collateral.whyHint, multiline: true }),
    ],
  );
  return { ...view, private_metadata: JSON.stringify(draft) };
}

/** What a decision asks a reason for, and the form that takes it. */
const reasonForms = {
  reject: 'review_reject_reason',
  retire: 'review_retire_reason',
  confirm: 'review_confirm_reason',
  turnPositive: 'review_positive_reason',
} as const;
export type ReasonFor = keyof typeof reasonForms;

export function reasonModal(persona: StoredPersona, what: ReasonFor, language: Language): ModalView {
  const wording = textsIn(language).review[what];
  return modal(reasonForms[what], persona, wording, language, [
    section(`*${escapeMrkdwn(persona.body.name)}*\n${escapeMrkdwn(persona.body.subtitle)}`),
    input('reason', wording.reason, { hint: wording.reasonHint, multiline: true }),
  ]);
}

export function editModal(persona: StoredPersona, language: Language): ModalView {
  const { edit, lines } = textsIn(language).review;
  const { body } = persona;
  return modal('review_edit_words', persona, edit, language, [
    input('name', edit.name, { initial: body.name, most: 80 }),
    input('subtitle', edit.subtitle, { initial: body.subtitle, most: 150 }),
    context(edit.hint),
    { type: 'actions', elements: [button('review_lines', persona.id, persona.version, lines.button)] },
    ...body.story.slice(0, STORY_LINES).map((line, index) =>
      input(`story.${index}`, edit.line(index + 1), {
        initial: line.text,
        multiline: true,
        optional: true,
      }),
    ),
  ]);
}

type Wording = { title: string; submit: string };

export function modal(
  callback: string,
  { id, version }: Pick<StoredPersona, 'id' | 'version'>,
  wording: Wording,
  language: Language,
  blocks: KnownBlock[],
): ModalView {
  const draft: Draft = { persona: id, version };
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: JSON.stringify(draft),
    title: { type: 'plain_text', text: shorten(wording.title, TITLE) },
    submit: { type: 'plain_text', text: shorten(wording.submit, TITLE) },
    close: { type: 'plain_text', text: shorten(textsIn(language).review.approve.cancel, TITLE) },
    blocks,
  };
}

export type InputOptions = {
  hint?: string;
  initial?: string;
  multiline?: boolean;
  optional?: boolean;
  most?: number;
};

export function input(id: string, label: string, options: InputOptions): InputBlock {
  const most = options.most ?? LONG;
  return {
    type: 'input',
    block_id: id,
    optional: options.optional ?? false,
    label: { type: 'plain_text', text: shorten(label, LABEL) },
    ...(options.hint === undefined
      ? {}
      : { hint: { type: 'plain_text', text: shorten(options.hint, LABEL) } }),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: options.multiline ?? false,
      max_length: most,
      ...(options.initial === undefined ? {} : { initial_value: shorten(options.initial, most) }),
    },
  };
}
