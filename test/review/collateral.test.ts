import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case, CaseTrait } from '../../src/cases/case.ts';
import type { Disqualifier } from '../../src/personas/persona.ts';
import { isTooMuch, summed, weigh } from '../../src/review/collateral.ts';
import { collateralLines } from '../../src/review/collateral-blocks.ts';

const rule: Disqualifier[] = [
  { dimension: 'budget_fit', operator: 'is', value: 'below', text: '', evidence: [], tentative: false },
  {
    dimension: 'industry',
    operator: 'in',
    value: ['agency', 'retail'],
    text: '',
    evidence: [],
    tentative: false,
  },
];

function customer(
  key: string,
  kind: Case['kind'],
  values: Record<string, string>,
  numbers: Record<string, number> = {},
): Case & { traits: Map<string, CaseTrait> } {
  const traits = new Map(
    Object.entries(values).map(([dimension, value]): [string, CaseTrait] => [
      dimension,
      { values: [value], disputed: false, raw: null },
    ]),
  );
  const record = { key, name: key, good: null, consent: null, texts: {}, numbers, traits: {} };
  const rest = { reporters: [], roles: [], hasRecord: true, texts: [], sources: new Map() };
  return { key, name: key, kind, record, traits, ...rest };
}

const hit = { budget_fit: 'below', industry: 'retail' };

test('a customer of whom too little is known is untold, not safe; one known condition that fails makes it safe', () => {
  const found = weigh(
    rule,
    [
      customer('a', 'comparison', hit),
      customer('b', 'comparison', { budget_fit: 'below' }),
      customer('c', 'comparison', { budget_fit: 'above' }),
      customer('d', 'comparison', {}),
    ],
    new Set(),
  );
  expect(found.good).toMatchObject({ excluded: 1, told: 2, untold: 2, share: 0.5 });
  expect(found.goodExcluded).toEqual(['a']);
  expect(found.problem).toMatchObject({ excluded: 0, told: 0, share: null, interval: null });
});

test('where reports disagree on a value that the rule asks for, it cannot be told', () => {
  const torn = customer('a', 'comparison', hit);
  torn.traits.set('budget_fit', { values: null, disputed: true, raw: null });
  expect(weigh(rule, [torn], new Set()).good).toMatchObject({ told: 0, untold: 1 });
});

test('problem customers save their cost and hours, good ones cost their revenue, unjudged ones stand apart', () => {
  const found = weigh(
    rule,
    [
      customer('a', 'problem', hit, { acquisition_cost: 300, sales_hours: 4, support_hours: 6, revenue: 50 }),
      customer('b', 'problem', hit, { acquisition_cost: 500 }),
      customer('c', 'comparison', hit, { revenue: 9000 }),
      customer('d', 'comparison', hit, { revenue: 70 }),
    ],
    new Set(['d']),
  );
  expect(found.saved.acquisitionCost).toEqual({
    known: 2,
    of: 2,
    sum: 800,
    total: 800,
    interval: [800, 800],
  });
  expect(found.saved.hours).toEqual({ known: 1, of: 2, sum: 10, total: null, interval: null });
  expect(found.lost.goodRevenue.sum).toBe(9000);
  expect(found.lost.problemRevenue.sum).toBe(50);
  expect(found.unjudged).toMatchObject({ excluded: 1, told: 1 });
});

test('hours that staff reported stand in where none are on record', () => {
  const told = customer('a', 'problem', hit);
  told.traits.set('cost_time', { values: null, disputed: false, raw: 12 });
  expect(weigh(rule, [told], new Set()).saved.hours.sum).toBe(12);
});

test('a total from some of the customers lies in its interval, never below what is known', () => {
  const amounts = fc.array(fc.option(fc.integer({ min: 0, max: 100_000 })), { maxLength: 60 });
  fc.assert(
    fc.property(amounts, (list) => {
      const cases = list.map((amount, i) =>
        customer(`k${i}`, 'problem', {}, amount === null ? {} : { revenue: amount }),
      );
      const { known, of, sum, total, interval } = summed(cases, (one) => one.record?.numbers.revenue ?? null);
      expect(of).toBe(list.length);
      if (total === null || interval === null) {
        expect(known).toBeLessThan(5);
        return;
      }
      expect(interval[0]).toBeGreaterThanOrEqual(sum - 1e-6);
      expect(total).toBeGreaterThanOrEqual(interval[0] - 1e-6);
      expect(total).toBeLessThanOrEqual(interval[1] + 1e-6);
    }),
  );
});

test('where no good customer is on file that is said, and a sum of which all is known is not rounded', () => {
  const cases = [1_234, 5_001].map((acquisition_cost, i) =>
    customer(`p${i}`, 'problem', hit, { acquisition_cost }),
  );
  const lines = collateralLines(weigh(rule, cases, new Set()), 'en');
  expect(lines).toContain('Good customers turned away as well: none is on file, so nobody can tell');
  expect(lines).toContain('Cost of winning them, saved: 6,235 (all 2 known)');
});

test('more than the set share of the good customers is too much; of none known it is not', () => {
  expect(isTooMuch({ excluded: 2, told: 40 }, 0.05)).toBe(false);
  expect(isTooMuch({ excluded: 3, told: 40 }, 0.05)).toBe(true);
  expect(isTooMuch({ excluded: 0, told: 0 }, 0.05)).toBe(false);
});
