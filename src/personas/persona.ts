import { z } from 'zod';
import type { Sides } from '../evidence/evidence.ts';
import { categories, characteristics, facets, representative } from './form.ts';

const operators = ['is', 'is_not', 'in', 'at_least', 'at_most'] as const;
const kinds = ['negative', 'challenging', 'fix', 'undetermined', 'micro', 'buyer', 'customer'] as const;
const verdicts = ['avoid', 'fix', 'keep', 'undetermined'] as const;
export const teams = ['marketing', 'sales', 'support'] as const;
export type Team = (typeof teams)[number];

const evidenced = z.object({
  text: z.string(),
  /** Ids of the claims, descriptions (`d1`) or figures (`economics.revenue`) it rests on; empty only where `assumption` is true. */
  evidence: z.array(z.string()),
  assumption: z.boolean(),
});
export type Sentence = z.infer<typeof evidenced>;

const figure = z.object({
  median: z.number(),
  n: z.number().int(),
  source: z.enum(['record', 'staff', 'both']),
});
export type Figure = z.infer<typeof figure>;

const disqualifier = z.object({
  dimension: z.string(),
  operator: z.enum(operators),
  value: z.union([z.string(), z.number(), z.array(z.string())]),
  /** The trait in words: "budget below our prices". */
  text: z.string().default(''),
  evidence: z.array(z.string()).default([]),
  /** True where it only describes this group and no claim over all cases stands behind it. */
  tentative: z.boolean().default(false),
});
export type Disqualifier = z.infer<typeof disqualifier>;

/** A trait counted inside the group: said as "7 of 12", never as "more often than". */
const description = z.object({
  id: z.string(),
  dimension: z.string(),
  value: z.string(),
  text: z.string(),
  for: z.number().int(),
  of: z.number().int(),
});
export type Description = z.infer<typeof description>;
/** The same with the customers who are counted. */
export type CountedDescription = Description & Sides;

/** What is said of a description, and kept of it. */
export function uncounted({ cases: _cases, against: _against, ...told }: CountedDescription): Description {
  return told;
}

const lines = z.array(z.string()).default([]);

const edit = z.object({
  what: z.enum(['drop', 'reword', 'not_disqualifier', 'first', 'assume']),
  /** The part it stands in: `claims`, `disqualifiers`, `story`, `actions.sales` ... */
  place: z.string(),
  /** What the line rests on; and the same with the counts it was edited on. */
  about: z.string(),
  on: z.string(),
  was: z.string(),
  text: z.string(),
  reason: z.string(),
});

/** What only a buyer or customer persona, written by hand, needs; a drafted one describes by counts and quotes instead. */
const portrait = z.object({
  demographics: z.record(z.string(), z.string()).default({}),
  company: z.record(z.string(), z.string()).default({}),
  responsibilities: lines,
  personalGoals: lines,
  professionalGoals: lines,
  motivations: lines,
  challenges: lines,
  objections: lines,
  interests: lines,
  values: lines,
  communication: lines,
  purchasing: lines,
  marketingChannels: lines,
  paymentMethods: lines,
  brandsAndMedia: lines,
  servicesSought: lines,
  biography: z.string().default(''),
});

const division = z.object({
  dimension: z.string(),
  value: z.string(),
  text: z.string(),
  /** Customers with the trait, and all others: those who did not say are among them. */
  with: z.number().int(),
  without: z.number().int(),
});
export type Division = z.infer<typeof division>;

/** Personas of customers who are wanted: no verdict, no rule, nobody is turned away for them. */
export function isWanted(kind: (typeof kinds)[number]): kind is 'buyer' | 'customer' {
  return kind === 'buyer' || kind === 'customer';
}

/** What the customers of a persona are wanted as, those of its micro personas included; `null`: they are problem customers. */
export function wantedAs({
  kind,
  family,
}: Pick<PersonaBody, 'kind' | 'family'>): 'buyer' | 'customer' | null {
  return isWanted(kind) ? kind : family;
}

/** The side of the cases that a persona counts as its own; links of the other side are what it is held against. */
export function ownSide(body: Pick<PersonaBody, 'kind' | 'family'>): 'problem' | 'comparison' {
  return wantedAs(body) === null ? 'problem' : 'comparison';
}

/** What sets a micro persona apart: each trait, and how many of its parent's other customers show it. */
export function differencesIn<One extends { id: string }>({
  kind,
  descriptions,
  others,
}: Pick<PersonaBody, 'kind' | 'others'> & { descriptions: One[] }) {
  if (kind !== 'micro') return [];
  return Object.entries(others).flatMap(([id, elsewhere]) => {
    const here = descriptions.find((one) => one.id === id);
    return here ? [{ here, elsewhere }] : [];
  });
}

