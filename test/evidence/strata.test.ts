import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import type { Claim } from '../../src/evidence/evidence.ts';
import { differenceWithin, isBetweenTellers, isKnownUnevenly } from '../../src/evidence/strata.ts';

type Told = { kind: 'problem' | 'comparison'; has: boolean; by: string; role?: string };

/** A claim about what was told, and the cases behind it. */
function claimOf(told: Told[]): [Claim, (key: string) => Case | undefined] {
  const keys = (kind: Told['kind'], has: boolean) =>
    told.flatMap((one, i) => (one.kind === kind && one.has === has ? [`c${i}`] : []));
  const sides = {
    cases: keys('problem', true),
    against: keys('problem', false),
    comparisonCases: keys('comparison', true),
    comparisonAgainst: keys('comparison', false),
  };
  const counts = (having: string[], lacking: string[]) => ({
    for: having.length,
    of: having.length + lacking.length,
  });
  const claim = {
    ...sides,
    traits: [{ dimension: 'fit', value: 'below' }],
    problem: counts(sides.cases, sides.against),
    comparison: counts(sides.comparisonCases, sides.comparisonAgainst),
  } as unknown as Claim;
  const caseOf = (key: string) => {
    const { by: reporter, role = 'sales' } = told[Number(key.slice(1))]!;
    const source = { answer: 1, revision: 1, reporter, role };
    return { key, sources: new Map([['fit', [source]]]) } as unknown as Case;
  };
  return [claim, caseOf];
}

function times(n: number, one: Told): Told[] {
  return Array.from({ length: n }, () => one);
}

/** `of` customers told by one person, `has` of them with the trait. */
function tells(by: string, kind: Told['kind'], has: number, of: number, role = 'sales'): Told[] {
  return [...times(has, { kind, has: true, by, role }), ...times(of - has, { kind, has: false, by, role })];
}

test('a difference that each colleague contradicts lies between colleagues, one that each repeats does not', () => {
  // Ann calls four of five budgets low, Bob one of five; Ann tells of problems, Bob of the others.
  const between = [
    ...tells('ann', 'problem', 40, 50),
    ...tells('ann', 'comparison', 8, 10),
    ...tells('bob', 'problem', 2, 10),
    ...tells('bob', 'comparison', 10, 50),
  ];
  expect(isBetweenTellers(...claimOf(between))).toBe(true);
  const real = [
    ...tells('ann', 'problem', 40, 50),
    ...tells('ann', 'comparison', 3, 10),
    ...tells('bob', 'problem', 7, 10),
    ...tells('bob', 'comparison', 10, 50),
  ];
  expect(isBetweenTellers(...claimOf(real))).toBe(false);
});

test('where everybody told of one customer only, their roles are what is compared within', () => {
  const everyone = (told: Told[]) => told.map((one, i) => ({ ...one, by: `u${i}` }));
  const between = [
    ...tells('', 'problem', 40, 50, 'sales'),
    ...tells('', 'comparison', 8, 10, 'sales'),
    ...tells('', 'problem', 2, 10, 'support'),
    ...tells('', 'comparison', 10, 50, 'support'),
  ];
  expect(isBetweenTellers(...claimOf(everyone(between)))).toBe(true);
});

test('where hardly anybody told of both sides, nothing is said of what lies between them', () => {
  const apart = [...tells('ann', 'problem', 30, 30), ...tells('bob', 'comparison', 0, 30, 'support')];
  const onePair = [...tells('cid', 'problem', 1, 1), ...tells('cid', 'comparison', 1, 1, 'marketing')];
  expect(isBetweenTellers(...claimOf(apart))).toBe(false);
  expect(isBetweenTellers(...claimOf([...apart, ...onePair]))).toBe(false);
});

test('within one stratum it is the difference of the shares, with the error of two shares', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 6, max: 400 }),
      fc.integer({ min: 6, max: 400 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (problem, comparison, p, c) => {
        const problemHas = Math.round(problem * p);
        const comparisonHas = Math.round(comparison * c);
        const within = differenceWithin([{ problem, comparison, problemHas, comparisonHas }]);
        const [a, b] = [problemHas / problem, comparisonHas / comparison];
        expect(within?.value).toBeCloseTo(a - b, 10);
        const error = Math.sqrt((a * (1 - a)) / problem + (b * (1 - b)) / comparison);
        expect(within?.error).toBeCloseTo(error, 10);
      },
    ),
  );
});

test('within matched pairs the error is that of their discordant ones', () => {
  const pair = (problemHas: number, comparisonHas: number) =>
    ({ problem: 1, comparison: 1, problemHas, comparisonHas }) as const;
  const pairs = [...Array(12).fill(pair(1, 0)), ...Array(4).fill(pair(0, 1)), ...Array(24).fill(pair(1, 1))];
  const within = differenceWithin(pairs);
  expect(within?.value).toBeCloseTo(8 / 40, 12);
  // Between McNemar's 16 discordant of 40 and the same less the square of the difference.
  expect(within!.error).toBeLessThanOrEqual(Math.sqrt(16) / 40 + 1e-12);
  expect(within!.error).toBeGreaterThanOrEqual(Math.sqrt(16 - 64 / 40) / 40 - 1e-12);
});

test('what is known of less than half as large a share on one side is known unevenly', () => {
  const known = (problem: number, comparison: number) =>
    isKnownUnevenly(
      { problem: { for: 3, of: problem }, comparison: { for: 0, of: comparison } },
      { problem: 45, comparison: 45 },
    );
  expect([known(44, 17), known(44, 22), known(15, 15), known(5, 14)]).toEqual([true, false, false, true]);
  const alone = { problem: { for: 1, of: 1 }, comparison: null };
  expect(isKnownUnevenly(alone, { problem: 9, comparison: 0 })).toBe(false);
});
