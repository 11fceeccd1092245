import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandNear, lookup } from '../../src/lookup/lookup.ts';
import { growth } from '../effort.ts';
import { approved, house } from './persona.ts';

/** A persona that is not asked for, with words in its story that look like what is. */
const parker = approved({
  id: 'p1',
  name: 'Penny-Wise Parker',
  subtitle: 'Budget below our prices',
  story: [
    {
      text: 'They wanted the terms on paper and had a tailor for a partner.',
      evidence: [],
      assumption: false,
    },
  ],
});

const found = (query: string) => lookup(query, house).results.map(({ id }) => id);

test.each([
  'negative',
  'exclusionary',
  'negative buyer',
  'Negative Buyer Persona',
  'exclusionary personas',
  'NEGATIV',
  'exclusonary',
])('“%s” finds all negative personas and nothing else', (query) => {
  expect(found(query).sort()).toEqual(['p1', 'p2']);
});

test.each([
  ['micro', ['p3']],
  ['micro personas', ['p3']],
  ['challenging', ['p4']],
  ['Enterprise Emily', ['p4']],
  ['p2', ['p2']],
  ['bob', ['p1', 'p3']],
  ['Bargian Hunter', ['p1', 'p3']],
  ['studnet', ['p2']],
  ['negative retail', ['p1']],
  ['budget below', ['p1']],
  ['preferred_channel phone', ['p3', 'p1']],
])('“%s” finds %j', (query, ids) => {
  const results = found(query);
  expect(results.slice(0, ids.length).sort()).toEqual([...ids].sort());
});

test('a name written out wins over everything that resembles it', () => {
  expect(found('bargain hunter bob')).toEqual(['p1']);
});

test.each([
  '',
  '   ',
  'persona',
  '…',
  '!!!',
])('“%s” lists everything, each micro persona behind its parent', (query) => {
  const all = lookup(query, house);
  expect(all.found).toBe('all');
  expect(all.results.map(({ id }) => id)).toEqual(['p1', 'p3', 'p2', 'p4']);
});

test('what is not known is answered with the nearest names', () => {
  const nothing = lookup('emylxxa', house);
  expect(nothing.found).toBe('nothing');
  expect(nothing.found === 'nothing' && nothing.suggestions[0]?.id).toBe('p4');
});

test('without an approved persona nothing is found and nothing suggested', () => {
  expect(lookup('negative', [])).toEqual({ found: 'nothing', results: [], suggestions: [] });
});

test('a kind word that leaves nothing is a plain word', () => {
  const only = [approved({ id: 'p9', name: 'The Micro Manager' })];
  expect(lookup('micro', only).results.map(({ id }) => id)).toEqual(['p9']);
});

test('any text is answered, quickly, and never twice with the same persona', () => {
  const odd = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 100 }),
    fc.constantFrom(
      '<!channel> & </script>',
      'مرحبا بالعالم',
      '😀😀',
      '\u202Enegative',
      'negative '.repeat(4_500),
      '__proto__',
    ),
  );
  fc.assert(
    fc.property(odd, (query) => {
      const results = lookup(query, house).results;
      expect(new Set(results).size).toBe(results.length);
    }),
  );
});

test('a hundred thousand characters take no longer than a name', () => {
  const text = (length: number) => 'x y '.repeat(length / 4);
  expect(growth((query) => lookup(query, house), text(1_000), text(100_000))).toBeLessThan(10);
});

test('beside a hit, a chance likeness of letters is left out', () => {
  const parkers = [
    approved({ id: 'p1', name: 'Penny-Wise Parker' }),
    approved({ id: 'p2', name: 'Term-Paper Taylor' }),
    approved({ id: 'p3', name: 'Quick-Yes Parker' }),
  ];
  expect(lookup('parker', parkers).results.map(({ id }) => id)).toEqual(['p1', 'p3']);
});

test.each([
  'Term-Paper Taylor',
  'taylor',
  'termpaper',
  'paper student',
])('“%s” is no approved persona: a likeness with words of a story is no hit', (query) => {
  const nothing = lookup(query, [parker]);
  expect(nothing).toMatchObject({ found: 'nothing', suggestions: [parker] });
});

test('what is told in a story is found by its own words', () => {
  expect(lookup('terms on paper', [parker]).results).toEqual([parker]);
  expect(lookup('tailor', [parker]).results).toEqual([parker]);
});

test('a word that is nearly a command is taken for a slip of the finger, any other is not', () => {
  const commands = ['help', 'check', 'interview', 'find'];
  expect(commandNear('halp', commands)).toBe('help');
  expect(commandNear('Chekc', commands)).toBe('check');
  expect(commandNear('intervew', commands)).toBe('interview');
  for (const other of ['student', 'hi', 'bargain hunter', 'retail', '']) {
    expect(commandNear(other, commands)).toBeNull();
  }
});
