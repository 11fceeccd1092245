import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { carryOut } from '../../src/erasure/carry-out.ts';
import { condemnOne, eraseCustomer, eraseStaff } from '../../src/erasure/erasure.ts';
import { importCustomers } from '../../src/imports/customers.ts';
import { importInterviews } from '../../src/imports/interviews.ts';
import { newDatabase } from '../new-database.ts';
import { scripts } from '../shipped.ts';

const NOW = '2026-11-16T09:00:00.000Z';
/** How many stand before the erasure: more than one batch. */
const LINES = 300;
const ROWS = 1_200;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A database, an import that can be interrupted once, and an erasure from another connection. */
async function erasing() {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-erasing-'));
  const database = openDatabase(await newDatabase(folder));
  const other = openDatabase(`file:${database.path}`);
  closing.push(async () => {
    await other.close();
    await database.close();
    rmSync(folder, { recursive: true });
  });
  const { db, raw } = database;
  const { id: workspace } = await chooseWorkspace(db, null, NOW);
  const scope = { db: other.db, workspace, now: NOW, caution: 'Counted again.', actor: 'command line' };
  const file = join(folder, 'in');
  const job = { db, workspace, now: NOW };
  /** A file given piece by piece; `between` runs once, with half of it written and the rest still to be read. */
  const halves = (text: string, half: number, between: () => Promise<unknown>) => {
    let reading = 0;
    return async function* () {
      const lines = text.split(/(?<=\n)/);
      const turn = ++reading;
      yield Buffer.from(lines.slice(0, half).join(''));
      if (turn === 2) await between();
      yield Buffer.from(lines.slice(half).join(''));
    };
  };
  const count = (sql: string) => (raw.prepare(sql).get() as { n: number }).n;
  return { scope, file, job, halves, count, raw };
}

const interview = (n: number) => ({
  id: `i${n}`,
  case: { key: `c${n % 50}`, name: `Customer ${n % 50}`, kind: 'problem' },
  reporter: { id: `U${n % 40}`, role: 'sales' },
  script: 'problem-customer',
  at: '2026-05-04T09:30:00Z',
  answers: { why: `They left (${n}).` },
});
const interviews = (length: number) =>
  Array.from({ length }, (_, n) => `${JSON.stringify(interview(n))}\n`).join('');
const importing = { scripts, visibility: 'aggregates' } as const;

test('a person erased in the middle of an import does not come back with a later line', async () => {
  const { scope, job, halves, count } = await erasing();
  const file = halves(interviews(LINES + 100), LINES, () => eraseStaff(scope, 'U7'));
  const outcome = await importInterviews({ ...job, ...importing, file });
  expect(outcome).toMatchObject({
    outcome: 'done',
    notes: [expect.stringMatching(/^\d+ lines were left out/)],
  });
  expect(count("SELECT count(*) AS n FROM interviews WHERE person = 'U7'")).toBe(0);
  expect(count("SELECT count(*) AS n FROM people WHERE id = 'U7'")).toBe(0);
  expect(count("SELECT count(*) AS n FROM interviews WHERE person = 'U8'")).toBeGreaterThan(5);
  expect(count('SELECT count(*) AS n FROM import_erasures')).toBe(0);
});

test('a customer erased in the middle of an import of interviews stays erased', async () => {
  const { scope, job, halves, count } = await erasing();
  const file = halves(interviews(LINES + 100), LINES, () => eraseCustomer(scope, 'c7'));
  await importInterviews({ ...job, ...importing, file });
  expect(count("SELECT count(*) AS n FROM interviews WHERE customer = 'c7'")).toBe(0);
  expect(count("SELECT count(*) AS n FROM customers WHERE key = 'c7'")).toBe(0);
  expect(count("SELECT count(*) AS n FROM customers WHERE key = 'c8'")).toBe(1);
});

test('an interview that its reporter deletes while a newer file changes it stays deleted', async () => {
  const { scope, job, file, halves, count } = await erasing();
  const last = interview(LINES + 10);
  writeFileSync(file, `${JSON.stringify(last)}\n`);
  await importInterviews({ ...job, ...importing, file });
  const erase = async () => {
    await scope.db.transaction().execute((trx) => condemnOne({ ...scope, db: trx }, `import:${last.id}`));
    await carryOut(scope);
  };
  const changed = JSON.stringify({ ...last, answers: { why: 'Otherwise.' } });
  await importInterviews({
    ...job,
    ...importing,
    file: halves(`${interviews(LINES)}${changed}\n`, LINES, erase),
  });
  expect(count(`SELECT count(*) AS n FROM interviews WHERE source_id = '${last.id}'`)).toBe(0);
});

const rows = (from: number, length: number) =>
  Array.from({ length }, (_, n) => `c${from + n},${from + n}\n`).join('');

test('a customer record erased in the middle of an import stays erased, written already or not', async () => {
  for (const gone of ['c3', `c${ROWS + 300}`]) {
    const { scope, job, halves, count, raw } = await erasing();
    const file = halves(`key,revenue\n${rows(0, ROWS + 400)}`, ROWS, () => eraseCustomer(scope, gone));
    expect(await importCustomers({ ...job, file })).toMatchObject({ outcome: 'done' });
    expect(count('SELECT count(*) AS n FROM customers')).toBe(ROWS + 399);
    expect(raw.prepare('SELECT key FROM customer_rows WHERE key = ?').get(gone)).toBeUndefined();
    expect(count('SELECT count(*) AS n FROM staged_customers')).toBe(0);
  }
});

test('a changed record that waits in an import goes with its customer', async () => {
  const { scope, job, file, halves, raw } = await erasing();
  writeFileSync(file, 'key,revenue\nc3,1\n');
  await importCustomers({ ...job, file });
  const newer = halves(`key,revenue\n${rows(0, ROWS + 400)}`, ROWS, () => eraseCustomer(scope, 'c3'));
  await importCustomers({ ...job, file: newer });
  expect(raw.prepare("SELECT key FROM customer_rows WHERE key = 'c3'").get()).toBeUndefined();
});
