import { expect, test } from 'vitest';
import { answer } from '../../src/lookup/answer.ts';
import { sheet } from '../../src/lookup/blocks.ts';
import { personaBody } from '../../src/personas/persona.ts';
import { lookup as texts } from '../../src/text/en/lookup.ts';
import { messageFaults } from '../limits.ts';
import { approved, claim, house, quotesOf, rule, todayOf } from './persona.ts';

const say = (query: string, personas = house) =>
  answer(query, personas, [], {
    language: 'en',
    size: 'full',
    mayExport: true,
    quotes: quotesOf,
    today: todayOf,
  });
const shown = async (query: string, personas = house) => JSON.stringify((await say(query, personas)).blocks);

test('a card shows how to recognise the persona before anything else', async () => {
  const blocks = (await say('Bargain Hunter Bob')).blocks ?? [];
  expect(blocks[0]).toMatchObject({ type: 'header', text: { text: 'Bargain Hunter Bob' } });
  expect(blocks[2]).toMatchObject({
    text: { text: '*Do not chase when all of this holds*\n• budget below our prices\n• retail' },
  });
  expect(JSON.stringify(blocks)).toContain('19 of 40 problem cases, 2 of 38 comparable ones, 5 staff');
  expect(JSON.stringify(blocks)).toContain('19 of 40 cases, from 5 people');
  expect(JSON.stringify(blocks)).toContain('Version 3, approved on 10 November 2026');
  expect(JSON.stringify(blocks)).toContain('Micro personas: Bargain Hunter Bob on the phone');
});

test('a claim without a comparison group says so, and no card holds a percentage', async () => {
  const few = approved(
    {
      id: 'p1',
      name: 'Few',
      caseCount: { for: 3, of: 5 },
      disqualifiers: [rule('industry', 'retail', 'retail')],
    },
    { claims: [claim('c1', 'industry', 'retail', { comparison: null, problem: { for: 3, of: 5 } })] },
  );
  const card = await shown('Few', [few]);
  expect(card).toContain('3 of 5 problem cases, not compared yet');
  expect(card).toContain('few cases, directional only');
  expect(card).not.toContain('%');
});

test('a quote that its author did not give to everybody stays out of the card', async () => {
  const quote = {
    case: 'acme',
    question: 'why',
    answer: 'a1',
    revision: 1,
    start: 0,
    end: 5,
    redacted: false,
    dissenting: false,
    role: 'sales',
  };
  const persona = approved(
    { id: 'p1', name: 'Quoted' },
    {
      quotes: [
        { ...quote, text: 'for reviewers only', visibility: 'reviewers' },
        { ...quote, text: 'for everybody', visibility: 'all' },
      ],
    },
  );
  expect(await shown('Quoted', [persona])).toContain('for everybody');
  expect(await shown('Quoted', [persona])).not.toContain('for reviewers only');
});

test.each([
  '<!channel> & <@U1>',
  '😀',
  'مرحبا',
  '',
])('“%s” is shown as text, never as a mention', async (query) => {
  const said = JSON.stringify(await say(query));
  expect(said).not.toMatch(/<[!@#]/);
  expect(messageFaults(await say(query))).toEqual([]);
});

test('forty thousand characters are shortened, and that is said', async () => {
  const message = await say('negative '.repeat(4_500));
  expect(JSON.stringify(message)).toContain('I looked at its first 300 characters');
  expect(messageFaults(message)).toEqual([]);
});

test('the longest persona and the longest list stay within the limits of Slack', async () => {
  const long = '<&> '.repeat(2_000);
  const sentences = Array.from({ length: 30 }, () => ({ text: long, evidence: [], assumption: true }));
  const persona = (id: string) =>
    approved(
      {
        id,
        name: long,
        subtitle: long,
        verdictReason: long,
        disqualifiers: Array.from({ length: 30 }, (_, i) => rule(`d${i}`, long, long)),
        actions: { marketing: sentences, sales: sentences, support: sentences },
        contentToAvoid: sentences,
      },
      { claims: Array.from({ length: 40 }, (_, i) => claim(`c${i}`, long, long)) },
    );
  const many = Array.from({ length: 60 }, (_, i) => persona(`p${i}`));
  const wanted = approved({
    id: 'p99',
    name: 'Mary',
    kind: 'buyer',
    story: sentences,
    actions: { marketing: sentences, sales: sentences, support: sentences },
    cautions: [long, long, long],
    portrait: personaBody.shape.portrait.parse({ challenges: Array(30).fill(long), objections: [long] }),
  });
  expect(messageFaults(await say('Mary', [wanted]))).toEqual([]);
  expect(messageFaults(await say('p1', many))).toEqual([]);
  expect(messageFaults(await say('', many))).toEqual([]);
});

test('a card says what share of the customers it stands for, and of one written by hand that nothing was counted', async () => {
  expect(await shown('Student Sam')).toContain('19 of 40 cases, from 5 people');
  const byHand = approved({
    id: 'p1',
    name: 'Mary',
    kind: 'buyer',
    caseCount: { for: 0, of: 0 },
    reporters: 0,
  });
  expect(await shown('Mary', [byHand])).toContain('Written by hand, no case behind it');
  expect(await shown('Mary', [byHand])).not.toContain('few cases');
});

test('help stays within the limits of Slack', async () => {
  const { help } = texts;
  expect(
    messageFaults(
      sheet([
        { title: help.title, lines: help.lines },
        { title: help.reviewersTitle, lines: help.reviewers },
        { title: help.adminsTitle, lines: help.admins },
      ]),
    ),
  ).toEqual([]);
});
