import { expect, test } from 'vitest';
import type { Case, Source } from '../../src/cases/case.ts';
import { isToldApart } from '../../src/evidence/habits.ts';

/** Customers of one kind, each with who told of its fit; `null` is a record. */
function cases(kind: Case['kind'], tellers: (string | null)[][]): Case[] {
  return tellers.map((told) => {
    const sources = told.map(
      (reporter, answer): Source =>
        reporter === null ? { answer: null } : { answer, revision: 1, reporter, role: 'sales' },
    );
    return { kind, sources: new Map([['fit', sources]]) } as unknown as Case;
  });
}

const apart = (problem: (string | null)[][], comparison: (string | null)[][]) =>
  isToldApart([...cases('problem', problem), ...cases('comparison', comparison)], 'fit');

test('sides told by different colleagues are told apart; by the same ones, or from records, they are not', () => {
  expect(apart([['ann'], ['ann'], ['bob']], [['cid'], ['cid']])).toBe(true);
  expect(apart([['ann'], ['ann'], ['bob']], [['bob'], ['ann']])).toBe(false);
  expect(apart([[null], [null]], [[null]])).toBe(false);
  expect(apart([['ann', null], ['ann']], [[null], [null], [null]]), 'a quarter is in common').toBe(false);
  expect(apart([['ann'], ['ann'], ['ann'], ['ann'], ['bob']], [['bob']]), 'a fifth is').toBe(true);
});

test('nothing is told apart where a side tells nothing', () => {
  expect(apart([['ann']], [])).toBe(false);
  expect(apart([['ann']], [[]])).toBe(false);
});
