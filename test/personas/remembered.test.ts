import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { eraseStaff } from '../../src/erasure/erasure.ts';
import { countedToday } from '../../src/personas/standing-store.ts';
import { approvedPersonas } from '../../src/personas/store.ts';
import { decide } from '../../src/review/store.ts';
import { decisionOf, draftedWorkspace, NOW } from './world.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

/** A workspace with one approved persona, and a second program on the same file. */
async function twoPrograms() {
  const world = await draftedWorkspace();
  const other = openDatabase(world.url);
  open.push(other, world);
  const { db, workspace } = world;
  const id = await world.idOf('negative');
  const decided = (what: 'approve' | 'retire', by: typeof db, persona = id) =>
    decide(by, decisionOf(workspace, { persona, decision: what, reason: 'no longer true' }));
  await decided('approve', db);
  const found = async () => (await approvedPersonas(db, workspace)).map((persona) => persona.id);
  expect(await found()).toEqual([id]);
  return { ...world, other: other.db, id, found, decided, retire: () => decided('retire', other.db) };
}

test('the same list comes back while nothing under it has changed, whatever else is written', async () => {
  const { db, workspace } = await twoPrograms();
  const first = await approvedPersonas(db, workspace);
  const check = { workspace, id: 1, asked_by: 'U1', via: 'slack', traits: '[]' } as const;
  await db
    .insertInto('checks')
    .values({ ...check, outcome: 'no_match', matched: '[]', at: NOW })
    .execute();
  expect(await approvedPersonas(db, workspace)).toBe(first);
});

test('a persona that another program retired is gone at the next look-up', async () => {
  const { found, retire } = await twoPrograms();
  await retire();
  expect(await found()).toEqual([]);
});

test('a persona whose evidence another program erased is gone at the next look-up', async () => {
  const { db, other, workspace, found } = await twoPrograms();
  const people = await db.selectFrom('interviews').select('person').distinct().execute();
  const scope = { db: other, workspace, now: NOW, caution: 'Counted again.', actor: 'command line' };
  for (const { person } of people) await eraseStaff(scope, person);
  expect(await found()).toEqual([]);
});

test('an answer that is withdrawn counts no more at the next look-up', async () => {
  const { db, other, workspace, found } = await twoPrograms();
  const before = await approvedPersonas(db, workspace);
  await other
    .updateTable('answer_revisions')
    .set({ state: 'withdrawn', value: null })
    .where('workspace', '=', workspace)
    .execute();
  expect(await approvedPersonas(db, workspace)).not.toBe(before);
  expect(await found()).toEqual([]);
});

test('a change under one persona leaves the other as it was remembered', async () => {
  const { db, workspace, id, decided } = await twoPrograms();
  const { id: second } = await db
    .selectFrom('personas')
    .select('id')
    .where('kind', '=', 'challenging')
    .executeTakeFirstOrThrow();
  await decided('approve', db, second);
  const find = async (wanted: string) =>
    (await approvedPersonas(db, workspace)).find((persona) => persona.id === wanted);
  const [first, other] = [await find(id), await find(second)];
  await db
    .updateTable('persona_versions')
    .set({ name: 'Renamed' })
    .where('persona', '=', second)
    .where('status', '=', 'approved')
    .execute();
  expect(await find(id)).toBe(first);
  expect(await find(second)).not.toBe(other);
});

test('a judgement is kept for the next start, and taken away when an answer under it changes', async () => {
  const { db, other, workspace, id } = await twoPrograms();
  const kept = async () =>
    (
      await other
        .selectFrom('approved_standings')
        .select('standing')
        .where('workspace', '=', workspace)
        .where('persona', '=', id)
        .executeTakeFirstOrThrow()
    ).standing;
  expect(await kept()).toBe('good');
  const { answer } = await db
    .selectFrom('evidence_links')
    .select('answer')
    .where('persona', '=', id)
    .where('answer', 'is not', null)
    .executeTakeFirstOrThrow();
  await other
    .updateTable('answer_revisions')
    .set({ value: '"other"' })
    .where('answer', '=', answer)
    .execute();
  expect(await kept()).toBe(null);
  await approvedPersonas(db, workspace);
  expect(await kept()).not.toBe(null);
});

test('of what a claim counted, as many are shown today as still say so', async () => {
  const { db, workspace, id } = await twoPrograms();
  const [persona] = await approvedPersonas(db, workspace);
  const frozen = new Map(persona!.claims.map(({ id, problem }) => [id, problem.for]));
  expect(await countedToday(db, workspace, persona!)).toEqual(frozen);
  const { answer, claim } = await db
    .selectFrom('evidence_links')
    .select(['answer', 'claim'])
    .where('persona', '=', id)
    .where('side', '=', 'for')
    .where('case_kind', '=', 'problem')
    .where('claim', 'in', [...frozen.keys()])
    .where('answer', 'is not', null)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('answer_revisions')
    .columns(['workspace', 'answer', 'revision', 'state', 'value', 'wording', 'language', 'visibility', 'at'])
    .expression((eb) =>
      eb
        .selectFrom('answer_revisions')
        .select(['workspace', 'answer', eb.lit(99).as('revision'), eb.val('withdrawn').as('state')])
        .select([eb.val(null).as('value'), 'wording', 'language', 'visibility', 'at'])
        .where('answer', '=', answer),
    )
    .execute();
  await db.updateTable('answers').set({ latest_revision: 99 }).where('id', '=', answer).execute();
  const [again] = await approvedPersonas(db, workspace);
  expect(again?.id).toBe(persona!.id);
  const today = await countedToday(db, workspace, again!);
  expect(await countedToday(db, workspace, again!)).toBe(today);
  expect(today.get(claim)).toBe((frozen.get(claim) ?? 0) - 1);
});

test('what a transaction sees of its own changes is not remembered', async () => {
  const { db, workspace, found } = await twoPrograms();
  await db
    .transaction()
    .execute(async (trx) => {
      await trx
        .updateTable('persona_versions')
        .set({ status: 'retired' })
        .where('status', '=', 'approved')
        .execute();
      expect(await approvedPersonas(trx, workspace)).toEqual([]);
      throw new Error('undone');
    })
    .catch(() => {});
  expect(await found()).toHaveLength(1);
});
