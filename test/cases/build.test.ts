import { expect, test } from 'vitest';
import { startCases } from '../../src/cases/build.ts';
import type { CustomerRecord, Report } from '../../src/cases/case.ts';
import type { AnswerValue } from '../../src/scripts/script.ts';
import { plainOf } from './plain.ts';
import { question, script } from './scripts.ts';

const asked = script([
  question('budget_fit', {}, ['below', 'matches', 'above']),
  question('company_size', {}, ['1-10', '11-50']),
  question('troubles', { type: 'multi' }, ['scope', 'price', 'tone']),
  question('hours', { type: 'duration' }),
  question('age', {}, ['young', 'old']),
  question('why', { type: 'text', level: 'none' }),
]);

let answerId = 0;
function report(
  customer: string,
  reporter: string,
  answers: Record<string, AnswerValue | null>,
  over: Partial<Report> = {},
): Report {
  return {
    interview: `${customer}-${reporter}-${over.at ?? ''}`,
    customer,
    kind: 'problem',
    reporter,
    role: 'sales',
    script: 'problem-customer',
    at: '2026-05-04T09:30:00Z',
    answers: Object.entries(answers).map(([key, value]) => {
      answerId++;
      return { answer: answerId, revision: 1, question: key, value };
    }),
    ...over,
  };
}

function record(key: string, over: Partial<CustomerRecord> = {}): CustomerRecord {
  return { key, name: `${key} Ltd`, good: null, consent: null, texts: {}, numbers: {}, traits: {}, ...over };
}

function build(reports: Report[], records: CustomerRecord[] = []) {
  const building = startCases({ reports, records, scripts: [asked] });
  building.add(building.customers);
  const table = building.table();
  const trait = (customer: string, key: string) =>
    table.cases.find((one) => one.key === customer)?.traits.get(key);
  return { table, trait };
}

test('reports on one customer are merged, and answers that disagree are disputed', () => {
  const { table, trait } = build([
    report('acme', 'ann', { budget_fit: 'below', company_size: '1-10' }),
    report('acme', 'bob', { budget_fit: 'below', company_size: '11-50' }),
  ]);
  expect(table.cases).toHaveLength(1);
  expect(table.cases[0]?.reporters).toEqual(['ann', 'bob']);
  expect(trait('acme', 'budget_fit')).toMatchObject({ values: ['below'], disputed: false });
  expect(trait('acme', 'company_size')).toMatchObject({ values: null, disputed: true });
});

test("a person's newer answer replaces their older one; another's answer still disputes it", () => {
  const newer = [
    report('acme', 'ann', { budget_fit: 'below' }, { at: '2026-01-01T00:00:00Z' }),
    report('acme', 'ann', { budget_fit: 'above' }, { at: '2026-06-01T00:00:00Z' }),
  ];
  expect(build(newer).trait('acme', 'budget_fit')?.values).toEqual(['above']);
  expect(
    build([...newer, report('acme', 'bob', { budget_fit: 'below' })]).trait('acme', 'budget_fit')?.disputed,
  ).toBe(true);
});

test('a customer reported as both kinds counts for neither', () => {
  const { table } = build(
    [
      report('acme', 'ann', {}),
      report('acme', 'bob', {}, { kind: 'comparison' }),
      report('beta', 'ann', {}),
      report('gamma', 'ann', {}),
    ],
    [record('beta', { good: true })],
  );
  expect(table.disputed).toEqual(['acme', 'beta']);
  expect(table.cases.map(({ key }) => key)).toEqual(['gamma']);
});

test('a good record is a comparison case, a bad one a problem case, an open one only adds to a reported case', () => {
  const { table, trait } = build(
    [report('acme', 'ann', { budget_fit: 'below' })],
    [
      record('acme', { texts: { company_size: '8', industry: 'Retail' } }),
      record('good', { good: true }),
      record('bad', { good: false }),
      record('open'),
    ],
  );
  expect(table.cases.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
    'acme problem',
    'bad problem',
    'good comparison',
  ]);
  expect(trait('acme', 'company_size')).toEqual({
    values: ['1-10'],
    disputed: false,
    raw: 8,
  });
  expect(table.cases[0]?.sources.get('company_size')).toEqual([{ answer: null }]);
  expect(trait('acme', 'industry')?.values).toEqual(['Retail']);
  expect(table.cases[0]).toMatchObject({ name: 'acme Ltd', hasRecord: true });
  expect(table.cases[1]?.reporters).toEqual([]);
});

test('undeclared columns become dimensions that are known before the sale, in one spelling, protected ones left out', () => {
  const { table, trait } = build(
    [],
    [
      record('a', { good: false, traits: { segment: 'Agency', gender: 'f' } }),
      record('b', { good: false, traits: { segment: 'agency' } }),
      record('c', { good: true, traits: { segment: 'Agency' } }),
    ],
  );
  expect(table.dimensions.segment).toMatchObject({ level: 'macro', observable: 'before_sale', values: [] });
  expect(trait('b', 'segment')?.values).toEqual(['Agency']);
  expect(table.dimensions.gender?.protected).toBe(true);
  expect(table.leftOut).toEqual(['gender']);
});

test('of several answers those that all named stand, the others are contested', () => {
  const { trait } = build([
    report('acme', 'ann', { troubles: ['scope', 'price'] }),
    report('acme', 'bob', { troubles: ['scope'] }),
    report('beta', 'ann', { troubles: [] }),
  ]);
  expect(trait('acme', 'troubles')).toMatchObject({
    values: ['scope'],
    contested: ['price'],
    disputed: false,
  });
  expect(trait('beta', 'troubles')?.values).toEqual([]);
});

test('numbers are cut by all cases, and a number said twice weighs once', () => {
  const hours = [3, 4, 5, 38, 41, 44, 97, 120, 180];
  const reports = hours.map((value, i) => report(`c${i}`, 'ann', { hours: value }));
  const { table, trait } = build([
    ...reports,
    report('c0', 'bob', { hours: 5 }),
    report('c0', 'cid', { hours: 5 }),
  ]);
  expect(table.dimensions.hours?.cuts).toEqual([20, 50]);
  expect(trait('c0', 'hours')).toMatchObject({ values: ['<20'], raw: 4 });
  expect(trait('c8', 'hours')?.values).toEqual(['>=50']);
});

test("don't know and free text are no traits; texts are kept with the answer they stand in", () => {
  const { table, trait } = build([report('acme', 'ann', { budget_fit: null, why: 'They changed it.' })]);
  expect(trait('acme', 'budget_fit')).toBeUndefined();
  expect(trait('acme', 'why')).toBeUndefined();
  expect(table.cases[0]?.texts).toMatchObject([
    { question: 'why', reporter: 'ann', text: 'They changed it.' },
  ]);
});

test('a trait that is protected by name only is left out too, whatever the script says', () => {
  const { table } = build([report('acme', 'ann', { age: 'old' })]);
  expect(table.dimensions.age?.protected).toBe(true);
  expect(table.leftOut).toEqual(['age']);
});

test('the order of reports and records never shows', () => {
  const reports = [
    report('acme', 'ann', { budget_fit: 'below', hours: 4 }),
    report('beta', 'bob', { budget_fit: 'above', hours: 9 }),
    report('acme', 'cid', { budget_fit: 'below', troubles: ['tone'] }),
  ];
  const records = [
    record('beta', { traits: { segment: 'x' } }),
    record('acme', { traits: { segment: 'X' } }),
  ];
  const forth = plainOf(build(reports, records).table);
  expect(plainOf(build([...reports].reverse(), [...records].reverse()).table)).toEqual(forth);
});
