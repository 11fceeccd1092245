import { setTimeout as sleep } from 'node:timers/promises';
import type { KyselyPlugin } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { draft } from '../../src/drafting/run.ts';
import { carryOut } from '../../src/erasure/carry-out.ts';
import { condemnStaff } from '../../src/erasure/erasure.ts';
import { fallenBy, tellOfFallen } from '../../src/erasure/fallen.ts';
import { loadPersona } from '../../src/personas/store.ts';
import { decide } from '../../src/review/store.ts';
import { edit } from '../../src/review/words.ts';
import { config, decisionOf, draftedWorkspace, NOW } from '../personas/world.ts';
import { overcounted } from './overcounted.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A workspace with drafts, and an erasure from another connection into which something else comes. */
async function erasing() {
  const { db, workspace, url, close } = await draftedWorkspace();
  closing.push(close);
  const other = openDatabase(url);
  closing.push(other.close);
  const order = (person: string) =>
    db
      .transaction()
      .execute((trx) => condemnStaff({ db: trx, workspace, now: NOW, actor: 'command line' }, person));
  const transaction = other.db.transaction.bind(other.db);
  /** Does `work` before the first step of the erasure for which it is time. */
  const carryOutWith = async (isTime: () => Promise<boolean>, work: () => Promise<unknown>) => {
    let isDone = false;
    other.db.transaction = () => {
      const builder = transaction();
      const execute = builder.execute.bind(builder);
      builder.execute = async (step) => {
        if (!isDone && (await isTime())) {
          isDone = true;
          await work();
        }
        return execute(step);
      };
      return builder;
    };
    const erased = await carryOut({ db: other.db, workspace, now: NOW, caution: 'Counted again.' });
    expect(isDone).toBe(true);
    return erased;
  };
  const saidBy = (person: string) =>
    db.selectFrom('interview_rows').select('id').where('person', '=', person).execute();
  return { db, workspace, order, carryOutWith, saidBy };
}

test('an erasure that is ordered as another ends is carried out with it', async () => {
  const { db, order, carryOutWith, saidBy } = await erasing();
  await order('U0R0');
  const left = () => db.selectFrom('condemned_people').selectAll().execute();
  await carryOutWith(
    async () => (await left()).length === 0,
    () => order('U0R4'),
  );
  expect(await left()).toEqual([]);
  expect(await saidBy('U0R4')).toEqual([]);
  expect(await db.selectFrom('erasures').selectAll().execute()).toEqual([]);
});

test('a draft that is reworded in the middle of an erasure goes like the one it was', async () => {
  const { db, workspace, order, carryOutWith } = await erasing();
  const before = await loadPersona(db, workspace, 'p1');
  expect(before?.claims.length).toBeGreaterThan(0);
  await order('U0R0');
  const reword = async () => {
    const asked = { workspace, persona: 'p1', version: 1, by: 'U0GRACE', config, now: NOW };
    const saved = await edit(db, { ...asked, words: { name: 'Another name' } });
    expect(saved.outcome).toBe('saved');
  };
  await carryOutWith(async () => true, reword);
  expect(await overcounted(db)).toEqual([]);
  const drafts = await db
    .selectFrom('persona_versions')
    .select('persona')
    .where('status', '=', 'draft')
    .execute();
  expect(drafts.filter(({ persona }) => persona === 'p1')).toEqual([]);
});

test('a persona that falls by something else in the middle of an erasure is told of once', async () => {
  const { db, workspace, order, carryOutWith } = await erasing();
  for (const persona of ['p1', 'p2']) await decide(db, decisionOf(workspace, { persona }));
  await order('U0R0');
  const withdraw = (trx: Database) => () =>
    trx.updateTable('interviews').set({ status: 'withdrawn' }).execute();
  const fall = () =>
    db.transaction().execute(async (trx) => {
      const { fallen } = await fallenBy(trx, workspace, withdraw(trx));
      expect(fallen.length).toBeGreaterThan(0);
      await tellOfFallen(trx, workspace, fallen, config, NOW);
    });
  const { fallen } = await carryOutWith(async () => true, fall);
  expect(fallen).toEqual([]);
});

/** Where no version counts anything: what a model wrote goes, then what was planned, then what was said. */
const DELETING = 3;
/** Long enough for an erasure that nothing holds back to come to that step. */
const HEAD_START_MS = 500;

test('an erasure waits for a draft that is being saved, so that the draft counts nothing that is gone', async () => {
  const { db, workspace, order, carryOutWith } = await erasing();
  await db.deleteFrom('persona_versions').execute();
  const saving = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const saves = new Set<object>();
  const stopsOnce: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      const isFirst =
        node.kind === 'InsertQueryNode' && node.into?.table.identifier.name === 'persona_versions';
      if (isFirst) saves.add(queryId);
      return node;
    },
    async transformResult({ queryId, result }) {
      if (saves.has(queryId)) {
        saving.resolve();
        await goOn.promise;
      }
      return result;
    },
  };
  const job = { db: db.withPlugin(stopsOnce), workspace, config, now: NOW, model: null, askedBy: 'U0GRACE' };
  const drafted = draft(job);
  await saving.promise;
  await order('U0R0');
  let steps = 0;
  const carriedOut = carryOutWith(
    async () => ++steps === DELETING,
    () => {
      goOn.resolve();
      return drafted;
    },
  );
  await sleep(HEAD_START_MS);
  goOn.resolve();
  expect((await drafted).outcome).toBe('done');
  await carriedOut;
  expect(await overcounted(db)).toEqual([]);
});
