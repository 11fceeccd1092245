import {
  budgets,
  industries,
  misfits,
  others,
  type Phrase,
  type Phrases,
  roles,
  troubles,
  ways,
} from './persona-trait-phrases.ts';

const lower = (text: string) => (/^\p{Lu}\p{Ll}/u.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);
const withArticle = (text: string) => `${/^[aeiou]/i.test(text) ? 'an' : 'a'} ${lower(text)}`;
const people = (label: string) => `${lower(label)} people`;

/** Answers that say all by themselves: "aged 35 to 44", "a woman". */
const plain =
  (before = '') =>
  (_value: string, label: string): Phrase => ({
    short: `${before}${lower(label)}`,
    does: `are ${before}${lower(label)}`,
  });

const named =
  (known: Phrases, any: (label: string) => Phrase) =>
  (value: string, label: string): Phrase =>
    known[value] ?? any(label);

/** Any trait that has no words of its own: the question's name and the answer, plainly. */
export function anyTrait(name: string, _value: string, label: string): Phrase {
  return { short: `${name}: ${lower(label)}`, does: `have “${name}: ${lower(label)}”` };
}

const fromTable = (dimension: string) =>
  named(others[dimension] ?? {}, (label) => anyTrait(dimension.replaceAll('_', ' '), label, label));

/** The dimensions of the scripts that come with the bot. */
export const traits = {
  industry: named(industries, (label) => ({ short: lower(label), does: `work in ${lower(label)}` })),
  company_size: (_value: string, label: string) => ({ short: people(label), does: `have ${people(label)}` }),
  contact_role: (value: string, label: string) => {
    const who = roles[value] ?? withArticle(label);
    return { short: `${who} as the contact`, does: `have ${who} as the contact` };
  },
  lead_source: (value: string, label: string) => {
    const way = ways[value] ?? lower(label);
    return { short: `came through ${way}`, does: `come to us through ${way}` };
  },
  budget_fit: named(budgets, (label) => ({
    short: `budget: ${lower(label)}`,
    does: `have the budget “${lower(label)}”`,
  })),
  main_trouble: named(troubles, (label) => ({
    short: lower(label),
    does: `gave us trouble with “${lower(label)}”`,
  })),
  misfit: named(misfits, (label) => ({ short: lower(label), does: `did not fit: ${lower(label)}` })),
  fault: fromTable('fault'),
  take_again: fromTable('take_again'),
  visible_before_sale: fromTable('visible_before_sale'),
  preferred_channel: fromTable('preferred_channel'),
  technology_comfort: fromTable('technology_comfort'),
  decision_style: fromTable('decision_style'),
  delegation: fromTable('delegation'),
  timing: fromTable('timing'),
  tone: fromTable('tone'),
  objections: fromTable('objections'),
  main_need: fromTable('main_need'),
  buying_stage: fromTable('buying_stage'),
  buying_habit: fromTable('buying_habit'),
  payment_method: fromTable('payment_method'),
  marketing_channels: fromTable('marketing_channels'),
  company_type: fromTable('company_type'),
  location: fromTable('location'),
  support_issues: fromTable('support_issues'),
  age_group: plain('aged '),
  gender: plain(),
  marital_status: plain(),
  income_level: (_value: string, label: string): Phrase => ({
    short: `income ${lower(label)}`,
    does: `have an income ${lower(label)}`,
  }),
  education_level: plain(),
};
