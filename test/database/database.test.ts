import { chmodSync, existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimForBot } from '../../src/database/claim.ts';
import { copyTo } from '../../src/database/copies.ts';
import { migrate } from '../../src/database/migrate.ts';
import { DatabaseRefused, openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace, workspaceOfTeam } from '../../src/database/workspace.ts';

const NOW = '2026-11-16T09:00:00.000Z';
const freshFile = () => join(mkdtempSync(join(tmpdir(), 'mismatch-')), 'test.db');

async function migrated() {
  const database = openDatabase(`file:${freshFile()}`);
  await migrate(database);
  return database;
}

test('migrating twice changes nothing the second time', async () => {
  const database = openDatabase(`file:${freshFile()}`);
  expect((await migrate(database)).length).toBeGreaterThan(0);
  expect(await migrate(database)).toEqual([]);
  await database.close();
});

test('a file with data is copied before a migration changes it', async () => {
  const database = openDatabase(`file:${freshFile()}`);
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  writeFileSync(join(folder, '0001_one.sql'), 'CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT;');
  await migrate(database, folder);
  writeFileSync(join(folder, '0002_two.sql'), 'CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT;');
  expect(await migrate(database, folder)).toEqual(['0002_two']);
  expect(existsSync(`${database.path}.before-0002_two`)).toBe(true);
  await database.close();
});

test('a migration that fails leaves the schema as it was and says so', async () => {
  const database = openDatabase(`file:${freshFile()}`);
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'));
  writeFileSync(
    join(folder, '0001_broken.sql'),
    'CREATE TABLE one (id INTEGER) STRICT; CREATE TABLE one (id INTEGER);',
  );
  await expect(migrate(database, folder)).rejects.toThrow(/0001_broken.*Nothing was changed/);
  expect(database.raw.prepare("SELECT name FROM sqlite_master WHERE name = 'one'").all()).toEqual([]);
  await database.close();
});

test('a database from a newer version is refused with what to do', async () => {
  const database = await migrated();
  await expect(migrate(database, mkdtempSync(join(tmpdir(), 'none-')))).rejects.toThrow(/newer Mismatch/);
  await database.close();
});

test('a file that is not a database is refused with what to do', () => {
  const file = freshFile();
  writeFileSync(file, 'this is a letter, not a database, and it is long enough to be read as one'.repeat(20));
  expect(() => openDatabase(`file:${file}`)).toThrow(DatabaseRefused);
});

