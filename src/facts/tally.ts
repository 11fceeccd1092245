import type { Case } from '../cases/case.ts';

/** Cases by the value they gave, those who gave none or disagree left out. */
export type Tally = {
  /** Cases in which the dimension is known, sorted by key. */
  known: string[];
  /** Most frequent first, then by value. */
  values: { value: string; cases: string[]; against: string[] }[];
};

/** Who said what about one dimension. A case with several values counts for each of them. */
export function tally(cases: Case[], dimension: string): Tally {
  const known: string[] = [];
  // Where several reporters answered a `multi` question, a value that only some named counts for neither side.
  const contested = new Set<string>();
  const byValue = new Map<string, string[]>();
  for (const one of cases) {
    const { values, contested: torn } = one.traits.get(dimension) ?? {};
    if (!values || values.length === 0) continue;
    known.push(one.key);
    for (const value of torn ?? []) contested.add(`${one.key}\n${value}`);
    for (const value of new Set(values)) {
      const holders = byValue.get(value);
      if (holders) holders.push(one.key);
      else byValue.set(value, [one.key]);
    }
  }
  known.sort();
  const values = [...byValue].map(([value, holders]) => {
    const having = new Set(holders);
    return {
      value,
      cases: holders.sort(),
      against: known.filter((key) => !having.has(key) && !contested.has(`${key}\n${value}`)),
    };
  });
  values.sort((a, b) => b.cases.length - a.cases.length || (a.value < b.value ? -1 : 1));
  return { known, values };
}
