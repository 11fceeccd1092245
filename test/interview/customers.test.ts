import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { insertAll } from '../../src/database/bulk.ts';
import { lastAnswerNumber } from '../../src/database/next-id.ts';
import { piecesOf } from '../../src/interview/customer.ts';
import {
  addCustomer,
  customerNamed,
  findCustomer,
  searchCustomers,
} from '../../src/interview/customer-store.ts';
import { eraseInterview } from '../../src/interview/erase.ts';
import { emptyWorkspace, NOW, problem, type World } from '../personas/world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function workspaceWith(names: string[]) {
  const world = await emptyWorkspace();
  open.push(world);
  const { db, workspace } = world;
  for (const name of names) await addCustomer(db, workspace, await customerNamed(db, workspace, name), NOW);
  const found = async (query: string) =>
    (await searchCustomers(db, workspace, query, 99)).map(({ name }) => name);
  return { ...world, found };
}

test('a search forgives case, accents, ё and е, punctuation and a typing mistake, and shows beginnings first', async () => {
  const names = [
    'Müller & Söhne GmbH',
    'Зелёный Берег',
    'ООО «Ромашка»',
    'Northwind Traders',
    'Old North Mill',
  ];
  const { found } = await workspaceWith(names);
  expect(await found('muller')).toEqual(['Müller & Söhne GmbH']);
  expect(await found('SÖHNE')).toEqual(['Müller & Söhne GmbH']);
  expect(await found('зеленый')).toEqual(['Зелёный Берег']);
  expect(await found('БЕРЁГ')).toEqual(['Зелёный Берег']);
  expect(await found('ромашка')).toEqual(['ООО «Ромашка»']);
  expect(await found('north')).toEqual(['Northwind Traders', 'Old North Mill']);
  expect(await found('nortwind')).toEqual(['Northwind Traders']);
  expect(await found('Norhtwind Trad')).toEqual(['Northwind Traders']);
  expect(await found('ромшака')).toEqual(['ООО «Ромашка»']);
  expect(await found('')).toHaveLength(5);
});

test('signs that mean something to a database are letters like any others in a search', async () => {
  const { found } = await workspaceWith(['100% Wool', 'Under_score', "O'Neill", 'Plain']);
  for (const query of ['%', '_', "'", '"', '\\', "'; DROP TABLE customers; --"]) {
    expect(await found(query)).toEqual([]);
  }
  expect(await found("o'n")).toEqual(["O'Neill"]);
  expect(await found('100%')).toEqual(['100% Wool']);
});

test('a name that changes or goes is found by the new one or not at all, and new keys stay unique', async () => {
  const { db, workspace, found } = await workspaceWith(['Lantern', 'Lantern!', 'Lantern?']);
  const keys = await db.selectFrom('customers').select('key').orderBy('key').execute();
  expect(keys.map(({ key }) => key)).toEqual(['lantern', 'lantern-2', 'lantern-3']);
  await db.updateTable('customers').set({ name: 'Beacon' }).where('key', '=', 'lantern').execute();
  await db.deleteFrom('customers').where('key', '=', 'lantern-2').execute();
  expect(await found('lantern')).toEqual(['Lantern?']);
  expect(await found('beacon')).toEqual(['Beacon']);
  expect((await customerNamed(db, workspace, 'Lantern.')).key).toBe('lantern-2');
});

test('of the parts of a name one at least survives the mistakes that are forgiven', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcde '), minLength: 5, maxLength: 20 });
  fc.assert(
    fc.property(letters, fc.nat(), fc.constantFrom('drop', 'swap', 'change'), (text, seed, slip) => {
      const at = seed % (text.length - 1);
      const mistyped = {
        drop: text.slice(0, at) + text.slice(at + 1),
        swap: text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2),
        change: `${text.slice(0, at)}x${text.slice(at + 1)}`,
      }[slip];
      expect(piecesOf(mistyped, 1).some((piece) => text.includes(piece))).toBe(true);
    }),
  );
});

test('customers of an import are found once it is done, also among very many', async () => {
  const { db, workspace, customers, found } = await workspaceWith([]);
  const rows = Array.from({ length: 20_000 }, (_, n) => {
    const name = `Company ${n.toString(36)} Works`;
    return {
      workspace,
      key: `k${n}`,
      name,
      record: null,
      record_hash: null,
      imported_at: null,
      created_at: NOW,
    };
  });
  await db.transaction().execute((trx) => insertAll(trx, 'customer_rows', rows));
  await customers('key,name\nfern,Fern & Hollow\nk7,Renamed Foundry');
  expect(await found('fern & hol')).toEqual(['Fern & Hollow']);
  expect(await found('renmaed')).toEqual(['Renamed Foundry']);
  expect(await found('company')).toHaveLength(99);
});

test('the number of an erased answer is never given to another', async () => {
  const world = await workspaceWith([]);
  const { db, workspace, interviews } = world;
  await interviews([problem('acme', 0, { industry: 'retail', why: 'They changed the scope.' })]);
  const before = await lastAnswerNumber(db, workspace);
  await db.transaction().execute((trx) => eraseInterview(trx, workspace, 'import:problem-acme', NOW));
  expect(await db.selectFrom('answers').select('id').execute()).toEqual([]);
  await interviews([problem('beta', 0, { industry: 'retail' })]);
  const rows = await db.selectFrom('answers').select('id').execute();
  expect(rows.every(({ id }) => id > before)).toBe(true);
});

test.each([
  ['Quartz & Reed Ltd', 'Quartz and Reed', 'similar'],
  ['The Orbit Group', 'Orbit Group', 'similar'],
  ['Müller & Söhne', 'Muller und Sohne', 'similar'],
  ['Lesnoy Dvor', 'ООО «Лесной двор»', 'similar'],
  ['Ромашка', 'Romashka', 'similar'],
  ['Стройинвест', 'Stroyinvest LLC', 'similar'],
  ['School 12', 'School 21', 'new'],
  ['Studio A', 'Studio B', 'new'],
  ['Детский сад 5', 'Детский сад 15', 'new'],
  ['Halden Optics', 'Halden Motors', 'new'],
] as const)('where there is a customer “%s”, the name “%s” is %s', async (name, typed, kind) => {
  const { db, workspace } = await workspaceWith([name]);
  expect(await findCustomer(db, workspace, typed)).toMatchObject({ kind });
});
