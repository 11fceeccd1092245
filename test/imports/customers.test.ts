import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { type CustomerImport, importCustomers } from '../../src/imports/customers.ts';
import { importSentences } from '../../src/imports/report.ts';
import { loadScripts } from '../../src/scripts/load.ts';
import { newDatabase } from '../new-database.ts';

const NOW = '2026-11-16T09:00:00.000Z';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function workspaceOnDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-customers-'));
  const database = openDatabase(await newDatabase(folder));
  closing.push(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  const { id: workspace } = await chooseWorkspace(database.db, null, NOW);
  const run = (text: string | Uint8Array, more: Partial<CustomerImport> = {}) => {
    const file = join(folder, 'in.csv');
    writeFileSync(file, text);
    return importCustomers({ db: database.db, workspace, file, now: NOW, ...more });
  };
  const rows = () =>
    database.raw.prepare('SELECT key, name, record FROM customers ORDER BY key').all() as {
      key: string;
      name: string;
      record: string;
    }[];
  const records = () => rows().map(({ record }) => JSON.parse(record));
  return { ...database, workspace, run, rows, records };
}

test('cells that no script offers are told of with what is offered; those that stand for an option are not', async () => {
  const scripts = loadScripts('prompts/scripts');
  const place = await workspaceOnDisk();
  const { notes } = (await place.run(
    `key,company_size,trait:budget_fit,trait:region
a,8 employees,cheap,north
b,11–50,cheap,south
c,many,below,
d,,Below our prices,
`,
    { scripts },
  )) as { notes: string[] };
  expect(notes).toEqual([
    'company_size: one row holds what no script offers, so it counts nowhere ("many"). Offered are 1-10, 11-50, 51-200, 201-1000, over-1000.',
    'budget_fit: 2 rows hold what no script offers, so it counts nowhere ("cheap"). Offered are below, matches, above.',
  ]);
  expect(place.rows()).toHaveLength(4);
});

test('a row becomes a customer with its texts, numbers and traits', async () => {
  const place = await workspaceOnDisk();
  const outcome = await place.run(
    'key,name,domain,company_size,revenue,outcome,started_on,good,consent,trait:region\n' +
      'acme,Acme GmbH,acme.example,8,"1,200.50",Trial cancelled,2026-05-04,no,,north\n',
  );
  expect(outcome).toMatchObject({ outcome: 'done', added: 1, updated: 0, unchanged: 0, notes: [] });
  expect(place.records()).toEqual([
    {
      key: 'acme',
      name: 'Acme GmbH',
      good: false,
      consent: null,
      texts: {
        company_size: '8',
        domain: 'acme.example',
        outcome: 'trial_cancelled',
        started_on: '2026-05-04',
      },
      numbers: { revenue: 1200.5 },
      traits: { region: 'north' },
    },
  ]);
});

test('importing a file twice changes nothing', async () => {
  const place = await workspaceOnDisk();
  const file = 'key;revenue\na;10\nb;20\n';
  await place.run(file);
  const before = place.raw.prepare('SELECT * FROM customers').all();
  const again = await place.run(file, { now: '2026-11-17T09:00:00.000Z' });
  expect(again).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
  expect(place.raw.prepare('SELECT * FROM customers').all()).toEqual(before);
});

test('a newer file updates its columns and leaves the others alone', async () => {
  const place = await workspaceOnDisk();
  await place.run('key,name,revenue,support_tickets,good,trait:region\na,Alpha,10,3,yes,north\n');
  const newer = await place.run('key,revenue,support_tickets,trait:region\na,12,,south\nb,1,,\n');
  expect(newer).toMatchObject({ added: 1, updated: 1, unchanged: 0 });
  expect(place.records()[0]).toMatchObject({
    name: 'Alpha',
    good: true,
    numbers: { revenue: 12 },
    traits: { region: 'south' },
  });
});

test('a customer whom staff named keeps the name until a file has one', async () => {
  const place = await workspaceOnDisk();
  place.raw
    .prepare("INSERT INTO customers (workspace, key, name, created_at) VALUES (?, 'a', 'Alpha Ltd', ?)")
    .run(place.workspace, NOW);
  expect(await place.run('key,revenue\na,5\n')).toMatchObject({ added: 1 });
  expect(place.rows()[0]).toMatchObject({ name: 'Alpha Ltd' });
  await place.run('key,name\na,Alpha Holdings\n');
  expect(place.rows()[0]).toMatchObject({ name: 'Alpha Holdings' });
});

