import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case, CaseTrait } from '../../src/cases/case.ts';
import { economicsOf, median } from '../../src/facts/economics.ts';
import { judge } from '../../src/facts/verdict.ts';
import { en } from '../../src/text/catalogue.ts';

type Given = { traits?: Record<string, string | number>; numbers?: Record<string, number> };

function customer(key: string, { traits = {}, numbers }: Given): Case {
  const known = Object.entries(traits).map(([dimension, value]): [string, CaseTrait] => [
    dimension,
    {
      values: [String(value)],
      disputed: false,
      raw: typeof value === 'number' ? value : null,
    },
  ]);
  const record = numbers
    ? { key, name: key, good: null, consent: null, texts: {}, numbers, traits: {} }
    : null;
  return {
    key,
    name: key,
    kind: 'problem',
    reporters: ['U1'],
    roles: ['sales'],
    hasRecord: record !== null,
    record,
    traits: new Map(known),
    sources: { get: () => [{ answer: 1, revision: 1, reporter: 'U1', role: 'sales' }] },
    texts: [],
  };
}

const group = (list: Given[]) => list.map((given, i) => customer(`c${i}`, given));
const verdictOf = (cases: Case[], bar = 0.2) => judge(cases, economicsOf(cases), bar, en.personas);
const times = (n: number, given: Given) => Array.from({ length: n }, () => given);
const books = (revenue: number, serve: number, acquire: number) => ({
  numbers: { revenue, cost_to_serve: serve, acquisition_cost: acquire },
});

const table: [string, Given[], string][] = [
  [
    'more than half say the fault was ours',
    [...times(2, { traits: { fault: 'ours' } }), ...times(1, { traits: { fault: 'theirs' } })],
    'fix',
  ],
  [
    'exactly half is not more than half',
    [...times(2, { traits: { fault: 'ours' } }), ...times(2, { traits: { fault: 'both' } })],
    'undetermined',
  ],
  ['two answers are too few to blame us', times(2, { traits: { fault: 'ours' } }), 'undetermined'],
  ['a margin at the bar is kept', times(3, books(100, 50, 30)), 'keep'],
  ['a margin below the bar is avoided', times(3, books(100, 60, 30)), 'avoid'],
  ['two margins decide nothing', times(2, books(100, 60, 30)), 'undetermined'],
  [
    'costs more to win than it ever brings',
    times(3, { numbers: { acquisition_cost: 500, lifetime_value: 400 } }),
    'avoid',
  ],
  [
    'half name a misfit',
    [...times(2, { traits: { misfit: 'no_budget' } }), ...times(2, { traits: { misfit: 'none' } })],
    'avoid',
  ],
  [
    'fewer than half name one',
    [...times(1, { traits: { misfit: 'no_budget' } }), ...times(2, { traits: { misfit: 'none' } })],
    'undetermined',
  ],
  [
    'a good margin outweighs a misfit',
    times(3, { ...books(100, 10, 10), traits: { misfit: 'wrong_need' } }),
    'keep',
  ],
  [
    'our own fault outweighs everything',
    times(3, { ...books(100, 10, 10), traits: { fault: 'ours', misfit: 'wrong_need' } }),
    'fix',
  ],
];
for (const [claim, given, expected] of table) {
  test(`${expected}: ${claim}`, () => {
    const { verdict, reason } = verdictOf(group(given));
    expect(verdict).toBe(expected);
    expect(reason).toMatch(/\.$/);
  });
}

test('cost to acquire over lifetime value is flagged whatever the verdict is', () => {
  const cases = group(
    times(3, { numbers: { acquisition_cost: 500, lifetime_value: 400 }, traits: { fault: 'ours' } }),
  );
  expect(verdictOf(cases)).toMatchObject({ verdict: 'fix', acquisitionOverLifetime: true });
});

test('a reason that less than half of the misfits share is told with its count, and stands for nobody else', () => {
  const mixed = ['out_of_reach', 'out_of_reach', 'no_budget', 'wrong_need', 'never_meant_to_buy'];
  const found = verdictOf(group(mixed.map((misfit) => ({ traits: { misfit } }))));
  expect(found).toMatchObject({ verdict: 'avoid', category: null, reasonType: 'misaligned' });
  expect(found.reason).toContain('(2)');
  const alike = verdictOf(group(times(3, { traits: { misfit: 'out_of_reach' } })));
  expect(alike).toMatchObject({ category: 'out_of_reach', reasonType: 'difficult_to_serve' });
});

test('an undetermined verdict names the questions that would decide', () => {
  const { missing, reason } = verdictOf(group(times(3, { traits: { industry: 'retail' } })));
  expect(missing).toContain('misfit');
  expect(reason).toContain('whether they could ever have fitted');
});

test('a figure says how many know it and who says so; the record comes before the estimate', () => {
  const cases = group([
    { traits: { cost_time: 10 } },
    { traits: { cost_time: 30 }, numbers: { cost_time: 20 } },
    { traits: { industry: 'retail' } },
  ]);
  expect(economicsOf(cases).figures.cost_time).toEqual({ median: 15, n: 2, source: 'both' });
});

test('a case without revenue has no margin', () => {
  expect(economicsOf(group(times(3, books(0, 10, 10)))).margins).toEqual([]);
});

test('the median lies in the middle whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), (numbers) => {
      const middle = median(numbers);
      const below = numbers.filter((n) => n < middle).length;
      const above = numbers.filter((n) => n > middle).length;
      expect(below).toBeLessThanOrEqual(numbers.length / 2);
      expect(above).toBeLessThanOrEqual(numbers.length / 2);
      expect(median(numbers.toReversed())).toBe(middle);
    }),
  );
});
