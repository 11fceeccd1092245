import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { interviews, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
let filled: Buffer;

beforeAll(async () => {
  const first = workplace();
  first.file('interviews.jsonl', interviews(30));
  expect((await first.run('import', 'interviews', 'interviews.jsonl')).code).toBe(0);
  expect((await first.run('draft')).code).toBe(0);
  expect((await first.run('review', 'p1', 'approve', '--by', 'U0GRACE', '--reason', 'clear')).code).toBe(0);
  expect((await first.run('export', 'p1', '--format', 'json')).code).toBe(0);
  expect((await first.run('backup', 'filled.db')).code).toBe(0);
  filled = readFileSync(join(first.folder, 'filled.db'));
});

beforeEach(() => {
  place = workplace({ RETENTION_DAYS: '' });
  writeFileSync(join(place.folder, 'test.db'), filled);
});

/** Every byte of the database, its log beside it included. */
function bytes(): string {
  const files = readdirSync(place.folder).filter((name) => name.startsWith('test.db'));
  return files.map((name) => readFileSync(join(place.folder, name), 'latin1')).join('\n');
}

/** Counts of a claim as stored, and as SQL over its links gives them. */
function counted(persona: string, claim: string) {
  const db = new BetterSqlite3(join(place.folder, 'test.db'), { readonly: true });
  const body = JSON.parse(
    db.prepare('SELECT body FROM claims WHERE persona = ? AND id = ?').pluck().get(persona, claim) as string,
  ) as { problem: { for: number; of: number }; comparison: { for: number; of: number } };
  const sql = (kind: string, side: string) =>
    db
      .prepare(
        'SELECT count(DISTINCT customer) FROM evidence_links WHERE persona = ? AND claim = ? AND case_kind = ? AND side = ?',
      )
      .pluck()
      .get(persona, claim, kind, side) as number;
  const counts = (kind: string) => ({ for: sql(kind, 'for'), of: sql(kind, 'for') + sql(kind, 'against') });
  const linked = { problem: counts('problem'), comparison: counts('comparison') };
  db.close();
  return { stored: { problem: body.problem, comparison: body.comparison }, linked };
}

test('an erased person is nowhere in the file, and what they did not say still counts', async () => {
  expect(bytes()).toContain('discount in call number 2.');
  const erased = await place.run('erase', '--staff', 'U1', '--json');
  expect([erased.code, erased.json()]).toMatchObject([
    0,
    {
      interviews: 15,
      drafts: ['p2'],
      recounted: [{ persona: 'p1', version: 1 }],
      exports: [{ persona: 'p1' }],
    },
  ]);
  const db = new BetterSqlite3(join(place.folder, 'test.db'), { readonly: true });
  expect(db.prepare("SELECT count(*) FROM people WHERE id = 'U1'").pluck().get()).toBe(0);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
  // Customers 1, 5, 9 ... were told by U1 alone.
  expect(bytes()).not.toContain('discount in call number 2.');
  expect(bytes()).not.toContain('Customer 29 Ltd');
  expect(bytes()).not.toContain('"c29"');
  const { stored, linked } = counted('p1', 'c1');
  expect(stored).toEqual(linked);
  expect(stored.problem.of).toBe(22);
  const shown = (await place.run('show', 'p1', '--json')).json<{ cases: string[]; cautions: string[] }>();
  expect(shown.cases).not.toContain('c29');
  expect(shown.cautions.at(-1)).toContain('were erased on');
  expect((await place.run('erase', '--staff', 'U1')).code).toBe(1);
});

test('an erased customer is nowhere in the file, and the others are counted again', async () => {
  const erased = await place.run('erase', '--customer', 'c29', '--json');
  expect([erased.code, erased.json()]).toMatchObject([0, { interviews: 1, fallen: [] }]);
  expect(bytes()).not.toContain('Customer 29 Ltd');
  expect(bytes()).not.toContain('"c29"');
  const { stored, linked } = counted('p1', 'c1');
  expect(stored).toEqual(linked);
  expect(stored.problem.of).toBe(29);
  expect(
    (await place.run('lookup', 'negative', '--json')).json<{ results: object[] }>().results,
  ).toHaveLength(1);
  expect((await place.run('erase', '--customer', 'c29')).err).toContain('There is nothing about c29');
  const other = await place.run('erase', '--customer', 'c28');
  expect(other.out).toMatch(/Counted again without it: .+ \(p1 version 1\)\./);
});

test('an approved persona whose evidence is erased leaves look-up and check at once', async () => {
  for (const person of ['U0', 'U1', 'U2']) expect((await place.run('erase', '--staff', person)).code).toBe(0);
  expect((await place.run('lookup', 'negative', '--json')).json()).toMatchObject({ results: [] });
  expect((await place.run('check', 'budget_fit=below', '--json')).json()).toMatchObject({
    outcome: 'no_match',
  });
});

test('a newer file that takes an approved persona its evidence tells its reviewers, as an erasure does', async () => {
  const otherwise = interviews(30)
    .replaceAll('"below"', '"above"')
    .replaceAll('"company_size":8', '"company_size":80');
  place.file('newer.jsonl', otherwise);
  const imported = await place.run('import', 'interviews', 'newer.jsonl', '--json');
  const { updated, notes } = imported.json<{ updated: number; notes: string[] }>();
  expect([imported.code, updated]).toEqual([0, 29]);
  expect(notes).toEqual([expect.stringMatching(/\(p1\) has too little evidence left/)]);
  const db = new BetterSqlite3(join(place.folder, 'test.db'), { readonly: true });
  const slots = db.prepare("SELECT address, wanted FROM outbox WHERE slot LIKE 'fallen:p1:%'").all();
  db.close();
  expect(slots).toEqual([
    { address: 'U0GRACE', wanted: expect.stringContaining('has left look-up, checks and exports') },
  ]);
  const again = await place.run('import', 'interviews', 'newer.jsonl', '--json');
  expect(again.json()).toMatchObject({ unchanged: 60, notes: [] });
});

test('purge takes what is older than RETENTION_DAYS, and nothing without it', async () => {
  const none = await place.run('purge');
  expect([none.code, none.out]).toEqual([1, '']);
  expect(none.err).toContain('RETENTION_DAYS is not set');
  const days = Math.ceil((Date.now() - Date.parse('2026-11-10T00:00:00Z')) / 86_400_000);
  const purged = (await place.with({ RETENTION_DAYS: String(days) }, 'purge', '--json')).json<{
    interviews: number;
  }>();
  expect(purged.interviews).toBeGreaterThan(20);
  expect(purged.interviews).toBeLessThan(60);
});

test('a dry run of purge says exactly what a purge takes, and changes nothing', async () => {
  const late = new BetterSqlite3(join(place.folder, 'test.db'));
  late
    .prepare(
      "INSERT INTO inbox (workspace, key, kind, payload, state, received_at) VALUES (1, 'old', 'event', 'Zebulon', 'set_aside', '2026-11-01T00:00:00Z')",
    )
    .run();
  late.close();
  const days = Math.ceil((Date.now() - Date.parse('2026-11-10T00:00:00Z')) / 86_400_000);
  const keep = { RETENTION_DAYS: String(days) };
  const stored = () => {
    const db = new BetterSqlite3(join(place.folder, 'test.db'), { readonly: true });
    const of = (table: string) => db.prepare(`SELECT * FROM ${table}`).all();
    const all = ['interviews', 'answers', 'inbox', 'personas', 'claims', 'outbox', 'audit_log'].map(of);
    db.close();
    return all;
  };
  const before = stored();
  const told = (await place.with(keep, 'purge', '--dry-run', '--json')).json();
  expect(told).toMatchObject({ dryRun: true, setAside: 1 });
  expect((await place.with(keep, 'purge', '--dry-run')).out).toContain('Nothing was changed.');
  expect(stored()).toEqual(before);
  const taken = (await place.with(keep, 'purge', '--json')).json();
  expect({ ...taken, dryRun: true }).toEqual(told);
  expect(stored()).not.toEqual(before);
  expect(bytes()).not.toContain('Zebulon');
});

test.each([[[]], [['--staff', 'U1', '--customer', 'c1']]])('erase %j is wrong usage', async (args) => {
  const { code, out } = await place.run('erase', ...args);
  expect([code, out]).toEqual([2, '']);
});

test('an erasure takes the copy that an upgrade left beside the database, and says so', async () => {
  writeFileSync(join(place.folder, 'test.db.before-0001_initial'), filled);
  const erased = await place.with({ REVIEWERS: 'U1' }, 'erase', '--staff', 'U1');
  expect(erased.err).toContain('test.db.before-0001_initial');
  expect(erased.err).toContain('REVIEWERS or ADMINS in the environment still name U1');
  expect(bytes()).not.toContain('discount in call number 2.');
});
