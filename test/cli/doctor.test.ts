import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { InForce } from '../../src/commands/in-force.ts';
import { clockFindings } from '../../src/commands/reach.ts';
import { databaseRemedy, spaceFinding } from '../../src/commands/stored.ts';
import { SCOPES } from '../../src/slack/scopes.ts';
import { workplace } from './command.ts';

type Told = { ok: boolean; findings: { name: string; state: string; says: string; remedy: string | null }[] };
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

/** As much of Slack as auth.test is: these scopes, and a clock so many seconds behind ours. */
async function slackWith(scopes: readonly string[], secondsBehind = 0): Promise<string> {
  const server = createServer((_, response) => {
    const date = new Date(Date.now() - secondsBehind * 1_000).toUTCString();
    response.writeHead(200, { 'x-oauth-scopes': scopes.join(','), date });
    response.end(JSON.stringify({ ok: true, team: 'Sample workspace' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
}

async function filled(env: Record<string, string> = {}) {
  const place = workplace({ TIMEZONE: 'Europe/Berlin', REVIEWERS: 'U0ENV', ...env });
  expect((await place.run('personas')).code).toBe(0);
  const raw = new BetterSqlite3(join(place.folder, 'test.db'));
  onTestFinished(() => void raw.close());
  const doctor = async (more: Record<string, string> = {}) => {
    const { code, json } = await place.with(more, 'doctor', '--json');
    const told = json<Told & { settings: InForce[] }>();
    expect(code).toBe(told.ok ? 0 : 1);
    for (const { state, remedy } of told.findings) if (state !== 'ok') expect(remedy).not.toBe('');
    return { ...told, of: (name: string) => told.findings.filter((one) => one.name === name) };
  };
  return { place, raw, doctor };
}

test('doctor tells which settings are in force and where each came from', async () => {
  const { place, raw, doctor } = await filled();
  raw.exec(
    "INSERT INTO settings VALUES (1, 'REVIEWERS', 'U0GRACE,U0HANS', 'U0GRACE', '2026-11-20T10:00:00.000Z')",
  );
  const { settings, of } = await doctor();
  const one = (name: string) => settings.find((each) => each.name === name);
  expect(one('REVIEWERS')).toMatchObject({ value: 'U0GRACE,U0HANS', from: 'Slack', by: 'U0GRACE' });
  expect(one('TIMEZONE')).toMatchObject({ value: 'Europe/Berlin', from: 'environment', by: null });
  expect(one('APPROVALS_NEEDED')).toMatchObject({ value: '1', from: 'default' });
  expect(of('in force').map(({ says }) => says)).toEqual([
    'changed in Slack, over the environment: REVIEWERS=U0GRACE,U0HANS (by U0GRACE, 2026-11-20)',
    expect.stringContaining('from the environment: TIMEZONE=Europe/Berlin'),
    expect.stringContaining('by default: ADMINS=nothing'),
  ]);
  expect((await place.run('doctor')).out).toContain('changed in Slack, over the environment: REVIEWERS');
});

test('what was set in Slack is not called missing, and what is missing says what it costs', async () => {
  const { raw, doctor } = await filled({ REVIEWERS: '', ...SLACK, SLACK_API_URL: await slackWith(SCOPES) });
  const missing = async () => (await doctor()).of('people and places').map(({ says }) => says);
  expect(await missing()).toContain('REVIEWERS is not set (nobody can approve a draft)');
  raw.exec("INSERT INTO settings VALUES (1, 'REVIEWERS', 'U0GRACE', 'U0GRACE', '2026-11-20T10:00:00.000Z')");
  expect((await missing()).join()).not.toContain('REVIEWERS');
});

test('a name where Slack wants an id is told, with where the id stands', async () => {
  const slack = { ...SLACK, SLACK_API_URL: await slackWith(SCOPES) };
  const { doctor } = await filled({ ...slack, REVIEWERS: 'U0GRACE,grace', REVIEW_CHANNEL: '#reviews' });
  const told = (await doctor({ ADMINS: 'U0GRACE', SUMMARY_CHANNEL: 'C0SUMMARY' })).of('people and places');
  expect(told.map(({ says }) => says)).toEqual([
    'REVIEWERS holds grace, which is not the id of a member',
    'REVIEW_CHANNEL holds #reviews, which is not the id of a channel',
  ]);
});

test('a budget that no price belongs to is a fault: the model would never be asked', async () => {
  const { doctor } = await filled({
    OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    MODEL_MONTHLY_BUDGET_USD: '5',
  });
  expect((await doctor()).of('model')).toMatchObject([{ state: 'fault' }]);
  const prices = { MODEL_PRICE_IN_USD_PER_M: '1', MODEL_PRICE_OUT_USD_PER_M: '2' };
  expect((await doctor(prices)).of('model')).toMatchObject([{ state: 'warning' }]);
});

test('deliveries that were set aside are told by kind and by what failed', async () => {
  const { raw, doctor } = await filled();
  const row = raw.prepare(
    "INSERT INTO inbox (workspace, key, kind, payload, state, failure, received_at) VALUES (1, ?, 'command', '{}', 'set_aside', 'TypeError', '2026-11-20T10:00:00.000Z')",
  );
  for (const key of ['a', 'b']) row.run(key);
  const [events] = (await doctor()).of('events');
  expect(events).toMatchObject({
    state: 'warning',
    says: '2 set aside after failing: 2 command (TypeError, last 2026-11-20T10:00Z)',
    remedy: expect.stringContaining('ask them to repeat'),
  });
});

test('a scope that the app was not given is a fault, with what to do', async () => {
  const { doctor } = await filled(SLACK);
  const without = await slackWith(SCOPES.filter((scope) => scope !== 'files:write'));
  const told = await doctor({ SLACK_API_URL: without });
  expect(told.ok).toBe(false);
  expect(told.of('Slack').at(-1)).toMatchObject({
    says: 'scopes are missing: files:write',
    remedy: expect.stringContaining('install it to the workspace again'),
  });
});

test.each([
  [0, 'ok'],
  [-90, 'warning'],
  [90, 'warning'],
  [600, 'fault'],
])('a clock that is %i s ahead of Slack’s is told: %s', async (seconds, state) => {
  const { doctor } = await filled(SLACK);
  const told = await doctor({ SLACK_API_URL: await slackWith(SCOPES, seconds) });
  expect(told.of('clock')).toMatchObject([{ state }]);
  if (state === 'fault') expect(told.ok).toBe(false);
});

test('where Slack names no time, nothing is said about the clock', () => {
  expect(clockFindings(null, 0)).toEqual([]);
  expect(clockFindings('yesterday', 0)).toEqual([]);
});

test.each([
  ['SQLITE_FULL', 'The disk is full'],
  ['ENOSPC', 'The disk is full'],
  ['SQLITE_IOERR_SHMSIZE', 'The disk is full'],
  ['SQLITE_READONLY_DIRECTORY', 'Let the user that runs Mismatch write'],
  ['SQLITE_CANTOPEN', 'Let the user that runs Mismatch write'],
  ['EROFS', 'Let the user that runs Mismatch write'],
  ['SQLITE_BUSY', 'Another program holds its lock'],
  ['SQLITE_CORRUPT', 'Restore it from a backup'],
  [null, 'Restore it from a backup'],
])('a database that fails with %s has its own remedy', (code, remedy) => {
  expect(databaseRemedy(code)).toContain(remedy);
});

test('a disk on which a copy of the database no longer fits is told of before it is full', () => {
  const GB = 1024 ** 3;
  expect(spaceFinding(10 * GB, GB)).toEqual([]);
  expect(spaceFinding(GB, 2 * GB)).toMatchObject([
    { state: 'warning', says: expect.stringContaining('1024 MB') },
  ]);
  expect(spaceFinding(50 * 1024 ** 2, 1)).toMatchObject([{ state: 'warning' }]);
});

test('a copy that an upgrade left is named, and when it goes', async () => {
  const { place, doctor } = await filled();
  expect((await doctor()).of('copy')).toEqual([]);
  place.file('test.db.before-0009_invitations', 'Words that are erased later.');
  expect((await doctor()).of('copy')).toMatchObject([
    { state: 'ok', says: expect.stringMatching(/before-0009.*seven days/) },
  ]);
});

test('doctor only looks: an older database stays as it is, and what comes of it is told', async () => {
  const { raw, doctor } = await filled();
  raw.exec(`DELETE FROM kysely_migration WHERE name >= '0030'`);
  const migrations = () => raw.prepare('SELECT count(*) AS n FROM kysely_migration').get();
  const before = migrations();
  const told = await doctor(SLACK);
  expect(told.of('database')).toMatchObject([
    { state: 'ok', says: expect.stringMatching(/an older version wrote it, and the next start or command/) },
  ]);
  expect([told.settings, told.of('events'), told.of('copy'), migrations()]).toEqual([[], [], [], before]);
});

test('a database where nobody may write, and one that is none, are faults with exit code 1', async () => {
  const { run, file, with: within } = workplace();
  const letter = file('letter', 'not a folder');
  const nowhere = await within({ DATABASE_URL: `file:${letter}/test.db` }, 'doctor');
  expect([nowhere.code, nowhere.out]).toEqual([
    1,
    expect.stringMatching(/FAULT {4}database: .* cannot be made in/),
  ]);
  file('test.db', 'No database at all, but long enough to be taken for one: '.repeat(40));
  const broken = await run('doctor');
  expect([broken.code, broken.out]).toEqual([1, expect.stringContaining('Restore it from a backup')]);
});
