import type { Case } from '../cases/case.ts';
import type { Trait } from '../evidence/evidence.ts';
import type { Disqualifier, PersonaBody } from './persona.ts';

/** What is known of a lead or a customer, and what it is known not to be. `raw`: the number before its band. */
export type Known = { traits: (Trait & { raw: number | null })[]; excluded: Trait[] };
export type Held = 'yes' | 'no' | 'unknown';

/** Whether one condition holds. */
export function holds(condition: Disqualifier, { traits, excluded }: Known): Held {
  const known = traits.filter(({ dimension }) => dimension === condition.dimension);
  const denied = excluded
    .filter(({ dimension }) => dimension === condition.dimension)
    .map(({ value }) => value);
  const wanted = Array.isArray(condition.value) ? condition.value : [String(condition.value)];
  const one = known.some(({ value }) => wanted.includes(value));
  const ruledOut = wanted.every((value) => denied.includes(value));
  switch (condition.operator) {
    case 'is':
    case 'in':
      return one ? 'yes' : known.length > 0 || ruledOut ? 'no' : 'unknown';
    case 'is_not':
      return one ? 'no' : known.length > 0 || ruledOut ? 'yes' : 'unknown';
    case 'at_least':
      return compared(known, (number) => number >= Number(condition.value));
    case 'at_most':
      return compared(known, (number) => number <= Number(condition.value));
  }
}

function compared(known: Known['traits'], test: (number: number) => boolean): Held {
  const numbers = known
    .map(({ raw, value }) => raw ?? Number(value))
    .filter((number) => !Number.isNaN(number));
  return numbers.length === 0 ? 'unknown' : numbers.every(test) ? 'yes' : 'no';
}

/** A rule holds where every condition does; one that does not settles it, however much is unknown. */
export function allHold(rule: readonly Disqualifier[], known: Known): Held {
  const held = rule.map((condition) => holds(condition, known));
  if (held.includes('no')) return 'no';
  return held.includes('unknown') ? 'unknown' : 'yes';
}

/** Every condition a lead must meet: a micro persona is a subset, so its parent's rule holds where its own says nothing else. */
export function wholeRule(body: PersonaBody, parent: PersonaBody | null): Disqualifier[] {
  const named = new Set(body.disqualifiers.map(({ dimension }) => dimension));
  const inherited = parent?.disqualifiers.filter(({ dimension }) => !named.has(dimension)) ?? [];
  return [...inherited, ...body.disqualifiers];
}

/** A customer as a rule sees it. Where reports disagree on a value that the rule asks for, nothing is known. */
export function knownOf({ traits }: Pick<Case, 'traits'>, rule: readonly Disqualifier[]): Known {
  const known: Known = { traits: [], excluded: [] };
  for (const { dimension, value: wanted } of rule) {
    const trait = traits.get(dimension);
    const contested = trait?.contested?.some((value) => [wanted].flat().includes(value));
    if (!trait || trait.disputed || contested) continue;
    const values = trait.values ?? (trait.raw === null ? [] : [String(trait.raw)]);
    known.traits.push(...values.map((value) => ({ dimension, value, raw: trait.raw })));
  }
  return known;
}
