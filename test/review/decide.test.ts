import { afterEach, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { approvedPersonas, historyOf, listPersonas, loadPersona } from '../../src/personas/store.ts';
import type { DecisionRequest } from '../../src/review/decision.ts';
import { decide, weighFor } from '../../src/review/store.ts';
import type { Script } from '../../src/scripts/script.ts';
import { storeScripts } from '../../src/scripts/store.ts';
import { en } from '../../src/text/catalogue.ts';
import {
  configWith,
  decisionOf,
  draftedWorkspace,
  emptyWorkspace,
  moreToAvoid,
  NOW,
  problem,
  type World,
} from '../personas/world.ts';

const texts = en.review.refused;
const open: World[] = [];
// The first workspace is planted and drafted; on a busy machine that takes longer than a test may.
beforeAll(async () => (await draftedWorkspace()).close());
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function drafted() {
  const world = await draftedWorkspace();
  open.push(world);
  const ids = {
    fix: await world.idOf('fix'),
    keep: await world.idOf('challenging'),
    micro: await world.idOf('micro'),
  };
  const request = (more: Partial<DecisionRequest>) => decisionOf(world.workspace, more);
  return { ...world, ids, request };
}

test('nothing is approved before somebody approves it, and then exactly that version is', async () => {
  const world = await drafted();
  expect(await approvedPersonas(world.db, world.workspace)).toEqual([]);
  expect(await world.decide({ version: 1 })).toMatchObject({ outcome: 'done', id: 'p1', version: 1 });
  const [approved] = await approvedPersonas(world.db, world.workspace);
  expect(approved).toMatchObject({ id: 'p1', version: 1, status: 'approved', approvedAt: NOW });
});

test('a trait that a script has come to protect since the draft turns nobody away: approval is refused', async () => {
  const world = await drafted();
  const persona = (await loadPersona(world.db, world.workspace, 'p1'))!;
  const { dimension } = persona.body.disqualifiers[0]!;
  const row = await world.db
    .selectFrom('scripts')
    .selectAll()
    .where('body', 'like', `%"dimension":"${dimension}"%`)
    .executeTakeFirstOrThrow();
  const script = JSON.parse(row.body) as Script;
  const questions = script.questions.map((one) =>
    one.dimension === dimension ? { ...one, protected: true } : one,
  );
  const newer = { ...script, version: script.version + 1, questions };
  await storeScripts(world.db, world.workspace, [newer], NOW);
  const refused = await world.decide({});
  expect(refused).toMatchObject({
    outcome: 'refused',
    reasons: [texts.protectedTrait(dimension.replaceAll('_', ' '))],
  });
});

test('only reviewers decide; others get a sentence', async () => {
  const world = await drafted();
  const outcome = await world.decide({ by: 'U0ANNA' });
  expect(outcome).toMatchObject({ outcome: 'refused', why: 'not a reviewer' });
});

test('a customer group that is worth it becomes a card to keep, our own fault an entry on the fix list; neither turns anybody away', async () => {
  const world = await drafted();
  expect(await world.decide({ persona: world.ids.keep })).toMatchObject({ outcome: 'done' });
  expect(await world.decide({ persona: world.ids.fix })).toMatchObject({ outcome: 'done' });
  const approved = await approvedPersonas(world.db, world.workspace);
  expect(new Map(approved.map(({ body }) => [body.kind, body.disqualifiers]))).toEqual(
    new Map([
      ['challenging', []],
      ['fix', []],
    ]),
  );
});

test('a version that does not exist is refused with the newest one named', async () => {
  const world = await drafted();
  expect(await world.decide({ persona: 'p1', version: 9 })).toMatchObject({
    outcome: 'refused',
    reasons: ['p1 has no version 9: the newest is 1.'],
  });
});

test('a micro persona is approved only under an approved parent, and leaves with it', async () => {
  const world = await drafted();
  expect(await world.decide({ persona: world.ids.micro })).toMatchObject({
    outcome: 'refused',
    why: 'not approvable',
  });
  await world.decide({ persona: 'p1' });
  expect(await world.decide({ persona: world.ids.micro })).toMatchObject({ outcome: 'done' });
  const retired = await world.decide({ persona: 'p1', decision: 'retire', reason: 'prices changed' });
  expect(retired).toMatchObject({ outcome: 'done', also: [{ id: world.ids.micro, version: 1 }] });
  expect(await approvedPersonas(world.db, world.workspace)).toEqual([]);
});

test('a micro persona whose parent was retired while it was weighed is not approved', async () => {
  const world = await drafted();
  await world.decide({ persona: 'p1' });
  const request = world.request({ persona: world.ids.micro });
  const weighed = await weighFor(world.db, request);
  const other = openDatabase(world.url);
  await decide(other.db, world.request({ decision: 'retire', reason: 'prices changed' }));
  await other.close();
  expect(await world.decide({ ...request, weighed })).toMatchObject({
    outcome: 'refused',
    why: 'not approvable',
  });
  expect(await approvedPersonas(world.db, world.workspace)).toEqual([]);
});

test('a rejection needs a reason, and the same draft does not come back without new evidence', async () => {
  const world = await drafted();
  expect(await world.decide({ decision: 'reject' })).toMatchObject({ outcome: 'refused', why: 'incomplete' });
  await world.decide({ decision: 'reject', reason: 'we sell to them now' });
  const again = await world.draft();
  expect(again.personas.map(({ id }) => id)).not.toContain('p1');
  expect(again.personas.map(({ id }) => id)).toContain(world.ids.fix);
  expect(again.notDrafted.join(' ')).toContain('rejected');
  await world.interviews(moreToAvoid(4));
  const back = await world.draft();
  expect(back.personas.find(({ id }) => id === 'p1')).toMatchObject({
    version: 2,
    status: 'draft',
    change: 'changed',
  });
});

test('of two reviewers at the same moment one wins and the other is told', async () => {
  const world = await drafted();
  const [one, two] = await Promise.all([
    decide(world.db, world.request({ version: 1 })),
    decide(world.db, world.request({ version: 1, by: 'U0HANS', decision: 'reject', reason: 'no' })),
  ]);
  expect([one.outcome, two.outcome].sort()).toEqual(['done', 'refused']);
  expect(await historyOf(world.db, world.workspace, 'p1')).toHaveLength(1);
});

test('a decision about an outdated version is refused', async () => {
  const world = await drafted();
  await world.interviews([
    problem('letdown99', 3, { industry: 'manufacturing', fault: 'ours', budget_fit: 'below' }),
  ]);
  await world.draft();
  expect((await loadPersona(world.db, world.workspace, 'p1'))?.version).toBe(2);
  expect(await world.decide({ version: 1 })).toMatchObject({ outcome: 'refused', why: 'outdated' });
  expect(await world.decide({ version: 2 })).toMatchObject({ outcome: 'done', version: 2 });
});

test('a missing ideal customer warns, or blocks where the settings say so', async () => {
  const world = await drafted();
  const blocked = await world.decide({ config: configWith({ REQUIRE_BUYER_PERSONA: 'block' }) });
  expect(blocked).toMatchObject({ outcome: 'refused', why: 'not approvable' });
  const warned = await world.decide({});
  expect(warned.outcome === 'done' && warned.warnings).toHaveLength(1);
});

test('where nothing is known of cost, support burden or lifetime value, the approval warns', async () => {
  const world = await drafted();
  const row = world.db.selectFrom('persona_versions').select('body').where('persona', '=', 'p1');
  const { body } = await row.executeTakeFirstOrThrow();
  const without = JSON.stringify({ ...JSON.parse(body), economics: {} });
  await world.db.updateTable('persona_versions').set({ body: without }).where('persona', '=', 'p1').execute();
  const done = await world.decide({});
  expect(done.outcome === 'done' && done.warnings.join(' ')).toContain('neither the cost to acquire');
});

test('without a reason not to sell to them, or a step for every team, nothing negative is approved', async () => {
  const world = await drafted();
  const loaded = await loadPersona(world.db, world.workspace, 'p1');
  const stand = (more: object) => {
    const body = JSON.stringify({ ...loaded?.body, ...more });
    return world.db.updateTable('persona_versions').set({ body }).where('persona', '=', 'p1').execute();
  };
  await stand({ reasonType: null });
  expect(await world.decide({})).toMatchObject({
    outcome: 'refused',
    why: 'not approvable',
    reasons: [texts.noReason],
  });
  await stand({ verdict: 'keep' });
  expect(await world.decide({})).toMatchObject({ reasons: [texts.noReason] });
  await stand({ actions: { ...loaded?.body.actions, support: [] } });
  expect(await world.decide({})).toMatchObject({ reasons: [texts.noAction('support')] });
  await stand({});
  expect(await world.decide({})).toMatchObject({ outcome: 'done' });
});

test('in Slack an approval says what it is for', async () => {
  const world = await drafted();
  expect(await world.decide({ via: 'slack' })).toMatchObject({ outcome: 'refused', why: 'incomplete' });
  expect(await world.decide({ via: 'slack', use: 'inbound leads' })).toMatchObject({ outcome: 'done' });
});

test('two approvals by two people where the settings ask for them', async () => {
  const world = await drafted();
  const two = configWith({ APPROVALS_NEEDED: '2' });
  expect(await world.decide({ config: two })).toMatchObject({ outcome: 'waiting', needed: 1 });
  expect(await world.decide({ config: two })).toMatchObject({ outcome: 'refused' });
  expect(await approvedPersonas(world.db, world.workspace)).toEqual([]);
  expect(await world.decide({ config: two, by: 'U0HANS' })).toMatchObject({ outcome: 'done' });
});

test('the approval of somebody who has left the reviewers since does not count', async () => {
  const world = await drafted();
  const both = configWith({ APPROVALS_NEEDED: '2' });
  expect(await world.decide({ config: both })).toMatchObject({ outcome: 'waiting', needed: 1 });
  const later = configWith({ APPROVALS_NEEDED: '2', REVIEWERS: 'U0HANS U0IDA' });
  expect(await world.decide({ config: later, by: 'U0HANS' })).toMatchObject({
    outcome: 'waiting',
    needed: 1,
  });
  expect(await approvedPersonas(world.db, world.workspace)).toEqual([]);
  expect(await world.decide({ config: later, by: 'U0IDA' })).toMatchObject({ outcome: 'done' });
});

test('every decision is in the audit log, with where it came from', async () => {
  const world = await drafted();
  await world.decide({});
  const rows = await world.db.selectFrom('audit_log').selectAll().orderBy('id').execute();
  expect(rows.at(-1)).toMatchObject({
    actor: 'command line, as U0GRACE',
    action: 'approve',
    subject: 'p1 version 1',
  });
});

test('an unknown persona is a sentence, a known one is found by its name in any case', async () => {
  const world = await drafted();
  expect(await world.decide({ persona: 'nobody' })).toMatchObject({ outcome: 'refused', why: 'unknown' });
  const [first] = await listPersonas(world.db, world.workspace);
  const outcome = await world.decide({ persona: first?.body.name.toUpperCase() ?? '' });
  expect(outcome).toMatchObject({ outcome: 'done', id: 'p1' });
});

test('a persona written by hand without cases does not disturb drafting', async () => {
  const world = await emptyWorkspace();
  open.push(world);
  expect((await world.draft()).personas).toEqual([]);
});

test('an approval that turns too many good customers away needs a second step and a reason, and both are kept', async () => {
  const world = await drafted();
  const strict = configWith({ COLLATERAL_SHARE: '0.05' });
  const refused = await world.decide({ config: strict, reason: 'ok' });
  expect(refused).toMatchObject({ outcome: 'refused', why: 'collateral' });
  expect(refused.outcome === 'refused' && refused.reasons[0]).toContain('3 of 42 good customers');
  const idle = await world.decide({ config: strict, acceptCollateral: true });
  expect(idle).toMatchObject({ outcome: 'refused', why: 'incomplete' });
  const done = await world.decide({ config: strict, acceptCollateral: true, reason: 'three small accounts' });
  expect(done).toMatchObject({ outcome: 'done' });
  const [decision] = await historyOf(world.db, world.workspace, 'p1');
  expect(decision).toMatchObject({ decision: 'approve', reason: 'three small accounts' });
  const row = await world.db
    .selectFrom('audit_log')
    .select('detail')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  expect(JSON.parse(row?.detail ?? '{}')).toMatchObject({ good: { excluded: 3, told: 42 } });
});

test('what was counted for another version does not count', async () => {
  const world = await drafted();
  const strict = configWith({ COLLATERAL_SHARE: '0.05' });
  const weighed = { version: 9, good: { excluded: 0, told: 42 } };
  expect(await world.decide({ config: strict, weighed })).toMatchObject({ why: 'collateral' });
});