test('a place where no database can stand is refused with what to do, and nothing is made', () => {
  const file = freshFile();
  writeFileSync(file, 'a file, not a folder');
  const elsewhere = /cannot be opened \(E.*: set DATABASE_URL to a file in a folder that is there/;
  expect(() => openDatabase(`file:${file}/inside/x.db`)).toThrow(elsewhere);
  expect(() => openDatabase(`file:${file}/x.db`)).toThrow(elsewhere);
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-'));
  expect(() => openDatabase(`file:${folder}`)).toThrow(/is a folder: set DATABASE_URL to a file in it/);
  for (const url of ['file:', 'file://a-host/x.db']) {
    expect(() => openDatabase(url)).toThrow(/names no file on this computer/);
  }
  expect(() => openDatabase('file::memory:')).toThrow(/gone with whatever opens it: write it like file:data/);
});

test('what a new database and its copies hold is for their owner alone, whatever the umask', async () => {
  const before = process.umask(0o000);
  try {
    const { raw, path, close } = await migrated();
    const copy = `${path}.copy`;
    await copyTo(raw, copy);
    for (const file of [path, `${path}-wal`, copy]) expect(statSync(file).mode & 0o777).toBe(0o600);
    await close();
    chmodSync(path, 0o640);
    await openDatabase(`file:${path}`).close();
    expect(statSync(path).mode & 0o777).toBe(0o640);
  } finally {
    process.umask(before);
  }
});

test('a copy that fails leaves nothing behind', async () => {
  const { raw, path, close } = await migrated();
  await close();
  await expect(copyTo(raw, `${path}.copy`)).rejects.toThrow();
  expect(existsSync(`${path}.copy`)).toBe(false);
});

test('two commands that meet a new file make one workspace', async () => {
  const one = await migrated();
  const other = openDatabase(`file:${one.path}`);
  const chosen = await Promise.all([one, other].map(({ db }) => chooseWorkspace(db, null, NOW)));
  expect(new Set(chosen.map(({ id }) => id)).size).toBe(1);
  await Promise.all([one.close(), other.close()]);
});

test('a second bot on the same file is refused and the first is named', () => {
  const file = freshFile();
  const giveBack = claimForBot(file, NOW);
  expect(() => claimForBot(file, NOW)).toThrow(new RegExp(`process ${process.pid}`));
  giveBack();
  claimForBot(file, NOW)();
});

test('a workspace filled before the bot first connects is taken over by the first team', async () => {
  const { db, close } = await migrated();
  const filled = await chooseWorkspace(db, null, NOW);
  expect(await workspaceOfTeam(db, { id: 'T1', name: 'One' }, 'slack', NOW)).toBe(filled.id);
  const second = await workspaceOfTeam(db, { id: 'T2', name: 'Two' }, 'slack', NOW);
  expect(second).not.toBe(filled.id);
  await expect(chooseWorkspace(db, null, NOW)).rejects.toThrow(/--workspace/);
  expect((await chooseWorkspace(db, 'T2', NOW)).id).toBe(second);
  await close();
});

test('a person has one open interview, whoever writes to the database', async () => {
  const { db, close } = await migrated();
  const { id: workspace } = await chooseWorkspace(db, null, NOW);
  await seedScript(db, workspace);
  await db.insertInto('interviews').values(interview(workspace, 'i1')).execute();
  await expect(db.insertInto('interviews').values(interview(workspace, 'i2')).execute()).rejects.toThrow(
    /UNIQUE/,
  );
  await db
    .insertInto('interviews')
    .values({ ...interview(workspace, 'i3'), status: 'complete' })
    .execute();
  await close();
});

test('a micro persona has exactly one parent, and that parent is a macro persona', async () => {
  const { db, close } = await migrated();
  const { id: workspace } = await chooseWorkspace(db, null, NOW);
  const persona = { workspace, created_at: NOW, mirrors: null };
  const macro = {
    ...persona,
    kind: 'negative' as const,
    level: 'macro' as const,
    parent: null,
    parent_level: null,
  };
  const micro = { ...persona, kind: 'micro' as const, level: 'micro' as const };
  await db
    .insertInto('personas')
    .values({ ...macro, id: 'p1' })
    .execute();
  await db
    .insertInto('personas')
    .values({ ...micro, id: 'p2', parent: 'p1', parent_level: 'macro' })
    .execute();
  const wrong = [
    { ...micro, id: 'p3', parent: null, parent_level: null },
    { ...micro, id: 'p4', parent: 'p2', parent_level: 'macro' as const },
    { ...micro, id: 'p5', parent: 'p9', parent_level: 'macro' as const },
    { ...macro, id: 'p6', parent: 'p1', parent_level: 'macro' as const },
    { ...micro, level: 'macro' as const, id: 'p7', parent: 'p1', parent_level: 'macro' as const },
  ];
  for (const row of wrong) await expect(db.insertInto('personas').values(row).execute()).rejects.toThrow();
  await close();
});

test('evidence can only point at an answer that exists, in its own workspace', async () => {
  const { db, close } = await migrated();
  const first = await workspaceOfTeam(db, { id: 'T1', name: 'One' }, 'slack', NOW);
  const second = await workspaceOfTeam(db, { id: 'T2', name: 'Two' }, 'slack', NOW);
  for (const workspace of [first, second]) await seedScript(db, workspace);
  await db.insertInto('interviews').values(interview(first, 'i1')).execute();
  await db
    .insertInto('answers')
    .values({ workspace: first, id: 1, interview: 'i1', question: 'why', latest_revision: 1 })
    .execute();
  const revision = {
    answer: 1,
    revision: 1,
    state: 'answered' as const,
    value: '"late"',
    wording: 'Why?',
    language: 'en',
  };
  const rest = { visibility: 'aggregates' as const, message_ts: null, at: NOW };
  await db
    .insertInto('answer_revisions')
    .values({ workspace: first, ...revision, ...rest })
    .execute();
  await expect(
    db
      .insertInto('answer_revisions')
      .values({ workspace: second, ...revision, ...rest })
      .execute(),
  ).rejects.toThrow(/FOREIGN KEY/);
  await close();
});

async function seedScript(db: Awaited<ReturnType<typeof migrated>>['db'], workspace: number) {
  await db
    .insertInto('scripts')
    .values({ workspace, id: 's', version: 1, body: '{}', stored_at: NOW })
    .execute();
  await db.insertInto('people').values({ workspace, id: 'U1' }).execute();
}

function interview(workspace: number, id: string) {
  return {
    workspace,
    id,
    script: 's',
    script_version: 1,
    person: 'U1',
    role: 'sales',
    language: 'en',
    case_kind: 'problem' as const,
    customer: null,
    status: 'in_progress' as const,
    visibility: 'aggregates' as const,
    source: 'slack' as const,
    source_id: id,
    permalink: null,
    started_at: NOW,
    finished_at: null,
  };
}
