import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMrkdwn, shorten, unescapeMrkdwn } from '../../src/text/mrkdwn.ts';

test('what is escaped holds no mention, link or channel and reads back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = escapeMrkdwn(text);
      expect(escaped).not.toMatch(/[<>]/);
      expect(unescapeMrkdwn(escaped)).toBe(text);
    }),
  );
});

test('links, addresses, channels and broadcasts come out as their words', () => {
  const sent =
    'See <https://a.example/x?y=1&amp;z=2> or <https://a.example|our page>, <mailto:b@a.example|b@a.example>';
  expect(unescapeMrkdwn(sent)).toBe('See https://a.example/x?y=1&z=2 or our page, b@a.example');
  expect(unescapeMrkdwn('<!channel> in <#C1|sales>: 3 &lt; 4')).toBe('@channel in #sales: 3 < 4');
});

test('a cut never splits a character and is at most as long as asked', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.integer({ min: 1, max: 60 }),
      (text, limit) => {
        const cut = shorten(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(text.isWellFormed() ? true : cut.isWellFormed());
        if (text.length <= limit) expect(cut).toBe(text);
      },
    ),
  );
});
