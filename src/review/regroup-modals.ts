import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { StoredPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { context, section } from './blocks.ts';
import { option } from './group-menu.ts';
import { input, modal } from './modals.ts';

/** Slack's own limit of options in one select. */
const MOST = 100;

/** Which draft joins this one. */
export function mergeModal(into: StoredPersona, others: StoredPersona[], language: Language): ModalView {
  const { merge, customers } = textsIn(language).review.regroup;
  const options = others
    .slice(0, MOST)
    .map(({ id, body }) => option(`${shorten(body.name, 45)} · ${customers(body.caseCount.for)}`, id));
  return modal('review_merge', into, merge, language, [
    head(into, language),
    {
      type: 'input',
      block_id: 'with',
      label: { type: 'plain_text', text: merge.with },
      element: { type: 'static_select', action_id: 'value', options },
    },
    context(merge.hint),
    why(language),
  ]);
}

/** Who becomes a persona of their own: those with a trait, or customers picked one by one. */
export function splitModal(from: StoredPersona, language: Language): ModalView {
  const { split } = textsIn(language).review.regroup;
  const { id, version, body } = from;
  const options = body.divisions
    .slice(0, MOST)
    .map((one, i) => option(`${shorten(one.text, 45)} · ${split.parts(one.with, one.without)}`, String(i)));
  const trait: InputBlock = {
    type: 'input',
    block_id: 'trait',
    optional: true,
    label: { type: 'plain_text', text: split.trait },
    element: { type: 'static_select', action_id: 'value', options },
  };
  const customers: InputBlock = {
    type: 'input',
    block_id: 'customers',
    optional: true,
    label: { type: 'plain_text', text: split.customers },
    element: {
      type: 'multi_external_select',
      action_id: `review_cases:${id}:${version}`,
      placeholder: { type: 'plain_text', text: split.find },
      min_query_length: 0,
    },
  };
  const blocks: KnownBlock[] = [
    head(from, language),
    options.length > 0 ? trait : context(split.noTrait),
    customers,
    context(split.hint),
    why(language),
  ];
  return modal('review_split', from, split, language, blocks);
}

export function undoModal(persona: StoredPersona, language: Language): ModalView {
  const { undo } = textsIn(language).review.regroup;
  return modal('review_undo', persona, undo, language, [
    head(persona, language),
    context(undo.hint),
    why(language),
  ]);
}

const head = ({ body }: StoredPersona, language: Language): KnownBlock =>
  section(
    `*${escapeMrkdwn(body.name)}* · ${textsIn(language).review.regroup.customers(body.caseCount.for)}\n${escapeMrkdwn(body.subtitle)}`,
  );

const why = (language: Language): InputBlock => {
  const { regroup } = textsIn(language).review;
  return input('reason', regroup.why, { hint: regroup.whyHint, multiline: true });
};
