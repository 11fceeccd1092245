import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nextId } from '../../src/database/next-id.ts';
import { databasePath } from '../../src/database/open.ts';
import { saveSetting } from '../../src/database/settings.ts';
import { condemnStaff } from '../../src/erasure/erasure.ts';
import { waitFor } from '../person.ts';
import { openWorld, type World } from '../world.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

async function checkedAt({ db }: World, workspace: number, at: string) {
  const id = await nextId(db, 'checks', workspace);
  const row = { asked_by: 'U0ANNA', via: 'slack', traits: '{}', outcome: 'no_match', matched: '[]', at };
  await db
    .insertInto('checks')
    .values({ workspace, id, ...row } as never)
    .execute();
}

test('a bot with a retention set erases what is too old by itself and writes it down once it is done', async () => {
  const world = await openWorld({ sample: true });
  const { db } = world;
  const { workspace } = world.app().bot;
  const all = async () =>
    (
      await db
        .selectFrom('interviews')
        .select((eb) => eb.fn.coalesce('finished_at', 'started_at').as('at'))
        .execute()
    ).map(({ at }) => String(at));
  const before = (await all()).sort();
  const cut = before[30] ?? '';
  const days = Math.ceil((Date.now() - Date.parse(cut)) / DAY_MS);
  const left = before.filter((at) => at >= daysAgo(days)).length;
  expect(before.length - left).toBeGreaterThan(20);
  await checkedAt(world, workspace, daysAgo(days + 1));
  await checkedAt(world, workspace, daysAgo(days - 1));
  const setting = { name: 'RETENTION_DAYS' as const, value: String(days), by: 'U0GRACE', now: daysAgo(0) };
  await saveSetting(db, workspace, setting);
  await world.restart();
  await waitFor('what is too old gone', async () => ((await all()).length === left ? true : null));
  const lines = await waitFor('the line', async () => {
    const rows = await db
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'what is too old erased')
      .execute();
    const interviews = rows.map(({ detail }) => JSON.parse(detail).interviews as number);
    return interviews.reduce((sum, n) => sum + n, 0) === before.length - left ? rows : null;
  });
  expect(new Set(lines.map(({ actor }) => actor))).toEqual(new Set(['retention']));
  expect(lines.map(({ detail }) => JSON.parse(detail).checks).reduce((sum, n) => sum + n, 0)).toBe(1);
  expect(await db.selectFrom('checks').select('id').execute()).toHaveLength(1);
});

test('a copy that an upgrade made is gone a week later, and a newer one stays', async () => {
  const world = await openWorld();
  const path = databasePath(world.databaseUrl);
  const [old, fresh, own] = [`${path}.before-0001_old`, `${path}.before-0002_new`, `${path}.before-moving`];
  for (const copy of [old, fresh, own]) writeFileSync(copy, 'Words that are erased later.');
  for (const copy of [old, own]) utimesSync(copy, new Date(daysAgo(8)), new Date(daysAgo(8)));
  await world.restart();
  await waitFor('the old one gone', async () => (existsSync(old) ? null : true));
  expect(existsSync(fresh)).toBe(true);
  // Somebody made this one by hand: it is theirs.
  expect(existsSync(own)).toBe(true);
});

test('an erasure that a killed process left is finished at the next start, and takes the copy that an upgrade made along', async () => {
  const world = await openWorld({ sample: true });
  const { db } = world;
  const { workspace } = world.app().bot;
  const copy = `${databasePath(world.databaseUrl)}.before-0002_new`;
  const { person } = await db
    .selectFrom('interviews')
    .select('person')
    .where('status', '=', 'complete')
    .executeTakeFirstOrThrow();
  const ordered = { workspace, now: daysAgo(0), actor: 'command line' };
  await db.transaction().execute((trx) => condemnStaff({ ...ordered, db: trx }, person));
  const rows = () => db.selectFrom('interview_rows').select('id').where('person', '=', person).execute();
  expect(await rows()).not.toEqual([]);
  expect(await db.selectFrom('interviews').select('id').where('person', '=', person).execute()).toEqual([]);
  writeFileSync(copy, 'Words that are erased.');
  await world.restart();
  await waitFor('the rest gone', async () => ((await rows()).length === 0 ? true : null));
  await waitFor('the copy gone', async () => (existsSync(copy) ? null : true));
});
