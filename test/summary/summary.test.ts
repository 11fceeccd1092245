import { expect, test } from 'vitest';
import { weekly } from '../../src/summary/blocks.ts';
import { leadsOf } from '../../src/summary/facts.ts';
import { isEmpty, learnt, type Summary, summarise, type WeekFacts } from '../../src/summary/summary.ts';
import { weekNamed } from '../../src/summary/week.ts';
import type { Check } from '../../src/summary/worth.ts';
import { en } from '../../src/text/catalogue.ts';
import { messageFaults } from '../limits.ts';
import { claim } from '../lookup/persona.ts';

const week = weekNamed('2026-W46', 'Europe/Berlin')!;
const nothing: WeekFacts = {
  interviews: [],
  claims: { before: null, latest: null },
  run: null,
  waiting: [],
  approved: [],
  faults: { now: { known: 0, ours: {} }, before: { known: 0, ours: {} } },
  fixPersonas: [],
  stale: [],
  checks: [],
  coverage: { roles: [], heard: [] },
};
const words = ({ value }: { value: string }) => value.replaceAll('_', ' ');
const summed = (facts: Partial<WeekFacts>) => summarise(week, { ...nothing, ...facts }, words);
const said = (summary: Summary, quote: string | null = null) =>
  weekly(summary, { quote }, en.summary, { language: 'en', timeZone: 'Europe/Berlin' });
const bob = { id: 'p1', version: 1, name: 'Bargain Bob' };
const matched = (economics: Check['economics']): Check => ({ persona: bob, economics });
const passed: Check = { persona: null, economics: null };
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
      { status: 'complete', person: 'U1', lateFrom: null, named: false },
      { status: 'complete', person: 'U1', lateFrom: '2026-W45', named: false },
      { status: 'partial', person: 'U2', lateFrom: null, named: false },
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
    matched(economics),
    matched({ sales_hours: figure(8), hours_to_close: figure(99) }),
    matched(null),
    passed,
  ];
  const summary = summed({ checks });
  expect(summary.checks).toEqual({ made: 4, disqualified: 3 });
  expect(summary.worth).toEqual({ hours: 33, acquisitionCost: null, revenueAtRisk: 1000 });
  expect(summed({}).worth).toEqual({ hours: 0, acquisitionCost: 0, revenueAtRisk: 0 });
});

test('a lead checked again within an hour counts once, as it was checked last; later it is another that looks alike', () => {
  const check = (
    id: number,
    asked_by: string,
    traits: string[],
    outcome: 'match' | 'no_match' = 'match',
    via: 'slack' | 'http' = 'slack',
    at = '2026-03-02T10:00:00.000Z',
  ) => ({
    ...{ id, at, asked_by, via, outcome, matched: '[]' },
    traits: JSON.stringify(traits.map((value) => ({ dimension: 'd', value }))),
  });
  const rows = [
    check(1, 'U1', ['a', 'b']),
    check(2, 'U1', ['b', 'a'], 'no_match'),
    check(3, 'U2', ['a', 'b']),
    check(4, 'U1', ['a']),
    check(5, 'U1', []),
    check(6, 'U1', []),
    // A CRM asks for everybody: the same traits are those of another lead.
    check(7, 'http', ['a'], 'match', 'http'),
    check(8, 'http', ['a'], 'match', 'http'),
    check(9, 'U1', ['a'], 'match', 'slack', '2026-03-02T11:00:00.001Z'),
    check(10, 'U1', ['a'], 'match', 'slack', '2026-03-02T12:00:00.001Z'),
    check(11, 'U1', ['a'], 'match', 'slack', '2026-03-04T09:00:00.000Z'),
  ];
  expect(leadsOf(rows).map(({ id }) => id)).toEqual([2, 3, 4, 5, 6, 7, 8, 10, 11]);
});

