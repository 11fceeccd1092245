import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type OpenDatabase, openDatabase, openForMany } from '../../src/database/open.ts';
import { newDatabase } from '../new-database.ts';

async function twoProcesses(open: (url: string) => OpenDatabase) {
  const url = await newDatabase();
  const other = openDatabase(url, 0);
  const own = open(url);
  onTestFinished(own.close);
  onTestFinished(other.close);
  const lock = other.raw.prepare('BEGIN IMMEDIATE');
  const free = other.raw.prepare('ROLLBACK');
  return { lock: () => lock.run(), free: () => free.run(), db: own.db };
}
const row = { team_id: 'T1', name: 'team', kind: null, created_at: 'now' };

test.each<[string, (url: string) => OpenDatabase]>([
  ['the bot', openForMany],
  ['the command line', openDatabase],
])('while another process holds the lock %s goes on with other things, and writes once it is free', async (_, open) => {
  const { lock, free, db } = await twoProcesses(open);
  lock();
  const written = db.transaction().execute((trx) => trx.insertInto('workspaces').values(row).execute());
  let turns = 0;
  for (; turns < 20; turns++) await sleep(1);
  free();
  await written;
  expect(turns).toBe(20);
  expect(await db.selectFrom('workspaces').select('team_id').execute()).toEqual([{ team_id: 'T1' }]);
});

test('between locks that are held one after the other a writer gets its turn', async () => {
  const { lock, free, db } = await twoProcesses(openForMany);
  lock();
  const written = db.transaction().execute((trx) => trx.insertInto('workspaces').values(row).execute());
  let locks = 1;
  for (let isFree = true; isFree && locks < 500; locks++) {
    await sleep(4);
    free();
    await sleep(4);
    try {
      lock();
    } catch (error) {
      expect(error).toMatchObject({ code: 'SQLITE_BUSY' });
      isFree = false;
    }
    if ((await db.selectFrom('workspaces').select('id').execute()).length > 0) break;
  }
  expect(locks).toBeLessThan(500);
  await written;
});

test('a lock that is never given back is told as such, and the next transaction begins', async () => {
  const url = await newDatabase();
  const other = openDatabase(url);
  const own = openDatabase(url, 20);
  onTestFinished(own.close);
  onTestFinished(other.close);
  other.raw.exec('BEGIN IMMEDIATE');
  const write = () =>
    own.db.transaction().execute((trx) => trx.insertInto('workspaces').values(row).execute());
  await expect(write()).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
  other.raw.exec('ROLLBACK');
  await write();
});
