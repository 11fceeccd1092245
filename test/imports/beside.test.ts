import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openInterview } from '../../bench/import/beside.ts';
import { openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { importCustomers } from '../../src/imports/customers.ts';
import { newDatabase } from '../new-database.ts';
import { scripts } from '../shipped.ts';

const NOW = '2026-11-16T09:00:00.000Z';
const ROWS = 2_500;

test('while a file is imported from the command line an interview is answered, and a reader sees all of it or nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-beside-'));
  const database = openDatabase(await newDatabase(folder));
  const { id: workspace } = await chooseWorkspace(database.db, null, NOW);
  const script = scripts.find(({ id }) => id === 'problem-customer')!;
  const answer = await openInterview({ database, workspace, script });
  const sum = database.raw.prepare<[], { n: number; revenue: number }>(
    "SELECT count(*) AS n, total(record ->> '$.numbers.revenue') AS revenue FROM customers",
  );
  const file = join(folder, 'customers.csv');
  const importRows = async (revenue: number) => {
    const rows = Array.from({ length: ROWS }, (_, i) => `c${i},${revenue}`);
    writeFileSync(file, `key,revenue\n${rows.join('\n')}\n`);
    const env = { ...process.env, DATABASE_URL: `file:${database.path}` };
    const args = ['src/mismatch.js', 'import', 'customers', file];
    const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const seen = new Set<string>();
    let answers = 0;
    const running = database.raw.prepare("SELECT 1 FROM import_runs WHERE state = 'running'");
    while (child.exitCode === null) {
      if (running.get() !== undefined) answers += Number((await answer()) >= 0);
      seen.add(JSON.stringify(sum.get()));
      await sleep(2);
    }
    seen.add(JSON.stringify(sum.get()));
    expect(await ended).toEqual([0, null]);
    expect(answers).toBeGreaterThan(0);
    return [...seen];
  };
  const none = '{"n":0,"revenue":0}';
  const first = JSON.stringify({ n: ROWS, revenue: ROWS * 10 });
  const second = JSON.stringify({ n: ROWS, revenue: ROWS * 20 });
  expect(await importRows(10)).toEqual([none, first]);
  expect(await importRows(20)).toEqual([first, second]);
  await database.close();
  rmSync(folder, { recursive: true });
});

test('an import killed in the middle shows nothing, and the next one starts at once and leaves nothing of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-killed-'));
  const database = openDatabase(await newDatabase(folder));
  const { id: workspace } = await chooseWorkspace(database.db, null, NOW);
  const file = join(folder, 'customers.csv');
  const rows = Array.from({ length: 40_000 }, (_, i) => `c${i},${i}`);
  writeFileSync(file, `key,revenue\n${rows.join('\n')}\n`);
  const env = { ...process.env, DATABASE_URL: `file:${database.path}` };
  const args = ['src/mismatch.js', 'import', 'customers', file];
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const count = (table: string) =>
    (database.raw.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  while (count('customer_rows') === 0 && child.exitCode === null) await sleep(2);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(count('customers')).toBe(0);
  expect(count('customer_rows')).toBeGreaterThan(0);
  writeFileSync(file, 'key,revenue\nother,1\n');
  const job = { db: database.db, workspace, file, now: NOW };
  expect(await importCustomers(job)).toMatchObject({ outcome: 'done', added: 1 });
  expect(count('customer_rows')).toBe(1);
  await database.close();
  rmSync(folder, { recursive: true });
});
