import type { CaseTable, Dimension } from '../cases/case.ts';
import { namesProtectedTrait } from '../cases/protected.ts';
import type { Claim, Trait } from '../evidence/evidence.ts';
import type { Description } from '../personas/persona.ts';

/** A described trait carries a rule only where at least this share of the group has it. */
const SHARE = 0.6;
/** A rule of more traits than this would hardly ever meet a lead. */
const MOST_TRAITS = 3;
const MOST_DESCRIBED = 2;

/** Judgements about the customer, not properties of a lead, whatever a script says about when they can be seen. */
const hindsight = new Set([
  'fault',
  'take_again',
  'visible_before_sale',
  'cost_time',
  'cost_money',
  'cost_staff',
  'cost_reputation',
  'hours_to_close',
]);

/** The same for what a whole kind is known by: subtle traits are reserved for its micro personas. */
export function marksALead(dimensions: Record<string, Dimension>, dimension: string): boolean {
  return mayExclude(dimensions, dimension) && dimensions[dimension]?.level !== 'subtle';
}

export type Rule = { trait: Trait; evidence: string[]; tentative: boolean }[];

/** True where the trait can be known before anything is sold and may be held against a lead. */
export function mayExclude(dimensions: Record<string, Dimension>, dimension: string): boolean {
  const known = dimensions[dimension];
  return (
    known?.observable === 'before_sale' &&
    !known.protected &&
    !namesProtectedTrait(dimension) &&
    !hindsight.has(dimension)
  );
}

/**
 * What a lead must show to be turned away: traits that a claim over all cases supports and this group has; where no
 * claim does, the group's own most common traits, marked tentative. All of them together still describe at least
 * half of the group, so the rule never narrows to a handful.
 *
 * @param claims those that cover the group, best first
 */
export function ruleOf(
  table: CaseTable,
  group: string[],
  claims: Claim[],
  descriptions: Description[],
): Rule {
  const rule: Rule = [];
  for (const claim of claims) {
    if (claim.comparison === null || claim.strength === 'hypothesis') continue;
    if (!claim.traits.every(({ dimension }) => mayExclude(table.dimensions, dimension))) continue;
    const added = claim.traits.filter(
      ({ dimension }) => !rule.some(({ trait }) => trait.dimension === dimension),
    );
    if (added.length < claim.traits.length && claim.traits.length > 1) continue;
    const next = added.map((trait) => ({
      trait,
      evidence: [claim.id],
      tentative: claim.strength !== 'supported',
    }));
    if (
      next.length > 0 &&
      rule.length + next.length <= MOST_TRAITS &&
      holdsForHalf(table, group, [...rule, ...next])
    ) {
      rule.push(...next);
    }
  }
  return rule.length > 0 ? rule : describedRule(table, group, descriptions);
}

function describedRule(table: CaseTable, group: string[], descriptions: Description[]): Rule {
  const rule: Rule = [];
  const common = descriptions
    .filter(
      ({ dimension, for: holders, of }) =>
        marksALead(table.dimensions, dimension) && holders >= 3 && holders >= SHARE * of,
    )
    .sort((a, b) => b.for / b.of - a.for / a.of || b.for - a.for || (a.id < b.id ? -1 : 1));
  for (const { id, dimension, value } of common) {
    if (rule.length === MOST_DESCRIBED) break;
    if (rule.some(({ trait }) => trait.dimension === dimension)) continue;
    const next = { trait: { dimension, value }, evidence: [id], tentative: true };
    if (holdsForHalf(table, group, [...rule, next])) rule.push(next);
  }
  return rule;
}

/** Over the cases in which all traits of the rule are known. */
function holdsForHalf(table: CaseTable, group: string[], rule: Rule): boolean {
  const members = new Set(group);
  let known = 0;
  let holders = 0;
  for (const one of table.cases) {
    if (!members.has(one.key)) continue;
    const answers = rule.map(({ trait }) => one.traits.get(trait.dimension)?.values?.includes(trait.value));
    if (answers.includes(undefined)) continue;
    known += 1;
    if (answers.every((answer) => answer)) holders += 1;
  }
  return known > 0 && holders * 2 >= known;
}
