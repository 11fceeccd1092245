import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { refuse } from '../../src/commands/place.ts';
import { DatabaseRefused } from '../../src/database/open.ts';
import { interviews, workplace } from './command.ts';

describe('wrong usage ends with 2 and leaves stdout empty', () => {
  const { run } = workplace();
  test.each([
    [[]],
    [['nonsense']],
    [['report']],
    [['summary', '--nope']],
    [['import']],
    [['import', 'nonsense', 'x']],
    [['import', 'interviews']],
    [['import', 'customers', 'x.csv', '--map', 'revenue=A', 'revenue=B']],
    [['review', 'p1', 'praise', '--by', 'U1', '--reason', 'x']],
    [['review', 'p1', 'approve', '--reason', 'x']],
    [['check']],
    [['check', 'retail']],
    [['outcome', '1', 'fine']],
    [['draft', '--model', 'gpt']],
    [['personas', '--status', 'lost']],
    [['report', '--out', 'site', '--audience', 'some']],
    [['export', 'p1', '--format', 'nonsense']],
    [['export', 'p1']],
    [['backup']],
    [['erase']],
  ])('%j', async (args) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });
});

test('--help is help, not an error', async () => {
  const { code, out } = await workplace().run('--help');
  expect(code).toBe(0);
  for (const word of ['start', 'doctor', 'draft', 'lookup', 'check', 'summary', 'erase'])
    expect(out).toContain(word);
});

test('--version is the version of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await workplace().run('--version')).toMatchObject({ code: 0, out: `${version}\n`, err: '' });
});

test('as a process of its own it gives the exit code, the output and nothing else', () => {
  const { start, file } = workplace();
  const listed = start('personas', '--json');
  expect([listed.code, listed.json(), listed.err]).toEqual([0, { results: [] }, '']);
  const unknown = start('nonsense');
  expect([unknown.code, unknown.out]).toEqual([2, '']);
  file('.env', 'LANGUAGE=xx\nKEEP_MARGIN=much\n');
  const refused = start('draft', '--json');
  expect([refused.code, refused.out]).toEqual([1, '']);
  expect(refused.err).toMatch(/LANGUAGE.*\nKEEP_MARGIN/);
});

test.runIf(existsSync('/dev/full'))('a disk that cannot take the output is told in a sentence', () => {
  const { folder } = workplace();
  const full = openSync('/dev/full', 'w');
  const command = [resolve('src/mismatch.js'), 'scripts', 'check', resolve('prompts/scripts')];
  const { status, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^The output cannot be written \(ENOSPC\).*\n$/),
  ]);
});

test('a port that is taken is named, with what to do', async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const { port } = other.address() as AddressInfo;
  const { code, out, err } = workplace({ PORT: String(port) }).start('start', '--empty');
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`another program uses port ${port}. Set PORT to a free one.`);
  other.close();
});

