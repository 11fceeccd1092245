import type { ViewOutput } from '@slack/bolt';
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { bandValues } from '../cases/bands.ts';
import type { Dimension } from '../cases/case.ts';
import type { Trait } from '../evidence/evidence.ts';
import type { Language } from '../scripts/script.ts';
import type { SlackMessage } from '../slack/message.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { shorten } from '../text/mrkdwn.ts';
import { type Lexicon, valuesOf } from './lexicon.ts';

const MOST_QUESTIONS = 12;
const MOST_OPTIONS = 98;
/** Stands for every value that no persona rests on. No trait has an empty name, so it is never a real value. */
const OTHER = '';
const WORDS = 'leads_words';

type Texts = Catalogue['leads'];

/** A short form: one select for each trait that an approved persona rests on, those that most rest on first. */
export function form(
  lexicon: Lexicon,
  rules: readonly Trait[],
  known: readonly Trait[],
  texts: Texts,
  language: Language,
): ModalView {
  const asked = askedBy(lexicon, rules);
  const selects = asked.map((dimension) => select(dimension, rules, known, texts, language));
  return {
    type: 'modal',
    callback_id: 'leads_check',
    title: plainText(texts.form.title),
    submit: plainText(texts.form.submit),
    close: plainText(texts.form.close),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: texts.form.intro } },
      ...selects,
      {
        type: 'input',
        block_id: WORDS,
        optional: true,
        label: plainText(texts.form.words),
        hint: plainText(texts.form.wordsHint),
        element: { type: 'plain_text_input', action_id: WORDS, multiline: true, max_length: 1_000 },
      },
    ],
  };
}

/** What a trait is called to somebody who is asked for it. */
export function nameOf({ key, label }: Dimension, texts: Texts, language: Language): string {
  return texts.traits[key] ?? label[language] ?? label.en;
}

function askedBy(lexicon: Lexicon, rules: readonly Trait[]): Dimension[] {
  const times = new Map<string, number>();
  for (const { dimension } of rules) times.set(dimension, (times.get(dimension) ?? 0) + 1);
  return [...times]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .flatMap(([dimension]) => lexicon.dimensions[dimension] ?? [])
    .slice(0, MOST_QUESTIONS);
}

function select(
  dimension: Dimension,
  rules: readonly Trait[],
  known: readonly Trait[],
  texts: Texts,
  language: Language,
): KnownBlock {
  const options = optionsOf(dimension, rules, texts, language);
  const chosen = known.find((trait) => trait.dimension === dimension.key)?.value;
  const initial = options.find(({ value }) => value === `=${chosen}`);
  return {
    type: 'input',
    block_id: `lead:${dimension.key}`,
    optional: true,
    label: plainText(shorten(nameOf(dimension, texts, language), 150)),
    element: {
      type: 'static_select',
      action_id: 'leads_value',
      placeholder: plainText(texts.form.placeholder),
      options,
      ...(initial ? { initial_option: initial } : {}),
    },
  };
}

function optionsOf(
  dimension: Dimension,
  rules: readonly Trait[],
  texts: Texts,
  language: Language,
): PlainTextOption[] {
  const bands = dimension.cuts === null ? [] : bandValues(dimension.cuts);
  const values =
    bands.length > 0 ? bands.map((value) => ({ value, label: { en: value } })) : valuesOf(dimension, rules);
  const options = values
    .filter(({ value }) => value.length < 75)
    .slice(0, MOST_OPTIONS)
    .map(({ value, label }: Dimension['values'][number]) => ({
      text: plainText(shorten((label[language] ?? label.en) || value, 75)),
      value: `=${value}`,
    }));
  const isOpen = bands.length === 0 && dimension.values.length === 0;
  return isOpen ? [...options, { text: plainText(texts.form.other), value: `=${OTHER}` }] : options;
}

export type Filled = { traits: Trait[]; excluded: Trait[]; words: string };

/** What a submitted form says. "Something else" rules out every value that a persona rests on. */
export function filledIn(view: ViewOutput, rules: readonly Trait[]): Filled {
  const filled: Filled = { traits: [], excluded: [], words: '' };
  for (const [block, fields] of Object.entries(view.state.values)) {
    if (block === WORDS) filled.words = fields[WORDS]?.value?.trim() ?? '';
    const value = fields.leads_value?.selected_option?.value.slice(1);
    if (!block.startsWith('lead:') || value === undefined) continue;
    const dimension = block.slice('lead:'.length);
    if (value === OTHER) filled.excluded.push(...rules.filter((rule) => rule.dimension === dimension));
    else filled.traits.push({ dimension, value });
  }
  return filled;
}

/** What the form turns into once it was checked. */
export function answered(message: SlackMessage, texts: Texts): ModalView {
  const blocks = (message.blocks ?? []).filter(({ type }) => type !== 'actions');
  return { type: 'modal', title: plainText(texts.form.title), close: plainText(texts.form.close), blocks };
}

/** The block that carries the fault of an empty form. */
export const firstField = WORDS;

function plainText(text: string) {
  return { type: 'plain_text' as const, text, emoji: false };
}
