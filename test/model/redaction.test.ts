import { expect, test } from 'vitest';
import { unjudgedIn, withProbable } from '../../src/model/judged.ts';
import { createAliases, createFinders, hide } from '../../src/model/redact.ts';
import { english, known, type RedactionText, russian } from './redaction-texts.ts';

const finders = createFinders(known);
const forModel = withProbable(finders, new Map());
const seen = (text: string) => hide(finders.sure, text).text;
const sent = (text: string) => createAliases(forModel).cover(text);

function missedIn({ text, gone, guessed = [], stays = [] }: RedactionText): string[] {
  return [
    ...gone.filter((secret) => seen(text).includes(secret)).map((secret) => `seen: ${secret}`),
    ...[...gone, ...guessed].filter((secret) => sent(text).includes(secret)).map((one) => `sent: ${one}`),
    ...stays.filter((words) => !seen(text).includes(words)).map((words) => `lost: ${words}`),
  ];
}

for (const [language, texts] of [
  ['English', english],
  ['Russian', russian],
] as const) {
  test(`of twenty ${language} answers nothing that leads to somebody gets through, and the rest stays readable`, () => {
    expect(texts).toHaveLength(20);
    expect(texts.flatMap(missedIn)).toEqual([]);
  });
}

test('a name that is an ordinary word too stays readable where it begins a sentence, is asked about, and reaches no model', () => {
  for (const [text, name] of [
    ['Will they ever pay?', 'Will'],
    ['Mark the box.', 'Mark'],
    ['Роза ветров тут ни при чём.', 'Роза'],
    ['Вера в нас была.', 'Вера'],
  ] as const) {
    expect(seen(text)).toBe(text);
    expect(unjudgedIn(text, finders, new Map())).toEqual([name]);
    expect(sent(text)).not.toContain(name);
    const cleared = new Map([[name.toLowerCase(), 'clear' as const]]);
    expect(unjudgedIn(text, finders, cleared)).toEqual([]);
  }
  expect(seen('We asked Will and Mark.')).toBe('We asked […] and […].');
  const said = createFinders({ ...known, hidden: ['will'] });
  expect(hide(said.sure, 'Will they ever pay?').text).toBe('[…] they ever pay?');
});

test('a known name is found under look-alike letters, unseen characters, and in two letters', () => {
  const { sure } = createFinders({ customers: ['Acme Tools', 'HP', 'Ромашка'], people: ['Grace'] });
  for (const text of ['A\u0441me Tools', 'Ac\u200bme To\u00adols', 'Áсmé Tools', 'HP', 'Р\u006fмашку'])
    expect(hide(sure, text).text, text).toBe('[…]');
  expect(hide(sure, 'hp, with grace').text).toBe('hp, with grace');
});

test('half a number is hidden where the whole shows that it is one', () => {
  const text = 'Call 555.201. 3344 now.';
  expect(hide(finders.sure, text, { start: 0, end: 13 }).text).not.toMatch(/\d/);
});