describe('what cannot be used is named, all of it, on stderr', () => {
  test('settings', async () => {
    const { run } = workplace({ TIMEZONE: 'Nowhere/City', PORT: 'x', LANGUAGE: 'fr' });
    const { code, out, err } = await run('personas');
    expect([code, out]).toEqual([1, '']);
    for (const name of ['TIMEZONE', 'PORT', 'LANGUAGE']) expect(err).toContain(name);
  });

  test('settings that cannot be read', async () => {
    const { run, folder } = workplace();
    mkdirSync(join(folder, '.env'));
    const sentence = /\.env cannot be read \(EISDIR\): run this as the user it belongs to/;
    for (const args of [['personas'], ['start'], ['scripts', 'check']]) {
      const { code, out, err } = await run(...args);
      expect([args, code, out, err]).toEqual([args, 1, '', expect.stringMatching(sentence)]);
    }
    const doctor = await run('doctor');
    expect([doctor.code, doctor.out]).toEqual([1, expect.stringMatching(sentence)]);
  });

  test('a file that is no database', async () => {
    const { run, file } = workplace();
    file('test.db', 'this is a letter, not a database, and long enough to look like one. '.repeat(40));
    const { code, out, err } = await run('personas');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^The database \/.*test\.db is damaged or is no database: restore it from a backup/);
  });

  test.each([
    ['SQLITE_FULL', /^The disk is full, .*: free some space, then run it again\.$/],
    ['SQLITE_BUSY', /^Another program keeps the database locked: wait for it or stop it/],
    ['SQLITE_READONLY_DIRECTORY', /cannot be written: let the user that runs Mismatch write/],
    ['SQLITE_CORRUPT', /restore it from a backup/],
  ])('a database that fails in the middle of the work (%s)', (code, sentence) => {
    const failed = Object.assign(new Error('failed'), { code });
    expect(() => refuse(failed)).toThrow(sentence);
    const closed = new DatabaseRefused('restore it from a backup', { cause: failed });
    expect(() => refuse(closed)).toThrow(sentence);
  });

  test('scripts, in the language of LANGUAGE', async () => {
    const { run, with: inLanguage, folder } = workplace();
    mkdirSync(join(folder, 'scripts'));
    writeFileSync(
      join(folder, 'scripts', 'a.yaml'),
      'id: a\nversion: 1\ntitle: A\ncase: problem\nquestions:\n  - key: x\n',
    );
    const { code, err } = await run('scripts', 'check', 'scripts');
    expect(code).toBe(1);
    expect(err).toMatch(/a\.yaml:\d+: /);
    expect((await run('scripts', 'check')).code).toBe(0);
    const russian = await inLanguage({ LANGUAGE: 'ru' }, 'scripts', 'check', 'scripts');
    expect(russian.code).toBe(1);
    expect(russian.err).toMatch(/a\.yaml:6: Нет поля ask\. В нём должно стоять: вопрос/);
    expect((await inLanguage({ LANGUAGE: 'ru' }, 'scripts', 'check')).out).toMatch(/вопросов, ошибок нет/);
  });

  test('a script that cannot be read at all', async () => {
    const { run, folder } = workplace({ SCRIPTS_DIR: 'scripts' });
    mkdirSync(join(folder, 'scripts', 'a.yaml'), { recursive: true });
    for (const args of [
      ['scripts', 'check'],
      ['import', 'interviews', 'x.jsonl'],
      ['check', 'a=b'],
    ]) {
      const { code, out, err } = await run(...args);
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain('a.yaml: It cannot be read (EISDIR');
    }
    expect((await run('doctor')).out).toContain('a.yaml: It cannot be read (EISDIR');
  });

  test('a place where no backup can stand', async () => {
    const { run, file } = workplace();
    file('letter', 'not a folder');
    for (const target of ['letter/copy.db', 'no/such/way/copy.db']) {
      const { code, out, err } = await run('backup', target);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(/cannot be written \(.*\): name another file/);
    }
    expect((await run('backup', 'new/copy.db')).code).toBe(0);
  });

  test('a folder for the reading page that is a file', async () => {
    const { run, file } = workplace();
    file('letter', 'not a folder');
    const { code, out, err } = await run('report', '--out', 'letter');
    expect([code, out, err]).toEqual([1, '', 'letter is a file: name a folder.\n']);
  });

  test('an unknown workspace', async () => {
    const { code, err } = await workplace().run('personas', '--workspace', 'T0NOBODY');
    expect(code).toBe(1);
    expect(err).toContain('There is no workspace T0NOBODY');
    expect((await workplace().run('--workspace', 'T0NOBODY', 'personas')).err).toContain(
      'There is no workspace T0NOBODY',
    );
  });
});

test('of several workspaces every command takes the one that is named', async () => {
  const { run, file, folder } = workplace();
  file('one.jsonl', interviews(1));
  file('one.csv', 'key,good\nacme,yes\n');
  expect((await run('personas')).code).toBe(0);
  const db = new BetterSqlite3(join(folder, 'test.db'));
  db.prepare(
    "INSERT INTO workspaces (id, team_id, name, created_at) VALUES (2, 'T2', 'Two', '2026-11-01')",
  ).run();
  const commands = [
    ['import', 'interviews', 'one.jsonl'],
    ['import', 'customers', 'one.csv'],
    ['draft', '--json'],
    ['lookup', 'retail'],
    ['check', 'industry=retail'],
    ['summary'],
    ['backup', 'copy.db'],
  ];
  for (const args of commands) {
    expect(await run(...args)).toMatchObject({ code: 1, err: expect.stringContaining('several workspaces') });
    expect([args, (await run(...args, '--workspace', 'T2')).code]).toEqual([args, 0]);
  }
  expect((await run('--workspace', 'T2', 'import', 'customers', 'one.csv')).out).toContain('1 unchanged');
  expect(db.prepare('SELECT DISTINCT workspace FROM customers').pluck().all()).toEqual([2]);
  db.close();
});

test('doctor says what is wrong and what to do', async () => {
  const well = await workplace().run('doctor', '--json');
  expect([well.code, well.json().ok]).toEqual([0, true]);
  const half = await workplace({ SLACK_BOT_TOKEN: 'xoxb-1' }).run('doctor');
  expect(half.code).toBe(1);
  expect(half.out).toContain('SLACK_APP_TOKEN');
});

test('without DATABASE_URL a hint names the database of the built-in workspace', async () => {
  const { run, folder } = workplace({ DATABASE_URL: '' });
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'sandbox.db'), '');
  const { code, err } = await run('personas', '--json');
  expect(code).toBe(0);
  expect(err).toBe(
    'The built-in workspace keeps its data in data/sandbox.db: set DATABASE_URL=file:data/sandbox.db to read it.\n',
  );
  expect(existsSync(join(folder, 'data', 'mismatch.db'))).toBe(true);
});
