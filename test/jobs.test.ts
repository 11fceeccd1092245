import { WebClient } from '@slack/web-api';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/database/open.ts';
import { nothing } from '../src/erasure/carry-out.ts';
import { type JobDeps, jobsOf } from '../src/jobs.ts';
import { createLog } from '../src/log.ts';
import { newDatabase } from './new-database.ts';

test('a workspace where a job takes long, or fails, keeps no other one waiting', async () => {
  const databaseUrl = await newDatabase();
  const database = openDatabase(databaseUrl);
  onTestFinished(() => database.close());
  const last = Promise.withResolvers<void>();
  const visited: number[] = [];
  const bot = {
    flush: async () => {},
    workspaces: async () => [1, 2, 3, 4, 5, 6, 7, 8, 9],
    clientOf: async (workspace: number) => {
      visited.push(workspace);
      if (workspace === 1) await last.promise;
      if (workspace === 2) throw new Error('not reached');
      if (workspace === 9) last.resolve();
      return new WebClient('xoxb-none');
    },
    routes: [],
    isConnected: () => true,
    stop: async () => {},
  } satisfies JobDeps['bot'];
  const jobs = jobsOf({
    ...{ config: readConfig({}), databaseUrl, scripts: [], db: database.db, log: createLog('silent'), bot },
    clock: () => new Date(),
    lookUp: async () => Promise.reject(new Error('nobody is looked up')),
    flush: async () => {},
    erasures: { carryOut: async () => nothing(), begin: () => {}, takeUp: async () => {} },
  });
  await jobs.find(({ name }) => name === 'drafts that wait')?.run();
  expect(visited.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
