import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contactsIn } from '../../src/model/contacts.ts';
import { createAliases, createFinders, hide } from '../../src/model/redact.ts';
import { growth } from '../effort.ts';

const { sure: find } = createFinders({
  customers: ['Harbour Loft Studio', 'Acme GmbH', 'Ромашка', 'acme.example'],
  people: ['Grace Lind', 'Will Smith', 'Анна Петрова'],
});
const hidden = (text: string) => hide(find, text).text;

const gone: [string, string][] = [
  ['a customer in full', 'We lost Harbour Loft Studio last week.'],
  ['a customer without its legal form', 'acme never paid.'],
  ['a Russian name in another case', 'Мы говорили с Ромашкой вчера.'],
  ['a colleague', 'Ask Grace Lind about it.'],
  ['a given name alone', 'Ask Grace about it.'],
  ['an inflected given name', 'Спросите Анну.'],
  ['an address', 'Write to a.b+c@mail.example.com please.'],
  ['a phone', 'Call +49 (30) 123-456 tomorrow.'],
  ['a card', 'Card 4111 1111 1111 1111 was charged.'],
  ['an IBAN', 'Pay to DE89 3704 0044 0532 0130 00 now.'],
  ['a mention', 'Ask <@U0123ABCD> now.'],
  ['a Slack id', 'Ask U0123ABCD now.'],
  ['a link', 'See https://crm.example/deal/7 now.'],
];
for (const [what, text] of gone) {
  test(`${what} is hidden`, () => {
    expect(hidden(text)).toContain('[…]');
    expect(hidden(text)).not.toMatch(/Loft|acme|Ромаш|Grace|Анн|mail|123|4111|3704|U0123|crm/);
  });
}

test('ordinary words, dates, amounts and ranges stay', () => {
  for (const text of [
    'They will pay their smith with grace.',
    'It was 2026-05-04, then 04.05.2026.',
    'It cost 12 000 and took 30-40 hours.',
    'CONSULTING is what they do.',
  ]) {
    expect(hidden(text)).toBe(text);
  }
});

test('the same name gets the same alias, and comes back unchanged', () => {
  const aliases = createAliases(find);
  const covered = aliases.cover('Acme GmbH and Grace Lind; Acme GmbH again.');
  expect(covered).toBe('Customer-1 and Person-1; Customer-1 again.');
  expect(aliases.restore(covered)).toBe('Acme GmbH and Grace Lind; Acme GmbH again.');
});

test('whatever stands around a name, it does not get through, and covering is undone exactly', () => {
  const around = fc.string({ unit: fc.constantFrom('a', ' ', '.', ',', '!', 'я', '\n', '"') });
  fc.assert(
    fc.property(around, around, (before, after) => {
      const text = `${before} Harbour Loft Studio ${after}`;
      expect(hidden(text)).not.toContain('Harbour');
      const aliases = createAliases(find);
      expect(aliases.restore(aliases.cover(text))).toBe(text);
    }),
  );
});

test('a customer whose name is an ordinary word is hidden where it has a capital, and asked about where a sentence begins', () => {
  const { sure, doubtful } = createFinders({ customers: ['Kind'], people: ['The'] });
  const found = (text: string, by: typeof sure) => by(text).map(({ start, end }) => text.slice(start, end));
  const text = 'The people at Kind were kind. Kind left.';
  expect(found(text, sure)).toEqual(['Kind']);
  expect(found(text, doubtful)).toEqual(['Kind']);
  expect(doubtful(text)[0]?.start).toBe(30);
});

test.each([
  'Wir haben ein 20 000 Euro teures Projekt.',
  'Am Telefon 30 Minuten, in der Demo 5 Fragen, Zum Preis 50 Euro.',
  'Via Google Ads 2024, Via their partner 5 leads.',
  'IT 50000 a year, UK 20000.',
  'The M2 9PM slot.',
  'The account 2024-2025, the account no 5 2000 users share.',
  'Оценка: Хорошая, 5. В среду, Последняя 3, и по Первой 2.',
  'Тула, Продажи 5, Уфа, Бюджет 200, Казань, План 2024, Москва, Казань 5.',
])('%s stays as it is', (text) => {
  expect(hidden(text)).toBe(text);
});

test.each([
  'EIN 12-3456789',
  'паспорт серии 4508 номер 123456',
  'Тула, Гоголя 5',
  'Am Markt 5 Köln',
  'Via della Rosa 12',
  'Rua das Flores 5',
  'Austin TX 78701',
])('%s is hidden all the same', (text) => {
  expect(hidden(`It is ${text}.`)).toBe('It is […].');
});

test.each([
  'а',
  'a.',
  '1-',
  'A',
  'A-',
  'A b ',
  'a dot ',
  'собака ',
  'Ab улица ',
  '12345 ',
])('%s without an end keeps nobody waiting', (piece) => {
  const text = (length: number) => piece.repeat(length / piece.length);
  expect(growth(contactsIn, text(5_000), text(40_000))).toBeLessThan(24);
});

test.each([
  ', Ленинская',
  'ул. Ленина',
  'Konrad',
])('spaces without an end behind %s keep nobody waiting', (street) => {
  const text = (length: number) => `${street}${' '.repeat(length)}!`;
  expect(growth(contactsIn, text(5_000), text(40_000))).toBeLessThan(24);
});

test('ten thousand customers whose names begin alike, in either alphabet, keep nobody waiting', () => {
  const customers = ['Школа', 'School'].flatMap((word) =>
    Array.from({ length: 10_000 }, (_, i) => `${word} number ${i} of Bergen`),
  );
  const { sure } = createFinders({ customers, people: [] });
  sure('Made once.');
  const text = (times: number) =>
    `${'Shkola and School number of ours. '.repeat(times)}School number 77 of Bergen`;
  expect(sure(text(300))).toHaveLength(1);
  expect(growth(sure, text(40), text(320))).toBeLessThan(24);
});
