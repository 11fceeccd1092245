import { afterEach, expect, test } from 'vitest';
import { eraseCustomer, eraseStaff } from '../../src/erasure/erasure.ts';
import { approvedPersonas, fallenPersonas, loadPersona } from '../../src/personas/store.ts';
import { decide } from '../../src/review/store.ts';
import { config, draftedWorkspace, NOW, type World } from './world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

/** One approved persona of a kind, the claims it stands on, and the customers behind them. */
async function approved(kind: 'negative' | 'challenging') {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, workspace } = world;
  const { id } = await db
    .selectFrom('personas')
    .select('id')
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  await decide(db, {
    workspace,
    persona: id,
    version: null,
    decision: 'approve',
    by: 'U0GRACE',
    via: 'slack',
    reason: '',
    use: 'lead checks',
    config,
    now: NOW,
  });
  const stored = await loadPersona(db, workspace, id, 'approved');
  if (!stored) throw new Error('nothing was approved');
  const rests = stored.body.disqualifiers.flatMap(({ evidence }) => evidence);
  const claim = rests[0] ?? stored.body.descriptions[0]?.id ?? '';
  const holders = [...stored.claims, ...stored.body.descriptions].find((one) => one.id === claim)?.cases;
  return {
    db,
    workspace,
    scope: { db, workspace, now: NOW, caution: 'Counted again.', actor: 'command line' },
    holders: holders ?? [],
    shown: async () => (await approvedPersonas(db, workspace)).map((one) => one.id),
    fallen: async () => (await fallenPersonas(db, workspace)).map(({ persona }) => persona.id),
    id,
  };
}

test.each([
  'negative',
  'challenging',
] as const)('a %s persona leaves look-up at two customers and stays away down to none', async (kind) => {
  const { scope, holders, shown, fallen, id } = await approved(kind);
  expect(await shown()).toEqual([id]);
  const [one, two, three, ...rest] = holders;
  for (const key of rest) await eraseCustomer(scope, key);
  expect(await fallen()).toEqual([]);
  for (const key of [three, two, one]) {
    await eraseCustomer(scope, key ?? '');
    expect(await shown()).toEqual([]);
    expect(await fallen()).toEqual([id]);
  }
});

test.each([
  'negative',
  'challenging',
] as const)('a %s persona whose reporters were all erased does not come back', async (kind) => {
  const { scope, shown, fallen, id } = await approved(kind);
  for (const reporter of [0, 1, 2, 3, 4, 5]) await eraseStaff(scope, `U0R${reporter}`);
  expect(await shown()).toEqual([]);
  expect(await fallen()).toEqual([id]);
});

test('an answer counts for nobody any more once its interview is about another customer', async () => {
  const { db, workspace, holders, shown, fallen, id } = await approved('negative');
  const moved = holders.slice(2);
  await db
    .updateTable('interviews')
    .set({ customer: holders[0] ?? '' })
    .where('workspace', '=', workspace)
    .where('customer', 'in', moved)
    .where('case_kind', '=', 'problem')
    .execute();
  expect(await shown()).toEqual([]);
  expect(await fallen()).toEqual([id]);
});