test('a byte-order mark, semicolons, quoted line ends, doubled quotes and empty rows are understood', async () => {
  const place = await workspaceOnDisk();
  const file = '\ufeffkey;name;city\r\na;"Alpha\r\n""North""";Bergen\r\n\r\n;;\r\nb;Beta;"x;y"\r\n';
  expect(await place.run(file)).toMatchObject({ added: 2 });
  expect(place.records().map(({ name, texts }) => [name, texts.city])).toEqual([
    ['Alpha\r\n"North"', 'Bergen'],
    ['Beta', 'x;y'],
  ]);
});

test('--map names a column otherwise, and unknown columns are noted', async () => {
  const place = await workspaceOnDisk();
  const outcome = await place.run('Account,ARR (USD),Mood,Colour\na,"$1,200",bad,red\n', {
    map: { key: 'Account', revenue: 'ARR (USD)', 'trait:mood': 'Mood' },
  });
  expect(outcome).toMatchObject({
    added: 1,
    notes: ['The column "Colour" is no field and was ignored.'],
  });
  expect(place.records()[0]).toMatchObject({ numbers: { revenue: 1200 }, traits: { mood: 'bad' } });
});

const numbers: [string, string, number][] = [
  ['1,200.50', ',', 1200.5],
  ['$1,200', ',', 1200],
  ['$1,200', ';', 1200],
  ['-£1,200,300', ';', -1_200_300],
  ['€ 1.234,56', ';', 1234.56],
  ['1.234.567', ';', 1_234_567],
  ['1 234,5', ';', 1234.5],
  ['USD 12', ';', 12],
  ['0.125', ',', 0.125],
  ['12.5', ';', 12.5],
  ['($1,200.50)', ',', -1200.5],
  ['1.200,50-', ';', -1200.5],
  ['12,34,567', ',', 1_234_567],
  ['R$ 1.200,50', ';', 1200.5],
  ['1.200.000,-', ';', 1_200_000],
  ['kr 500', ',', 500],
  ['1200USD', ',', 1200],
  [',5', ';', 0.5],
];
test.each(numbers)('revenue "%s" between "%s" reads as %d', async (cell, delimiter, value) => {
  const place = await workspaceOnDisk();
  await place.run(`key${delimiter}revenue\na${delimiter}"${cell}"\n`);
  expect(place.records()[0]?.numbers.revenue).toBe(value);
});

test('what the rest of a column shows decides how an unclear number or date reads', async () => {
  const place = await workspaceOnDisk();
  await place.run('key;revenue;cost_to_serve;started_on\na;1.200;1.200;03.04.2026\nb;3,5;3.5;31.12.2026\n');
  expect(place.records()[0]).toMatchObject({
    numbers: { revenue: 1200, cost_to_serve: 1.2 },
    texts: { started_on: '2026-04-03' },
  });
});

