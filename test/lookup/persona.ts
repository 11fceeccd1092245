import type { Claim } from '../../src/evidence/evidence.ts';
import type { InFull } from '../../src/personas/customers.ts';
import { type PersonaBody, personaBody } from '../../src/personas/persona.ts';
import type { Voices } from '../../src/personas/quoted.ts';
import { shownToAll } from '../../src/personas/shown.ts';
import type { ApprovedPersona, Quote, StoredPersona } from '../../src/personas/store.ts';

type Parts = Partial<PersonaBody> & { id: string; name: string };

/** An approved persona as the store would give it, for pure tests. */
export function approved(parts: Parts, more: { claims?: Claim[]; quotes?: Quote[]; version?: number } = {}) {
  const body = personaBody.parse({
    kind: 'negative',
    parent: null,
    subtitle: '',
    verdict: 'avoid',
    verdictReason: '',
    strength: 'supported',
    caseCount: { for: 19, of: 40 },
    reporters: 5,
    roles: ['sales', 'support'],
    disqualifiers: [],
    redFlags: [],
    story: [],
    reasonType: 'unprofitable',
    economics: {},
    characteristics: [],
    actions: { marketing: [], sales: [], support: [] },
    contentToAvoid: [],
    contentToUse: [],
    profile: {},
    claims: (more.claims ?? []).map(({ id }) => id),
    dropped: [],
    stability: null,
    ...parts,
  });
  return {
    id: parts.id,
    version: more.version ?? 1,
    status: 'approved',
    voice: 'embedded',
    body,
    claims: more.claims ?? [],
    quotes: more.quotes ?? [],
    said: [],
    draftedAt: '2026-11-01T00:00:00.000Z',
    decidedAt: '2026-11-10T09:00:00.000Z',
    approvedAt: '2026-11-10T09:00:00.000Z',
    evidenceHash: parts.id,
  } as unknown as ApprovedPersona & StoredPersona;
}

/** The same with everybody it counts: nobody. */
export function counted(persona: ApprovedPersona & StoredPersona): StoredPersona & InFull {
  const nobody = { cases: [], against: [] };
  const sides = (list: PersonaBody['descriptions']) => list.map((one) => ({ ...one, ...nobody }));
  const { body } = persona;
  const { descriptions, demographics } = body;
  return {
    ...persona,
    body: { ...body, cases: [], descriptions: sides(descriptions), demographics: sides(demographics) },
    claims: persona.claims.map((one) => ({
      ...one,
      ...{ ...nobody, comparisonCases: [], comparisonAgainst: [] },
    })),
  };
}

/** A disqualifier with its words. */
export function rule(dimension: string, value: string | number | string[], text = '', operator = 'is') {
  return {
    dimension,
    operator,
    value,
    text,
    evidence: [],
    tentative: false,
  } as PersonaBody['disqualifiers'][number];
}

/** A claim about one trait. */
export function claim(id: string, dimension: string, value: string, parts: Partial<Claim> = {}): Claim {
  return {
    id,
    traits: [{ dimension, value }],
    problem: { for: 19, of: 40 },
    comparison: { for: 2, of: 38 },
    ratio: 9,
    interval: [0.33, 0.63],
    oddsRatio: 16,
    q: 0.001,
    reporters: 5,
    cases: ['acme'],
    against: ['zeta'],
    comparisonCases: [],
    comparisonAgainst: [],
    strength: 'supported',
    ...parts,
  };
}

/** Four personas of all sorts. */
export const house = [
  approved(
    {
      id: 'p1',
      name: 'Bargain Hunter Bob',
      subtitle: 'Budget below our prices, small retail',
      disqualifiers: [
        rule('budget_fit', 'below', 'budget below our prices'),
        rule('industry', 'retail', 'retail'),
      ],
      profile: { preferred_channel: { value: 'phone', for: 11, of: 19 } },
    },
    { version: 3, claims: [claim('c1', 'budget_fit', 'below'), claim('c2', 'industry', 'retail')] },
  ),
  approved({ id: 'p2', name: 'Student Sam', disqualifiers: [rule('contact_role', 'student', 'a student')] }),
  approved({
    id: 'p3',
    kind: 'micro',
    parent: 'p1',
    name: 'Bargain Hunter Bob on the phone',
    disqualifiers: [rule('preferred_channel', 'phone', 'prefers the phone')],
  }),
  approved({ id: 'p4', kind: 'challenging', name: 'Enterprise Emily', verdict: 'keep' }),
];

/** Nothing has changed since a persona made here was approved. */
export const todayOf = async (): Promise<ReadonlyMap<string, number>> => new Map();

/** The quotes of a persona made here that everybody may read. */
export const quotesOf = async (persona: ApprovedPersona): Promise<Voices> => ({
  quotes: (persona as ApprovedPersona & StoredPersona).quotes.filter((quote) => shownToAll(persona, quote)),
  said: [],
});
