import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { migrate } from '../src/database/migrate.ts';
import { openDatabase } from '../src/database/open.ts';
import { chooseWorkspace } from '../src/database/workspace.ts';
import { condemnStaff } from '../src/erasure/erasure.ts';
import { createErasures } from '../src/erasures.ts';
import { createLog } from '../src/log.ts';

const NOW = '2026-11-16T09:00:00.000Z';

test('a database in memory, which no thread can reach, is erased from as well', async () => {
  const databaseUrl = 'file::memory:';
  const database = openDatabase(databaseUrl);
  onTestFinished(() => database.close());
  await migrate(database);
  const { db } = database;
  const { id: workspace } = await chooseWorkspace(db, null, NOW);
  await db.insertInto('people').values({ workspace, id: 'U0ANNA' }).execute();
  await db
    .transaction()
    .execute((trx) => condemnStaff({ db: trx, workspace, now: NOW, actor: 'U0ANNA' }, 'U0ANNA'));
  const erasures = createErasures({
    ...{ config: readConfig({}), databaseUrl, db, log: createLog('silent'), clock: () => new Date(NOW) },
    background: () => {},
    flush: async () => {},
  });
  await erasures.carryOut(workspace);
  expect(await db.selectFrom('people').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('erasures').selectAll().execute()).toEqual([]);
});