const refusals: [string, string | Uint8Array, RegExp, number?][] = [
  ['an unclear number', 'key;revenue\na;1.200\n', /"1\.200" can be read as 1200 or as 1\.2/],
  ['an unclear thousand', 'key;revenue\na;"1,200"\n', /can be read as 1200 or as 1\.2/],
  ['two styles in one column', 'key,revenue\na,"1,200.5"\nb,"1.200,5"\n', /another style than line 2/, 3],
  ['a number in scientific notation', 'key,revenue\na,1e308\n', /revenue "1e308" is not a number/],
  ['NaN', 'key,revenue\na,NaN\n', /is not a number/],
  ['a number too large', `key,revenue\na,${'9'.repeat(400)}\n`, /too large/],
  ['two signs', 'key,revenue\na,--5\n', /is not a number/],
  ['a share of money', 'key,revenue\na,12%\n', /an amount is expected/],
  [
    'a column of both orders',
    'key,started_on\na,13/05/2026\nb,05/13/2026\nc,04/05/2026\n',
    /has both \(lines 2 and 3\)/,
    4,
  ],
  ['a year that stands for none', 'key,ended_on\na,9999-12-31\n', /leave the cell empty/],
  ['an hour that is none', 'key,ended_on\na,2026-05-04T99:99\n', /is not a date/],
  ['a key too long', `key\n${'k'.repeat(1_001)}\n`, /longer than 1000 characters: shorten it\.$/],
  [
    'a row of a million characters',
    `key,name\na,b\nc,${'x'.repeat(1_200_000)}\n`,
    /longer than a million/,
    3,
  ],
  ['a cell of many lines', `key,name\na,b\nc,"${'x\n'.repeat(600_000)}"\nd,e\n`, /longer than a million/, 3],
  ['a line without end', `key,name\na,${'x'.repeat(4_300_000)}`, /longer than 4 MB/],
  ['vertical bars', 'key|name\na|b\n', /parted by vertical bars/, 1],
  ['a hint for spreadsheets', 'sep=;\nkey;name\na;b\n', /"sep=;", which only a spreadsheet reads/, 1],
  ['JSON', '{"key":"a"}\n', /The file is JSON/, 1],
  ['a zero byte', 'key,name\na,b\nc,d\0\n', /zero byte/, 3],
  ['a formula', 'key,revenue\na,=1+1\n', /is not a number/],
  ['a negative count', 'key,support_tickets\na,-3\n', /must not be negative/],
  ['a discount over 100', 'key,discount_percent\na,120%\n', /not be more than 100/],
  ['an unclear date', 'key,started_on\na,03/04/2026\n', /day or with the month first/],
  ['a date that does not exist', 'key,started_on\na,2026-02-30\n', /is not a date/],
  ['a date in words', 'key,started_on\na,soon\n', /write dates as 2026-05-31/],
  ['an unknown outcome', 'key,outcome\na,great\n', /one of won, lost, active/],
  ['a maybe', 'key,good\na,maybe\n', /must be yes, no or empty/],
  ['a size that became a date', 'key,company_size\na,10-Jan\n', /spreadsheet turned into a date/],
  ['an empty key', 'key,name\n,Nobody\n', /The key is empty/],
  ['a row of one cell', 'key,name,city\na\n', /The row has 1 cell and the header 3/],
  ['a row that is too short', 'key,name,city\na,b\n', /The row has 2 cells and the header 3/],
  ['one key with two contents', 'key,name\na,x\nb,y\na,z\n', /stands in line 2 too/, 4],
  ['a quote never closed', 'key,name\na,b\nc,"d\n', /never closed/, 3],
  ['a quote inside a cell', 'key,name\na,b"c\n', /quotation mark stands inside a cell/],
  ['a header without key', 'id,name\na,b\n', /no column "key".*"id", "name".*--map key/, 1],
  ['two columns of one name', 'key,name,Name\na,b,c\n', /Two columns are called "Name"/, 1],
  ['tabs', 'key\tname\na\tb\n', /parted by tabs/, 1],
  ['UTF-16', Buffer.from('\ufeffkey,name\na,b\n', 'utf16le'), /UTF-16/, 1],
  ['UTF-16 without a mark', Buffer.from('key,name\na,b\n', 'utf16le'), /UTF-16/, 1],
  ['Latin-1', Buffer.from('key,name\na,b\nb,Müller\n', 'latin1'), /not UTF-8 .*Latin-1/, 3],
  ['a header alone', 'key,name\n', /holds no customers/, 0],
  ['nothing at all', '', /file is empty/, 0],
];
test.each(refusals)('%s is refused with its line and leaves nothing behind', async (...refusal) => {
  const [, text, reason, line = 2] = refusal;
  const place = await workspaceOnDisk();
  const outcome = await place.run(text);
  expect(outcome).toMatchObject({ outcome: 'refused', faultCount: 1, faults: [{ line }] });
  expect(importSentences(outcome).join('\n')).toMatch(reason);
  expect(place.rows()).toEqual([]);
  expect(place.raw.prepare('SELECT * FROM staged_customers').all()).toEqual([]);
});

