import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { importCustomers } from '../../src/imports/customers.ts';
import { importInterviews } from '../../src/imports/interviews.ts';
import type { ImportProgress } from '../../src/imports/report.ts';
import { newDatabase } from '../new-database.ts';
import { scripts } from '../shipped.ts';
import { interviews, workplace } from './command.ts';

const place = workplace();
const good = interviews(2);
const lines = good.trim().split('\n');
const list = lines.map((line) => JSON.parse(line));

type Kind = 'customers' | 'interviews';
const refusals: [string, Kind, string | Uint8Array, RegExp][] = [
  ['a file packed with gzip', 'interviews', gzipSync(good), /compressed \(gzip\): unpack it first/],
  ['a file packed with xz', 'customers', Buffer.from('\xfd7zXZ\0\0\x04', 'latin1'), /compressed \(xz\)/],
  ['a file packed with bzip2', 'customers', 'BZh91AY&SY…', /compressed \(bzip2\)/],
  [
    'a page that asks to sign in',
    'customers',
    '<!DOCTYPE html>\n<html></html>\n',
    /a web page or XML, .*again/,
  ],
  ['the same page', 'interviews', '<html>\n</html>\n', /a web page or XML/],
  ['a PDF', 'customers', '%PDF-1.7\n', /a PDF: export the table/],
  ['a database', 'customers', 'SQLite format 3\0\0\0', /a database, not text/],
  ['a spreadsheet', 'interviews', 'PK\x03\x04rest', /a spreadsheet or an archive .*CSV UTF-8/],
  ['one list', 'interviews', JSON.stringify(list), /one list, .*jq -c "\.\[\]"/],
  ['a list with its brackets', 'interviews', `[\n${lines.join(',\n')}\n]\n`, /spread over many lines/],
  ['a list that begins in its first line', 'interviews', `[${lines.join(',\n')}]\n`, /The file is one list/],
  ['commas after the lines', 'interviews', `${lines.join(',\n')},\n`, /Line 1: The line ends with a comma/],
  ['a table', 'interviews', 'key,name\na,b\n', /a table \(CSV\).* mismatch import customers/],
  ['a table in quotes', 'interviews', '"key";"name"\n"a";"b"\n', /a table \(CSV\)/],
  ['a header alone', 'customers', 'key,name\r\n', /no customers: it needs a header row and a row for each/],
  ['nothing at all', 'customers', '', /empty: export it again/],
  ['no interview', 'interviews', '\n \n', /no interviews: export it again/],
  ['a line of 50 MB', 'interviews', 'x'.repeat(50_000_000), /Line 1: .*longer than 4 MB/],
];
test.each(refusals)('%s is refused for %s, and told what to do next', async (_, kind, bytes, sentence) => {
  const file = join(place.folder, 'bad');
  writeFileSync(file, bytes);
  const { code, out, err } = await place.run('import', kind, file);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^Nothing was imported: /);
  expect(err).toMatch(sentence);
});

test('a folder, a pipe and a file that is not there are refused at once, by name', async () => {
  mkdirSync(join(place.folder, 'folder'));
  execFileSync('mkfifo', [join(place.folder, 'pipe')]);
  for (const kind of ['customers', 'interviews']) {
    const told = async (name: string) => {
      const { code, err } = await place.run('import', kind, name);
      expect(code).toBe(1);
      return err;
    };
    expect(await told('folder')).toMatch(/\/folder is a folder: name the file in it\./);
    expect(await told('pipe')).toMatch(/\/pipe is a pipe or a device, .*: write it to a file first/);
    expect(await told('/dev/null')).toMatch(/\/dev\/null is a pipe or a device/);
    expect(await told('none')).toMatch(/\/none cannot be read: there is no such file\./);
  }
});

test.each([
  ['a carriage return alone', '\r'],
  ['both', '\r\n'],
])('lines that end with %s are lines', async (_, end) => {
  const fresh = workplace();
  fresh.file('in.jsonl', good.replaceAll('\n', end));
  expect((await fresh.run('import', 'interviews', 'in.jsonl')).out).toMatch(/^4 added/);
  fresh.file('bad.jsonl', `${lines[0]}${end}${lines[1]}${end}{"id":${end}`);
  expect((await fresh.run('import', 'interviews', 'bad.jsonl')).err).toMatch(/Line 3: This is not JSON/);
  const rows = Array.from({ length: 420_000 }, (_, n) => `key-${n}`);
  fresh.file('in.csv', `key${end}${rows.slice(0, 9).join(end)}${end}`);
  expect((await fresh.run('import', 'customers', 'in.csv')).out).toMatch(/^9 added/);
  writeFileSync(join(fresh.folder, 'long.csv'), `key${end}${rows.join(end)}${end}Z\xfcrich${end}`, 'latin1');
  expect((await fresh.run('import', 'customers', 'long.csv')).err).toMatch(/Line 420002: .*not UTF-8/);
});

