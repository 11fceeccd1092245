import { readFileSync } from 'node:fs';
import type { Dimension } from '../../src/cases/case.ts';
import { dimensionsOf } from '../../src/cases/dimension.ts';
import { isEmptyWord, lexiconOf } from '../../src/leads/lexicon.ts';
import { readLead } from '../../src/leads/parse.ts';
import { fold, wordsOf } from '../../src/lookup/words.ts';
import { scripts } from '../shipped.ts';

/** A lead as a colleague would describe it, and what a careful reader takes from it. */
type Labelled = {
  id: number;
  language: 'en' | 'ru';
  text: string;
  /** `dimension=value`. */
  traits: string[];
  /** What the lead is said not to be. */
  excluded: string[];
  /** Pieces that nothing may be made of. */
  notUnderstood: string[];
};

const amount = (key: string, label: string, type: Dimension['type'], cuts: number[]): Dimension => ({
  key,
  label: { en: label },
  type,
  level: 'macro',
  observable: 'before_sale',
  protected: false,
  values: [],
  cuts,
});

/** The shipped interviews, and what a firm may have added: a question of its own, imported columns, amounts in stored bands. */
const lexicon = lexiconOf(
  {
    ...dimensionsOf(scripts),
    budget: amount('budget', 'Budget', 'money', [500, 2_000, 10_000]),
    discount_asked: amount('discount_asked', 'Discount asked', 'number', [10, 30]),
    seats: amount('seats', 'Seats', 'number', [5, 20]),
    fleet_size: amount('fleet_size', 'Fleet size', 'number', [10, 50]),
    crm: { ...amount('crm', 'CRM', 'choice', []), cuts: null },
    contract_length: {
      ...amount('contract_length', 'Contract length', 'choice', []),
      cuts: null,
      values: [
        { value: 'monthly', label: { en: 'Month to month', ru: 'Помесячный договор' } },
        { value: 'yearly', label: { en: 'A year', ru: 'На год' } },
      ],
    },
  },
  [
    { dimension: 'country', value: 'Germany' },
    { dimension: 'country', value: 'New Zealand' },
    { dimension: 'crm', value: 'Pipedrive' },
  ],
);

export function labelled(file: string): Labelled[] {
  const lines = readFileSync(`test/leads/${file}`, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Labelled);
}

/** What was read of a set of leads, against what a careful reader takes from them. */
export function measured(leads: readonly Labelled[]) {
  const rows = leads.map((lead) => {
    const read = readLead(lexicon, lead.text);
    const pairs = (traits: { dimension: string; value: string }[]) =>
      traits.map(({ dimension, value }) => `${dimension}=${value}`);
    const found = [...pairs(read.traits), ...pairs(read.excluded).map((pair) => `not ${pair}`)];
    const wanted = [...lead.traits, ...lead.excluded.map((pair) => `not ${pair}`)];
    const shown = fold(read.notUnderstood.join(' '));
    return {
      text: lead.text,
      wanted: wanted.length,
      found: wanted.filter((pair) => found.includes(pair)).length,
      missed: wanted.filter((pair) => !found.includes(pair)),
      wrong: found.filter((pair) => !wanted.includes(pair)),
      notUnderstood: read.notUnderstood,
      hidden: lead.notUnderstood.filter((piece) => !telling(piece).every((word) => shown.includes(word))),
    };
  });
  const total = (of: 'wanted' | 'found') => rows.reduce((sum, row) => sum + row[of], 0);
  return { rows, wanted: total('wanted'), found: total('found') };
}

function telling(piece: string): string[] {
  return wordsOf(piece)
    .map(({ text }) => text)
    .filter((word) => !isEmptyWord(word));
}
