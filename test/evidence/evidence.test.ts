import fc from 'fast-check';
import { expect, test } from 'vitest';
import { microWorld, noiseWorld, plantedWorld, strong, tableOf, weak } from '../../eval/worlds.ts';
import type { Case, CaseTable, CaseTrait, Source } from '../../src/cases/case.ts';
import { findCommon } from '../../src/evidence/claims.ts';
import { findEvidence } from '../../src/evidence/find.ts';
import { groupGates } from '../../src/evidence/groups.ts';
import { markedBy } from '../../src/evidence/marks.ts';
import { findRules } from '../../src/evidence/rules.ts';

/** Small tables of random cases: three dimensions, one of them protected; what is unknown is absent. */
const tables = fc
  .array(
    fc.record({
      problem: fc.boolean(),
      fit: fc.option(fc.constantFrom('below', 'matches'), { nil: null }),
      size: fc.option(fc.constantFrom('small', 'large', 'huge'), { nil: null }),
      age: fc.constantFrom('young', 'old'),
      disputed: fc.boolean(),
      reporter: fc.constantFrom('ann', 'bob', 'cid'),
    }),
    { minLength: 1, maxLength: 70 },
  )
  .map((rows): CaseTable => {
    const cases = rows.map((row, i): Case => {
      const source = { answer: i, revision: 1, reporter: row.reporter, role: 'sales' };
      const trait = (key: string, value: string, disputed = false): [string, CaseTrait] => [
        key,
        { values: disputed ? null : [value], disputed, raw: null },
      ];
      const key = `case${String(i).padStart(3, '0')}`;
      return {
        key,
        name: key,
        kind: row.problem ? 'problem' : 'comparison',
        reporters: [row.reporter],
        roles: ['sales'],
        hasRecord: false,
        record: null,
        traits: new Map([
          ...(row.fit === null ? [] : [trait('fit', row.problem ? 'below' : row.fit, row.disputed)]),
          ...(row.size === null ? [] : [trait('size', row.size)]),
          trait('age', row.age),
        ]),
        sources: { get: () => [source] },
        texts: [],
      };
    });
    const portrayed = { buyer: [], customer: [] };
    return { cases, dimensions: dimensions(), disputed: [], leftOut: ['age'], portrayed, unjudged: [] };
  });

function dimensions(): CaseTable['dimensions'] {
  const base = tableOf(noiseWorld(2, [2, 2, 2], 0, 1), [1, 1]).dimensions.item0!;
  return {
    fit: { ...base, key: 'fit' },
    size: { ...base, key: 'size' },
    age: { ...base, key: 'age', protected: true },
  };
}

