import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextAim, nextEvery } from '../../src/database/pace.ts';

const locks = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 200 });

test('whatever locks took, a transaction aims at no more than two milliseconds and never at nothing', () => {
  fc.assert(
    fc.property(locks, (times) => {
      const aim = times.reduce(nextAim, 2);
      expect(aim).toBeGreaterThan(0);
      expect(aim).toBeLessThanOrEqual(2);
    }),
  );
});

test('a lock that was held for too long halves what the next one takes on; short ones bring it back', () => {
  expect(nextAim(2, 26)).toBe(1);
  expect(nextAim(1, 80)).toBe(0.5);
  expect(nextAim(1, 24)).toBeGreaterThan(1);
  expect(Array.from({ length: 60 }, () => 5).reduce(nextAim, 0.25)).toBe(2);
});

test('the log is moved after as many transactions as make it long enough, whatever one of them writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 500 }), (pagesOfOne, first) => {
      let every = first;
      for (let i = 0; i < 20; i++) every = nextEvery(every, every * pagesOfOne, 500);
      expect(every).toBe(Math.max(1, Math.floor(500 / pagesOfOne)));
    }),
  );
  expect(nextEvery(8, 0, 500)).toBe(16);
});