/** One persona as it is stored with a version and shown to people. The shape of docs/interchange.md, and more. */
export const personaBody = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  parent: z.string().nullable(),
  /** Of a drafted micro persona whose parent's customers are wanted: what they are wanted as. */
  family: z.enum(['buyer', 'customer']).nullable().default(null),
  name: z.string(),
  /** The two top traits in words. */
  subtitle: z.string(),
  verdict: z.enum(verdicts).nullable(),
  verdictReason: z.string(),
  strength: z.enum(['supported', 'tentative', 'hypothesis']),
  /** Its customers among those it was looked for in. Who they are stands beside it (customers.ts). */
  caseCount: z.object({ for: z.number().int(), of: z.number().int() }),
  reporters: z.number().int(),
  roles: z.array(z.string()),
  /** Only what can be observed before the sale. A lead matches when every one of them holds. */
  disqualifiers: z.array(disqualifier),
  redFlags: z.array(evidenced),
  story: z.array(evidenced),
  /** A short portrait put together from many customers, and of no real one: said with its title wherever it is shown. */
  biography: z.array(evidenced).default([]),
  reasonType: z.enum(['unprofitable', 'misaligned', 'difficult_to_serve']).nullable(),
  /** Which of the usual kinds of poor fit this is, where the answers say. */
  category: z
    .enum(['no_budget', 'no_authority', 'wrong_need', 'out_of_reach', 'never_meant_to_buy', 'too_costly'])
    .nullable()
    .default(null),
  economics: z.record(z.string(), figure),
  /** (revenue - cost to serve - cost to acquire) / revenue, median over the cases where all three are known. */
  margin: z.object({ median: z.number(), n: z.number().int() }).nullable().default(null),
  /** Acquiring such a customer costs more than the customer ever brings. */
  acquisitionOverLifetime: z.boolean().default(false),
  characteristics: z.array(z.enum(characteristics)),
  /** What stands behind each of them, and behind each category: evidence ids. */
  characteristicEvidence: z.partialRecord(z.enum(characteristics), z.array(z.string())).default({}),
  categories: z.array(z.object({ tag: z.enum(categories), evidence: z.array(z.string()) })).default([]),
  actions: z.object({
    marketing: z.array(evidenced),
    sales: z.array(evidenced),
    support: z.array(evidenced),
  }),
  contentToAvoid: z.array(evidenced),
  contentToUse: z.array(evidenced),
  profile: z.record(z.string(), z.object({ value: z.string(), for: z.number().int(), of: z.number().int() })),
  descriptions: z.array(description).default([]),
  /** What a buyer or customer persona says of people: counted and shown, never part of a rule or an export. */
  demographics: z.array(description).default([]),
  /**
   * By the description's id, the same trait among others: a micro persona's among its parent's other cases, a buyer or
   * customer persona's among problem customers, with `q` where those show it less often by the test of section 2.
   */
  others: z
    .record(z.string(), z.object({ for: z.number().int(), of: z.number().int(), q: z.number().optional() }))
    .default({}),
  claims: z.array(z.string()),
  /** The merges and splits by hand that formed its group, by number. */
  regrouped: z.array(z.number().int()).default([]),
  /** Traits by which a reviewer could split it: either part would pass the gates. */
  divisions: z.array(division).default([]),
  /** What a reader must know about the evidence: few cases, no comparison group, one role only. */
  cautions: z.array(z.string()).default([]),
  /** Questions to ask next, by key. */
  questions: z.array(z.string()).default([]),
  /** The ideal persona that this one is the opposite of. */
  mirrors: z.string().nullable().default(null),
  /** Stage of the buying cycle in which such leads are usually met. */
  stage: z.string().nullable().default(null),
  /** What the stage is judged by. */
  stageEvidence: z.array(z.string()).default([]),
  facets: facets.default({}),
  representativeQuote: representative.nullable().default(null),
  portrait: portrait.nullable().default(null),
  /** Invented, to show what a persona looks like. */
  sample: z.boolean().default(false),
  /** Words that a reviewer wrote; a redraft leaves them alone. */
  edited: z.array(z.enum(['name', 'subtitle', 'story'])).default([]),
  /** What reviewers changed, line by line; a redraft makes it again where the counts are the same. */
  edits: z.array(edit).default([]),
  /** Edits whose evidence has changed since: shown beside the line as it is drafted now. */
  offers: z.array(edit.extend({ now: z.string(), onNow: z.string() })).default([]),
  /** Reviewers' words for claims, by id. */
  wordings: z.record(z.string(), z.string()).default({}),
  /** docs/method.md, section 8: what the gate took out, and why. */
  dropped: z.array(z.object({ what: z.string(), why: z.string() })),
  stability: z.number().nullable(),
});
export type PersonaBody = z.infer<typeof personaBody>;

/** Every evidenced text of a persona with where it stands, in a fixed order. */
export function sentencesOf(body: PersonaBody): { place: string; sentence: Sentence }[] {
  const parts: [string, Sentence[]][] = [
    ['story', body.story],
    ['biography', body.biography],
    ['redFlags', body.redFlags],
    ...teams.map((team): [string, Sentence[]] => [`actions.${team}`, body.actions[team]]),
    ['contentToAvoid', body.contentToAvoid],
    ['contentToUse', body.contentToUse],
  ];
  return parts.flatMap(([part, list]) =>
    list.map((sentence, index) => ({ place: `${part}.${index}`, sentence })),
  );
}

/** The same persona with every evidenced text passed through `change`; `null` leaves the text out. */
export function mapSentences(
  body: PersonaBody,
  change: (place: string, sentence: Sentence) => Sentence | null,
): PersonaBody {
  const over = (part: string, list: Sentence[]) =>
    list.map((sentence, index) => change(`${part}.${index}`, sentence)).filter((kept) => kept !== null);
  return {
    ...body,
    story: over('story', body.story),
    biography: over('biography', body.biography),
    redFlags: over('redFlags', body.redFlags),
    actions: {
      marketing: over('actions.marketing', body.actions.marketing),
      sales: over('actions.sales', body.actions.sales),
      support: over('actions.support', body.actions.support),
    },
    contentToAvoid: over('contentToAvoid', body.contentToAvoid),
    contentToUse: over('contentToUse', body.contentToUse),
  };
}
