import { afterEach, expect, test } from 'vitest';
import { ownSide } from '../../src/personas/persona.ts';
import { approvedPersonas } from '../../src/personas/store.ts';
import { reportersOf } from '../../src/privacy/reporters-store.ts';
import { draftedWorkspace, type World } from '../personas/world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

test('who is told that their answers counted are those whose answers count, also after some were taken back', async () => {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, raw, workspace } = world;
  await world.decide();
  const behind = async () => {
    const [persona] = await approvedPersonas(db, workspace);
    if (!persona) throw new Error('nothing is approved');
    const plain = raw.prepare(`
      SELECT DISTINCT i.person FROM evidence_links l JOIN answers a ON a.id = l.answer
      JOIN interviews i ON i.id = a.interview
      WHERE l.persona = ? AND l.version = ? AND l.side = 'for' AND l.case_kind = ? ORDER BY 1`);
    const found = [...(await reportersOf(db, workspace, persona))].sort();
    expect(found).toEqual(plain.pluck().all(persona.id, persona.version, ownSide(persona.body)));
    return found;
  };
  const [first, ...others] = await behind();
  expect(others.length).toBeGreaterThan(0);
  expect(await behind()).toContain(first);
  raw.prepare('UPDATE interview_rows SET import_run = -1 WHERE person = ?').run(first);
  expect(await behind()).toEqual(others);
});
