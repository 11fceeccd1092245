import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { findQuotes } from '../../src/evidence/quotes.ts';
import { contentOf, pointsBack, spansOf, speaksForThem } from '../../src/evidence/sentences.ts';
import { typicalWords } from '../../src/evidence/typical.ts';

function said(key: string, reporter: string, text: string, answer = key.charCodeAt(0)): Case {
  return {
    key,
    name: key,
    kind: 'problem',
    reporters: [reporter],
    roles: ['sales'],
    hasRecord: false,
    record: null,
    traits: new Map(),
    sources: new Map(),
    texts: [{ answer, revision: 2, question: 'why', reporter, role: 'sales', text }],
  };
}

/** A word of its own for each number. */
const lettersOf = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

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
  const about = ['scope', 'changes'];
  const dissenters = [cases[5]!];
  const quotes = findQuotes({ cases, about, dissenters, dissents: speaksForThem });
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
  const again = findQuotes({ cases: [...cases].reverse(), about, dissenters, dissents: speaksForThem });
  expect(again.map(({ text }) => text)).toEqual(quotes.map(({ text }) => text));
});

test('the same words are quoted once, and never as dissent from themselves', () => {
  const words = 'They changed the scope every single week.';
  const cases = ['ann', 'bob', 'cid', 'dot'].map((who, i) => said('abcd'[i]!, who, words));
  const quotes = findQuotes({ cases, about: ['scope'], dissenters: [cases[3]!], dissents: () => true });
  expect(quotes.map(({ text }) => text)).toEqual([words]);
});

test('where nothing was said there are no quotes', () => {
  expect(findQuotes({ cases: [], about: ['scope'] })).toEqual([]);
  expect(findQuotes({ cases: [{ ...said('a', 'ann', ''), texts: [] }], about: [] })).toEqual([]);
});

test('a quote says something by itself', () => {
  const cases = [
    said('a', 'ann', 'We were the third quote. They need three quotes. That is the whole story.'),
    said('b', 'bob', 'No budget.'),
    said('c', 'cid', 'Ghosted.'),
    said('d', 'dot', 'It never settled. The renewal of their licence was argued over for nine weeks.'),
    said('e', 'eve', 'Это всё. Счета лежали у них по три месяца, а бухгалтерия не отвечала на письма.'),
  ];
  const texts = findQuotes({ cases, about: ['late payment'] }).map(({ text }) => text);
  expect(texts).toContain('The renewal of their licence was argued over for nine weeks.');
  expect(texts).toContain('Счета лежали у них по три месяца, а бухгалтерия не отвечала на письма.');
  expect(texts.join(' ')).not.toMatch(/No budget|Ghosted|whole story|Это всё/);
});

test('where nothing better was said, a brief quote stands; what says nothing at all does not', () => {
  const only = (text: string) => findQuotes({ cases: [said('a', 'ann', text)], about: ['price'] });
  expect(only('Late payment, as ever.').map(({ text }) => text)).toEqual(['Late payment, as ever.']);
  expect(only('That was it, I think. It just never did.')).toEqual([]);
});

test('a quote is in words that are typical of the group, not of everybody', () => {
  const everybody = 'Our contract with them had to be explained on the phone twice.';
  const own = 'They haggled over the coupon in every mail.';
  const cases = ['ann', 'bob', 'cid'].map((who) => said(who, who, `${everybody} ${own}`));
  const others = ['dot', 'eve', 'fay'].map((who) => said(who, who, everybody));
  expect(findQuotes({ cases, about: [], others })[0]?.text).toContain(own);
  const words = (texts: string[]) => texts.map(contentOf);
  const typical = typicalWords(words([own, own]), words([everybody, everybody]));
  expect(typical.get('coupon')).toBeGreaterThan(0);
  expect(typical.has('contra')).toBe(false);
});

test('only a text that really dissents is quoted as dissenting', () => {
  const cases = [
    said('a', 'ann', 'They asked for a discount before every meeting.'),
    said('b', 'bob', 'Half of their tickets were really about the invoice.'),
  ];
  const quotes = (dissenter: Case) =>
    findQuotes({
      cases: [cases[0]!, dissenter],
      about: [],
      dissenters: [dissenter],
      dissents: speaksForThem,
    });
  expect(quotes(cases[1]!).map(({ dissenting }) => dissenting)).toEqual([false]);
  const fair = said('c', 'cid', 'Reasonable requests, and the delay was our fault.');
  expect(quotes(fair).map(({ dissenting }) => dissenting)).toEqual([false, true]);
});

test.each([
  'That one is on me.',
  'It is tiring.',
  'Это было странно.',
  'Then she left.',
])('%s points back', (text) => {
  expect(pointsBack(text)).toBe(true);
});

test.each([
  'Their tickets pile up.',
  'Тогдашний директор ушёл.',
  'Thatcher & Sons paid late.',
])('%s does not', (text) => {
  expect(pointsBack(text)).toBe(false);
});

test.each([2_001, 3_999, 4_057])('of %i texts a part is read', (count) => {
  const cases = Array.from({ length: count }, (_, i) =>
    said(`k${i}`, `r${i}`, `Invoices of ${lettersOf(i)} waited for ninety days.`, i),
  );
  expect(findQuotes({ cases, about: ['invoices'] })).toHaveLength(3);
});
