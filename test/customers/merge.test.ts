import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { loadRecords } from '../../src/cases/record-store.ts';
import { loadCaseTable } from '../../src/cases/store.ts';
import { domainOf, findDoubles, type Spelling } from '../../src/customers/doubles.ts';
import { keepApart, loadDoubles, mergeCustomers, splitCustomer } from '../../src/customers/store.ts';
import { eraseCustomer } from '../../src/erasure/erasure.ts';
import { forgetAliases } from '../../src/interview/alias-store.ts';
import { customerByKey, customerNamed, searchCustomers } from '../../src/interview/customer-store.ts';
import { casesOf } from '../../src/personas/customers.ts';
import { approvedPersonas } from '../../src/personas/store.ts';
import { plainOf } from '../cases/plain.ts';
import { draftedWorkspace, emptyWorkspace, NOW, problem, type World } from '../personas/world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function worldOf(made: Promise<World>) {
  const world = await made;
  open.push(world);
  const { db, workspace } = world;
  const reviewing = { workspace, by: 'U0GRACE', actor: 'U0GRACE', now: NOW };
  return {
    ...world,
    merge: (keep: string, other: string) =>
      db.transaction().execute((trx) => mergeCustomers(trx, reviewing, { keep, other })),
    split: (key: string) => db.transaction().execute((trx) => splitCustomer(trx, reviewing, key)),
    apart: (one: string, other: string) => keepApart(db, reviewing, [one, other]),
    table: () => loadCaseTable(db, workspace),
    scope: { db, workspace, now: NOW, caution: 'Counted again.', actor: 'command line' },
  };
}

const names = ['acme', 'acme-2', 'beta', 'gamma', 'delta'];

async function severalCustomers() {
  const world = await worldOf(emptyWorkspace());
  await world.interviews([
    problem('acme', 0, { industry: 'retail', why: 'They changed the scope.' }),
    problem('acme-2', 1, { industry: 'retail', company_size: '1-10' }),
    problem('beta', 2, { industry: 'agency' }),
    problem('gamma', 3, { industry: 'agency' }),
  ]);
  await world.customers(
    'key,name,domain,revenue,good,consent\nacme,Acme GmbH,acme.com,100,,yes\nacme-2,ACME,,200,no,no\ndelta,Delta,delta.com,5,yes,',
  );
  return world;
}

test('splitting every merge again restores exactly the same cases, whatever was merged into what', async () => {
  const world = await severalCustomers();
  const before = await world.table();
  const pair = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names));
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { maxLength: 6 }), fc.infiniteStream(fc.nat()), async (pairs, order) => {
      const merged: string[] = [];
      for (const [keep, other] of pairs) {
        const outcome = await world.merge(keep, other);
        if (outcome.outcome === 'done') merged.push(outcome.other.key);
      }
      const { cases, disputed } = await world.table();
      expect(cases.length + disputed.length).toBe(
        before.cases.length + before.disputed.length - merged.length,
      );
      for (; merged.length > 0; ) {
        const [key] = merged.splice((order.next().value ?? 0) % merged.length, 1);
        expect(await world.split(key ?? '')).not.toBeNull();
      }
      expect(plainOf(await world.table())).toEqual(plainOf(before));
    }),
    { numRuns: 15 },
  );
});

test('merged customers are one case: reporters of both, of two records the newer values, no consent where one refused', async () => {
  const world = await severalCustomers();
  await world.merge('acme', 'acme-2');
  const { cases } = await world.table();
  const one = cases.find(({ key }) => key === 'acme');
  expect(cases.some(({ key }) => key === 'acme-2')).toBe(false);
  expect(one).toMatchObject({ name: 'Acme GmbH', kind: 'problem', reporters: ['U0R0', 'U0R1'] });
  const [record] = await loadRecords(world.db, world.workspace, ['acme-2']);
  expect(record).toMatchObject({
    key: 'acme',
    name: 'Acme GmbH',
    texts: { domain: 'acme.com' },
    consent: false,
  });
  expect((await customerByKey(world.db, world.workspace, 'acme-2'))?.key).toBe('acme');
  expect(await customerNamed(world.db, world.workspace, 'ACME')).toMatchObject({ key: 'acme' });
  const found = await searchCustomers(world.db, world.workspace, 'acme', 10);
  expect(found).toEqual([{ key: 'acme', name: 'Acme GmbH' }]);
});

