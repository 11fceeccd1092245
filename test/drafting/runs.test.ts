import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { beginRun, endAbandonedRuns } from '../../src/drafting/runs.ts';
import { newDatabase } from '../new-database.ts';

const YESTERDAY = '2026-11-15T09:00:00.000Z';
const NOW = '2026-11-16T09:00:00.000Z';

async function opened() {
  const database = openDatabase(await newDatabase());
  const { id: workspace } = await chooseWorkspace(database.db, null, NOW);
  return { ...database, workspace };
}

test('a run under way stays the only one however long it takes; one that ended without a word is ended by the next', async () => {
  const { db, workspace, close } = await opened();
  const first = await beginRun(db, workspace, 'U1', YESTERDAY);
  expect(await beginRun(db, workspace, 'U2', NOW)).toEqual({ busySince: YESTERDAY });
  expect(await endAbandonedRuns(db, NOW)).toEqual([]);
  if ('busySince' in first) throw new Error('it was busy');
  first.release();
  const second = await beginRun(db, workspace, 'U2', NOW);
  expect(second).toMatchObject({ run: first.run + 1 });
  const runs = await db.selectFrom('draft_runs').select(['asked_by', 'outcome']).orderBy('id').execute();
  expect(runs).toEqual([
    { asked_by: 'U1', outcome: 'failed' },
    { asked_by: 'U2', outcome: 'running' },
  ]);
  if ('release' in second) second.release();
  expect(await endAbandonedRuns(db, NOW)).toEqual([{ workspace, askedBy: 'U2', startedAt: NOW }]);
  await close();
});

test('a draft whose process was killed keeps nobody waiting', async () => {
  const { db, path, workspace, close } = await opened();
  const program = `
    import { openDatabase } from './src/database/open.ts';
    import { beginRun } from './src/drafting/runs.ts';
    await beginRun(openDatabase('file:${path}').db, ${workspace}, 'U1', '${NOW}');
    console.log('begun');
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  await once(child.stdout, 'data');
  expect(await beginRun(db, workspace, 'U2', NOW)).toEqual({ busySince: NOW });
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  expect(await beginRun(db, workspace, 'U2', NOW)).toMatchObject({ run: 2 });
  await close();
});
