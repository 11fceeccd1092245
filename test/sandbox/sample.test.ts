import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { CustomerRecord } from '../../src/cases/case.ts';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/database/open.ts';
import { workspaceOfTeam } from '../../src/database/workspace.ts';
import { draft } from '../../src/drafting/run.ts';
import { SAMPLE_PEOPLE } from '../../src/sandbox/people.ts';
import { daysToMove, loadSample, sampleFiles } from '../../src/sandbox/sample/load.ts';
import { newDatabase } from '../new-database.ts';
import { scripts } from '../shipped.ts';

const NOW = '2027-02-10T10:00:00.000Z';
const lines = readFileSync(sampleFiles.interviews, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function workspaceOf(kind: 'slack' | 'sandbox') {
  const database = openDatabase(await newDatabase());
  closing.push(database.close);
  const workspace = await workspaceOfTeam(database.db, { id: 'T0', name: 'Here' }, kind, NOW);
  return { ...database, workspace };
}

test('the sample loads into the built-in workspace, once', async () => {
  const { db, raw, workspace } = await workspaceOf('sandbox');
  expect(await loadSample(db, workspace, scripts, NOW)).toEqual({
    outcome: 'loaded',
    interviews: 100,
    customers: 93,
  });
  const before = raw.prepare('SELECT * FROM answer_revisions').all();
  expect(await loadSample(db, workspace, scripts, '2027-03-20T10:00:00.000Z')).toEqual({
    outcome: 'already there',
  });
  expect(raw.prepare('SELECT * FROM answer_revisions').all()).toEqual(before);
  expect(raw.prepare('SELECT DISTINCT source, status, visibility FROM interviews').all()).toEqual([
    { source: 'sample', status: 'complete', visibility: 'all' },
  ]);
  expect(raw.prepare("SELECT name, role FROM people WHERE id = 'U0ELIF'").get()).toEqual({
    name: 'Elif Kaya',
    role: 'support',
  });
});

test('the sample never enters a real workspace', async () => {
  const { db, raw, workspace } = await workspaceOf('slack');
  expect(await loadSample(db, workspace, scripts, NOW)).toEqual({ outcome: 'not here' });
  expect(raw.prepare('SELECT count(*) AS n FROM customers').get()).toEqual({ n: 0 });
});

test('its interviews lie in the ten weeks before this one, on the weekdays they were written for', async () => {
  const { db, raw, workspace } = await workspaceOf('sandbox');
  await loadSample(db, workspace, scripts, NOW);
  const { oldest, newest } = raw
    .prepare('SELECT min(finished_at) AS oldest, max(finished_at) AS newest FROM interviews')
    .get() as { oldest: string; newest: string };
  const age = (at: string) => (Date.parse(NOW) - Date.parse(at)) / 86_400_000;
  expect(age(newest)).toBeGreaterThan(0);
  expect(age(newest)).toBeLessThan(10);
  expect(age(oldest)).toBeLessThan(12 * 7);
  expect(new Date(newest).getUTCDay()).toBe(5);
});

test.each([
  ['2026-11-15T23:59:00Z', -7],
  ['2026-11-16T00:00:00Z', 0],
  ['2026-11-22T12:00:00Z', 0],
  ['2026-11-23T12:00:00Z', 7],
  ['2026-09-01T12:00:00Z', -77],
])('on %s the days move by %d', (now, days) => {
  expect(daysToMove(now)).toBe(days);
});

test('every week of the sample has interviews about both kinds of customer', () => {
  const weeks = Map.groupBy(lines, ({ at }) => Math.floor((Date.parse(at) / 86_400_000 + 3) / 7));
  expect(weeks.size).toBe(10);
  for (const week of weeks.values()) {
    expect(new Set(week.map((line) => line.case.kind))).toEqual(new Set(['problem', 'comparison']));
  }
});

test('84 different customers, 42 of each kind, reported by the seven sample people', () => {
  const people = SAMPLE_PEOPLE.filter(({ deleted }) => !deleted);
  expect(new Set(lines.map((line) => line.case.key)).size).toBe(84);
  expect(lines.filter((line) => line.case.kind === 'problem')).toHaveLength(42);
  expect(new Set(lines.map((line) => `${line.reporter.id} ${line.reporter.role}`))).toEqual(
    // Marina is new and has told nothing yet.
    new Set(people.filter(({ id }) => id !== 'U0MARINA').map(({ id, team }) => `${id} ${team}`)),
  );
});

test('no two reasons read alike', () => {
  const reasons = lines.filter((line) => line.case.kind === 'problem').map((line) => line.answers.why);
  expect(reasons.every((why) => typeof why === 'string' && why !== '')).toBe(true);
  const beginnings = reasons.map((why: string) => why.toLowerCase().split(/\s+/).slice(0, 3).join(' '));
  expect(new Set(beginnings).size).toBe(42);
});

test('every address is reserved for examples, every number for fiction', async () => {
  const { db, raw, workspace } = await workspaceOf('sandbox');
  await loadSample(db, workspace, scripts, NOW);
  const rows = raw.prepare('SELECT record FROM customers WHERE record IS NOT NULL').all() as {
    record: string;
  }[];
  expect(rows).toHaveLength(93);
  for (const { record } of rows) {
    const { texts } = JSON.parse(record) as CustomerRecord;
    expect(texts.domain).toMatch(/^[a-z]+\.example$/);
    expect(texts.email?.endsWith(`@${texts.domain}`)).toBe(true);
    if (texts.phone) expect(texts.phone).toMatch(/^\+1 202 555 01\d\d$/);
  }
});

test('a draft of the sample has what the product is about: avoid, fix, keep, a micro persona, a buyer, a customer, and cases left over', async () => {
  const { db, workspace } = await workspaceOf('sandbox');
  await loadSample(db, workspace, scripts, NOW);
  const drafted = await draft({
    db,
    workspace,
    config: readConfig({ PORT: '0' }),
    now: NOW,
    model: null,
    askedBy: 'U0GRACE',
  });
  if (drafted.outcome !== 'done') throw new Error(drafted.message);
  const { scope, claims, personas, unexplained } = drafted.result;
  expect(scope).toMatchObject({ problem: 42, comparison: 42, reporters: 7, mode: 'full' });
  expect(claims.filter(({ strength }) => strength === 'supported').length).toBeGreaterThanOrEqual(2);
  const kinds = personas.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'negative').length).toBeGreaterThanOrEqual(2);
  expect(kinds).toEqual(expect.arrayContaining(['challenging', 'fix', 'micro']));
  expect(unexplained.length).toBeGreaterThanOrEqual(3);
  expect(kinds.filter((kind) => kind === 'buyer' || kind === 'customer')).toEqual(['buyer', 'customer']);
});
