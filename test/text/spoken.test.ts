import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languageIn } from '../../src/text/spoken.ts';
import { labelled } from '../leads/labelled.ts';
import { first, later, short } from './spoken-texts.ts';

const told = (texts: Record<string, string[]>) =>
  Object.entries(texts).flatMap(([language, all]) =>
    all.map((text) => ({ text, language, as: languageIn(text) })),
  );

test('of answers in seven other languages nine of ten are told as theirs, and none as a third', () => {
  const all = told(first);
  expect(all.filter(({ language, as }) => as !== language && as !== 'en')).toEqual([]);
  expect(all.filter(({ language, as }) => as === language).length / all.length).toBeGreaterThanOrEqual(0.9);
});

test('so are answers written after the rules, those in languages without a name here among them', () => {
  const all = told(later);
  expect(all.filter(({ language, as }) => as !== language && as !== 'en')).toEqual([]);
  expect(all.filter(({ language, as }) => as === language).length / all.length).toBeGreaterThanOrEqual(0.9);
});

test('a few words are told as well, and an English sentence with a foreign name in it stays English', () => {
  const all = told(short);
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter(({ language, as }) => as !== language && as !== 'en')).toEqual([]);
  expect(all.filter(({ language, as }) => as === language).length / all.length).toBeGreaterThanOrEqual(0.9);
});

test('no answer and no lead in English or Russian is taken for another language', () => {
  const isCyrillic = (text: string) => /\p{Script=Cyrillic}{2}/u.test(text);
  const answers = ['english', 'russian', 'held-out'].flatMap((file) =>
    readFileSync(`eval/probes/${file}.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { answer: string }).answer),
  );
  const leads = ['labelled', 'held-out', 'newer', 'fresh', 'asides'].flatMap((file) =>
    labelled(`${file}.jsonl`).map(({ text }) => text),
  );
  const texts = [...answers, ...leads];
  expect(texts.length).toBeGreaterThan(400);
  for (const text of texts) {
    const mixed = isCyrillic(text) && /[a-z]{3}/.test(text);
    expect(mixed ? ['en', 'ru'] : [isCyrillic(text) ? 'ru' : 'en'], text).toContain(languageIn(text));
  }
});

test('too few letters tell nothing', () => {
  for (const text of ['', '40 %', 'ok', '12.03.2026', '—']) expect(languageIn(text), text).toBeNull();
});
