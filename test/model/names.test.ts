import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFinders } from '../../src/model/redact.ts';

const words = ['Acme', 'Ромашка', 'Retail', 'Kind', 'Grace', 'Portal', 'Nord', 'Will', 'the', 'GmbH'];
const names = fc.array(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }), { maxLength: 6 });
const joined = (list: string[][]) => [...new Set(list.map((one) => one.join(' ')))];
const everybody = fc.record({ customers: names, people: names, hidden: names });

test('whoever comes later is found as if they had been known from the beginning', () => {
  fc.assert(
    fc.property(everybody, everybody, names, (a, b, said) => {
      const named = (one: typeof a, but?: typeof a) => {
        const list = (of: keyof typeof a) => {
          const known = new Set(but ? joined(but[of]) : []);
          return joined(one[of]).filter((name) => !known.has(name));
        };
        return { customers: list('customers'), people: list('people'), hidden: list('hidden') };
      };
      const [first, more] = [named(a), named(b, a)];
      const text = said.flat().concat('Romashka', 'acme').join(' ');
      const grown = createFinders(first);
      grown.add(more);
      const whole = createFinders({
        customers: [...first.customers, ...more.customers],
        people: [...first.people, ...more.people],
        hidden: [...first.hidden, ...more.hidden],
      });
      for (const reading of ['sure', 'doubtful', 'asWritten'] as const)
        expect(grown[reading](text)).toEqual(whole[reading](text));
    }),
    {
      // A colleague's name that may be a word, and that a reviewer says later is a name.
      examples: [
        [
          { customers: [], people: [['Will']], hidden: [] },
          { customers: [], people: [], hidden: [['Will']] },
          [['Will', 'Acme']],
        ],
      ],
    },
  );
});
