import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dimension } from '../../src/cases/case.ts';
import { dimensionsOf } from '../../src/cases/dimension.ts';
import { type Fact, mergeValues } from '../../src/cases/merge.ts';
import { packed } from '../../src/cases/packed.ts';
import { question, script } from './scripts.ts';

const declared = dimensionsOf([
  script([
    question('budget', {}, ['below', 'above']),
    question('troubles', { type: 'multi' }, ['scope', 'price']),
    question('size', {}, ['1-10', '11-50']),
  ]),
]);
const dimensions: Record<string, Dimension> = {
  ...declared,
  hours: { ...declared.budget!, key: 'hours', type: 'number', values: [], cuts: [10] },
};

const raw = fc.oneof(
  fc.constantFrom('below', 'above', '8', 'elsewhere'),
  fc.constantFrom(3, 8, 30, 400),
  fc.subarray(['scope', 'price', 'tone']),
);
const source = fc.oneof(
  fc.constant({ answer: null }),
  fc.record({
    answer: fc.nat(),
    revision: fc.integer({ min: 1, max: 9 }),
    reporter: fc.constantFrom('ann', 'bob', 'cid'),
    role: fc.constantFrom('sales', 'support'),
  }),
);
const facts = fc.array(fc.record({ raw, source }), { minLength: 1, maxLength: 3 });
const cases = fc.array(fc.dictionary(fc.constantFrom(...Object.keys(dimensions)), facts));

test('packed cases give back what the facts merge to, and the sources that count', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const all = packed();
      const said = given.map((one) => all.add(new Map(Object.entries(one))));
      const present = all.merge(dimensions);
      const found = new Set<string>();
      given.forEach((one, i) => {
        for (const key of Object.keys(dimensions)) {
          const of = (some: readonly Fact[]) =>
            mergeValues(
              dimensions[key]!,
              some.map((fact) => fact.raw),
            );
          const trait = of(one[key] ?? []);
          if (trait !== null) found.add(key);
          expect(said[i]?.traits.get(key)).toEqual(trait ?? undefined);
          const heard = (one[key] ?? []).filter((fact) => of([fact]) !== null);
          expect(said[i]?.sources.get(key)).toEqual(
            heard.length === 0 ? undefined : heard.map((fact) => fact.source),
          );
        }
      });
      expect(present).toEqual(found);
      expect(said[0]?.traits.get('nobody asked')).toBeUndefined();
    }),
  );
});
