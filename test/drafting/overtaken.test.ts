import { afterEach, expect, test } from 'vitest';
import { draft } from '../../src/drafting/run.ts';
import { draftInWorker } from '../../src/drafting/worker.ts';
import { nameOf, placeOf } from '../../src/failure.ts';
import { en } from '../../src/text/catalogue.ts';
import { overcounted } from '../erasure/overcounted.ts';
import { config, NOW, plantedWorkspace, type World } from '../personas/world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

/** Drafts, and each time it is about to save everything goes that the next of these people said. */
async function draftedWhileLeaving(people: string[]) {
  const world = await plantedWorkspace();
  open.push(world);
  const { db, raw, workspace } = world;
  const leave = () => raw.prepare('DELETE FROM interview_rows WHERE person = ?').run(people.shift());
  const job = { db, workspace, config, now: NOW, model: null, askedBy: 'U0GRACE' };
  const outcome = await draft({ ...job, onProgress: ({ stage }) => stage === 'saving' && leave() });
  const staged = await db
    .selectFrom('persona_versions')
    .select('persona')
    .where('drafted_at', '=', '')
    .execute();
  expect(staged).toEqual([]);
  expect(await overcounted(db)).toEqual([]);
  return { world, outcome };
}

test('a draft that counted answers erased before it is saved is drafted anew without them, and says so', async () => {
  const { outcome } = await draftedWhileLeaving(['U0R0']);
  if (outcome.outcome !== 'done') throw new Error(outcome.message);
  expect(outcome.result.notDrafted).toContain(en.personas.notDrafted.anew);
  expect(outcome.result.personas.length).toBeGreaterThan(0);
});

test('a draft whose answers go faster than it counts them ends with a sentence and leaves nothing', async () => {
  const { world, outcome } = await draftedWhileLeaving(['U0R0', 'U0R1', 'U0R2']);
  expect(outcome).toEqual({ outcome: 'overtaken', message: en.personas.run.overtaken(3) });
  const run = await world.db.selectFrom('draft_runs').select('outcome').executeTakeFirstOrThrow();
  expect(run.outcome).toBe('failed');
  expect((await world.draft()).personas.length).toBeGreaterThan(0);
});

test('a draft that cannot be saved although nothing is gone fails by that, and does not count again', async () => {
  const world = await plantedWorkspace();
  open.push(world);
  const { raw, url, workspace } = world;
  raw.exec(`CREATE TRIGGER fault AFTER INSERT ON claims BEGIN
    INSERT INTO claims (workspace, persona, version, id, body) VALUES (NEW.workspace, 'nobody', 1, NEW.id || NEW.persona, '{}'); END`);
  let times = 0;
  const job = { databaseUrl: url, workspace, config, now: NOW, askedBy: 'U0GRACE', useModel: false };
  const counted = draftInWorker(job, ({ stage }) => {
    if (stage === 'reading') times += 1;
  });
  // What a log says of it: the database's own code, and where it was.
  await expect(counted.catch(nameOf)).resolves.toContain('SQLITE_CONSTRAINT_FOREIGNKEY');
  await expect(counted.catch(placeOf)).resolves.toContainEqual(expect.stringContaining('src/database'));
  expect(times).toBe(1);
});
