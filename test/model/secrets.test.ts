import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withProbable } from '../../src/model/judged.ts';
import { createAliases, createFinders, hide } from '../../src/model/redact.ts';
import { first, known, later, ordinary, type Secret, spoiled } from './secrets.ts';

const finders = createFinders(known);
const forModel = withProbable(finders, new Map());
const seen = (text: string) => hide(finders.sure, text).text;

function leaksIn({ text, gone, stays = '' }: Secret): string[] {
  const sent = createAliases(forModel).cover(text);
  return [
    ...gone.filter((secret) => seen(text).includes(secret)).map((secret) => `seen: ${secret}`),
    ...gone.filter((secret) => sent.includes(secret)).map((secret) => `sent: ${secret}`),
    ...(seen(text).includes(stays) ? [] : [`lost: ${stays}`]),
  ];
}

const kinds = [...new Set(first.map(({ kind }) => kind))];

test.each(
  kinds,
)('%s: none gets through in either language, whatever the order, and the rest stays', (kind) => {
  const texts = [...first, ...later].filter((one) => one.kind === kind);
  expect(texts.length).toBeGreaterThanOrEqual(15);
  expect(texts.flatMap(leaksIn)).toEqual([]);
});

test('amounts, dates, order numbers, products and ordinary words stay as they are, but for words that are names too', () => {
  expect(ordinary.length).toBeGreaterThanOrEqual(160);
  expect(ordinary.filter((text) => seen(text) !== text)).toEqual(spoiled);
});

test('nothing in an answer that names nobody is taken for a name in other letters', () => {
  const customers = [
    'Acme Retail',
    'Portal',
    'Market',
    'Standard Bank',
    'Summit',
    'Monolith',
    'Контур',
    'Старт',
    'Формат',
  ];
  const people = [
    'Mark Iversen',
    'Victor Stone',
    'Carol Price',
    'Роман Сильный',
    'Марк Левин',
    'Максим Портнов',
  ];
  const names = createFinders({ customers, people });
  const answers = ['english', 'russian', 'held-out'].flatMap((file) =>
    readFileSync(`eval/probes/${file}.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { answer: string }).answer),
  );
  expect(answers.filter((text) => hide(names.sure, text).redacted)).toEqual([]);
});

test('a name in other letters that may be a word as well is asked about where it begins a sentence', () => {
  const { sure, doubtful } = createFinders({ customers: ['Portal'], people: [] });
  const words = (text: string, find: typeof sure) =>
    find(text).map(({ start, end }) => text.slice(start, end));
  expect(words('Портал не открывался.', sure)).toEqual([]);
  expect(words('Портал не открывался.', doubtful)).toEqual(['Портал']);
  expect(words('Говорили с Порталом.', sure)).toEqual(['Порталом']);
  expect(words('Наш портал не открывался.', doubtful)).toEqual([]);
});
