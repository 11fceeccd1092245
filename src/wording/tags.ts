import type { PersonaFacts } from '../facts/facts.ts';
import type { Category, Characteristic, Facets } from '../personas/form.ts';
import type { Description, PersonaBody } from '../personas/persona.ts';

/** A tag holds where at least this share of the cases that know the trait have it, and this many. */
const SHARE = 0.5;
const FEWEST = 3;

/** Evidence ids under each tag that holds; a tag without evidence is not given. */
type Tagged<Tag extends string> = { tag: Tag; evidence: string[] }[];

function held(facts: PersonaFacts, dimension: string, ...values: string[]): string[] {
  return facts.descriptions
    .filter(
      (one) =>
        one.dimension === dimension &&
        values.includes(one.value) &&
        one.for >= FEWEST &&
        one.for >= SHARE * one.of,
    )
    .map(({ id }) => id);
}

function figures(
  { economics }: PersonaFacts,
  ...keys: (keyof PersonaFacts['economics']['figures'])[]
): string[] {
  return keys
    .filter((key) => (economics.figures[key]?.n ?? 0) >= FEWEST && (economics.figures[key]?.median ?? 0) > 0)
    .map((key) => `economics.${key}`);
}

function withEvidence<Tag extends string>(all: Record<Tag, string[]>): Tagged<Tag> {
  return (Object.keys(all) as Tag[]).flatMap((tag) =>
    all[tag].length > 0 ? [{ tag, evidence: all[tag] }] : [],
  );
}

/**
 * The usual kinds of people not to sell to, as marketing guides list them, where the answers say so.
 */
export function categoriesOf(facts: PersonaFacts): Tagged<Category> {
  if (facts.judgement.verdict !== 'avoid') return [];
  const never = held(facts, 'misfit', 'never_meant_to_buy');
  const student = held(facts, 'contact_role', 'student');
  const reading = held(facts, 'lead_source', 'website', 'social_ads');
  const { acquisitionOverLifetime, reasonType } = facts.judgement;
  return withEvidence<Category>({
    too_advanced: held(facts, 'main_trouble', 'too_advanced'),
    student_or_researcher: student,
    reads_never_buys:
      student.length === 0 && never.length > 0 && reading.length > 0 ? [...never, ...reading] : [],
    acquisition_over_lifetime: acquisitionOverLifetime
      ? ['economics.acquisition_cost', 'economics.lifetime_value']
      : [],
    problematic_or_unprofitable: [
      ...(reasonType === 'unprofitable' ? ['economics.revenue'] : []),
      ...held(facts, 'main_trouble', 'complaints', 'support_load', 'late_payment'),
    ],
    cannot_serve: held(facts, 'misfit', 'out_of_reach', 'wrong_need'),
    no_authority: held(facts, 'misfit', 'no_authority'),
    no_budget: [...held(facts, 'misfit', 'no_budget'), ...held(facts, 'budget_fit', 'below')],
    competitor: held(facts, 'contact_role', 'competitor'),
    low_intent: never,
  });
}

/** The five kinds of characteristic that the worksheet names, with what stands behind each. */
export function characteristicsOf(facts: PersonaFacts): Tagged<Characteristic> {
  // Of customers who are wanted nothing is a reason against anybody.
  if (facts.family !== null) return [];
  const { reasonType } = facts.judgement;
  const against = facts.kind === 'negative' || facts.kind === 'micro';
  return withEvidence<Characteristic>({
    warning_sign: [...(against ? signsOf(facts) : []), ...held(facts, 'visible_before_sale', 'yes')],
    deep_in_funnel: [
      ...held(facts, 'misfit', 'never_meant_to_buy'),
      ...held(facts, 'main_trouble', 'slow_decisions', 'early_exit'),
    ],
    always_over_plan: [
      ...figures(facts, 'cost_time', 'cost_money'),
      ...held(facts, 'main_trouble', 'scope_changes', 'support_load'),
    ],
    unprofitable: reasonType === 'unprofitable' ? unprofitableOf(facts) : [],
    goals_out_of_reach: [
      ...held(facts, 'misfit', 'wrong_need', 'out_of_reach'),
      ...held(facts, 'main_trouble', 'wrong_expectations', 'too_advanced'),
    ],
  });
}

/** What a lead is known by, and every claim: what problem customers have more often showed, whether or not it was seen. */
function signsOf({ rule, claims }: PersonaFacts): string[] {
  return [...new Set([...rule.flatMap(({ evidence }) => evidence), ...claims.map(({ id }) => id)])];
}

function unprofitableOf({ judgement }: PersonaFacts): string[] {
  return judgement.restsOn.filter((id) => id.startsWith('economics.'));
}

/** Where in the buying cycle they were met, as staff say it. */
const saidStages: Record<string, string> = {
  unaware: 'awareness',
  aware: 'awareness',
  comparing: 'consideration',
  deciding: 'decision',
  customer: 'retention',
};

/** Ways in that belong to one stage of the buying cycle; search ads and recommendations belong to any. */
const stages: Record<string, string[]> = {
  awareness: ['website', 'social_ads'],
  decision: ['free_trial', 'tender'],
};

/** The stage in which most of them are met, as told or judged by the way they came: `null` where nothing says. */
export function stageOf(facts: PersonaFacts): Pick<PersonaBody, 'stage' | 'stageEvidence'> {
  for (const [value, stage] of Object.entries(saidStages)) {
    const stageEvidence = held(facts, 'buying_stage', value);
    if (stageEvidence.length > 0) return { stage, stageEvidence };
  }
  for (const [stage, sources] of Object.entries(stages)) {
    const stageEvidence = held(facts, 'lead_source', ...sources);
    if (stageEvidence.length > 0) return { stage, stageEvidence };
  }
  return { stage: null, stageEvidence: [] };
}

/** Where in a persona's usual form a dimension belongs. Protected ones never become descriptions. */
const facetOf: Record<string, keyof Facets> = {
  contact_role: 'jobTitle',
  job_title: 'jobTitle',
  responsibilities: 'responsibilities',
  occupation: 'occupation',
  industry: 'industry',
  company_size: 'companyType',
  company_type: 'companyType',
  country: 'location',
  city: 'location',
  location: 'location',
  education: 'education',
  income: 'income',
  main_need: 'goals',
  goals: 'goals',
  personal_goals: 'goals',
  motivation: 'motivations',
  main_trouble: 'challenges',
  pain_points: 'challenges',
  objections: 'objections',
  interests: 'interests',
  values: 'values',
  preferred_channel: 'communication',
  decision_style: 'purchasing',
  budget_fit: 'purchasing',
  plan: 'purchasing',
  purchasing: 'purchasing',
  buying_habit: 'purchasing',
  marketing_channels: 'marketingChannels',
  tone: 'communication',
  technology_comfort: 'workingStyle',
  delegation: 'workingStyle',
  timing: 'workingStyle',
  lead_source: 'marketingChannels',
  payment_method: 'paymentMethods',
  brands: 'brandsAndMedia',
  media: 'brandsAndMedia',
  services_sought: 'servicesSought',
};

/** The group's descriptions by the parts of a persona that they fill, most of the group first. */
export function facetsOf(descriptions: readonly Description[]): Facets {
  const facets: Facets = {};
  for (const { id, dimension, value, for: holders, of } of descriptions) {
    const facet = Object.hasOwn(facetOf, dimension) ? facetOf[dimension] : undefined;
    if (facet === undefined || value === 'other' || holders < FEWEST || holders < SHARE * of) continue;
    facets[facet] = [...(facets[facet] ?? []), id];
  }
  return facets;
}
