import { expect, test } from 'vitest';
import { nextId } from '../../src/database/next-id.ts';
import { recordCheck } from '../../src/leads/store.ts';
import { audit } from '../../src/personas/audit.ts';
import { emptyWorkspace, NOW } from '../personas/world.ts';

test('rows are numbered from 1, on from the highest number, in each workspace by itself', async () => {
  const world = await emptyWorkspace();
  const { db, workspace } = world;
  const line = () => audit(db, workspace, { at: NOW, actor: 'a', action: 'b', subject: 'c', detail: {} });
  expect(await nextId(db, 'audit_log', workspace)).toBe(1);
  await line();
  await line();
  await db.deleteFrom('audit_log').where('id', '=', 1).execute();
  expect(await nextId(db, 'audit_log', workspace)).toBe(3);
  expect(await nextId(db, 'audit_log', workspace + 1)).toBe(1);
  await world.close();
});

test("the number of a check that was erased is never given again: an old menu in Slack names nobody else's lead", async () => {
  const world = await emptyWorkspace();
  const { db, workspace } = world;
  const lead = { traits: [], excluded: [] } as never;
  const result = { outcome: 'no_match', matches: [] } as never;
  const check = () => recordCheck(db, workspace, { lead, result, askedBy: 'U0ANNA', via: 'slack', at: NOW });
  expect([await check(), await check()]).toEqual([1, 2]);
  await db.deleteFrom('checks').execute();
  expect(await check()).toBe(3);
  await world.close();
});
