import { afterEach, expect, test } from 'vitest';
import { loadCaseTable } from '../../src/cases/store.ts';
import { plan } from '../../src/drafting/plan.ts';
import { clearStaged, publish, stage } from '../../src/drafting/staging.ts';
import { embedded, loadNames } from '../../src/drafting/voice.ts';
import { findEvidence } from '../../src/evidence/find.ts';
import { casesOf } from '../../src/personas/customers.ts';
import { listPersonas, loadPersona } from '../../src/personas/store.ts';
import { edit } from '../../src/review/words.ts';
import { config, draftedWorkspace, NOW, plantedWorkspace, problem, type World } from '../personas/world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

/** Stages what a run would draft now, and stops there. */
async function staged(world: World) {
  const { db, workspace } = world;
  const table = await loadCaseTable(db, workspace);
  const evidence = findEvidence(table);
  const { planned } = await plan(db, workspace, evidence, table, config);
  const wordings = embedded({ config, model: null }, planned, evidence, await loadNames(world));
  const done = [];
  for (const { planned: one, body } of wordings) {
    const next = { body, facts: one.facts, hash: one.hash, voice: 'embedded' as const };
    done.push(await stage(db, workspace, next, table, NOW));
  }
  return done;
}

test('a draft that is being written is seen by nobody, and one that was interrupted leaves nothing', async () => {
  const world = await plantedWorkspace();
  open.push(world);
  expect((await staged(world)).length).toBeGreaterThan(2);
  expect(await listPersonas(world.db, world.workspace)).toEqual([]);
  expect(await loadPersona(world.db, world.workspace, 'p1')).toBe(null);
  await clearStaged(world.db, world.workspace);
  for (const name of [
    'personas',
    'persona_versions',
    'claims',
    'evidence_blocks',
    'block_links',
    'quotes',
  ] as const) {
    expect(await world.db.selectFrom(name).selectAll().execute(), name).toEqual([]);
  }
  expect((await world.draft()).personas[0]).toMatchObject({ id: 'p1', version: 1, change: 'new' });
});

test('an edit saved while a redraft is under way keeps its number and its words', async () => {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, workspace } = world;
  await world.interviews([
    problem('bargain90', 1, { industry: 'agency', budget_fit: 'below', contact_role: 'owner' }),
  ]);
  const waiting = await staged(world);
  const words = { name: 'Thrifty Theo' };
  const saved = await edit(db, {
    workspace,
    persona: 'p1',
    version: 1,
    words,
    by: 'U0GRACE',
    config,
    now: NOW,
  });
  expect(saved).toMatchObject({ outcome: 'saved', persona: { version: 3 } });
  await db.transaction().execute(async (trx) => {
    for (const one of waiting) await publish(trx, workspace, one, NOW);
  });
  expect(await loadPersona(db, workspace, 'p1')).toMatchObject({
    version: 4,
    status: 'draft',
    body: { name: 'Thrifty Theo' },
  });
  expect(await casesOf(db, workspace, { id: 'p1', version: 4 })).toContain('bargain90');
  expect((await loadPersona(db, workspace, 'p1', 3))?.status).toBe('superseded');
});
