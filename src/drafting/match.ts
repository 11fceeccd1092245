import type { PersonaKind } from '../database/tables.ts';
import type { PersonaFacts } from '../facts/facts.ts';
import { isWanted } from '../personas/persona.ts';

/** A persona already stored, as far as matching needs it. */
export type Known = {
  id: string;
  kind: PersonaKind;
  level: 'macro' | 'micro';
  parent: string | null;
  cases: string[];
};

/** From this overlap of their customers on, a group is the persona it was before. */
const SAME = 0.5;

/**
 * Which stored persona each group is: the pair with the largest overlap (Jaccard) first, each persona once.
 * A micro group is matched among the micro personas of its own parent only; a group of customers who are wanted among
 * the personas of its kind: one customer may be an ideal one and have a voice of its own.
 *
 * @param pinned groups that are a persona whatever their customers are
 * @returns group id -> persona id, for the groups that were known
 */
export function matchGroups(
  facts: PersonaFacts[],
  known: Known[],
  pinned: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const matched = new Map(pinned);
  const taken = new Set(pinned.values());
  for (const side of ['trouble', 'buyer', 'customer'] as const) {
    matchLevel(
      facts.filter(({ parentGroup, kind }) => parentGroup === null && sideOf(kind) === side),
      known.filter(({ level, id, kind }) => level === 'macro' && !taken.has(id) && sideOf(kind) === side),
      matched,
    );
  }
  for (const parent of facts.filter(({ parentGroup }) => parentGroup === null)) {
    const id = matched.get(parent.group);
    if (id === undefined) continue;
    matchLevel(
      facts.filter(({ parentGroup }) => parentGroup === parent.group),
      known.filter((one) => one.level === 'micro' && one.parent === id),
      matched,
    );
  }
  return matched;
}

/** A group of problem customers may change its verdict and stays the persona it was. */
const sideOf = (kind: PersonaKind) => (isWanted(kind) ? kind : 'trouble');

function matchLevel(facts: PersonaFacts[], known: Known[], matched: Map<string, string>): void {
  const pairs = facts.flatMap((one) =>
    known.map(({ id, cases }) => ({ group: one.group, id, share: jaccard(one.cases, cases) })),
  );
  pairs.sort((a, b) => b.share - a.share || (a.group + a.id < b.group + b.id ? -1 : 1));
  const taken = new Set<string>();
  for (const { group, id, share } of pairs) {
    if (share < SAME || matched.has(group) || taken.has(id)) continue;
    matched.set(group, id);
    taken.add(id);
  }
}

/** Shared members over all members; 0 for two empty sets. */
export function jaccard(a: string[], b: string[]): number {
  const one = new Set(a);
  const other = new Set(b);
  const shared = one.intersection(other).size;
  return shared === 0 ? 0 : shared / (one.size + other.size - shared);
}
