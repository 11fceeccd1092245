import type { Button, InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, mentionOf, shorten } from '../text/mrkdwn.ts';
import type { Double, Spelling } from './doubles.ts';
import type { Merge } from './store.ts';

/** Slack takes 50 blocks a message. */
const PAIRS = 8;
const MERGES = 10;
const NAME = 150;
/** An option's value; a customer with a longer key is merged on the command line. */
const OPTION = 75;

const safe = (name: string) => escapeMrkdwn(shorten(name, NAME));
const section = (text: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: shorten(text, 2_900), verbatim: true },
});
const plain = (text: string) => ({ type: 'plain_text' as const, text: shorten(text, OPTION) });
const button = (action: string, text: string, value: string): Button => ({
  type: 'button',
  action_id: action,
  text: plain(text),
  value,
});

/** Likely doubles with what can be done about each, and what was merged. */
export function customersMessage(
  doubles: readonly Double[],
  merges: readonly Merge[],
  language: Language,
): SlackMessage {
  const texts = textsIn(language).customers;
  const listed = doubles.filter(({ keep, other }) => isShort(keep, other)).slice(0, PAIRS);
  const rest = doubles.length - listed.length;
  const mergeAny = listed.length === 0 ? texts.mergeTwo : texts.mergeOthers;
  const blocks: KnownBlock[] = [
    section(`*${texts.title}*\n${listed.length === 0 ? texts.none : texts.intro}`),
    ...listed.flatMap((double, n) => pairBlocks(double, n, language)),
    ...(rest > 0 ? [section(texts.more(rest))] : []),
    { type: 'actions', elements: [button('customers_merge:others', mergeAny, '[]')] },
    ...(merges.length > 0 ? [section(`*${texts.mergedTitle}*`)] : []),
    ...merges.slice(0, MERGES).map((merge, n) => mergeBlock(merge, n, language)),
  ];
  return { text: texts.title, blocks };
}

function isShort(keep: Spelling, other: Spelling): boolean {
  return keep.key.length <= OPTION && other.key.length <= OPTION;
}

function pairBlocks({ keep, other, why }: Double, n: number, language: Language): KnownBlock[] {
  const texts = textsIn(language).customers;
  const known = [keep, other].map(({ name, interviews, hasRecord }) =>
    texts.known(safe(name), interviews, hasRecord),
  );
  const value = JSON.stringify([keep.key, other.key]);
  const elements = [
    button(`customers_merge:${n}`, texts.look, value),
    button(`customers_apart:${n}`, texts.apart, value),
  ];
  return [
    section([texts.pair(safe(keep.name), safe(other.name), texts.why[why]), ...known].join('\n')),
    { type: 'actions', elements },
  ];
}

function mergeBlock({ alias, canonical, by, at }: Merge, n: number, language: Language): KnownBlock {
  const texts = textsIn(language).customers;
  const { title, text, confirm, deny } = texts.splitConfirm;
  const words = texts.merged(safe(alias.name), safe(canonical.name), mentionOf(by), at.slice(0, 10));
  const split: Button = {
    ...button(`customers_split:${n}`, texts.split, alias.key.slice(0, 2_000)),
    confirm: {
      title: plain(title),
      text: { type: 'plain_text', text },
      confirm: plain(confirm),
      deny: plain(deny),
    },
  };
  return { type: 'section', text: { type: 'mrkdwn', text: words, verbatim: true }, accessory: split };
}

type Chosen = { key: string; name: string } | null;

/** Two customers, and which of them stays. */
export function mergeModal(keep: Chosen, other: Chosen, language: Language): ModalView {
  const texts = textsIn(language).customers;
  const select = (id: string, label: string, chosen: Chosen): InputBlock => ({
    type: 'input',
    block_id: id,
    label: { type: 'plain_text', text: label },
    element: {
      type: 'external_select',
      action_id: `customers_find:${id}`,
      placeholder: plain(texts.find),
      min_query_length: 1,
      ...(chosen ? { initial_option: { text: plain(chosen.name), value: chosen.key } } : {}),
    },
  });
  return {
    type: 'modal',
    callback_id: 'customers_merge',
    title: plain(texts.formTitle),
    submit: plain(texts.submit),
    close: plain(texts.cancel),
    blocks: [
      select('keep', texts.keep, keep),
      select('other', texts.other, other),
      { type: 'context', elements: [{ type: 'plain_text', text: texts.hint }] },
    ],
  };
}

/** Options of a search; a key that is too long for one is left out. */
export function findOptions(found: { key: string; name: string }[]): { text: string; value: string }[] {
  return found
    .filter(({ key }) => key.length <= OPTION)
    .map(({ key, name }) => ({ text: shorten(name, OPTION), value: key }));
}
