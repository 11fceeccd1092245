import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { findQuotes, spansOf } from '../../src/evidence/quotes.ts';

function said(key: string, reporter: string, text: string, answer = key.charCodeAt(0)): Case {
  return {
    key,
    name: key,
    kind: 'problem',
    reporters: [reporter],
    roles: ['sales'],
    hasRecord: false,
    record: null,
    traits: {},
    texts: [{ answer, revision: 2, question: 'why', reporter, role: 'sales', text }],
  };
}

test('a span is a stretch of whole sentences of the stored text, in any language', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      for (const { start, end } of spansOf(text)) {
        expect(end).toBeGreaterThan(start);
        const span = text.slice(start, end);
        expect(span.trim()).toBe(span);
      }
    }),
  );
  const text =
    'Они меняли объём работ каждую неделю без предупреждения. Мы устали 🙂. Счета не оплачивали вовремя!';
  const spans = spansOf(text).map(({ start, end }) => text.slice(start, end));
  expect(spans[0]).toBe('Они меняли объём работ каждую неделю без предупреждения.');
  expect(spans.at(-1)).toBe('Счета не оплачивали вовремя!');
});

test('at most three quotes and one that dissents, one a reporter and one a customer', () => {
  const cases = [
    said('a', 'ann', 'They changed the scope every single week.'),
    said('b', 'ann', 'The scope was changed again and again by them.'),
    said('c', 'bob', 'They never read the contract before signing it.'),
    said('d', 'cid', 'Scope changes came in long after the deadline.'),
    said('e', 'dot', 'The weather was rather pleasant during our calls.'),
    said('f', 'eve', 'Honestly they were easy to work with on most days.'),
  ];
  const quotes = findQuotes(cases, ['scope', 'changes'], [cases[5]!]);
  expect(quotes).toHaveLength(4);
  expect(quotes.map(({ dissenting }) => dissenting)).toEqual([false, false, false, true]);
  expect(quotes[3]?.case).toBe('f');
  expect(quotes[0]?.text.toLowerCase()).toContain('scope');
  const reporters = quotes.map(({ case: key }) => cases.find((one) => one.key === key)!.reporters[0]);
  expect(new Set(reporters).size).toBe(4);
  for (const { case: key, text, start, end, revision } of quotes) {
    const stored = cases.find((one) => one.key === key)!.texts[0]!.text;
    expect(stored.slice(start, end)).toBe(text);
    expect(revision).toBe(2);
  }
  expect(findQuotes([...cases].reverse(), ['scope', 'changes'], [cases[5]!]).map(({ text }) => text)).toEqual(
    quotes.map(({ text }) => text),
  );
});

test('where nothing was said there are no quotes', () => {
  expect(findQuotes([], ['scope'])).toEqual([]);
  expect(findQuotes([{ ...said('a', 'ann', ''), texts: [] }], [])).toEqual([]);
});
