import { WebClient } from '@slack/web-api';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/database/open.ts';
import { chooseWorkspace } from '../src/database/workspace.ts';
import { condemnStaff } from '../src/erasure/erasure.ts';
import { createErasures } from '../src/erasures.ts';
import { type JobDeps, jobsOf } from '../src/jobs.ts';
import { createLog } from '../src/log.ts';
import { newDatabase } from './new-database.ts';

const NOW = '2026-11-16T09:00:00.000Z';

/** What the clock starts, beside a bot that is installed nowhere unless something else is said. */
async function jobs(installed: Partial<JobDeps['bot']> = {}) {
  const databaseUrl = await newDatabase();
  const database = openDatabase(databaseUrl);
  onTestFinished(() => database.close());
  const { db } = database;
  const bot = {
    flush: async () => {},
    workspaces: async () => [],
    clientOf: async () => null,
    routes: [],
    isConnected: () => true,
    stop: async () => {},
    ...installed,
  } satisfies JobDeps['bot'];
  const common = {
    ...{ config: readConfig({}), databaseUrl, db, log: createLog('silent') },
    clock: () => new Date(NOW),
    flush: async () => {},
  };
  const all = jobsOf({
    ...{ ...common, scripts: [], bot },
    lookUp: async () => Promise.reject(new Error('nobody is looked up')),
    erasures: createErasures({ ...common, background: () => {} }),
  });
  return { db, raw: database.raw, run: (job: string) => all.find(({ name }) => name === job)?.run() };
}

test('a workspace where a job takes long, or fails, keeps no other one waiting', async () => {
  const last = Promise.withResolvers<void>();
  const visited: number[] = [];
  const { run } = await jobs({
    workspaces: async () => [1, 2, 3, 4, 5, 6, 7, 8, 9],
    clientOf: async (workspace: number) => {
      visited.push(workspace);
      if (workspace === 1) await last.promise;
      if (workspace === 2) throw new Error('not reached');
      if (workspace === 9) last.resolve();
      return new WebClient('xoxb-none');
    },
  });
  await run('drafts that wait');
  expect(visited.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('an erasure that a kill left in a workspace is carried out also where the bot is installed no more', async () => {
  const { db, run } = await jobs();
  const { id: workspace } = await chooseWorkspace(db, null, NOW);
  await db.insertInto('people').values({ workspace, id: 'U0ANNA' }).execute();
  const order = { workspace, now: NOW, actor: 'U0ANNA' };
  await db.transaction().execute((trx) => condemnStaff({ db: trx, ...order }, 'U0ANNA'));
  await run('erasures');
  expect(await db.selectFrom('people').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('erasures').selectAll().execute()).toEqual([]);
});

test('what a killed import wrote goes without another import, wherever it was', async () => {
  const { db, raw, run } = await jobs();
  const { id: workspace } = await chooseWorkspace(db, null, NOW);
  raw
    .prepare(
      "INSERT INTO import_runs (workspace, id, kind, state, started_at) VALUES (?, 1, 'customers', 'running', ?)",
    )
    .run(workspace, NOW);
  raw
    .prepare(
      "INSERT INTO customer_rows (workspace, key, name, created_at, import_run) VALUES (?, 'acme', 'Acme', ?, 1)",
    )
    .run(workspace, NOW);
  raw
    .prepare(
      "INSERT INTO staged_customers (workspace, run, key, name, record, hash) VALUES (?, 1, 'acme', 'Acme', '{}', '')",
    )
    .run(workspace);
  await run('what dead imports left');
  expect(await db.selectFrom('customer_rows').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('staged_customers').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('import_runs').select('state').execute()).toEqual([{ state: 'dropped' }]);
});

test('where no persona is in use no thread begins to look for one that has grown old', async () => {
  const { db, run } = await jobs({
    workspaces: async () => [1],
    clientOf: async () => new WebClient('xoxb-none'),
  });
  expect((await chooseWorkspace(db, null, NOW)).id).toBe(1);
  let threads = 0;
  const count = () => {
    threads += 1;
  };
  process.on('worker', count);
  onTestFinished(() => void process.off('worker', count));
  await run('personas that grow old');
  expect(threads).toBe(0);
});
