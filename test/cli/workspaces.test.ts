import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { seal, sealingKey } from '../../src/slack/seal.ts';
import { interviews, workplace } from './command.ts';

const KEY = Buffer.alloc(32, 3).toString('base64');
const MANY = {
  ...{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'c', SLACK_STATE_SECRET: 's' },
  ...{ SLACK_SIGNING_SECRET: 'x', TOKEN_ENCRYPTION_KEY: KEY, REVIEWERS: '' },
};

test('commands work on the workspace that is named, and settings made there hold for them', async () => {
  const place = workplace(MANY);
  place.file('interviews.jsonl', interviews(30));
  expect((await place.run('import', 'interviews', 'interviews.jsonl')).code).toBe(0);
  expect((await place.run('draft')).code).toBe(0);
  const raw = new BetterSqlite3(join(place.folder, 'test.db'));
  raw.exec("INSERT INTO workspaces VALUES (2, 'T2', 'Second', 'slack', '2026-11-16')");
  raw.exec("UPDATE workspaces SET team_id = 'T1', kind = 'slack' WHERE id = 1");
  const set = raw.prepare("INSERT INTO settings VALUES (?, 'REVIEWERS', ?, 'U1', '2026-11-16')");
  set.run(1, 'U0ONE');
  set.run(2, 'U0TWO');
  const key = sealingKey(KEY);
  if (!key) throw new Error('no key');
  const install = raw.prepare("INSERT INTO installations VALUES (?, ?, 'B', 'U', '', 'U1', '2026-11-16')");
  install.run(1, seal('xoxb-1', 'T1', [key]));
  install.run(2, seal('xoxb-2', 'T2', [key]));

  const unnamed = await place.run('personas');
  expect(unnamed.code).toBe(1);
  expect(unnamed.err).toMatch(/several workspaces: add --workspace with one of 1 \(T1.*2 \(T2/);
  const drafts = async (...where: string[]) =>
    (await place.run('personas', '--status', 'draft', '--json', ...where)).json<{ results: unknown[] }>()
      .results;
  expect((await drafts('--workspace', '1')).length).toBeGreaterThan(0);
  expect(await drafts('--workspace', 'T2')).toEqual([]);
  expect((await place.run('--workspace', '3', 'personas')).code).toBe(1);
  const approve = (by: string) =>
    place.run('review', 'p1', 'approve', '--by', by, '--reason', 'clear', '--workspace', '1');
  expect((await approve('U0TWO')).code).toBe(1);
  expect((await approve('U0ONE')).code).toBe(0);

  const found = async (env: Record<string, string>) =>
    (await place.with(env, 'doctor', '--json')).json<{ findings: { name: string; says: string }[] }>()
      .findings;
  const installs = async (env: Record<string, string> = {}) =>
    (await found(env)).find(({ name }) => name === 'installations')?.says;
  expect(await installs()).toBe('2, every token can be read');
  raw.exec(
    'UPDATE installations SET bot_token = (SELECT bot_token FROM installations WHERE workspace = 1) WHERE workspace = 2',
  );
  expect(await installs()).toBe('the tokens of these workspaces cannot be read: 2');
  expect(await installs({ TOKEN_ENCRYPTION_KEY: 'ab'.repeat(32) })).toContain('1, 2');
  raw.close();
});
