import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { carryOut } from '../../src/erasure/carry-out.ts';
import { condemnOne } from '../../src/erasure/erasure.ts';
import { answerCounts, caseCounts } from '../../src/interview/counts.ts';
import { customerNamed, findCustomer, searchCustomers } from '../../src/interview/customer-store.ts';
import { advance, type Input } from '../../src/interview/interview.ts';
import type { Interview } from '../../src/interview/state.ts';
import {
  interviewOfMessage,
  loadInterview,
  openInterviewOf,
  saveInterview,
  startInterview,
} from '../../src/interview/store.ts';
import type { Script } from '../../src/scripts/script.ts';
import { storeScripts } from '../../src/scripts/store.ts';
import { newDatabase } from '../new-database.ts';
import { NOW, question, script } from './scripts.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const short = script(
  [
    question('customer', 'customer'),
    question('why', 'text'),
    question('x', 'choice', { screen: 's' }),
    question('y', 'choice', { screen: 's' }),
    question('z', 'choice', { screen: 's' }),
  ],
  { id: 'short', rotate: { s: 2 } },
);
const acme: Input = {
  kind: 'answer',
  screen: 'customer',
  answers: { customer: { state: 'customer', key: 'acme', name: 'Acme GmbH' } },
};

async function world() {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-interview-'));
  const database = openDatabase(await newDatabase(folder));
  closing.push(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  const { db } = database;
  const { id: workspace } = await chooseWorkspace(db, null, NOW);
  const start = (id: string, of: Script = short, person = 'U0ANNA') =>
    startInterview(
      db,
      workspace,
      { id, script: of, person, role: 'sales', language: 'en', visibility: 'aggregates', permalink: null },
      NOW,
    );
  const take = async (interview: Interview, ...inputs: Input[]) => {
    let now = interview;
    for (const input of inputs) {
      const after = advance(now, input, NOW).interview;
      await saveInterview(db, workspace, now, after, NOW);
      now = after;
    }
    return now;
  };
  const load = (id: string) => loadInterview(db, workspace, id);
  return { ...database, workspace, start, take, load };
}

test('what is loaded is what was saved, at every step', async () => {
  const { start, take, load } = await world();
  let interview = await start('iv1');
  expect(await load('iv1')).toEqual(interview);
  const inputs: Input[] = [
    acme,
    { kind: 'text', text: 'They changed the scope.', messageTs: '1.0' },
    { kind: 'back', screen: 'x' },
    { kind: 'forward', screen: 'why' },
    { kind: 'edited_message', text: 'They changed the scope every week.', messageTs: '1.0' },
    { kind: 'pause' },
    { kind: 'resume' },
    { kind: 'deleted_message', messageTs: '1.0' },
    { kind: 'undo', key: 'why' },
    { kind: 'dont_know', screen: 'x' },
  ];
  for (const input of inputs) {
    interview = await take(interview, input);
    expect(await load('iv1')).toEqual(interview);
  }
  expect(interview).toMatchObject({ status: 'complete', finishedAt: NOW });
});

test('every revision is kept with its wording, language, visibility and message', async () => {
  const { db, start, take } = await world();
  await take(
    await start('iv1'),
    acme,
    { kind: 'text', text: 'First.', messageTs: '1.0' },
    { kind: 'edited_message', text: 'Second.', messageTs: '1.0' },
  );
  const rows = await db
    .selectFrom('answer_revisions')
    .innerJoin('answers', 'answers.id', 'answer_revisions.answer')
    .where('question', '=', 'why')
    .select([
      'revision',
      'state',
      'value',
      'wording',
      'language',
      'visibility',
      'message_ts',
      'latest_revision',
    ])
    .orderBy('revision')
    .execute();
  const kept = {
    state: 'answered',
    wording: 'About why?',
    language: 'en',
    visibility: 'aggregates',
    message_ts: '1.0',
    latest_revision: 2,
  };
  expect(rows).toEqual([
    { ...kept, revision: 1, value: '"First."' },
    { ...kept, revision: 2, value: '"Second."' },
  ]);
});

test('values are stored as the schema says: words, numbers, lists', async () => {
  const { db, start, take } = await world();
  const of = script([
    question('n', 'duration'),
    question('m', 'multi'),
    question('s', 'scale'),
    question('b', 'yesno'),
  ]);
  await take(
    await start('iv1', of),
    {
      kind: 'form',
      answers: { n: { state: 'answered', value: '2 days' } },
    },
    { kind: 'form', answers: { m: { state: 'answered', value: ['b', 'a'] } } },
    { kind: 'form', answers: { s: { state: 'answered', value: '3' } } },
    { kind: 'form', answers: { b: { state: 'answered', value: 'yes' } } },
  );
  const rows = await db.selectFrom('answer_revisions').select('value').orderBy('answer').execute();
  expect(rows.map(({ value }) => JSON.parse(value!))).toEqual([16, ['a', 'b'], 3, 'yes']);
});

test('40,000 characters, emoji, right-to-left text and a mention come back as they were typed', async () => {
  const { start, take, load } = await world();
  const text = `<!channel> & <b> 😀👩‍👩‍👧 شكرا ${'я'.repeat(39_900)}`;
  await take(await start('iv1'), acme, { kind: 'text', text, messageTs: '1.0' });
  expect((await load('iv1'))?.answers.why?.value).toBe(text);
});

test('a person has one open interview, found again by person and by message', async () => {
  const { db, workspace, start, take } = await world();
  const interview = await take(await start('iv1'), acme, { kind: 'text', text: 'Why!', messageTs: '1.0' });
  expect(await openInterviewOf(db, workspace, 'U0ANNA')).toEqual(interview);
  expect(await openInterviewOf(db, workspace, 'U0BEN')).toBeNull();
  expect((await interviewOfMessage(db, workspace, 'U0ANNA', '1.0'))?.id).toBe('iv1');
  expect(await interviewOfMessage(db, workspace, 'U0BEN', '1.0')).toBeNull();
  await expect(start('iv2')).rejects.toThrow(/UNIQUE/);
});

test('a rotating screen asks the questions with the fewest answers so far', async () => {
  const { db, workspace, start, take } = await world();
  const first = await start('iv1');
  expect(first.rotation).toEqual({ s: ['x', 'y'] });
  await take(
    first,
    acme,
    { kind: 'skip', screen: 'why' },
    {
      kind: 'form',
      answers: { x: { state: 'answered', value: 'a' }, y: { state: 'dont_know' } },
    },
  );
  expect(await answerCounts(db, workspace, 'short')).toEqual({ customer: 1, x: 1 });
  expect((await start('iv2')).rotation).toEqual({ s: ['y', 'z'] });
});

test('a running interview stays on the version of the script it began with', async () => {
  const { start, load } = await world();
  await start('iv1');
  await start('iv2', { ...short, version: 2, questions: short.questions.slice(0, 2) }, 'U0BEN');
  expect((await load('iv1'))?.script).toEqual(short);
  expect((await load('iv2'))?.script.questions.length).toBe(2);
});

test('a script that was changed under the same version is refused with "raise the version"', async () => {
  const { db, workspace } = await world();
  expect(await storeScripts(db, workspace, [short], NOW)).toEqual([]);
  expect(await storeScripts(db, workspace, [short], NOW)).toEqual([]);
  const changed = { ...short, questions: short.questions.slice(1) };
  expect(await storeScripts(db, workspace, [changed], NOW)).toEqual([
    expect.stringMatching(/"short" .* raise the version to 2/),
  ]);
});

test('problem and comparison interviews are counted when they are finished and name a customer', async () => {
  const { db, workspace, start, take } = await world();
  await take(await start('iv1'), acme, { kind: 'stop' });
  await take(await start('iv2'), { kind: 'dont_know', screen: 'customer' }, { kind: 'stop' });
  await take(await start('iv3', { ...short, id: 'good', case: 'comparison' }), acme);
  expect(await caseCounts(db, workspace)).toEqual({ problem: 1, comparison: 0 });
});

test('the same name is the same customer, a close one is asked about, a new one gets a key of its own', async () => {
  const { db, workspace, start, take } = await world();
  await take(await start('iv1'), acme, { kind: 'stop' });
  expect(await customerNamed(db, workspace, '  ACME   gmbh ')).toEqual({ key: 'acme', name: 'Acme GmbH' });
  expect(await findCustomer(db, workspace, 'Acme')).toMatchObject({ kind: 'similar' });
  expect(await findCustomer(db, workspace, 'Acmee Inc')).toMatchObject({ kind: 'new' });
  expect(await customerNamed(db, workspace, 'Acme!')).toEqual({ key: 'acme-2', name: 'Acme!' });
  expect(await customerNamed(db, workspace, 'ООО «Ромашка»')).toEqual({
    key: 'ооо-ромашка',
    name: 'ООО «Ромашка»',
  });
  expect((await customerNamed(db, workspace, '😀')).key).toBe('customer');
  expect(await searchCustomers(db, workspace, 'GMB', 10)).toEqual([{ key: 'acme', name: 'Acme GmbH' }]);
});

test('a customer who was named by mistake does not stay behind', async () => {
  const { db, start, take } = await world();
  await take(await start('iv1'), acme, {
    kind: 'form',
    answers: { customer: { state: 'customer', key: 'beta', name: 'Beta' } },
  });
  expect(await db.selectFrom('customers').select('key').execute()).toEqual([{ key: 'beta' }]);
});

test('deleting leaves no trace in the file: rows, old revisions, evidence, quotes, drafts and the customer', async () => {
  const { db, raw, path, workspace, start, take } = await world();
  const other = await start('iv0', short, 'U0BEN');
  await take(
    other,
    {
      kind: 'answer',
      screen: 'customer',
      answers: { customer: { state: 'customer', key: 'kept', name: 'Kept Ltd' } },
    },
    { kind: 'stop' },
  );
  await take(
    await start('iv1'),
    acme,
    { kind: 'text', text: 'Xylophone quarrels.', messageTs: '1.0' },
    { kind: 'edited_message', text: 'Zeppelin quarrels.', messageTs: '1.0' },
  );
  const { id: answer } = await db
    .selectFrom('answers')
    .select('id')
    .where('question', '=', 'why')
    .executeTakeFirstOrThrow();
  seedDraft(raw, workspace, answer);
  await db
    .transaction()
    .execute((trx) => condemnOne({ db: trx, workspace, now: NOW, actor: 'U0ANNA' }, 'iv1'));
  await carryOut({ db, workspace, now: NOW, caution: 'Counted again.' });
  raw.pragma('wal_checkpoint(TRUNCATE)');
  const file = readFileSync(path).toString('latin1');
  for (const word of ['Xylophone', 'Zeppelin', 'Acme GmbH']) expect(file, word).not.toContain(word);
  expect(file).toContain('Kept Ltd');
  const left = await db.selectFrom('interviews').select('id').execute();
  expect(left).toEqual([{ id: 'iv0' }]);
  for (const table of ['quotes', 'evidence_links', 'persona_cases'] as const) {
    expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  }
});

/** A draft that counts and quotes the answer, as the drafter leaves it. */
function seedDraft(raw: Awaited<ReturnType<typeof world>>['raw'], workspace: number, answer: number): void {
  const result = JSON.stringify({ quotes: [{ answer: `a${answer}`, text: 'Zeppelin quarrels.' }] });
  const run = (sql: string, ...values: unknown[]) => raw.prepare(sql).run(workspace, ...values);
  run(
    "INSERT INTO draft_runs (workspace, id, started_at, asked_by, outcome, result) VALUES (?, 1, 'x', 'U', 'done', ?)",
    result,
  );
  run(
    "INSERT INTO personas (workspace, id, kind, level, created_at) VALUES (?, 'p1', 'negative', 'macro', 'x')",
  );
  run(
    "INSERT INTO persona_versions (workspace, persona, version, status, name, strength, body, evidence_hash, voice, drafted_at) VALUES (?, 'p1', 1, 'draft', 'P', 'supported', '{}', 'h', 'embedded', 'x')",
  );
  run("INSERT INTO persona_cases (workspace, persona, version, customer) VALUES (?, 'p1', 1, 'acme')");
  run("INSERT INTO claims (workspace, persona, version, id, body) VALUES (?, 'p1', 1, 'c1', '{}')");
  run(
    "INSERT INTO evidence_blocks (workspace, id, case_kind, side, dimension) VALUES (?, 1, 'problem', 'for', 'why')",
  );
  run(
    "INSERT INTO block_links (workspace, block, position, customer, answer, revision) VALUES (?, 1, 0, 'acme', ?, 2)",
    answer,
  );
  run("INSERT INTO claim_blocks (workspace, persona, version, claim, block) VALUES (?, 'p1', 1, 'c1', 1)");
  run(
    "INSERT INTO quotes (workspace, persona, version, position, customer, question, answer, revision, start_unit, end_unit) VALUES (?, 'p1', 1, 1, 'acme', 'why', ?, 2, 0, 8)",
    answer,
  );
}

test('a step reads the rows of its own interview, by its own keys, however many others there are', async () => {
  const { raw, db, workspace, start, take, load } = await world();
  const asked = new Set<string>();
  const prepare = raw.prepare.bind(raw);
  // Statements are prepared once and kept: what counts is which of them a step runs.
  raw.prepare = ((text: string) => {
    const statement = prepare(text);
    const all = statement.all.bind(statement);
    statement.all = (...given) => {
      asked.add(text);
      return all(...given);
    };
    return statement;
  }) as typeof raw.prepare;
  await take(await start('iv1'), acme, { kind: 'text', text: 'Late.', messageTs: '1.0' });
  await openInterviewOf(db, workspace, 'U0ANNA');
  await interviewOfMessage(db, workspace, 'U0ANNA', '1.0');
  asked.clear();
  await take((await load('iv1'))!, { kind: 'dont_know', screen: 'x' });
  await openInterviewOf(db, workspace, 'U0ANNA');
  await interviewOfMessage(db, workspace, 'U0ANNA', '1.0');
  const reads = [...asked].filter((text) => text.startsWith('select') && !text.includes('max('));
  const plans = reads.flatMap((text) => {
    const nothing = (text.match(/\?/g) ?? []).map(() => null);
    return prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...nothing);
  });
  expect(plans.length).toBeGreaterThan(8);
  expect(plans.filter(({ detail }) => /^SCAN|\(workspace=\?\)$/.test(detail))).toEqual([]);
});