test('records that disagree on good leave the merged customer disputed, and a later import reaches the record of its key', async () => {
  const world = await severalCustomers();
  await world.merge('beta', 'delta');
  expect((await world.table()).disputed).toEqual(['beta']);
  await world.customers('key,good,revenue\ndelta,no,77');
  const { cases, disputed } = await world.table();
  expect(disputed).toEqual([]);
  expect(cases.find(({ key }) => key === 'beta')?.record?.numbers.revenue).toBe(77);
  expect((await world.merge('delta', 'beta')).outcome).toBe('same');
  expect((await world.merge('beta', 'nobody')).outcome).toBe('unknown');
});

test('an approved persona that counted two of its three customers as one leaves look-up, and returns with the split', async () => {
  const world = await worldOf(draftedWorkspace());
  const { db, workspace } = world;
  const persona = await world.idOf('negative');
  await world.decide({ persona });
  const [approved] = await approvedPersonas(db, workspace);
  const [keep = '', ...others] = await casesOf(db, workspace, approved!);
  let fallen: { id: string }[] = [];
  const merged: string[] = [];
  while (fallen.length === 0 && others.length > 0) {
    const other = others.pop() ?? '';
    const outcome = await world.merge(keep, other);
    if (outcome.outcome === 'done') fallen = outcome.fallen;
    merged.push(other);
  }
  expect(fallen).toEqual([expect.objectContaining({ id: persona })]);
  expect(await approvedPersonas(db, workspace)).toEqual([]);
  for (const key of merged) await world.split(key);
  expect(await approvedPersonas(db, workspace)).toHaveLength(1);
});

test('erasing a customer reaches every spelling of it, and what was merged or told apart is forgotten', async () => {
  const world = await severalCustomers();
  const { db, scope } = world;
  await world.merge('acme', 'acme-2');
  await world.merge('beta', 'gamma');
  await world.apart('acme', 'delta');
  await eraseCustomer(scope, 'acme-2');
  const left = await db.selectFrom('customers').select('key').orderBy('key').execute();
  expect(left.map(({ key }) => key)).toEqual(['beta', 'delta', 'gamma']);
  expect(await db.selectFrom('customers_apart').selectAll().execute()).toEqual([]);
  const aliases = await db.selectFrom('customer_aliases').select(['alias', 'canonical']).execute();
  expect(aliases).toEqual([{ alias: 'gamma', canonical: 'beta' }]);
  expect(JSON.stringify(await db.selectFrom('audit_log').selectAll().execute())).not.toMatch(/acme|beta/i);
});

test('where the name that stayed goes, those merged into it stay one customer', async () => {
  const world = await severalCustomers();
  await world.merge('acme', 'beta');
  await world.merge('acme', 'gamma');
  await world.merge('delta', 'acme');
  await forgetAliases(world.db, world.workspace, 'delta');
  await forgetAliases(world.db, world.workspace, 'acme');
  const rows = await world.db.selectFrom('customer_aliases').select(['alias', 'canonical']).execute();
  expect(rows).toEqual([{ alias: 'gamma', canonical: 'beta' }]);
});

test('doubles are the same name in another spelling or the same domain, not two companies of one name', async () => {
  const world = await severalCustomers();
  const pairs = async () =>
    (await loadDoubles(world.db, world.workspace)).map(({ keep, other, why }) => [keep.key, other.key, why]);
  expect(await pairs()).toEqual([['acme', 'acme-2', 'name']]);
  await world.customers('key,name,domain\nshop,The Shop,https://www.delta.com/de\nacme-3,Acme Inc,acme.org');
  expect(await pairs()).toEqual([
    ['acme', 'acme-2', 'name'],
    ['delta', 'shop', 'domain'],
  ]);
  await world.apart('shop', 'delta');
  await world.merge('acme', 'acme-2');
  expect(await pairs()).toEqual([]);
  expect(domainOf('someone.gmail.com')).toBe('someone.gmail.com');
  expect(domainOf('gmail.com')).toBeNull();
});

test('every pair is proposed once, with the one that more is known about first', () => {
  const spelling = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    name: fc.constant('Name'),
    core: fc.constantFrom('acme', 'beta', ''),
    domain: fc.constantFrom('x.com', 'y.com', null),
    hasRecord: fc.boolean(),
    interviews: fc.nat(3),
  });
  fc.assert(
    fc.property(fc.uniqueArray(spelling, { selector: ({ key }) => key }), (customers: Spelling[]) => {
      const doubles = findDoubles(customers, () => false);
      const seen = doubles.map(({ keep, other }) => [keep.key, other.key].sort().join());
      expect(new Set(seen).size).toBe(seen.length);
      for (const { keep, other } of doubles) expect(keep.interviews).toBeGreaterThanOrEqual(other.interviews);
    }),
  );
});
