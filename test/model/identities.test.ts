import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { type Database, openDatabase, openForMany } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { importCustomers } from '../../src/imports/customers.ts';
import { findersFor, loadIdentities } from '../../src/model/identities.ts';
import { judgeName } from '../../src/model/judged.ts';
import { createFinders } from '../../src/model/redact.ts';
import { newDatabase } from '../new-database.ts';

const NOW = '2026-11-16T09:00:00.000Z';
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** The bot's database, and another process on the same file that changes it. */
async function world() {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-names-'));
  const url = await newDatabase(folder);
  const bot = openForMany(url);
  const other = openDatabase(url);
  const { id: workspace } = await chooseWorkspace(other.db, null, NOW);
  open.push(async () => {
    await bot.close();
    await other.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { db: bot.db, other, workspace };
}

const TEXT = 'They told Acme, Nord and Portal about Boris, Clara and Dora; Ромашка and Emil heard it.';

/** What is found now, and what somebody would find who gathers everything there is. */
async function foundIn(db: Database, workspace: number) {
  const find = await findersFor(db, workspace);
  const whole = createFinders(await loadIdentities(db, workspace));
  const found = (one: typeof find) => [one.sure(TEXT), one.doubtful(TEXT), one.asWritten(TEXT)];
  return { kept: found(find), whole: found(whole) };
}

const key = fc.constantFrom('a', 'b', 'c');
const customer = fc.constantFrom('Acme', 'Nord GmbH', 'Portal', 'Ромашка');
const person = fc.constantFrom('Boris', 'Clara', 'Dora', 'Emil');
const step = fc.oneof(
  fc.record({ kind: fc.constant('customer' as const), key, name: customer }),
  fc.record({ kind: fc.constant('record' as const), key, name: person }),
  fc.record({ kind: fc.constant('gone' as const), key }),
  fc.record({ kind: fc.constant('colleague' as const), key, name: fc.option(person) }),
  fc.record({ kind: fc.constant('left' as const), key }),
  fc.record({ kind: fc.constant('ruling' as const), name: person, ruling: fc.constantFrom('hide', 'clear') }),
);

test('whatever another process changes, the names that are hidden are those that the database knows', async () => {
  const { db, other, workspace } = await world();
  const run = (statement: string, ...values: unknown[]) =>
    other.raw.prepare(statement).run({ workspace, ...Object.assign({}, ...values) });
  const change = (one: typeof step extends fc.Arbitrary<infer T> ? T : never): unknown => {
    switch (one.kind) {
      case 'customer':
        return run(
          `INSERT INTO customer_rows (workspace, key, name, created_at) VALUES ($workspace, $key, $name, '${NOW}')
             ON CONFLICT DO UPDATE SET name = excluded.name`,
          one,
        );
      case 'record':
        return run(
          `UPDATE customer_rows SET imported_at = '${NOW}', record = json_object('texts', json_object('first_name', $name))
             WHERE workspace = $workspace AND key = $key`,
          one,
        );
      case 'gone':
        return run('DELETE FROM customer_rows WHERE workspace = $workspace AND key = $key', one);
      case 'colleague':
        return run(
          `INSERT INTO people (workspace, id, name) VALUES ($workspace, $key, $name)
             ON CONFLICT DO UPDATE SET name = excluded.name`,
          one,
        );
      case 'left':
        return run('DELETE FROM people WHERE workspace = $workspace AND id = $key', one);
      case 'ruling':
        return judgeName(other.db, workspace, {
          name: one.name,
          ruling: one.ruling as 'hide',
          by: 'U1',
          now: NOW,
        });
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      for (const one of steps) {
        await change(one);
        const { kept, whole } = await foundIn(db, workspace);
        expect(kept).toEqual(whole);
      }
    }),
    { numRuns: 40 },
  );
});

test('what a transaction adds is hidden in it, and forgotten where it never comes to be', async () => {
  const { db, workspace } = await world();
  const none = (await findersFor(db, workspace)).sure(TEXT);
  const undone = db.transaction().execute(async (trx) => {
    await trx.insertInto('people').values({ workspace, id: 'U1', name: 'Boris' }).execute();
    const row = { workspace, key: 'acme', name: 'Acme', created_at: NOW };
    await trx.insertInto('customer_rows').values(row).execute();
    const { kept, whole } = await foundIn(trx, workspace);
    expect(kept).toEqual(whole);
    expect(kept[0]).toHaveLength(2);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect((await findersFor(db, workspace)).sure(TEXT)).toEqual(none);
});

test('names that an import brings are hidden as soon as it is seen, and whoever else waits has their turn meanwhile', async () => {
  const { db, other, workspace } = await world();
  await findersFor(db, workspace);
  const rows = Array.from({ length: 2_000 }, (_, i) => `c${i},Customer ${i}\n`).join('');
  const file = () =>
    (async function* () {
      yield Buffer.from(`key,name\n${rows}acme,Acme\n`);
    })();
  expect((await importCustomers({ db: other.db, workspace, file, now: NOW })).outcome).toBe('done');
  let turns = 0;
  let isDone = false;
  const turn = () => {
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const found = (await findersFor(db, workspace)).sure(TEXT);
  isDone = true;
  expect(found).toHaveLength(1);
  expect(turns).toBeGreaterThanOrEqual(4);
});

test('a customer who takes the number of one that another workspace lost is hidden', async () => {
  const { db, other, workspace } = await world();
  const elsewhere = workspace + 1;
  other.raw
    .prepare("INSERT INTO workspaces (id, name, created_at) VALUES (?, 'elsewhere', ?)")
    .run(elsewhere, NOW);
  const add = (where: number, name: string) =>
    other.raw
      .prepare('INSERT INTO customer_rows (workspace, key, name, created_at) VALUES (?, ?, ?, ?)')
      .run(where, name, name, NOW).lastInsertRowid;
  const first = add(elsewhere, 'Portal');
  await findersFor(db, workspace);
  other.raw.prepare('DELETE FROM customer_rows WHERE workspace = ?').run(elsewhere);
  expect(add(workspace, 'Acme')).toBe(first);
  expect((await findersFor(db, workspace)).sure(TEXT)).toHaveLength(1);
});
