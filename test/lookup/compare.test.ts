import { expect, test } from 'vitest';
import { answer } from '../../src/lookup/answer.ts';
import { compared, pairIn } from '../../src/lookup/compare.ts';
import { lookup } from '../../src/lookup/lookup.ts';
import { textsIn } from '../../src/text/catalogue.ts';
import { messageFaults } from '../limits.ts';
import { approved, house, quotesOf, rule, todayOf } from './persona.ts';

const ids = (text: string, personas = house) => pairIn(text, personas)?.map(({ id }) => id) ?? null;
const words = ({ value }: { value: string }) => value;

test.each([
  'Student Sam and Bargain Hunter Bob',
  'student vs bargain hunter bob',
  'Student Sam и Bargain Hunter Bob',
  'student sam, bargain hunter bob',
  'studnet with bargian hunter bob',
  'p2 против p1',
])('“%s” names two personas', (text) => {
  expect(ids(text)).toEqual(['p2', 'p1']);
});

test.each([
  '',
  'Student Sam',
  'Student Sam and',
  'Student Sam and p2',
  'xyzzy and qwerty',
  'and',
])('“%s” names no two', (text) => {
  expect(ids(text)).toBe(null);
});

test('a name that holds an "and" is still found', () => {
  const pair = [approved({ id: 'p8', name: 'Salt and Pepper' }), ...house];
  expect(ids('Salt and Pepper and Student Sam', pair)).toEqual(['p8', 'p2']);
});

test('what two personas share is said once, and what differs stands side by side', () => {
  const both = [
    approved({
      id: 'a',
      name: 'A',
      disqualifiers: [rule('industry', 'retail', 'retail'), rule('x', '1', 'only A')],
    }),
    approved({ id: 'b', name: 'B', disqualifiers: [rule('industry', 'retail', 'retail')] }),
  ] as [ReturnType<typeof approved>, ReturnType<typeof approved>];
  const message = compared(both, words, textsIn('en').lookup);
  const text = JSON.stringify(message.blocks);
  expect(text).toContain('Both: retail');
  expect(text.match(/only A/g)).toHaveLength(1);
  expect(messageFaults(message)).toEqual([]);
});

test('the longest two personas stay within the limits of Slack, and mention nobody', () => {
  const long = '<!channel> & '.repeat(500);
  const sentence = { text: long, evidence: [], assumption: true };
  const one = (id: string) =>
    approved({
      id,
      name: `${id}${long}`,
      verdictReason: long,
      disqualifiers: Array.from({ length: 30 }, (_, i) => rule(`${id}${i}`, long, `${id}${i}${long}`)),
      profile: { [id]: { value: long, for: 3, of: 4 } },
      actions: { marketing: [sentence], sales: [sentence], support: [sentence] },
    });
  for (const language of ['en', 'ru'] as const) {
    const message = compared([one('a'), one('b')], words, textsIn(language).lookup);
    expect(messageFaults(message)).toEqual([]);
    const said = message.blocks?.filter(({ type }) => type !== 'actions');
    expect(JSON.stringify(said)).not.toMatch(/<[!@#]/);
  }
});

test.each([
  'anti persona',
  'anti-persona',
  'antipersona',
  'негативная персона',
  'антиперсона',
  'анти-персоны',
  'negative buyer persona',
])('“%s” lists the negative personas', (query) => {
  expect(lookup(query, house).results.map(({ id }) => id)).toEqual(['p1', 'p2']);
});

test.each([
  'shop',
  'online store',
  'интернет-магазин',
  'розница',
  'магазины',
])('“%s” finds the persona whose rule says retail', (query) => {
  expect(lookup(query, house).results[0]?.id).toBe('p1');
});

test.each(['студент', 'аспирантка', 'researcher'])('“%s” finds the student', (query) => {
  expect(lookup(query, house).results[0]?.id).toBe('p2');
});

test('a short card holds the rule and what to do; the rest waits behind a button', async () => {
  const view = { language: 'en', size: 'short', mayExport: false, quotes: quotesOf, today: todayOf } as const;
  const short = await answer('p1', house, [], view);
  const full = await answer('p1', house, [], { ...view, size: 'full' });
  expect(JSON.stringify(short.blocks)).toContain('lookup_more:p1');
  expect(JSON.stringify(full.blocks)).not.toContain('lookup_more');
  expect(messageFaults(short)).toEqual([]);
});
