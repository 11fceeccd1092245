import { statSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { checkpoint } from '../../src/database/checkpoint.ts';
import { openDatabase, openForMany } from '../../src/database/open.ts';
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