test('every problem case is in exactly one group or at the fringe of one, and no protected trait is in any rule or profile', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const evidence = findEvidence(table);
      const problems = table.cases.filter(({ kind }) => kind === 'problem').map(({ key }) => key);
      expect(evidence.groups.flatMap(({ cases, fringe = [] }) => [...cases, ...fringe]).sort()).toEqual(
        problems,
      );
      const kept = evidence.groups.filter((group) => group.kept).flatMap(({ cases }) => cases);
      expect([...kept, ...evidence.unexplained].sort()).toEqual(problems);
      const traits = [
        ...evidence.claims.flatMap((claim) => claim.traits),
        ...evidence.groups.flatMap(({ profile }) => profile.map(({ trait }) => trait)),
      ];
      expect(traits.filter(({ dimension }) => dimension === 'age')).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("a claim's counts, cases and cases against are those of a plain recount", () => {
  fc.assert(
    fc.property(tables, (table) => {
      const claims = [
        ...findRules(table.cases, table.dimensions, 2),
        ...findCommon(
          table.cases.filter(({ kind }) => kind === 'problem'),
          table.dimensions,
          1,
        ),
      ];
      for (const claim of claims) {
        const known = table.cases.filter(({ traits }) =>
          claim.traits.every(({ dimension }) => traits.get(dimension)?.values != null),
        );
        const having = known.filter(({ traits }) =>
          claim.traits.every(({ dimension, value }) => traits.get(dimension)?.values?.includes(value)),
        );
        const keys = (cases: Case[], kind: Case['kind']) =>
          cases.filter((one) => one.kind === kind).map(({ key }) => key);
        const lacking = known.filter((one) => !having.includes(one));
        expect(claim.cases).toEqual(keys(having, 'problem'));
        expect(claim.against).toEqual(keys(lacking, 'problem'));
        expect(claim.problem).toEqual({ for: claim.cases.length, of: keys(known, 'problem').length });
        if (claim.comparison === null) continue;
        expect(claim.comparison).toEqual({
          for: keys(having, 'comparison').length,
          of: keys(known, 'comparison').length,
        });
        expect(claim.comparisonCases).toEqual(keys(having, 'comparison'));
        expect(claim.comparisonAgainst).toEqual(keys(lacking, 'comparison'));
      }
    }),
    { numRuns: 100 },
  );
});

test('an answer that is removed is counted by no claim', () => {
  fc.assert(
    fc.property(tables, fc.nat(), (table, at) => {
      const place = at % table.cases.length;
      const { key } = table.cases[place]!;
      const cases = table.cases.map((one, i) => {
        if (i !== place) return one;
        return {
          ...one,
          traits: { get: (key: string) => (key === 'fit' ? undefined : one.traits.get(key)) },
        };
      });
      for (const claim of findEvidence({ ...table, cases }).claims) {
        if (!claim.traits.some(({ dimension }) => dimension === 'fit')) continue;
        const counted = [claim.cases, claim.against, claim.comparisonCases, claim.comparisonAgainst].flat();
        expect(counted).not.toContain(key);
      }
    }),
    { numRuns: 40 },
  );
});

test('the order of cases and a duplicated report leave the evidence as it is', () => {
  const { items } = plantedWorld({ ...strong, n: 48 }, 3);
  const table = tableOf(
    items,
    Array.from({ length: 48 }, (_, i) => (i % 4 === 0 ? 0 : 1)),
  );
  const doubled = table.cases.map((one) => ({
    ...one,
    sources: {
      get: (key: string) =>
        one.sources
          .get(key)
          ?.flatMap((source): Source[] => [source, { ...source, answer: 90_000 } as Source]),
    },
  }));
  const evidence = findEvidence(table);
  expect(findEvidence({ ...table, cases: [...table.cases].reverse() })).toEqual(evidence);
  expect(findEvidence({ ...table, cases: doubled })).toEqual(evidence);
});

test('planted kinds come back as supported groups', () => {
  const { items, truth } = plantedWorld(strong, 11);
  const evidence = findEvidence(tableOf(items, new Uint8Array(60).fill(1)));
  expect(evidence.groups.map(({ strength }) => strength)).toEqual(['supported', 'supported', 'supported']);
  for (const { cases, profile } of evidence.groups) {
    const kinds = cases.map((key) => truth[Number(key.slice(4))]!);
    const most = Math.max(...[0, 1, 2].map((kind) => kinds.filter((one) => one === kind).length));
    expect(most / cases.length).toBeGreaterThan(0.85);
    expect(profile.length).toBeGreaterThan(3);
    for (const { for: having, of, cases: with_, against } of profile) {
      expect(with_.length).toBe(having);
      expect(against.length).toBe(of - having);
      expect(having * 2).toBeGreaterThan(of);
    }
  }
  expect(evidence.overall).toBeNull();
});

test('noise keeps no groups, and says so', () => {
  const evidence = findEvidence(tableOf(noiseWorld(60, [3, 4, 3, 4], 0.1, 1), new Uint8Array(60).fill(1)));
  expect(evidence.groups.some(({ kept }) => kept)).toBe(false);
  expect(evidence.microGroups).toEqual([]);
  expect(evidence.unexplained).toHaveLength(60);
  expect(evidence.overall?.cases).toHaveLength(60);
  expect(evidence.notDrafted.map(({ gap }) => gap)).toEqual(
    expect.arrayContaining(['no kinds', 'no comparison cases']),
  );
});

test('a micro group is a subset of the one macro group that it was planted in', () => {
  const { table, child } = microWorld(120, 4);
  const evidence = findEvidence(table);
  expect(evidence.microGroups.length).toBeGreaterThan(0);
  for (const { parent, cases } of evidence.microGroups) {
    const home = new Set(evidence.groups.find(({ id }) => id === parent)!.cases);
    expect(cases.every((key) => home.has(key))).toBe(true);
    expect(child.parent.filter((key) => home.has(key)).length).toBeGreaterThan(30);
  }
});

test('under 8 problem cases there is a list of shared traits, under 30 nothing is more than tentative', () => {
  const { items } = plantedWorld({ ...strong, n: 40 }, 2);
  const few = findEvidence(
    tableOf(
      items,
      Array.from({ length: 40 }, (_, i) => (i < 7 ? 1 : 0)),
    ),
  );
  expect(few.scope.mode).toBe('list');
  expect(
    few.claims.every(({ strength, q, ratio }) => strength === 'hypothesis' && q === null && ratio === null),
  ).toBe(true);
  expect(few.groups).toMatchObject([{ kept: false }]);
  const some = findEvidence(
    tableOf(
      items,
      Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : 0)),
    ),
  );
  expect(some.scope.mode).toBe('tentative');
  expect(some.claims.every(({ traits, strength }) => traits.length === 1 && strength !== 'supported')).toBe(
    true,
  );
  expect(some.groups.every(({ strength }) => strength !== 'supported')).toBe(true);
});

