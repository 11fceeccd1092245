import { expect, test } from 'vitest';
import { advance } from '../../src/interview/interview.ts';
import { customersNamedIn } from '../../src/interview/named.ts';
import { answerAll, asked, goesOn, isAsked } from '../interviewing.ts';
import { openWorld } from '../world.ts';
import { begun, NOW, question, script } from './scripts.ts';

test('the command offers the interviews for one’s role, each with its length and a line, and a button begins it', async () => {
  const { anna } = await openWorld();
  await anna.command('interview');
  await anna.sees('Which side do you see customers from?');
  await anna.click('Sales');
  const choice = await anna.sees('What would you like to talk about?');
  const words = JSON.stringify(choice.blocks);
  expect(words).toMatch(/\*A problem customer\* · about 2 minutes\\nOne customer that was hard work/);
  expect(words).toContain('interview_start:worksheet');
  await anna.clickAction(choice, /interview_start:working-style/);
  await isAsked(anna, 'customer');
  await anna.command('interview');
  await anna.sees('You are in the middle of one: *How a customer likes to work*');
});

test('a role with one interview begins it at once', async () => {
  const { elif } = await openWorld();
  await elif.command('interview');
  await elif.sees('Which side do you see customers from?');
  await elif.click('Marketing');
  await elif.sees('An ideal customer');
  await isAsked(elif, 'customer');
});

test('customers named in the worksheet are told about one by one', async () => {
  const { anna, db } = await openWorld();
  await anna.command('interview worksheet');
  await anna.click('Sales');
  await isAsked(anna, 'least_liked');
  await answerAll(anna, {
    least_liked: 'Quill & Sons, Marble Fox',
    least_liked_why: 'They reopened the price after every call.',
    hours_to_close: '3 days',
    did_not_stay: 'marble fox; Third Lantern (left in May)',
    did_not_stay_why: 'A competitor gave them 40% off.',
    speaks_badly: 'don’t know',
    least_revenue: 'Quill & Sons',
    least_revenue_amount: '900',
    dearest_to_win: 'Third Lantern',
    acquisition_cost: '4000',
  });
  await anna.sees('You named these customers');
  await anna.click('Marble Fox');
  expect((await isAsked(anna, 'industry')).at).toBe(2);
  await anna.click('Third Lantern');
  await anna.sees('You are in the middle of one');
  await anna.say('stop');
  await goesOn(anna, 'industry');
  await anna.click('Third Lantern');
  await isAsked(anna, 'industry');
  const rows = await db
    .selectFrom('interviews')
    .select(['script', 'customer', 'case_kind'])
    .orderBy('started_at')
    .execute();
  expect(rows).toMatchObject([
    { script: 'worksheet', customer: null, case_kind: 'none' },
    { script: 'problem-customer', customer: 'marble-fox' },
    { script: 'problem-customer', customer: 'third-lantern' },
  ]);
  expect((await asked(anna))?.at).toBe(2);
});

test('names are read from commas and lines, without list signs, remarks and repetitions', () => {
  const of = script([question('who', 'text', { dimension: 'named_customers' })], { case: 'none' });
  const text = '1. Acme GmbH (rude), Beta - always late\n• gamma; ACME GmbH\n???';
  const { interview } = advance(begun(of), { kind: 'text', text, messageTs: '1' }, NOW);
  expect(customersNamedIn(interview)).toEqual(['Acme GmbH', 'Beta', 'gamma']);
});
