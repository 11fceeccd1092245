import { expect, test } from 'vitest';
import type { PersonaFacts } from '../../src/facts/facts.ts';
import { categories, characteristics, facetKeys } from '../../src/personas/form.ts';
import type { CountedDescription } from '../../src/personas/persona.ts';
import { categoriesOf, characteristicsOf, facetsOf, stageOf } from '../../src/wording/tags.ts';
import { claim } from '../lookup/persona.ts';

/** Nine of twelve customers who know the trait have it; its id says which one it is. */
function described(trait: string): CountedDescription {
  const [dimension = '', value = ''] = trait.split('=');
  return { id: trait, dimension, value, text: trait, for: 9, of: 12, cases: [], against: [] };
}

const figure = (median: number) => ({ median, n: 5, source: 'staff' as const });

/** A negative group about which this much is known. */
function group(traits: string[], more: { figures?: Record<string, number>; judgement?: object } = {}) {
  const figures = Object.entries(more.figures ?? {}).map(([key, median]) => [key, figure(median)]);
  return {
    kind: 'negative',
    family: null,
    rule: [],
    claims: [],
    descriptions: traits.map(described),
    economics: { figures: Object.fromEntries(figures) },
    judgement: {
      verdict: 'avoid',
      reasonType: 'misaligned',
      acquisitionOverLifetime: false,
      restsOn: [],
      ...more.judgement,
    },
  } as unknown as PersonaFacts;
}

const tagsOf = (facts: PersonaFacts) => categoriesOf(facts).map(({ tag }) => tag);

const kinds: [(typeof categories)[number], PersonaFacts][] = [
  ['too_advanced', group(['main_trouble=too_advanced'])],
  ['student_or_researcher', group(['contact_role=student'])],
  ['reads_never_buys', group(['misfit=never_meant_to_buy', 'lead_source=website'])],
  ['acquisition_over_lifetime', group([], { judgement: { acquisitionOverLifetime: true } })],
  ['problematic_or_unprofitable', group([], { judgement: { reasonType: 'unprofitable' } })],
  ['problematic_or_unprofitable', group(['main_trouble=support_load'])],
  ['cannot_serve', group(['misfit=out_of_reach'])],
  ['no_authority', group(['misfit=no_authority'])],
  ['no_budget', group(['budget_fit=below'])],
  ['competitor', group(['contact_role=competitor'])],
  ['low_intent', group(['misfit=never_meant_to_buy'])],
];

test('every usual kind of people not to sell to is recognised from the answers', () => {
  for (const [tag, facts] of kinds) expect(tagsOf(facts)).toContain(tag);
  expect(new Set(kinds.map(([tag]) => tag))).toEqual(new Set(categories));
  expect(tagsOf(group(['industry=retail', 'budget_fit=matches']))).toEqual([]);
});

test('a student who reads is a student, and nobody is put into a category where the verdict is not to avoid', () => {
  const student = group(['contact_role=student', 'misfit=never_meant_to_buy', 'lead_source=website']);
  expect(tagsOf(student)).not.toContain('reads_never_buys');
  expect(tagsOf(group(['budget_fit=below'], { judgement: { verdict: 'keep' } }))).toEqual([]);
});

test('the five characteristics of the worksheet are tags, and every claim carries one', () => {
  const facts: PersonaFacts = {
    ...group(['misfit=never_meant_to_buy', 'main_trouble=scope_changes', 'misfit=wrong_need'], {
      figures: { cost_time: 30 },
      judgement: { reasonType: 'unprofitable', restsOn: ['economics.revenue'] },
    }),
    claims: [claim('c1', 'budget_fit', 'below'), claim('c2', 'main_trouble', 'tone')],
  };
  const tagged = characteristicsOf(facts);
  expect(tagged.map(({ tag }) => tag)).toEqual([...characteristics]);
  const carried = new Set(tagged.flatMap(({ evidence }) => evidence));
  for (const { id } of facts.claims) expect(carried).toContain(id);
});

test('the stage of the buying cycle follows from the way in, and stays open where that may be any', () => {
  expect(stageOf(group(['lead_source=website']))).toEqual({
    stage: 'awareness',
    stageEvidence: ['lead_source=website'],
  });
  expect(stageOf(group(['lead_source=free_trial'])).stage).toBe('decision');
  expect(stageOf(group(['lead_source=referral'])).stage).toBe(null);
});

test('every part of the usual form of a persona is filled by what was answered about it', () => {
  const asked = [
    ['location=emea', 'income=high', 'education=university', 'occupation=nurse', 'job_title=head'],
    ['responsibilities=events', 'company_type=startup', 'industry=retail', 'goals=growth'],
    ['motivation=recognition', 'pain_points=no_time', 'interests=cycling', 'values=fairness'],
    ['preferred_channel=email', 'purchasing=once_a_year', 'lead_source=event', 'payment_method=invoice'],
    ['brands=acme', 'services_sought=training', 'objections=price', 'delegation=shares'],
  ].flat();
  const facets = facetsOf(asked.map(described));
  expect(Object.keys(facets).sort()).toEqual([...facetKeys].sort());
  expect(facets.challenges).toEqual(['pain_points=no_time']);
  const worksheet = ['industry=retail', 'company_size=1-10', 'contact_role=owner'];
  const shared = facetsOf([...worksheet, 'main_trouble=tone', 'main_need=cut_costs'].map(described));
  expect(Object.keys(shared).sort()).toEqual(['challenges', 'companyType', 'goals', 'industry', 'jobTitle']);
});