test('of twenty thousand columns thirty are named, as they stand', async () => {
  const fresh = workplace();
  const headings = ['key', 'b\x1b[31m', ...Array.from({ length: 20_000 }, (_, n) => `c${n}`)];
  fresh.file('in.csv', `${headings.join(',')}\na${','.repeat(20_001)}\n`);
  const { out } = await fresh.run('import', 'customers', 'in.csv');
  expect(out).toContain('The columns "b\\u001b[31m", "c0", ');
  expect(out).toContain(' "c28" and 19971 more are no fields');
});

const changes: [string, (file: string, text: string) => void][] = [
  ['grows', (file, text) => appendFileSync(file, text)],
  ['is cut off', (file) => writeFileSync(file, '')],
  [
    'is replaced',
    (file, text) => {
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
    },
  ],
];
test.each(
  changes,
)('a file that %s while it is read is refused, and nothing of it stays', async (_, change) => {
  const url = await newDatabase();
  const database = openDatabase(url);
  const now = '2026-11-16T09:00:00.000Z';
  const { id: workspace } = await chooseWorkspace(database.db, null, now);
  const file = join(place.folder, 'changing');
  const base = { db: database.db, workspace, file, now };
  const once = (text: string) => {
    let isDone = false;
    writeFileSync(file, text);
    return ({ stage }: ImportProgress) => {
      if (isDone || stage !== 'storing') return;
      isDone = true;
      change(file, text);
    };
  };
  const records = `key,revenue\n${Array.from({ length: 1_500 }, (_, n) => `c${n},${n}`).join('\n')}\n`;
  const refused = { outcome: 'refused', faults: [{ reason: expect.stringMatching(/^The file changed /) }] };
  expect(await importCustomers({ ...base, onProgress: once(records) })).toMatchObject(refused);
  const onProgress = once(interviews(60));
  const job = { ...base, scripts, visibility: 'aggregates', onProgress } as const;
  expect(await importInterviews(job)).toMatchObject(refused);
  for (const table of ['customer_rows', 'interview_rows', 'answer_rows', 'answer_revisions']) {
    expect(database.raw.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
  }
  await database.close();
});

test('an import outlasts a lock that is held for longer than a statement waits', async () => {
  const url = await newDatabase();
  const [{ db, close }, other] = [openDatabase(url, 10), openDatabase(url)];
  const now = '2026-11-16T09:00:00.000Z';
  const { id: workspace } = await chooseWorkspace(db, null, now);
  const file = join(place.folder, 'few.csv');
  writeFileSync(file, 'key\na\nb\n');
  other.raw.exec('BEGIN IMMEDIATE');
  const imported = importCustomers({ db, workspace, file, now });
  await sleep(100);
  other.raw.exec('ROLLBACK');
  expect(await imported).toMatchObject({ added: 2 });
  await other.close();
  await close();
});

test('before the disk is full an import gives up and keeps nothing: the bot needs the rest', async () => {
  const { db, raw, close } = openDatabase(await newDatabase());
  const now = '2026-11-16T09:00:00.000Z';
  const { id: workspace } = await chooseWorkspace(db, null, now);
  const file = join(place.folder, 'many.csv');
  writeFileSync(file, `key\n${Array.from({ length: 3_000 }, (_, n) => `c${n}`).join('\n')}\n`);
  let free = 60_000_000;
  const freeBytes = () => {
    free -= 25_000_000;
    return free;
  };
  expect(await importCustomers({ db, workspace, file, now, freeBytes })).toMatchObject({
    outcome: 'refused',
    faults: [{ line: 0, reason: expect.stringMatching(/^The disk is nearly full, .*: free some space/) }],
  });
  expect(raw.prepare('SELECT count(*) AS n FROM customer_rows').get()).toEqual({ n: 0 });
  expect(await importCustomers({ db, workspace, file, now })).toMatchObject({ added: 3_000 });
  await close();
});

test('a disk that runs full breaks an import off; with more space the next one takes all of it', async () => {
  const { db, raw, close } = openDatabase(await newDatabase());
  const now = '2026-11-16T09:00:00.000Z';
  const { id: workspace } = await chooseWorkspace(db, null, now);
  const file = join(place.folder, 'many.csv');
  writeFileSync(
    file,
    `key,name\n${Array.from({ length: 3_000 }, (_, n) => `c${n},${'n'.repeat(99)}`).join('\n')}\n`,
  );
  const count = (table: string) => raw.prepare(`SELECT count(*) AS n FROM ${table}`).get();
  raw.pragma(`max_page_count = ${Number(raw.pragma('page_count', { simple: true })) + 50}`);
  await expect(importCustomers({ db, workspace, file, now })).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  expect(count('customers')).toEqual({ n: 0 });
  raw.pragma('max_page_count = 100000');
  expect(await importCustomers({ db, workspace, file, now })).toMatchObject({ added: 3_000 });
  expect(count('customer_rows')).toEqual({ n: 3_000 });
  await close();
});
