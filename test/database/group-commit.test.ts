import { mkdtempSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { checkpoint } from '../../src/database/checkpoint.ts';
import { DiskFailed, type OnDisk } from '../../src/database/on-disk.ts';
import {
  type Database,
  databasePath,
  type OpenDatabase,
  openDatabase,
  openForMany,
} from '../../src/database/open.ts';
import { prepared } from '../../src/database/prepared.ts';
import { newDatabase } from '../new-database.ts';

async function opened() {
  const url = await newDatabase();
  const { db, close } = openForMany(url);
  onTestFinished(close);
  return { url, db };
}

const row = (n: number) => ({ team_id: `T${n}`, name: `team ${n}`, kind: null, created_at: 'now' });

test('what is stored at the same time is committed once, and nobody hears of it before', async () => {
  const { url, db } = await opened();
  const beside = openDatabase(url);
  onTestFinished(beside.close);
  const count = async () => (await beside.db.selectFrom('workspaces').select('id').execute()).length;
  const seen = () => Number(beside.raw.pragma('data_version', { simple: true }));
  const before = seen();
  const all = Array.from({ length: 20 }, (_, n) =>
    db.transaction().execute(async (trx) => {
      await trx.insertInto('workspaces').values(row(n)).execute();
      expect(await count()).toBe(0);
    }),
  );
  await all[0];
  expect(await count()).toBe(20);
  await Promise.all(all);
  expect(seen() - before).toBe(1);
});

test('one that fails is undone alone', async () => {
  const { db } = await opened();
  const outcomes = await Promise.allSettled(
    [1, 2, 3].map((n) =>
      db.transaction().execute(async (trx) => {
        await trx.insertInto('workspaces').values(row(n)).execute();
        if (n === 2) throw new Error('a fault');
      }),
    ),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const rows = await db.selectFrom('workspaces').select('team_id').execute();
  expect(rows.map(({ team_id }) => team_id)).toEqual(['T1', 'T3']);
});

test('outside of a transaction nothing is read that is not committed yet', async () => {
  const { db } = await opened();
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('workspaces').values(row(1)).execute();
    expect(await db.selectFrom('workspaces').select('id').execute()).toEqual([]);
    expect(await trx.selectFrom('workspaces').select('id').execute()).toHaveLength(1);
  });
  expect(await db.selectFrom('workspaces').select('id').execute()).toHaveLength(1);
});

test('a statement that fails leaves the file to others', async () => {
  const { url, db } = await opened();
  const beside = openDatabase(url, 0);
  onTestFinished(beside.close);
  await db.insertInto('workspaces').values(row(1)).execute();
  await expect(db.insertInto('workspaces').values(row(1)).execute()).rejects.toThrow(/UNIQUE/);
  await beside.db.insertInto('workspaces').values(row(2)).execute();
  await db.insertInto('workspaces').values(row(3)).execute();
  expect(await beside.db.selectFrom('workspaces').select('id').execute()).toHaveLength(3);
});

test('the log is emptied also where somebody reads in it just then', async () => {
  const { url, db } = await opened();
  const beside = openDatabase(url);
  onTestFinished(beside.close);
  const length = () => statSync(`${beside.path}-wal`).size;
  await db.insertInto('workspaces').values(row(1)).execute();
  beside.raw.exec('BEGIN');
  beside.raw.prepare('SELECT id FROM workspaces').all();
  const done = checkpoint(db);
  await db.insertInto('workspaces').values(row(2)).execute();
  expect(length()).toBeGreaterThan(0);
  beside.raw.exec('COMMIT');
  await done;
  expect(length()).toBe(0);
});

/** A database whose disk takes what is written when the test says so. */
async function withDisk() {
  const waiting: { resolve(): void; reject(error: Error): void }[] = [];
  let failure: DiskFailed | null = null;
  const disk: OnDisk = {
    sync: () =>
      failure ? Promise.reject(failure) : new Promise((resolve, reject) => waiting.push({ resolve, reject })),
    failure: () => failure,
    failed: new Promise(() => {}),
    close: async () => {},
  };
  const { db, close } = openForMany(await newDatabase(), () => disk);
  onTestFinished(close);
  const fail = () => {
    failure = new DiskFailed(Object.assign(new Error('a fault'), { code: 'EIO' }));
    for (const one of waiting.splice(0)) one.reject(failure);
  };
  const take = () => {
    for (const one of waiting.splice(0)) one.resolve();
  };
  return { db, take, fail };
}

test('nobody hears that something is stored before the disk has it, and others go on meanwhile', async () => {
  const { db, take } = await withDisk();
  const heard: number[] = [];
  const store = (n: number) =>
    db
      .insertInto('workspaces')
      .values(row(n))
      .execute()
      .then(() => heard.push(n));
  const first = store(1);
  await turns(5);
  const second = store(2);
  await turns(5);
  expect(heard).toEqual([]);
  expect(await db.selectFrom('workspaces').select('id').execute()).toHaveLength(2);
  take();
  await Promise.all([first, second]);
  expect(heard).toEqual([1, 2]);
});

