import { expect, test } from 'vitest';
import { weekly } from '../../src/summary/blocks.ts';
import { isEmpty, learnt, type Summary, summarise, type WeekFacts } from '../../src/summary/summary.ts';
import { weekNamed } from '../../src/summary/week.ts';
import { en } from '../../src/text/catalogue.ts';
import { messageFaults } from '../limits.ts';
import { claim } from '../lookup/persona.ts';

const week = weekNamed('2026-W46', 'Europe/Berlin')!;
const nothing: WeekFacts = {
  interviews: [],
  claims: { before: null, latest: null },
  waiting: [],
  approved: [],
  faults: [],
  fixPersonas: [],
  stale: [],
  checks: [],
};
const words = ({ value }: { value: string }) => value.replaceAll('_', ' ');
const summed = (facts: Partial<WeekFacts>) => summarise(week, { ...nothing, ...facts }, words);
const said = (summary: Summary) => weekly(summary, en.summary, { language: 'en', timeZone: 'Europe/Berlin' });
const line = { id: 'p1', kind: 'negative' as const, name: 'Bargain <Bob>', version: 1, cases: 12 };

test('a week with nothing says so in one line', () => {
  const summary = summed({});
  expect(isEmpty(summary)).toBe(true);
  expect(said(summary).text).toBe(
    'Nothing new in the week of 9 – 15 November 2026: no interview, no decision, no check.',
  );
});

test('people are counted once, and a late interview names the week it belongs to', () => {
  const summary = summed({
    interviews: [
      { status: 'complete', person: 'U1', lateFrom: null },
      { status: 'complete', person: 'U1', lateFrom: '2026-W45' },
      { status: 'partial', person: 'U2', lateFrom: null },
    ],
  });
  expect(summary.interviews).toEqual({ complete: 2, partial: 1, late: 1, lateFrom: ['2026-W45'], people: 2 });
  expect(JSON.stringify(said(summary))).toContain(
    '3 interviews by 2 people. 1 of them late, from week 2026-W45.',
  );
});

test('learnt is what is new or has changed, the strongest first', () => {
  const changed = learnt({
    before: [
      claim('c1', 'a', 'same'),
      claim('c2', 'a', 'more'),
      claim('c3', 'a', 'stronger', { strength: 'tentative' }),
    ],
    latest: [
      claim('c9', 'a', 'same'),
      claim('c8', 'a', 'more', { problem: { for: 20, of: 40 } }),
      claim('c7', 'a', 'stronger'),
      claim('c6', 'a', 'new'),
      claim('c5', 'a', 'weak', { strength: 'hypothesis' }),
    ],
  });
  expect(changed.map(({ traits, change }) => [traits[0]?.value, change])).toEqual([
    ['new', 'new'],
    ['stronger', 'stronger'],
    ['more', 'counts'],
    ['weak', 'new'],
  ]);
  expect(learnt({ before: [claim('c1', 'a', 'b')], latest: null })).toEqual([]);
});

test('disqualified leads are worth the medians of the personas they match; what is not known stays null', () => {
  const figure = (median: number) => ({ median, n: 5, source: 'record' as const });
  const economics = { hours_to_close: figure(20), support_hours: figure(5), revenue: figure(1000) };
  const checks = [
    { disqualified: true, economics },
    { disqualified: true, economics: { sales_hours: figure(8), hours_to_close: figure(99) } },
    { disqualified: true, economics: null },
    { disqualified: false, economics: null },
  ];
  const summary = summed({ checks });
  expect(summary.checks).toEqual({ made: 4, disqualified: 3 });
  expect(summary.worth).toEqual({ hours: 33, acquisitionCost: null, revenueAtRisk: 1000 });
  expect(summed({}).worth).toEqual({ hours: 0, acquisitionCost: 0, revenueAtRisk: 0 });
});

test('the fix list counts customers whose trouble was ours, and leaves disagreement out', () => {
  const fault = (customer: string, ours: boolean | null, trouble: string | null, firstSaid: string) => ({
    customer,
    ours,
    trouble,
    firstSaid,
  });
  const summary = summed({
    faults: [
      fault('a', true, 'product_trouble', week.from),
      fault('b', true, 'product_trouble', '2026-01-01T00:00:00.000Z'),
      fault('c', true, null, week.from),
      fault('d', false, 'tone', week.from),
      fault('e', null, 'tone', week.from),
    ],
  });
  expect(summary.fix).toEqual([
    { trouble: 'product_trouble', text: 'product trouble', cases: 2, of: 4, added: 1, persona: null },
    { trouble: null, text: '', cases: 1, of: 4, added: 1, persona: null },
  ]);
});

test('the message says what was learnt first, thanks last, and leaves empty parts out', () => {
  const summary = summed({
    interviews: [{ status: 'complete', person: 'U1', lateFrom: null }],
    claims: { before: null, latest: [claim('c1', 'budget_fit', 'below'), claim('c2', 'industry', 'retail')] },
    waiting: [line],
    checks: [{ disqualified: true, economics: null }],
  });
  const message = said(summary);
  const text = JSON.stringify(message);
  const order = ['Learnt this week', 'Waiting for a decision', 'Lead checks', 'Thank you'].map((part) =>
    text.indexOf(part),
  );
  expect(order.every((at, i) => at > (order[i - 1] ?? 0))).toBe(true);
  expect(text).toContain('Below (new): 19 of 40 problem cases, 2 of 38 comparable ones, 5 staff');
  expect(text).toContain('and 1 smaller finding');
  expect(text).toContain('Bargain &lt;Bob&gt;');
  expect(text).not.toContain('What it is worth');
  expect(text).not.toContain('Our own trouble');
  expect(text).not.toContain('"acme"');
  expect(messageFaults(message)).toEqual([]);
});

test('a week of five thousand interviews and a hundred of everything stays within the limits of Slack', () => {
  const long = '<&> '.repeat(500);
  const many = <T>(one: T) => Array.from({ length: 100 }, () => one);
  const message = said(
    summed({
      interviews: Array.from({ length: 5_000 }, (_, i) => ({
        status: 'complete' as const,
        person: `U${i}`,
        lateFrom: '2026-W44',
      })),
      claims: { before: null, latest: many(claim('c1', long, long)) },
      waiting: many({ ...line, name: long }),
      approved: many({ ...line, name: long }),
      fixPersonas: many({ ...line, name: long, of: 100 }),
      stale: many({ id: 'p1', name: long, version: 1, newestEvidence: '2025-01-01' }),
      checks: many({
        disqualified: true,
        economics: { revenue: { median: 1e9, n: 5, source: 'staff' as const } },
      }),
    }),
  );
  expect(messageFaults(message)).toEqual([]);
});
