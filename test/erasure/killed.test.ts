import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { carryOut } from '../../src/erasure/carry-out.ts';
import { condemnStaff } from '../../src/erasure/erasure.ts';
import { approvedPersonas } from '../../src/personas/store.ts';
import { draftedWorkspace, emptyWorkspace, NOW, type World } from '../personas/world.ts';
import type { EraserOrder } from './eraser.ts';
import { overcounted } from './overcounted.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

const CAUTION = 'Counted again.';
const PEOPLE = ['U0R0', 'U0R4'];

/** A workspace with approved personas, from which two people are about to go. */
async function condemned() {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, workspace } = world;
  for (const { id } of await db.selectFrom('personas').select('id').orderBy('id').execute())
    await world.decide({ persona: id });
  await approvedPersonas(db, workspace);
  for (const person of PEOPLE)
    await db
      .transaction()
      .execute((trx) => condemnStaff({ db: trx, workspace, now: NOW, actor: 'command line' }, person));
  return world;
}

/** All that counts, and all that is counted. */
async function stateOf(db: Database) {
  const versions = await db.selectFrom('persona_versions').selectAll().orderBy('persona').execute();
  const rows = async (table: 'claims' | 'evidence_links' | 'persona_cases' | 'quotes') =>
    (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort();
  return {
    versions,
    claims: await rows('claims'),
    links: await rows('evidence_links'),
    quotes: await rows('quotes'),
    cases: await rows('persona_cases'),
    answers: await db.selectFrom('answer_rows').selectAll().orderBy('id').execute(),
    people: await db.selectFrom('people').select('id').orderBy('id').execute(),
    customers: await db.selectFrom('customer_rows').select('key').orderBy('key').execute(),
  };
}

test('a process killed again and again in the middle of an erasure ends where one that lives ends, and no count ever holds what is deleted', async () => {
  const world = await condemned();
  const { db, workspace, url } = world;
  const whole = await emptyWorkspace(await copyOf(world));
  open.push(whole);
  await carryOut({ db: whole.db, workspace, now: NOW, caution: CAUTION });
  const expected = await stateOf(whole.db);
  expect(expected.people.map(({ id }) => id)).not.toContain(PEOPLE[0]);

  const order = { url, workspace, now: NOW, caution: CAUTION };
  let kills = 0;
  for (const diesAt of [2, 9, 40, 3, null]) {
    const signal = await erased({ ...order, diesAt });
    if (signal === 'SIGKILL') kills += 1;
    expect(await overcounted(db)).toEqual([]);
    const said = await db.selectFrom('interviews').select('person').where('person', 'in', PEOPLE).execute();
    expect(said).toEqual([]);
  }
  expect(kills).toBeGreaterThan(2);
  const state = await stateOf(db);
  for (const [what, rows] of Object.entries(expected))
    expect(state[what as keyof typeof state], what).toEqual(rows);
  const left = await db.selectFrom('erasures').selectAll().execute();
  expect(left).toEqual([]);
});

async function erased(order: EraserOrder): Promise<string | null> {
  const child = spawn(process.execPath, ['test/erasure/eraser.ts', JSON.stringify(order)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal === null) expect(code).toBe(0);
  return signal;
}

async function copyOf({ url, folder }: World): Promise<string> {
  const path = `${folder}/whole.db`;
  const { raw, close } = openDatabase(url);
  await raw.backup(path);
  await close();
  return path;
}
