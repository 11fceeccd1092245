import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { loadCaseTable } from '../../src/cases/store.ts';
import { saveEvidence } from '../../src/drafting/links.ts';
import { eraseCustomer, eraseStaff } from '../../src/erasure/erasure.ts';
import type { PersonaFacts } from '../../src/facts/facts.ts';
import { countedBy } from '../../src/personas/customers.ts';
import { approvedPersonas, fallenPersonas, loadPersona } from '../../src/personas/store.ts';
import { draftedWorkspace, NOW, type World } from './world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

/** One approved persona of a kind, the claims it stands on, and the customers behind them. */
async function approved(kind: 'negative' | 'challenging') {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, workspace } = world;
  const id = await world.idOf(kind);
  await world.decide({ persona: id });
  const stored = await loadPersona(db, workspace, id, 'approved');
  if (!stored) throw new Error('nothing was approved');
  const rests = stored.body.disqualifiers.flatMap(({ evidence }) => evidence);
  const claim = rests[0] ?? stored.body.descriptions[0]?.id ?? '';
  const { cases: holders } = await countedBy(db, workspace, stored, claim);
  return {
    db,
    workspace,
    scope: { db, workspace, now: NOW, caution: 'Counted again.', actor: 'command line' },
    holders,
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

/** The approved negative persona rests on one claim: eight customers are agencies and had too little money. */
async function restingOnAPair() {
  const { db, workspace, id, shown } = await approved('negative');
  const table = await loadCaseTable(db, workspace);
  const traits = [
    { dimension: 'industry', value: 'agency' },
    { dimension: 'budget_fit', value: 'below' },
  ];
  const holders = table.cases
    .filter((one) =>
      traits.every(({ dimension, value }) => one.traits.get(dimension)?.values?.includes(value)),
    )
    .filter(({ kind }) => kind === 'problem')
    .slice(0, 8);
  const stored = await loadPersona(db, workspace, id, 'approved');
  if (!stored) throw new Error('nothing was approved');
  const sides = {
    cases: holders.map(({ key }) => key),
    against: [],
    comparisonCases: [],
    comparisonAgainst: [],
  };
  const claims = [{ ...stored.claims[0]!, id: 'c99', traits, ...sides }];
  const facts = { claims, descriptions: [], economics: { cases: {} } };
  const key = { workspace, persona: id, version: stored.version };
  await saveEvidence(db, key, facts as unknown as PersonaFacts, table);
  const disqualifiers = [{ ...stored.body.disqualifiers[0]!, evidence: ['c99'] }];
  await db
    .updateTable('persona_versions')
    .set({ body: JSON.stringify({ ...stored.body, disqualifiers }) })
    .where('persona', '=', id)
    .where('version', '=', stored.version)
    .execute();
  const answerOf = (customer: number, trait: number) => {
    const source = holders[customer]?.sources.get(traits[trait]!.dimension)?.[0];
    return source?.answer ?? -1;
  };
  const people = holders.map(({ reporters }) => reporters[0]);
  return { db, shown, id, answerOf, people };
}

/** Gives every answer a second revision that takes it back; which of the two counts can then be said of each. */
async function withSecondThoughts(db: World['db'], answers: number[]) {
  const first = await db.selectFrom('answer_revisions').selectAll().where('answer', 'in', answers).execute();
  await db
    .insertInto('answer_revisions')
    .values(first.map((row) => ({ ...row, revision: 2, state: 'dont_know' as const, value: null })))
    .execute();
  return async (some: number[], latest_revision: 1 | 2) => {
    await db.updateTable('answers').set({ latest_revision }).where('id', 'in', some).execute();
  };
}

test('a customer counts for a pair of traits only while both of its answers are left', async () => {
  const { db, shown, id, answerOf, people } = await restingOnAPair();
  const part = fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(1)), { selector: String, maxLength: 14 });
  const all = people.flatMap((_, customer) => [answerOf(customer, 0), answerOf(customer, 1)]);
  const setRevision = await withSecondThoughts(db, all);
  await fc.assert(
    fc.asyncProperty(part, async (taken) => {
      const answers = taken.map(([customer, trait]) => answerOf(customer, trait));
      await setRevision(answers, 2);
      const left = people.filter((_, customer) => taken.every(([gone]) => gone !== customer));
      const stands = left.length >= 3 && new Set(left).size >= 2;
      expect(await shown()).toEqual(stands ? [id] : []);
      await setRevision(answers, 1);
    }),
    { numRuns: 60 },
  );
});
