import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowedKeys } from '../../src/scripts/format.ts';
import { catalogues, en, ru } from '../../src/text/catalogue.ts';
import { countIn, formIn } from '../../src/text/plural.ts';

/** Every text of a catalogue by its path; a function stays a function. */
function* textsOf(node: unknown, path: string): Generator<[string, unknown]> {
  if (node !== null && typeof node === 'object') {
    for (const [key, value] of Object.entries(node))
      yield* textsOf(value, path === '' ? key : `${path}.${key}`);
  } else yield [path, node];
}

/** Names are each language's own: other letters, other epithets, other lengths. */
const ownToEach = /^personas\.names\.|\.lines\.|\.reviewers\./;
const pathsOf = (catalogue: unknown) =>
  [...textsOf(catalogue, '')].map(([path]) => path).filter((path) => !ownToEach.test(path));

test('both catalogues hold the same texts', () => {
  expect(pathsOf(ru)).toEqual(expect.arrayContaining(pathsOf(en)));
  expect(pathsOf(en)).toEqual(expect.arrayContaining(pathsOf(ru)));
});

/** What may stand in Latin letters in a Russian sentence: commands and code in backquotes, names of things, settings. */
const foreign =
  /`[^`]*`|\/slack\/install|\/persona help|Europe\/Moscow|:[a-z_]+:|\b(?:Slack|Mismatch|REVIEWERS|MODEL_[A-Z_]+|Markdown|JSON|CSV|API|HTTP|Google(?: Ads)?|LinkedIn|Meta|HubSpot|files:write)\b|<#[^>]*>|<[^>]*\||\bq = /g;
const latinIn = (text: string) => text.replace(foreign, '').match(/[A-Za-z]{2,}/g) ?? [];

/** What stands in the file of a script, which is the same in every language. */
const fieldsOfScripts = new Set([
  ...Object.values(allowedKeys).flat(),
  ...'name value label min max when goal en ru any yes no true false choice text yesno customer'.split(' '),
  ...'sales support marketing before_sale macro small medium large subtle budget_fit below'.split(' '),
  ...'yaml YAML SCRIPTS_DIR'.split(' '),
]);
const withoutFields = (path: string, text: string) =>
  path.startsWith('scripts.')
    ? text.replaceAll(/[A-Za-z_]+/g, (word) => (fieldsOfScripts.has(word) ? '' : word))
    : text;

/** Arguments that every text understands, whatever it expects: a number where it counts, Russian words elsewhere. */
const called = (text: (...given: unknown[]) => unknown): string[] => {
  const word = 'слово';
  const shapes: unknown[] = [
    word,
    3,
    0.3,
    null,
    [word, word],
    { for: 2, of: 3 },
    [{ does: word, count: word, here: word, others: word }],
  ];
  const found: string[] = [];
  for (const first of shapes) {
    for (const rest of shapes) {
      try {
        const said = text(first, rest, rest, rest);
        for (const [, one] of textsOf(said, '')) if (typeof one === 'string') found.push(one);
      } catch {
        // A shape this text does not take.
      }
    }
  }
  return found;
};

test('no English word is left in a Russian text', () => {
  const left: string[] = [];
  for (const [path, text] of textsOf(ru, '')) {
    const said = typeof text === 'function' ? called(text as never) : [String(text)];
    for (const one of said) {
      const latin = latinIn(withoutFields(path, one)).filter(
        (word) => !['object', 'Object', 'undefined', 'null', 'NaN'].includes(word),
      );
      if (latin.length > 0) left.push(`${path}: ${latin.join(' ')}`);
    }
  }
  expect([...new Set(left)]).toEqual([]);
});

test('a text says what to do without a please', () => {
  const pleading = [en, ru]
    .flatMap((catalogue) => [...textsOf(catalogue, '')])
    .flatMap(([path, text]) =>
      (typeof text === 'function' ? called(text as never) : [String(text)]).map((said) => `${path}: ${said}`),
    )
    .filter((line) => /\bplease\b|пожалуйста|successfully/i.test(line));
  expect([...new Set(pleading)]).toEqual([]);
});

test('a count takes the form that its language asks for', () => {
  const english = countIn('en');
  const russian = countIn('ru');
  const cases = (n: number) => russian(n, 'случай', 'случая', 'случаев');
  expect([0, 1, 2, 5, 11, 21, 101].map(cases)).toEqual([
    '0 случаев',
    '1 случай',
    '2 случая',
    '5 случаев',
    '11 случаев',
    '21 случай',
    '101 случай',
  ]);
  expect([0, 1, 2, 21].map((n) => english(n, 'case', 'cases'))).toEqual([
    '0 cases',
    '1 case',
    '2 cases',
    '21 cases',
  ]);
  const form = formIn('ru');
  fc.assert(
    fc.property(fc.nat(100_000), (n) => {
      const teen = n % 100 >= 11 && n % 100 <= 14;
      const wanted = teen ? 'many' : n % 10 === 1 ? 'one' : n % 10 >= 2 && n % 10 <= 4 ? 'few' : 'many';
      expect(form(n, 'one', 'few', 'many')).toBe(wanted);
    }),
  );
  expect(form(1.5, 'one', 'few', 'many')).toBe('few');
});

test('an epithet and its given name begin with the same letter, in both languages', () => {
  for (const { personas } of Object.values(catalogues)) {
    const { epithets, givenNames, plainEpithets } = personas.names;
    for (const epithet of [...Object.values(epithets).flat(), ...plainEpithets]) {
      const given = givenNames[epithet[0] ?? ''] ?? [];
      expect([epithet, given.length > 0]).toEqual([epithet, true]);
      for (const name of given) expect(name[0]).toBe(epithet[0]);
    }
  }
});

/** Objects that hold the words of one modal: they have words for sending it. */
function* modalsIn(node: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (node === null || typeof node !== 'object') return;
  const words = node as Record<string, unknown>;
  if (typeof words.title === 'string' && [words.submit, words.save].some((word) => typeof word === 'string'))
    yield [path, words];
  for (const [key, value] of Object.entries(words)) yield* modalsIn(value, `${path}.${key}`);
}

test('the title and the buttons of a modal fit in the 24 characters that Slack allows, in both languages', () => {
  const long: string[] = [];
  for (const [language, catalogue] of Object.entries(catalogues)) {
    const found = [...modalsIn(catalogue, language)];
    expect(found.length).toBeGreaterThan(3);
    for (const [path, words] of found)
      for (const key of ['title', 'submit', 'cancel', 'close', 'save'])
        if (typeof words[key] === 'string' && words[key].length > 24) long.push(`${path}.${key}`);
  }
  // The list of pairs is a message: its form has a title of its own.
  expect(long.filter((path) => !path.endsWith('.customers.title'))).toEqual([]);
});

test('a day and a number are written as the language writes them', () => {
  expect(en.lookup.version(2, '2026-11-21')).toBe('Version 2, as of 21 November 2026');
  expect(ru.lookup.version(2, '2026-11-21')).toMatch(/^Версия 2, данные на 21 ноября 2026\sг\.$/);
  expect(en.personas.number(1200.5)).toBe('1,200.5');
  expect(ru.personas.number(1200.5)).toMatch(/^1\s200,5$/);
  expect(ru.review.evidence.statistics('14', '0.009', 7)).toBe('чаще в 14 раз · q = 0,009 · 7 коллег');
});
