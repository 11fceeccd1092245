import type { CaseTable } from '../../src/cases/case.ts';

/** A table as plain data, every trait and source written out, so that two can be compared. */
export function plainOf({ cases, dimensions, ...rest }: CaseTable) {
  const keys = Object.keys(dimensions);
  const written = cases.map(({ traits, sources, ...one }) => ({
    ...one,
    traits: Object.fromEntries(keys.map((key) => [key, traits.get(key)])),
    sources: Object.fromEntries(keys.map((key) => [key, sources.get(key)])),
  }));
  return { ...rest, dimensions, cases: written };
}
