import type { Case, CaseTable } from '../cases/case.ts';
import type { Group } from './evidence.ts';

/** A trait belongs to a profile when more than half of the cases in which it is known have it, and at least this many. */
const FEWEST = 3;
const described = new Set(['macro', 'subtle', 'outcome']);

/**
 * What most cases of a group have in common, most distinctive first (against the other problem cases; described, not
 * tested). Protected traits and costs are left out.
 */
export function profileOf(
  members: readonly Case[],
  others: readonly Case[],
  dimensions: CaseTable['dimensions'],
): Group['profile'] {
  const entries: { entry: Group['profile'][number]; lead: number }[] = [];
  for (const key of Object.keys(dimensions).sort()) {
    const { level, protected: isProtected } = dimensions[key]!;
    if (isProtected || !described.has(level)) continue;
    for (const value of valuesAmong(members, key)) {
      const { having, lacking } = split(members, key, value);
      const of = having.length + lacking.length;
      if (having.length < FEWEST || having.length * 2 <= of) continue;
      const beside = split(others, key, value);
      const besideOf = beside.having.length + beside.lacking.length;
      const lead = having.length / of - (besideOf === 0 ? 0 : beside.having.length / besideOf);
      entries.push({
        entry: { trait: { dimension: key, value }, for: having.length, of, cases: having, against: lacking },
        lead,
      });
    }
  }
  return entries.sort((a, b) => b.lead - a.lead || b.entry.for - a.entry.for).map(({ entry }) => entry);
}

function valuesAmong(cases: readonly Case[], key: string): string[] {
  return [...new Set(cases.flatMap(({ traits }) => traits.get(key)?.values ?? []))].sort();
}

/** Keys of the cases that have a value and of those known not to have it. */
export function split(
  cases: readonly Case[],
  dimension: string,
  value: string,
): { having: string[]; lacking: string[] } {
  const having: string[] = [];
  const lacking: string[] = [];
  for (const { key, traits } of cases) {
    const trait = traits.get(dimension);
    if (trait === undefined || trait.disputed || trait.values === null) continue;
    if (trait.values.includes(value)) having.push(key);
    else if (!trait.contested?.includes(value)) lacking.push(key);
  }
  return { having, lacking };
}
