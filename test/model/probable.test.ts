import { expect, test } from 'vitest';
import { unjudgedIn, withProbable } from '../../src/model/judged.ts';
import { probableNames } from '../../src/model/probable.ts';
import { createAliases, createFinders } from '../../src/model/redact.ts';
import { draftedWorkspace } from '../personas/world.ts';
import { desk } from '../review/desk.ts';

const names = (text: string) => probableNames(text).map(({ start, end }) => text.slice(start, end));

const named: [string, string[]][] = [
  ['They sent Miranda to every meeting.', ['Miranda']],
  ['Anna said that the price was a joke.', ['Anna']],
  ['We dealt with Mr. Oakenfold and then with Dr Petrossian.', ['Oakenfold', 'Petrossian']],
  ['The owner, Tobias Krempel, rang us daily.', ['Tobias Krempel']],
  ['Договор подписывал Пётр Ильич Громов, потом звонила Громова.', ['Пётр Ильич Громов', 'Громова']],
  ['Иванович звонил каждый день.', ['Иванович']],
  ['We moved to the Lindqvist contract.', ['Lindqvist']],
];
for (const [text, expected] of named) {
  test(`“${text}” names somebody`, () => expect(names(text)).toEqual(expected));
}

const nobody = [
  'They asked for a discount before they had seen the product. We said no three times.',
  'Every Monday I had to send an Excel file, in English, to their CFO.',
  'Procurement wanted SSO and an API. Legal read each line.',
  'В понедельник мы снова считали скидку. Ничего не вышло.',
  'They wanted HubSpot, Slack and Salesforce connected in March.',
  '',
];
for (const text of nobody) {
  test(`“${text}” names nobody`, () => expect(names(text)).toEqual([]));
}

test('in a language that writes nouns with capitals only sure signs count', () => {
  expect(
    names('Der Kunde wollte jede Woche einen neuen Rabatt auf das ganze Paket, und Sabine gab nach.'),
  ).toEqual(['Sabine']);
});

test('what leaves for a model holds no probable name that nobody cleared', () => {
  const known = createFinders({ customers: ['Acme'], people: [] });
  const rulings = new Map([['oakenfold', 'clear' as const]]);
  const { cover, restore } = createAliases(withProbable(known, rulings));
  const text = 'Acme let Miranda and Mr. Oakenfold decide.';
  expect(cover(text)).toBe('Customer-1 let Person-1 and Mr. Oakenfold decide.');
  expect(restore(cover(text))).toBe(text);
  expect(unjudgedIn(text, known, rulings)).toEqual(['Miranda']);
});

test('a reviewer is shown a probable name under Evidence and before approving, and hides it everywhere or clears it', async () => {
  const bot = await desk(draftedWorkspace());
  const quote = await bot.db
    .selectFrom('quotes')
    .select(['answer', 'revision'])
    .where('persona', '=', 'p1')
    .orderBy('position')
    .executeTakeFirstOrThrow();
  const before = JSON.parse(
    (
      await bot.db
        .selectFrom('answer_revisions')
        .select('value')
        .where('answer', '=', quote.answer)
        .where('revision', '=', quote.revision)
        .executeTakeFirstOrThrow()
    ).value ?? '',
  ) as string;
  const value = JSON.stringify(before.replace(/^(\S+ \S+ )\S{4}/, '$1Emil'));
  expect(value).toContain('Emil');
  await bot.db.updateTable('answer_revisions').set({ value }).where('answer', '=', quote.answer).execute();
  await bot.click('U0GRACE', 'review_evidence:p1:1');
  const modal = JSON.stringify(bot.heard.modals.at(-1));
  const hide = /review_name:hide:p1:1:Emil[^"]*/.exec(modal)?.[0] ?? '';
  expect(hide).not.toBe('');
  await bot.click('U0GRACE', 'review_approve:p1:1');
  expect(JSON.stringify(bot.heard.modals.at(-1))).toContain('read like names: Emil');
  await bot.click('U0GRACE', hide);
  await bot.click('U0GRACE', 'review_evidence:p1:1');
  expect(JSON.stringify(bot.heard.modals.at(-1))).not.toContain('Emil');
  await bot.click('U0GRACE', hide.replace(':hide:', ':clear:'));
  await bot.click('U0GRACE', 'review_evidence:p1:1');
  const cleared = JSON.stringify(bot.heard.modals.at(-1));
  expect(cleared).toContain('Emil');
  expect(cleared).not.toContain('review_name:');
});
