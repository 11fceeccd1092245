import type { Trait } from '../evidence/evidence.ts';
import type { Disqualifier } from '../personas/persona.ts';
import { type Held, holds } from '../personas/rule.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import type { Lead, LeadTrait } from './lead.ts';

/** One thing that speaks against a lead: `for` of `of` problem cases had it. */
export type Reason = {
  dimension: string;
  value: string;
  text: string;
  for: number;
  of: number;
  comparison: { for: number; of: number } | null;
  reporters: number | null;
  /** Counted among the persona's own customers only: no claim over all cases stands behind it. */
  within?: 'group';
};

export type Match = { id: string; name: string; version: number; micro: boolean; reasons: Reason[] };

/** What a check says. `ask`: the dimension whose answer would decide most; `null` unless not enough is known. */
export type CheckOutcome =
  | { outcome: 'match'; matches: Match[]; ask: null }
  | { outcome: 'no_match'; matches: []; ask: null }
  | { outcome: 'not_enough_known'; matches: []; ask: string };

type Facts = Pick<Lead, 'traits' | 'excluded'>;

/** One condition of a rule, and the persona whose claims count it: a micro persona's rule begins with its parent's. */
type Condition = { condition: Disqualifier; owner: ApprovedPersona };
type Checkable = { persona: ApprovedPersona; rule: readonly Condition[] };

/** Every trait that a check can turn on. */
export function ruleTraits(personas: readonly ApprovedPersona[]): Trait[] {
  return checkable(personas).flatMap(({ rule }) =>
    rule.flatMap(({ condition: { dimension, value } }) =>
      (Array.isArray(value) ? value : [String(value)]).map((each) => ({ dimension, value: each })),
    ),
  );
}

/** Put together once for a list: the same one comes back while nothing under it has changed. */
const rules = new WeakMap<readonly ApprovedPersona[], Checkable[]>();

/** The personas a lead can be checked against: approved negative ones with a rule, and their micro personas. */
export function checkable(personas: readonly ApprovedPersona[]): readonly Checkable[] {
  const known = rules.get(personas) ?? rulesOf(personas);
  rules.set(personas, known);
  return known;
}

function rulesOf(personas: readonly ApprovedPersona[]): Checkable[] {
  const parents = new Map(
    personas.filter(({ body }) => body.kind === 'negative').map((persona) => [persona.body.id, persona]),
  );
  return personas.flatMap((persona) => {
    const { body } = persona;
    if (body.disqualifiers.length === 0) return [];
    const own = body.disqualifiers.map((condition) => ({ condition, owner: persona }));
    if (body.kind === 'negative') return [{ persona, rule: own }];
    const parent = body.kind === 'micro' && body.parent !== null ? parents.get(body.parent) : undefined;
    return parent ? [{ persona, rule: [...inherited(parent, body.disqualifiers), ...own] }] : [];
  });
}

/** A micro persona is a subset: its parent's rule holds as well, where its own says nothing else. */
function inherited(parent: ApprovedPersona, own: Disqualifier[]): Condition[] {
  const named = new Set(own.map(({ dimension }) => dimension));
  return parent.body.disqualifiers
    .filter(({ dimension }) => !named.has(dimension))
    .map((condition) => ({ condition, owner: parent }));
}

/**
 * Checks what is known of a lead against the approved negative personas. All matches, the most specific first.
 * Where none holds and some could, it names the one question that decides most.
 */
export function check(lead: Facts, personas: readonly ApprovedPersona[]): CheckOutcome {
  const said = new Set([...lead.traits, ...lead.excluded].map(({ dimension }) => dimension));
  const judged = checkable(personas).map(({ persona, rule }) => ({
    persona,
    rule,
    held: rule.map(({ condition }) => (said.has(condition.dimension) ? holds(condition, lead) : 'unknown')),
  }));
  const matches = judged
    .filter(({ held }) => held.every((state) => state === 'yes'))
    .sort((a, b) => b.rule.length - a.rule.length || share(b.persona) - share(a.persona) || byId(a, b))
    .map(({ persona, rule }) => matchOf(persona, rule, lead.traits));
  if (matches.length > 0) return { outcome: 'match', matches, ask: null };
  const open = judged.filter(({ held }) => !held.includes('no'));
  const ask = decidesMost(open);
  return ask === null
    ? { outcome: 'no_match', matches: [], ask }
    : { outcome: 'not_enough_known', matches: [], ask };
}

/** An answer counts most where it leaves least open: each open persona gives one vote, shared by its open conditions. */
function decidesMost(open: (Checkable & { held: Held[] })[]): string | null {
  const votes = new Map<string, number>();
  for (const { rule, held } of open) {
    const unknown = rule.filter((_, i) => held[i] === 'unknown');
    for (const { condition } of unknown) {
      votes.set(condition.dimension, (votes.get(condition.dimension) ?? 0) + 1 / unknown.length);
    }
  }
  const ranked = [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ranked[0]?.[0] ?? null;
}

function matchOf(persona: ApprovedPersona, rule: readonly Condition[], traits: LeadTrait[]): Match {
  const { id, name, kind } = persona.body;
  const reasons = rule.map(({ condition, owner }) => reasonOf(owner, condition, traits));
  return { id, name, version: persona.version, micro: kind === 'micro', reasons };
}

function reasonOf(persona: ApprovedPersona, condition: Disqualifier, traits: LeadTrait[]): Reason {
  const { dimension } = condition;
  const plain = Array.isArray(condition.value) ? condition.value.join(', ') : String(condition.value);
  const value = traits.find((trait) => trait.dimension === dimension)?.value ?? plain;
  const text = condition.text === '' ? `${dimension.replaceAll('_', ' ')}: ${plain}` : condition.text;
  const claim = claimFor(persona, condition);
  if (claim) {
    const { problem, comparison, reporters } = claim;
    return { dimension, value, text, for: problem.for, of: problem.of, comparison, reporters };
  }
  const none = { comparison: null, reporters: null };
  const described = describedBy(persona, condition);
  return described
    ? { dimension, value, text, for: described.for, of: described.of, ...none, within: 'group' }
    : { dimension, value, text, for: persona.body.caseCount.for, of: persona.body.caseCount.of, ...none };
}

/** How many of the persona's own customers show a condition. */
function describedBy({ body }: ApprovedPersona, { dimension, value }: Disqualifier) {
  const described = body.descriptions.find((one) => one.dimension === dimension && one.value === value);
  const profile = body.profile[dimension];
  return described ?? (profile?.value === value ? profile : null);
}

/** The claim behind a condition: the one it names, else the simplest that has its trait. */
function claimFor({ claims }: ApprovedPersona, condition: Disqualifier) {
  const has = (trait: Trait) => trait.dimension === condition.dimension && trait.value === condition.value;
  const named = claims.filter(({ id }) => condition.evidence.includes(id));
  const having = (named.length > 0 ? named : claims).filter(({ traits }) => traits.some(has));
  return having.sort((a, b) => a.traits.length - b.traits.length)[0] ?? null;
}

function share({ body }: ApprovedPersona): number {
  return body.caseCount.of === 0 ? 0 : body.caseCount.for / body.caseCount.of;
}

function byId(a: { persona: ApprovedPersona }, b: { persona: ApprovedPersona }): number {
  return a.persona.body.id < b.persona.body.id ? -1 : 1;
}
