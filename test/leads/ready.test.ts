import { afterEach, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { isInUse } from '../../src/exports/store.ts';
import { checkLead, loadGround, readyToFind } from '../../src/leads/run.ts';
import { lookup } from '../../src/lookup/lookup.ts';
import type { DecisionRequest } from '../../src/review/decision.ts';
import { decide } from '../../src/review/store.ts';
import { decisionOf, draftedWorkspace, type World } from '../personas/world.ts';
import { scripts } from '../shipped.ts';

const open: World[] = [];
// The first workspace is planted and drafted; on a busy machine that takes longer than a test may.
beforeAll(async () => (await draftedWorkspace()).close());
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

test('what was made ready is found at once, and no longer once another process has retired it', async () => {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, workspace, url } = world;
  const other = openDatabase(url);
  const act = (more: Partial<DecisionRequest>) => decide(other.db, decisionOf(workspace, more));
  await readyToFind(db, workspace, scripts);
  expect((await loadGround(db, workspace, scripts)).personas).toEqual([]);

  await act({});
  await readyToFind(db, workspace, scripts);
  const ground = await loadGround(db, workspace, scripts);
  const [persona] = ground.personas;
  const pairs = persona!.body.disqualifiers.map(
    ({ dimension, value }) => `${dimension}=${[value].flat()[0]}`,
  );
  expect(lookup(persona!.body.name, ground.personas).results).toEqual([persona]);
  expect(checkLead(ground, { pairs }).result.outcome).toBe('match');
  expect(await isInUse(db, workspace, persona!)).toBe(true);

  await act({ decision: 'retire', reason: 'prices changed' });
  const after = await loadGround(db, workspace, scripts);
  expect(lookup(persona!.body.name, after.personas).results).toEqual([]);
  expect(checkLead(after, { pairs }).result.outcome).toBe('no_match');
  expect(await isInUse(db, workspace, persona!)).toBe(false);
  await other.close();
});