test('once the disk has failed, whoever waits is told and nothing is taken any more', async () => {
  const { db, fail } = await withDisk();
  const stored = db.insertInto('workspaces').values(row(1)).execute();
  const open = db.transaction().execute(async (trx) => {
    await turns(5);
    fail();
    await trx.insertInto('workspaces').values(row(2)).execute();
  });
  const outcomes = await Promise.allSettled([stored, open]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const later = db.insertInto('workspaces').values(row(3)).execute();
  await expect(later).rejects.toThrow('The disk failed: nothing is stored any more');
  await expect(later).rejects.toMatchObject({ name: 'DiskFailed', code: 'EIO' });
});

test('what ended before the disk failed and waits for its commit is undone', async () => {
  const { db, fail } = await withDisk();
  const ended = db.transaction().execute((trx) => trx.insertInto('workspaces').values(row(1)).execute());
  await Promise.resolve();
  fail();
  await expect(ended).rejects.toMatchObject({ name: 'DiskFailed' });
});

test('a database behind a link takes what is stored', async () => {
  const path = databasePath(await newDatabase());
  const link = join(mkdtempSync(join(tmpdir(), 'mismatch-link-')), 'linked.db');
  symlinkSync(path, link);
  const { db, close } = openForMany(`file:${link}`);
  onTestFinished(close);
  await db.insertInto('workspaces').values(row(1)).execute();
  expect(await db.selectFrom('workspaces').select('id').execute()).toHaveLength(1);
});

test('while it closes, what is stored is told so and what is not is refused', async () => {
  for (let turnsLater = 0; turnsLater < 16; turnsLater += 1) {
    const url = await newDatabase();
    const { db, close } = openForMany(url);
    await db.insertInto('workspaces').values(row(1)).execute();
    await insertRow(db, row(2));
    const closed = close();
    for (let n = 0; n < turnsLater; n += 1) await Promise.resolve();
    const isTold = await insertRow(db, row(3)).then(
      () => true,
      () => false,
    );
    await closed;
    const beside = openDatabase(url);
    const rows = await beside.db.selectFrom('workspaces').select('team_id').execute();
    await beside.close();
    expect([turnsLater, rows.some(({ team_id }) => team_id === 'T3')]).toEqual([turnsLater, isTold]);
  }
});

test.each([
  ['the bot', openForMany],
  ['the command line', openDatabase],
])('a prepared query of an ended transaction is refused by %s', async (_, open: (
  url: string,
) => OpenDatabase) => {
  const { db, close } = open(await newDatabase());
  onTestFinished(close);
  let late: Database | null = null;
  await db.transaction().execute(async (trx) => {
    await insertRow(trx, row(1));
    late = trx;
  });
  await expect(insertRow(late!, row(2))).rejects.toThrow(/transaction/i);
});

const insertRow = prepared((db, { team_id, name, created_at }: ReturnType<typeof row>) =>
  db.insertInto('workspaces').values({ team_id, name, kind: null, created_at }),
);

const turns = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('a commit that fails undoes its own, and nothing of whoever writes meanwhile', async () => {
  for (const turnsLater of [0, 2, 8]) {
    const { db, raw, close } = openForMany(await newDatabase());
    raw.exec('CREATE TABLE pointing (at INTEGER REFERENCES workspaces (id) DEFERRABLE INITIALLY DEFERRED)');
    const doomed = db.transaction().execute(async (trx) => {
      await sql`INSERT INTO pointing VALUES (99)`.execute(trx);
    });
    const beside = db.transaction().execute(async (trx) => {
      await insertRow(trx, row(1));
      await turns(3);
    });
    await turns(2);
    // It waits for the writer behind the commit of the two.
    const next = db.transaction().execute(async (trx) => {
      await insertRow(trx, row(2));
      for (let n = 0; n < turnsLater; n += 1) await Promise.resolve();
      await insertRow(trx, row(3));
    });
    const outcomes = await Promise.allSettled([doomed, beside, next]);
    const rows = await db.selectFrom('workspaces').select('team_id').orderBy('id').execute();
    expect([turnsLater, outcomes.map(({ status }) => status), rows.map((one) => one.team_id)]).toEqual([
      ...[turnsLater, ['rejected', 'rejected', 'fulfilled']],
      ['T2', 'T3'],
    ]);
    await close();
  }
});

test('where a full disk undid a transaction, nothing more of it is stored, whoever caught the failure', async () => {
  const { db, raw, close } = openForMany(await newDatabase());
  onTestFinished(close);
  raw.exec('CREATE TABLE ballast (bytes BLOB)');
  raw.pragma(`max_page_count = ${Number(raw.pragma('page_count', { simple: true })) + 5}`);
  const undone = db.transaction().execute(async (trx) => {
    await insertRow(trx, row(1));
    await sql`INSERT INTO ballast VALUES (zeroblob(200000))`.execute(trx).catch(() => {});
    await insertRow(trx, row(2));
  });
  await expect(undone).rejects.toThrow('SQLite undid the transaction');
  await insertRow(db, row(3));
  const rows = await db.selectFrom('workspaces').select('team_id').execute();
  expect(rows.map(({ team_id }) => team_id)).toEqual(['T3']);
});