test('a clear difference is supported, with counts, ratio and the cases against; one reporter makes it a hypothesis', () => {
  const kinds = Array.from({ length: 80 }, (_, i) => (i < 40 ? 1 : 0));
  const codes = Int16Array.from(kinds, (kind, i) =>
    kind === 1 ? (i % 2 === 0 ? 0 : 1) : i % 20 === 0 ? 0 : 1,
  );
  const items = [{ dimension: 'budget_fit', values: ['below', 'matches'], codes }];
  const table = tableOf(items, kinds);
  const claim = findEvidence(table).claims[0]!;
  expect(claim).toMatchObject({
    id: 'c1',
    traits: [{ dimension: 'budget_fit', value: 'below' }],
    problem: { for: 20, of: 40 },
    comparison: { for: 2, of: 40 },
    ratio: 10,
    strength: 'supported',
  });
  expect(claim.against).toHaveLength(20);
  expect(claim.q!).toBeLessThan(0.001);
  const alone = table.cases.map((one) => ({
    ...one,
    reporters: ['ann'],
    sources: { get: () => [{ answer: 1, revision: 1, reporter: 'ann', role: 'sales' }] },
  }));
  expect(findEvidence({ ...table, cases: alone }).claims[0]?.strength).toBe('hypothesis');
});

test('a pair is claimed only where it says more than its two traits', () => {
  const n = 120;
  const kinds = Array.from({ length: n }, (_, i) => (i < 60 ? 1 : 0));
  const bit = (i: number, every: number) => (Math.floor(i / every) % 2 === 0 ? 0 : 1);
  const first = Int16Array.from(kinds, (kind, i) => (kind === 1 && i < 40 ? 0 : bit(i, 2)));
  const second = Int16Array.from(kinds, (kind, i) => (kind === 1 && i < 40 ? 0 : bit(i, 1)));
  const table = tableOf(
    [
      { dimension: 'fit', values: ['below', 'matches'], codes: first },
      { dimension: 'lead', values: ['cold', 'warm'], codes: second },
    ],
    kinds,
  );
  const claims = findRules(table.cases, table.dimensions, 2);
  const pair = claims.find(({ traits }) => traits.length === 2)!;
  expect(pair.traits.map(({ value }) => value)).toEqual(['below', 'cold']);
  expect(pair.problem.for).toBe(45);
  expect(findRules(table.cases, table.dimensions, 1).every(({ traits }) => traits.length === 1)).toBe(true);
});

test('labels dealt by chance seldom make a claim', () => {
  let claiming = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const { items } = plantedWorld({ ...weak, n: 60 }, seed);
    const table = tableOf(
      items,
      Array.from({ length: 60 }, (_, i) => i % 2),
    );
    if (findRules(table.cases, table.dimensions, 2).length > 0) claiming++;
  }
  expect(claiming).toBeLessThanOrEqual(6);
});

test('a planted kind has values of its own, a group taken by chance has none', () => {
  const { items, truth } = plantedWorld({ ...weak, n: 300 }, 6);
  const kind = Uint8Array.from(truth, (label) => (label === 1 ? 1 : 0));
  expect(markedBy(items, kind).size).toBeGreaterThanOrEqual(groupGates.marks);
  const everyThird = Uint8Array.from(truth, (_, i) => (i % 3 === 0 ? 1 : 0));
  expect(markedBy(items, everyThird).size).toBe(0);
});
