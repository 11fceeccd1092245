import { expect, test } from 'vitest';
import type { CaseTable } from '../../src/cases/case.ts';
import { loadBands, loadCaseTable, loadDimensions, storeBands } from '../../src/cases/store.ts';
import { type OpenDatabase, openDatabase } from '../../src/database/open.ts';
import type { InterviewStatus } from '../../src/database/tables.ts';
import { newDatabase } from '../new-database.ts';
import { question, script } from './scripts.ts';

const asked = script([
  question('budget_fit', {}, ['below', 'above']),
  question('discount', { type: 'number', askIf: { budget_fit: ['below'] } }),
  question('after_discount', { askIf: { discount: ['30'] } }, ['left', 'stayed']),
]);

async function opened(): Promise<OpenDatabase> {
  const database = openDatabase(await newDatabase());
  const { raw } = database;
  raw.prepare("INSERT INTO workspaces (id, name, created_at) VALUES (1, 'w', '2026')").run();
  raw.prepare("INSERT INTO people (workspace, id) VALUES (1, 'ann'), (1, 'bob')").run();
  raw
    .prepare("INSERT INTO scripts (workspace, id, version, body, stored_at) VALUES (1, ?, 1, ?, '2026')")
    .run(asked.id, JSON.stringify(asked));
  return database;
}

let nextAnswer = 0;
function tell(
  { raw }: OpenDatabase,
  customer: string,
  answers: Record<string, { value?: unknown; state?: string }[]>,
  over: { status?: InterviewStatus; person?: string } = {},
): void {
  const id = `i${++nextAnswer}`;
  raw
    .prepare("INSERT OR IGNORE INTO customers (workspace, key, name, created_at) VALUES (1, ?, ?, '2026')")
    .run(customer, customer.toUpperCase());
  raw
    .prepare(
      `INSERT INTO interviews (workspace, id, script, script_version, person, role, language, case_kind, customer,
       status, visibility, source, source_id, started_at)
       VALUES (1, ?, ?, 1, ?, 'sales', 'en', 'problem', ?, ?, 'aggregates', 'slack', ?, '2026-01-01')`,
    )
    .run(id, asked.id, over.person ?? 'ann', customer, over.status ?? 'complete', id);
  for (const [key, revisions] of Object.entries(answers)) {
    const answer = ++nextAnswer;
    raw
      .prepare(
        'INSERT INTO answers (workspace, id, interview, question, latest_revision) VALUES (1, ?, ?, ?, ?)',
      )
      .run(answer, id, key, revisions.length);
    revisions.forEach(({ value, state }, i) => {
      raw
        .prepare(
          `INSERT INTO answer_revisions (workspace, answer, revision, state, value, wording, language, visibility, at)
           VALUES (1, ?, ?, ?, ?, 'w', 'en', 'aggregates', '2026')`,
        )
        .run(answer, i + 1, state ?? 'answered', value === undefined ? null : JSON.stringify(value));
    });
  }
}

function valueIn(table: CaseTable, customer: string, key: string) {
  return table.cases.find((one) => one.key === customer)?.traits.get(key);
}

test('only the newest revision of complete and partial interviews counts', async () => {
  const database = await opened();
  tell(database, 'acme', { budget_fit: [{ value: 'below' }, { value: 'above' }] });
  tell(database, 'beta', { budget_fit: [{ value: 'below' }] }, { status: 'partial' });
  tell(database, 'gamma', { budget_fit: [{ value: 'below' }] }, { status: 'withdrawn' });
  tell(database, 'delta', { budget_fit: [{ value: 'below' }] }, { status: 'in_progress', person: 'bob' });
  tell(database, 'eta', { budget_fit: [{ value: 'below' }, { state: 'withdrawn' }] });
  tell(database, 'iota', { budget_fit: [{ state: 'dont_know' }] });
  const table = await loadCaseTable(database.db, 1);
  expect(table.cases.map(({ key }) => key)).toEqual(['acme', 'beta', 'eta', 'iota']);
  expect(table.cases[0]?.name).toBe('ACME');
  expect(valueIn(table, 'acme', 'budget_fit')?.values).toEqual(['above']);
  expect(table.cases[0]?.sources.get('budget_fit')).toMatchObject([{ revision: 2, reporter: 'ann' }]);
  expect(valueIn(table, 'eta', 'budget_fit')).toBeUndefined();
  expect(valueIn(table, 'iota', 'budget_fit')).toBeUndefined();
  await database.close();
});

test('answers that ask_if hides do not count, nor those that depend on them', async () => {
  const database = await opened();
  tell(database, 'shown', {
    budget_fit: [{ value: 'below' }],
    discount: [{ value: 30 }],
    after_discount: [{ value: 'left' }],
  });
  tell(database, 'hidden', {
    budget_fit: [{ value: 'below' }, { value: 'above' }],
    discount: [{ value: 30 }],
    after_discount: [{ value: 'left' }],
  });
  const table = await loadCaseTable(database.db, 1);
  expect(valueIn(table, 'shown', 'discount')?.raw).toBe(30);
  expect(valueIn(table, 'shown', 'after_discount')?.values).toEqual(['left']);
  expect(valueIn(table, 'hidden', 'discount')).toBeUndefined();
  expect(valueIn(table, 'hidden', 'after_discount')).toBeUndefined();
  await database.close();
});

test('the bands of a draft are kept for look-ups, and another workspace sees nothing', async () => {
  const database = await opened();
  [3, 4, 5, 38, 41, 44, 97, 120, 180].forEach((value, i) => {
    tell(database, `c${i}`, { budget_fit: [{ value: 'below' }], discount: [{ value }] });
  });
  const table = await loadCaseTable(database.db, 1);
  await storeBands(database.db, 1, table, '2026-01-02');
  await storeBands(database.db, 1, table, '2026-01-03');
  expect(await loadBands(database.db, 1)).toEqual({ discount: [20, 50] });
  expect((await loadDimensions(database.db, 1)).discount?.cuts).toEqual([20, 50]);
  expect((await loadCaseTable(database.db, 2)).cases).toEqual([]);
  await database.close();
});

test('what was said to a follow-up is a text of its own, as long as the answer it follows stands', async () => {
  const database = await opened();
  const texts = script([question('why', { type: 'text' }, [])]);
  database.raw
    .prepare(
      "INSERT INTO scripts (workspace, id, version, body, stored_at) VALUES (1, 'texts', 1, ?, '2026')",
    )
    .run(JSON.stringify({ ...texts, id: 'texts' }));
  const follow = { 'why?1': [{ value: 'Shouted at our trainer' }] };
  tell(database, 'acme', { why: [{ value: 'difficult' }], ...follow });
  tell(database, 'beta', { why: [{ value: 'difficult' }, { state: 'withdrawn' }], ...follow });
  database.raw.prepare("UPDATE interview_rows SET script = 'texts'").run();
  const { cases } = await loadCaseTable(database.db, 1);
  expect(cases.map((one) => one.texts.map(({ question: key, text }) => `${key}: ${text}`))).toEqual([
    ['why: difficult', 'why: Shouted at our trainer'],
    [],
  ]);
  await database.close();
});