test('the fix list says how many more there are than a week before', () => {
  const summary = summed({
    faults: {
      now: { known: 4, ours: { product_trouble: 2, '': 1 } },
      before: { known: 3, ours: { product_trouble: 3 } },
    },
  });
  expect(summary.fix).toEqual([
    { trouble: 'product_trouble', text: 'product trouble', cases: 2, of: 4, added: -1, persona: null },
    { trouble: null, text: '', cases: 1, of: 4, added: 1, persona: null },
  ]);
  const text = JSON.stringify(said(summary));
  expect(text).toContain('Product trouble: 2 of 4 problem cases (−1 this week)');
  expect(text).toContain('Other trouble: 1 of 4 problem cases (+1 this week)');
});

test('coverage names roles and kinds of customer, never people who stayed away', () => {
  const summary = summed({
    interviews: [{ status: 'complete', person: 'U1', lateFrom: null, named: true }],
    coverage: {
      roles: [
        { role: 'sales', heard: 3, of: 8 },
        { role: 'support', heard: 2, of: 2 },
      ],
      heard: [
        { dimension: 'industry', value: 'retail', cases: 12 },
        { dimension: 'industry', value: 'hospitality', cases: 0 },
        { dimension: 'channel', value: 'never asked', cases: 0 },
      ],
    },
  });
  const text = JSON.stringify(said(summary));
  expect(text).toContain('Sales: 3 of 8 heard in the last 12 weeks');
  expect(text).not.toContain('Support: 2 of 2');
  expect(text).toContain('Few or no problem cases yet: hospitality (0)');
  expect(text).not.toContain('never asked');
  expect(text).toContain('Among them <@U1>.');
});

test('the message says what was learnt first, thanks last, and leaves empty parts out', () => {
  const summary = summed({
    interviews: [{ status: 'complete', person: 'U1', lateFrom: null, named: false }],
    claims: { before: null, latest: [claim('c1', 'budget_fit', 'below'), claim('c2', 'industry', 'retail')] },
    waiting: [line],
    checks: [matched(null)],
  });
  const message = said(summary);
  const text = JSON.stringify(message);
  const order = ['What we learnt', 'Waiting for a decision', 'What it is worth', 'Thank you'].map((part) =>
    text.indexOf(part),
  );
  expect(order.every((at, i) => at > (order[i - 1] ?? 0))).toBe(true);
  expect(text).toContain('Below (new): 19 of 40 problem cases, 2 of 38 comparable ones, 5 staff');
  expect(text).toContain('and 1 smaller finding');
  expect(text).toContain('Bargain &lt;Bob&gt;');
  expect(text).toContain('review_open:p1:1');
  expect(text).not.toContain('Our own trouble');
  expect(text).not.toContain('"acme"');
  expect(messageFaults(message)).toEqual([]);
});

test('what was learnt from too few cases to compare does not say that nobody was asked about others', () => {
  const alone = claim('c1', 'budget_fit', 'below', { comparison: null, problem: { for: 3, of: 5 } });
  const text = JSON.stringify(said(summed({ claims: { before: null, latest: [alone] } })));
  expect(text).toContain('Below (new): 3 of 5 problem cases, not compared yet, 5 staff');
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
        named: true,
      })),
      claims: { before: null, latest: many(claim('c1', long, long)) },
      waiting: many({ ...line, name: long }),
      approved: many({ ...line, name: long }),
      fixPersonas: many({ ...line, name: long, of: 100 }),
      stale: many({
        id: 'p1',
        name: long,
        version: 1,
        newestEvidence: '2025-01-01',
        causes: ['old', 'contradicted'],
      }),
      checks: many(matched({ revenue: { median: 1e9, n: 5, source: 'staff' as const } })),
      faults: {
        now: { known: 9, ours: Object.fromEntries(many(long).map((text, i) => [`${text}${i}`, 9])) },
        before: { known: 0, ours: {} },
      },
      coverage: {
        roles: many({ role: long, heard: 1, of: 2 }),
        heard: many({ dimension: 'd', value: long, cases: 1 }),
      },
    }),
  );
  expect(messageFaults(message)).toEqual([]);
});
