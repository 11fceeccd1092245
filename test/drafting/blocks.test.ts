import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { blocksOf } from '../../src/drafting/blocks.ts';
import type { PersonaFacts } from '../../src/facts/facts.ts';

function caseOf(number: number): Case {
  const sources = [{ answer: number, revision: 1, reporter: 'U1', role: 'sales' }];
  return {
    key: `customer-${number}`,
    name: '',
    kind: number % 3 === 0 ? 'comparison' : 'problem',
    reporters: [],
    roles: [],
    hasRecord: false,
    record: null,
    traits: new Map([['industry', { values: ['agency'], disputed: false, raw: null }]]),
    sources: new Map([['industry', sources]]),
    texts: [],
  };
}

function factsOf(cases: Case[]): PersonaFacts {
  const keys = (kind: Case['kind'], odd: boolean) =>
    cases.filter((one) => one.kind === kind && one.key.endsWith('1') === odd).map(({ key }) => key);
  const claim = {
    id: 'c1',
    traits: [{ dimension: 'industry', value: 'agency' }],
    cases: keys('problem', true),
    against: keys('problem', false),
    comparisonCases: keys('comparison', true),
    comparisonAgainst: keys('comparison', false),
  };
  return { claims: [claim], descriptions: [], economics: { cases: {} } } as unknown as PersonaFacts;
}

test('blocks hold every case of a claim once, on its side, whatever the order of the cases', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(5_000), { minLength: 1, maxLength: 300 }), (numbers) => {
      const cases = numbers.map(caseOf);
      const blocks = [...blocksOf(factsOf(cases), cases)];
      const found = blocks.flatMap(({ links }) => links.map(([key]) => key));
      expect(found.toSorted()).toEqual(cases.map(({ key }) => key).sort());
      for (const { side, links } of blocks) {
        expect(links.every(([key]) => key.endsWith('1') === (side === 'for'))).toBe(true);
      }
      const sorted = cases.toSorted((a, b) => (a.key < b.key ? -1 : 1));
      expect([...blocksOf(factsOf(sorted), sorted)]).toEqual(blocks);
    }),
    { numRuns: 30 },
  );
});

test('one new customer among thousands leaves nearly all blocks as they are', () => {
  const cases = Array.from({ length: 6_000 }, (_, i) => caseOf(i));
  const hashes = (some: Case[]) => new Set([...blocksOf(factsOf(some), some)].map(({ hash }) => hash));
  const before = hashes(cases);
  const after = hashes([...cases, caseOf(7_777)]);
  expect(before.size).toBeGreaterThan(20);
  expect(after.difference(before).size).toBeLessThanOrEqual(2);
});
