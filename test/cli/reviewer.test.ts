import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { workplace } from './command.ts';

const reject = (by: string) => ['review', 'p1', 'reject', '--by', by, '--reason', 'too vague'];

test('whoever is no reviewer reads who is, and where nobody is, what to set', async () => {
  const { run, with: inPlace } = workplace();
  const merge = ['review', 'p1', 'merge', '--with', 'p2', '--by', 'U0BEN', '--reason', 'alike'];
  const asked = [
    reject('U0BEN'),
    merge,
    ['themes', 't1', 'reject', '--by', 'U0BEN'],
    ['customers', 'merge', 'a', 'b', '--by', 'U0BEN'],
  ];
  for (const args of asked) {
    expect(await run(...args)).toMatchObject({
      code: 1,
      err: 'U0BEN is no reviewer (REVIEWERS is U0GRACE): name one of them with --by, or add the id there.\n',
    });
  }
  const nobody = await inPlace({ REVIEWERS: '' }, ...reject('U0GRACE'));
  expect(nobody.err).toBe(
    'Nobody may decide yet: set REVIEWERS to the Slack user ids of the people who do.\n',
  );
});

test('the built-in workspace’s reviewer decides on the command line as on its page', async () => {
  const { run, folder } = workplace({ REVIEWERS: '' });
  expect((await run('samples', '--load')).code).toBe(0);
  const raw = new BetterSqlite3(join(folder, 'test.db'));
  raw.exec("UPDATE workspaces SET kind = 'sandbox'");
  raw.close();
  expect((await run(...reject('U0BEN'))).err).toContain('REVIEWERS is U0GRACE');
  expect((await run(...reject('U0GRACE'))).code).toBe(0);
  expect((await run('doctor')).out).toContain('by default: REVIEWERS=U0GRACE');
});
