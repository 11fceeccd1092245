import {
  budgets,
  dimensionNames,
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
/** «От 11 до 50» — «от 11 до 50 сотрудников». */
const people = (label: string) => `${lower(label)} сотрудников`;

/** Ответы, которые понятны сами по себе: «от 35 до 44», «женщина». */
const plain =
  (before = '', after = '') =>
  (_value: string, label: string): Phrase => {
    const text = `${before}${lower(label)}${after}`;
    return { short: text, does: `отвечают признаку «${text}»` };
  };

const named =
  (known: Phrases, any: (label: string) => Phrase) =>
  (value: string, label: string): Phrase =>
    known[value] ?? any(label);

/** Признак без собственных слов: название вопроса и ответ, как есть. */
export function anyTrait(name: string, _value: string, label: string): Phrase {
  const text = `${dimensionNames[name] ?? name}: ${lower(label)}`;
  return { short: text, does: `отвечают признаку «${text}»` };
}

const fromTable = (dimension: string) =>
  named(others[dimension] ?? {}, (label) => anyTrait(dimension.replaceAll('_', ' '), label, label));

/** Измерения из сценариев, которые поставляются с ботом. */
export const traits = {
  industry: named(industries, (label) => ({
    short: lower(label),
    does: `работают в отрасли «${lower(label)}»`,
  })),
  company_size: (_value: string, label: string) => ({
    short: people(label),
    does: `насчитывают ${people(label)}`,
  }),
  contact_role: (value: string, label: string) => {
    const [who, through] = roles[value] ?? [lower(label), `контакт «${lower(label)}»`];
    return { short: `контактное лицо: ${who}`, does: `ведут переговоры через ${through}` };
  },
  lead_source: (value: string, label: string) => {
    const [way, through] = ways[value] ?? [lower(label), `через «${lower(label)}»`];
    return { short: `источник: ${way}`, does: `приходят ${through}` };
  },
  budget_fit: named(budgets, (label) => ({
    short: `бюджет: ${lower(label)}`,
    does: `описывают бюджет так: «${lower(label)}»`,
  })),
  main_trouble: named(troubles, (label) => ({
    short: lower(label),
    does: `создали проблему «${lower(label)}»`,
  })),
  misfit: named(misfits, (label) => ({ short: lower(label), does: `не подошли: ${lower(label)}` })),
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
  age_group: plain('', ' лет'),
  gender: plain(),
  marital_status: plain(),
  income_level: plain('доход '),
  education_level: plain(),
};
