import { afterEach, expect, test } from 'vitest';
import { eraseTraces } from '../../src/erasure/traces.ts';
import { recordCheck } from '../../src/leads/store.ts';
import { loadOutcomes, reportOutcome, tallied } from '../../src/personas/outcomes.ts';
import { emptyWorkspace } from './world.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`;

async function checked(...matched: string[][]) {
  const world = await emptyWorkspace();
  open.push(world);
  for (const ids of matched) {
    const matches = ids.map((id) => ({ id, name: id, version: 2, micro: false, reasons: [] }));
    await recordCheck(world.db, world.workspace, {
      lead: { traits: [], excluded: [], notUnderstood: [], foreign: [] },
      result: { outcome: 'match', matches: matches as never, ask: null },
      askedBy: 'U0ANNA',
      via: 'http',
      at: at(1),
    });
  }
  return world;
}

const said = (check: number, result: 'went_well' | 'went_badly' | 'not_taken', day: number) => ({
  check,
  result,
  by: 'U0ANNA',
  via: 'slack' as const,
  at: at(day),
});

test('a lead that went well counts against every persona it matched, one that went badly for them', async () => {
  const { db, workspace } = await checked(['p1', 'p3'], ['p1'], ['p1']);
  await reportOutcome(db, workspace, said(1, 'went_well', 2));
  await reportOutcome(db, workspace, said(2, 'went_badly', 3));
  await reportOutcome(db, workspace, said(3, 'not_taken', 4));
  const outcomes = await loadOutcomes(db, workspace);
  expect(tallied(outcomes).get('p1')).toEqual({ for: 1, against: 1, notTaken: 1, newestAgainst: at(2) });
  expect(tallied(outcomes).get('p3')).toEqual({ for: 0, against: 1, notTaken: 0, newestAgainst: at(2) });
  expect(tallied(outcomes, () => at(3)).get('p1')).toMatchObject({ for: 1, against: 0 });
  expect(await loadOutcomes(db, workspace + 1)).toEqual([]);
});

test('a later report on the same check replaces the earlier one, and an unknown check is refused', async () => {
  const { db, workspace } = await checked(['p1']);
  await reportOutcome(db, workspace, said(1, 'went_badly', 2));
  expect(await reportOutcome(db, workspace, said(1, 'went_well', 5))).toBe(true);
  expect(await loadOutcomes(db, workspace)).toMatchObject([{ check: 1, result: 'went_well', version: 2 }]);
  expect(await reportOutcome(db, workspace, said(99, 'went_well', 5))).toBe(false);
});

test('an erased person is no longer named on what they reported', async () => {
  const { db, workspace } = await checked(['p1']);
  await reportOutcome(db, workspace, said(1, 'went_well', 2));
  await eraseTraces(db, workspace, 'U0ANNA');
  const row = await db.selectFrom('check_outcomes').selectAll().executeTakeFirstOrThrow();
  expect(row.reported_by).toBe('erased');
});
