import { expect, onTestFinished, test } from 'vitest';
import { type Database, openForMany } from '../../src/database/open.ts';
import { prepared } from '../../src/database/prepared.ts';
import { newDatabase } from '../new-database.ts';

type Someone = { id: string; locale: string | null };

const insert = prepared((db, { id, locale }: Someone) =>
  db.insertInto('people').values({ workspace: 1, id, locale }),
);
const find = prepared((db, { id, locale }: Someone) =>
  db.selectFrom('people').select(['id', 'locale']).where('id', '=', id).where('locale', 'is', locale),
);

async function database(): Promise<Database> {
  const { db, close } = openForMany(await newDatabase());
  onTestFinished(close);
  const workspace = { team_id: 'T1', name: 'Invented', kind: 'sandbox' as const, created_at: '2026-11-16' };
  await db
    .insertInto('workspaces')
    .values({ id: 1, ...workspace })
    .execute();
  return db;
}

test('a prepared query takes other values each time, and belongs to the transaction it runs in', async () => {
  const db = await database();
  const [anna, ben] = [
    { id: 'U0ANNA', locale: 'en-GB' },
    { id: 'U0BEN', locale: null },
  ];
  await insert(db, anna);
  const undone = db.transaction().execute(async (trx) => {
    await insert(trx, ben);
    expect((await find(trx, ben)).rows).toEqual([ben]);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect((await find(db, anna)).rows).toEqual([anna]);
  expect((await find(db, ben)).rows).toEqual([]);
});

test.each<[string, ReturnType<typeof prepared<Someone, unknown>>]>([
  ['in a text', prepared((db, { id }) => db.selectFrom('people').selectAll().where('id', '=', `${id}`))],
  [
    'as a whole',
    prepared((db, who) =>
      db
        .selectFrom('people')
        .selectAll()
        .where((eb) => eb.and({ ...who })),
    ),
  ],
  [
    'in a list',
    prepared((db, { id }) =>
      db
        .selectFrom('people')
        .selectAll()
        .where('id', 'in', [...id]),
    ),
  ],
])('a value of a prepared query that is used %s is refused before anything is asked', async (_, misuse) => {
  const db = await database();
  expect(() => misuse(db, { id: 'U0ANNA', locale: null })).toThrow(TypeError);
});
