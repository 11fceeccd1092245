import { afterEach, expect, test } from 'vitest';
import { loadCaseTable } from '../../src/cases/store.ts';
import { saveRegrouping, undoRegrouping } from '../../src/drafting/regroup-store.ts';
import type { DraftedPersona } from '../../src/drafting/result.ts';
import { eraseCustomer } from '../../src/erasure/erasure.ts';
import { loadPersona } from '../../src/personas/store.ts';
import { draftedWorkspace, NOW, problem, type World } from '../personas/world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function drafted() {
  const world = await draftedWorkspace();
  open.push(world);
  const first = (await world.draft()).personas.filter(({ parent }) => parent === null);
  const regroup = (wish: Parameters<typeof saveRegrouping>[2]) =>
    saveRegrouping(world.db, world.workspace, wish, 'U0GRACE', NOW);
  return { ...world, macros: first, regroup };
}

const at = ({ id, version }: DraftedPersona) => ({ id, version });
const find = (personas: DraftedPersona[], id: string) => personas.find((one) => one.id === id);

test('merged personas hold the customers of both, and every count is made anew over them', async () => {
  const world = await drafted();
  const [one, two] = world.macros as [DraftedPersona, DraftedPersona];
  await world.regroup({ kind: 'merge', persona: at(one), other: at(two) });
  const result = await world.draft();
  const merged = find(result.personas, one.id)!;
  expect(merged.cases).toEqual([...one.cases, ...two.cases].sort());
  expect(find(result.personas, two.id)).toBeUndefined();
  expect(merged.cautions.join(' ')).toContain('merged two kinds');
  const { cases } = await loadCaseTable(world.db, world.workspace);
  const members = cases.filter(({ key }) => merged.cases.includes(key));
  expect(merged.descriptions.length).toBeGreaterThan(0);
  for (const { dimension, value, for: holders, of } of merged.descriptions) {
    const known = members.filter((one) => (one.traits.get(dimension)?.values ?? []).length > 0);
    expect(of).toBe(known.length);
    expect(holders).toBe(known.filter((one) => one.traits.get(dimension)?.values?.includes(value)).length);
  }
  const groups = result.groups.flatMap((group) => group.cases);
  expect(new Set(groups).size).toBe(groups.length);
});

test('a merge holds when the kinds have grown, and what was merged is back with its own number once it is taken back', async () => {
  const world = await drafted();
  const [one, two] = world.macros as [DraftedPersona, DraftedPersona];
  const id = await world.regroup({ kind: 'merge', persona: at(one), other: at(two) });
  await world.draft();
  const grown = one.cases.slice(0, 3).map((key, i) => problem(`${key}new`, i, sampleOf(one)));
  await world.interviews(grown);
  const again = await world.draft();
  expect(find(again.personas, one.id)?.regrouped).toEqual([id]);
  expect(find(again.personas, one.id)!.cases).toEqual(expect.arrayContaining([...one.cases, ...two.cases]));
  await undoRegrouping(world.db, world.workspace, id, 'U0GRACE', NOW);
  const after = await world.draft();
  expect(find(after.personas, two.id)?.cases).toEqual(two.cases);
  expect(find(after.personas, one.id)?.cases).toEqual(expect.arrayContaining(one.cases));
  expect(find(after.personas, one.id)?.regrouped).toEqual([]);
});

const sampleOf = ({ descriptions }: DraftedPersona) =>
  Object.fromEntries(
    descriptions
      .filter(({ dimension }) =>
        ['industry', 'company_size', 'lead_source', 'budget_fit', 'contact_role'].includes(dimension),
      )
      .map(({ dimension, value }) => [dimension, value]),
  );

test('a persona is split by a trait: those who have it go, those who did not say stay, nobody is counted twice', async () => {
  const world = await drafted();
  const kind = world.macros.find(({ divisions }) => divisions.length > 0)!;
  const { dimension, value, with: going, without } = kind.divisions[0]!;
  await world.regroup({ kind: 'split', persona: at(kind), by: { dimension, value } });
  const result = await world.draft();
  const rest = find(result.personas, kind.id)!;
  const part = result.personas.find(
    (one) => one.id !== kind.id && one.regrouped.length > 0 && one.parent === null,
  )!;
  expect([part.cases.length, rest.cases.length]).toEqual([going, without]);
  expect([...part.cases, ...rest.cases].sort()).toEqual(kind.cases);
  expect(part.descriptions.find((one) => one.dimension === dimension)).toMatchObject({
    value,
    for: going,
    of: going,
  });
  const again = await world.draft();
  expect(again.personas.filter(({ change }) => change !== 'unchanged')).toEqual([]);
});

test('a split whose part is too small is not made, and the draft says why', async () => {
  const world = await drafted();
  const kind = world.macros[0]!;
  await world.regroup({ kind: 'split', persona: at(kind), by: { customers: kind.cases.slice(0, 3) } });
  const result = await world.draft();
  expect(find(result.personas, kind.id)?.cases).toEqual(kind.cases);
  expect(result.notDrafted.join(' ')).toContain('each part needs 5 customers');
});

test('ticked customers become a persona of their own, by number the next', async () => {
  const world = await drafted();
  const kind = world.macros[0]!;
  const ticked = kind.cases.slice(0, 5);
  await world.regroup({ kind: 'split', persona: at(kind), by: { customers: ticked } });
  const result = await world.draft();
  const part = result.personas.find(({ cases, parent }) => parent === null && cases.length === 5)!;
  expect(part.cases).toEqual(ticked);
  expect((await loadPersona(world.db, world.workspace, part.id))?.version).toBe(1);
});

test('an erased customer is remembered by no merge or split either', async () => {
  const world = await drafted();
  const kind = world.macros[0]!;
  await world.regroup({ kind: 'split', persona: at(kind), by: { customers: kind.cases.slice(0, 6) } });
  const scope = {
    db: world.db,
    workspace: world.workspace,
    now: NOW,
    caution: 'counted again',
    actor: 'U0GRACE',
  };
  await eraseCustomer(scope, kind.cases[0]!);
  const kept = await world.db.selectFrom('regrouping_cases').select('customer').distinct().execute();
  expect(kept.map(({ customer }) => customer).sort()).toEqual(kind.cases.slice(1));
});
