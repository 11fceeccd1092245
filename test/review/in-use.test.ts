import { afterEach, beforeAll, expect, test } from 'vitest';
import { approvedPersonas, historyOf, listPersonas, loadPersona } from '../../src/personas/store.ts';
import { draftedWorkspace, type World } from '../personas/world.ts';

const open: World[] = [];
// The first workspace is planted and drafted; on a busy machine that takes longer than a test may.
beforeAll(async () => (await draftedWorkspace()).close());
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function approved() {
  const world = await draftedWorkspace();
  open.push(world);
  await world.decide();
  return { ...world, act: world.decide };
}

test('what is taken out of use needs a reason, which is kept with it', async () => {
  const { act, db, workspace } = await approved();
  for (const decision of ['retire', 'confirm', 'turn_positive'] as const) {
    expect(await act({ decision })).toMatchObject({ outcome: 'refused', why: 'incomplete' });
  }
  expect(await act({ decision: 'retire', reason: 'new prices' })).toMatchObject({ outcome: 'done' });
  expect((await historyOf(db, workspace, 'p1'))[0]).toMatchObject({
    decision: 'retire',
    reason: 'new prices',
  });
});

test('turned positive, it leaves everything at once, its history stays, and a buyer persona waits in its place', async () => {
  const { act, db, workspace, draft } = await approved();
  expect(await act({ decision: 'turn_positive', reason: 'we have a small plan now' })).toMatchObject({
    outcome: 'done',
  });
  expect(await approvedPersonas(db, workspace)).toEqual([]);
  expect((await historyOf(db, workspace, 'p1')).map(({ decision }) => decision)).toEqual([
    'turn_positive',
    'approve',
  ]);
  const buyer = (await listPersonas(db, workspace, 'draft')).find(({ body }) => body.kind === 'buyer');
  expect(buyer?.body).toMatchObject({ mirrors: 'p1', caseCount: { for: 0, of: 0 }, strength: 'hypothesis' });
  expect(buyer?.body.portrait?.company.about).toContain('budget');
  const again = await draft();
  expect(again.personas.map(({ id }) => id)).not.toContain('p1');
});

test('a retired persona can still be turned positive, and once is enough for the buyer persona', async () => {
  const { act, db, workspace } = await approved();
  await act({ decision: 'retire', reason: 'old' });
  expect(await act({ decision: 'turn_positive', reason: 'yes' })).toMatchObject({ outcome: 'done' });
  expect(await act({ decision: 'turn_positive', reason: 'again' })).toMatchObject({ outcome: 'done' });
  const buyers = (await listPersonas(db, workspace)).filter(({ body }) => body.kind === 'buyer');
  expect(buyers).toHaveLength(1);
});

test('confirming changes nothing but is remembered', async () => {
  const { act, db, workspace } = await approved();
  expect(await act({ decision: 'confirm', reason: 'seen again' })).toMatchObject({ outcome: 'done' });
  expect((await loadPersona(db, workspace, 'p1', 'approved'))?.version).toBe(1);
  expect(await act({ persona: 'p2', decision: 'confirm', reason: 'x' })).toMatchObject({ why: 'decided' });
});