test('--map is refused where the field or the column does not exist', async () => {
  const place = await workspaceOnDisk();
  const outcome = await place.run('key,a\nx,1\n', { map: { income: 'a', revenue: 'ARR' } });
  expect(importSentences(outcome).join('\n')).toMatch(
    /income: there is no such field[\s\S]*no column "ARR". It has "key", "a"/,
  );
});

test('one bad row among good ones keeps all of them out; with skipBad it alone stays out', async () => {
  const place = await workspaceOnDisk();
  const file = 'key,name,revenue\na,"two\nlines",1\n\nb,Beta,many\nc,Gamma,3\n';
  expect(await place.run(file)).toMatchObject({ outcome: 'refused', faultCount: 1, faults: [{ line: 5 }] });
  expect(place.rows()).toEqual([]);
  expect(await place.run(file, { skipBad: true })).toMatchObject({
    added: 2,
    skippedCount: 1,
    skipped: [{ line: 5 }],
  });
  expect(place.rows().map(({ key }) => key)).toEqual(['a', 'c']);
});

test('records become visible all at once', async () => {
  const place = await workspaceOnDisk();
  const reader = openDatabase(`file:${place.path}`);
  closing.push(() => reader.close());
  const visible = () => reader.raw.prepare('SELECT count(*) AS n FROM customers').get();
  const seen: unknown[] = [];
  const file = `key,revenue\n${Array.from({ length: 5_500 }, (_, i) => `c${i},${i}`).join('\n')}\n`;
  await place.run(file, { onProgress: ({ stage }) => stage !== 'settling' && seen.push(visible()) });
  expect(seen.length).toBeGreaterThan(4);
  expect(seen.every((row) => JSON.stringify(row) === '{"n":0}')).toBe(true);
  expect(visible()).toEqual({ n: 5_500 });
});

test('a fault names its line also below cells with line ends of any kind', async () => {
  const place = await workspaceOnDisk();
  const file = 'key,name,good\r\na,"x\r\ny\r\n",yes\r\nb,"x\ny",yes\r\nc,"x\ry",yes\r\nd,Delta,perhaps\r\n';
  expect(await place.run(file)).toMatchObject({ outcome: 'refused', faults: [{ line: 9 }] });
  const broken = 'key,name\r\na,"x\r\ny"\r\nb"c,1\r\n';
  expect(await place.run(broken)).toMatchObject({ outcome: 'refused', faults: [{ line: 4 }] });
});

test('line ends of three kinds may stand in one file', async () => {
  const place = await workspaceOnDisk();
  expect(await place.run('key,name\r\na,b\nc,d\re,f')).toMatchObject({ added: 3 });
  expect(place.rows().map(({ name }) => name)).toEqual(['b', 'd', 'f']);
});

test('what looks like a formula is stored as it stands', async () => {
  const place = await workspaceOnDisk();
  const cells = ["=cmd|' /C calc'!A0", '+49 30 1', '-2+3', '@SUM(1)'];
  await place.run(`key,name,phone,city,trait:mood\na,${cells.join(',')}\n`);
  const { name, texts, traits } = place.records()[0];
  expect([name, texts.phone, texts.city, traits.mood]).toEqual(cells);
});

test('keys that differ only in capitals are two customers, and the report says so', async () => {
  const place = await workspaceOnDisk();
  expect(await place.run('key,name\nAcme,a\nacme,b\nACME,c\n')).toMatchObject({
    added: 3,
    notes: [
      '"Acme" (line 2) and "acme" (line 3) differ only in capitals and are taken for two customers; 1 more is alike.',
    ],
  });
});

test('one column may fill two fields, and a trait that no object can hold is ignored by name', async () => {
  const place = await workspaceOnDisk();
  const map = { key: 'Account', name: 'Account' };
  expect(await place.run('Account,trait:__proto__\nacme,x\n', { map })).toMatchObject({
    notes: ['The column "trait:__proto__" is no field and was ignored.'],
  });
  expect(place.rows()[0]).toMatchObject({ key: 'acme', name: 'acme' });
});

test('keys named like parts of an object are customers like any other', async () => {
  const place = await workspaceOnDisk();
  expect(await place.run('key,name\n__proto__,a\nconstructor,b\n')).toMatchObject({ added: 2 });
});
