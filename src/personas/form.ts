import { z } from 'zod';

/** Kinds of people not to sell to that marketing guides list; each is given with the evidence for it. */
export const categories = [
  'too_advanced',
  'student_or_researcher',
  'reads_never_buys',
  'acquisition_over_lifetime',
  'problematic_or_unprofitable',
  'cannot_serve',
  'no_authority',
  'no_budget',
  'competitor',
  'low_intent',
] as const;
export type Category = (typeof categories)[number];

export const characteristics = [
  'warning_sign',
  'deep_in_funnel',
  'always_over_plan',
  'unprofitable',
  'goals_out_of_reach',
] as const;
export type Characteristic = (typeof characteristics)[number];

/** The parts of a persona's usual form: who, at what company, with which mind, buying how. */
export const facetKeys = [
  'location',
  'income',
  'education',
  'occupation',
  'jobTitle',
  'responsibilities',
  'companyType',
  'industry',
  'goals',
  'motivations',
  'challenges',
  'objections',
  'interests',
  'values',
  'communication',
  'workingStyle',
  'purchasing',
  'marketingChannels',
  'paymentMethods',
  'brandsAndMedia',
  'servicesSought',
] as const;
/** What can be said of it in words as well: what the free answers of an interview are about. */
export const parts = [
  'responsibilities',
  'occupation',
  'goals',
  'challenges',
  'objections',
  'motivations',
  'interests',
  'brandsAndMedia',
  'servicesSought',
  'biography',
  'reasons',
  'supportIssues',
  'experience',
  'wishes',
] as const;
export type Part = (typeof parts)[number];

/** Ids of the descriptions that fill each part; a part that nobody answered is absent. */
export const facets = z.partialRecord(z.enum(facetKeys), z.array(z.string()));
export type Facets = z.infer<typeof facets>;

/** The words that stand for the group: a stored answer's own by its offsets, or words put together by a person. */
export const representative = z.union([
  z.object({
    composite: z.literal(false),
    answer: z.string(),
    start: z.number().int(),
    end: z.number().int(),
  }),
  z.object({ composite: z.literal(true), text: z.string() }),
]);
