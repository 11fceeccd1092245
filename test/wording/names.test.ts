import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textsIn } from '../../src/text/catalogue.ts';
import { nameFor } from '../../src/wording/names.ts';

const { names } = textsIn('en').personas;
const { epithets, takenByGuides } = names;

const trait = (dimension: string, value: string) => ({ dimension, value, short: value });
const choose = (more: Partial<Parameters<typeof nameFor>[0]> = {}) =>
  nameFor(
    { traits: [trait('budget_fit', 'below')], parentName: null, taken: [], real: new Set(), ...more },
    names,
  );

test('the same traits give the same name, an epithet and a given name with its letter', () => {
  const name = choose();
  expect(choose()).toBe(name);
  const [epithet, given] = name.split(' ');
  expect(given?.[0]).toBe(epithet?.[0]);
});

test('no name is given twice, and two names in use share no word', () => {
  const taken: string[] = [];
  for (let i = 0; i < 20; i++) taken.push(choose({ taken }));
  expect(new Set(taken).size).toBe(20);
  const words = taken.slice(0, 8).flatMap((name) => [name.split(' ')[0], name.split(' ').at(-1)]);
  expect(new Set(words).size).toBe(16);
});

test('nobody real lends a name, and the guides keep theirs', () => {
  const given = choose().split(' ').at(-1)?.toLowerCase() ?? '';
  expect(choose({ real: new Set([given]) })).not.toBe(choose());
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(epithets)), (key) => {
      const [dimension = '', value = ''] = key.split('=');
      expect(takenByGuides).not.toContain(choose({ traits: [trait(dimension, value)] }));
    }),
  );
});

test('a micro persona keeps the given name of its family', () => {
  const name = choose({ traits: [trait('preferred_channel', 'phone')], parentName: 'Penny-Wise Parker' });
  expect(name).toMatch(/ Parker$/);
});

test('traits that nobody foresaw still make a name', () => {
  expect(choose({ traits: [trait('plan', 'starter')] })).toMatch(/^Starter S/);
  expect(choose({ traits: [trait('план', 'базовый')] })).toMatch(/^\p{Lu}[\p{L}-]+ \p{Lu}/u);
});
