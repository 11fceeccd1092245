import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFinders } from '../../src/model/redact.ts';

const words = ['Acme', 'Ромашка', 'Retail', 'Kind', 'Grace', 'Portal', 'Nord', 'Will', 'the', 'GmbH'];
const names = fc.array(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }), { maxLength: 6 });
const joined = (list: string[][]) => [...new Set(list.map((one) => one.join(' ')))];

test('customers who come later are found as if they had been known from the beginning', () => {
  fc.assert(
    fc.property(names, names, names, names, fc.boolean(), fc.boolean(), (a, b, c, d, asWritten, isLate) => {
      const [first, more, people] = [
        joined(a),
        joined(b).filter((one) => !joined(a).includes(one)),
        joined(c),
      ];
      const text = d.flat().concat('Romashka', 'acme').join(' ');
      const grown = createFinders({ customers: first, people }, asWritten);
      if (isLate) grown.sure(text);
      grown.add(more);
      const whole = createFinders({ customers: [...first, ...more], people }, asWritten);
      expect(grown.sure(text)).toEqual(whole.sure(text));
      expect(grown.doubtful(text)).toEqual(whole.doubtful(text));
    }),
  );
});
