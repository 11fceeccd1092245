import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { duringImport } from '../../src/database/import-runs.ts';
import { openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { type InterviewImport, importInterviews } from '../../src/imports/interviews.ts';
import { repeatedKey } from '../../src/imports/repeated-key.ts';
import { importSentences } from '../../src/imports/report.ts';
import { addCustomer } from '../../src/interview/customer-store.ts';
import { newDatabase } from '../new-database.ts';
import { scripts } from '../shipped.ts';

const NOW = '2026-11-16T09:00:00.000Z';
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function workspaceOnDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-import-'));
  const database = openDatabase(await newDatabase(folder));
  closing.push(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  const { id: workspace } = await chooseWorkspace(database.db, null, NOW);
  const run = (text: string | Uint8Array, more: Partial<InterviewImport> = {}) => {
    const file = join(folder, 'in.jsonl');
    writeFileSync(file, text);
    return importInterviews({
      db: database.db,
      workspace,
      scripts,
      file,
      visibility: 'aggregates',
      now: NOW,
      ...more,
    });
  };
  return { ...database, workspace, run };
}

const example = {
  id: 'crm-2231',
  case: { key: 'acme', name: 'Acme GmbH', kind: 'problem' },
  reporter: { id: 'U024', role: 'sales' },
  script: 'problem-customer',
  at: '2026-05-04T09:30:00Z',
  answers: {
    industry: 'retail',
    company_size: '1-10',
    why: 'They changed the scope every week.',
    hours_to_close: 40,
    preferred_channel: 'email',
    decision_style: null,
  } as Record<string, unknown>,
};
const line = (change: object = {}) => `${JSON.stringify({ ...example, ...change })}\n`;
const answering = (answers: Record<string, unknown>, id = 'crm-2231') => line({ id, answers });
const nothing = { interviews: 0, answers: 0, answer_revisions: 0, customers: 0, people: 0 };

function counts({ raw }: Awaited<ReturnType<typeof workspaceOnDisk>>) {
  const one = (table: string) => (raw.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  return Object.fromEntries(Object.keys(nothing).map((table) => [table, one(table)]));
}

test('a line becomes a complete interview with the wording its reporter would have seen', async () => {
  const place = await workspaceOnDisk();
  expect(await place.run(line())).toEqual({
    outcome: 'done',
    added: 1,
    updated: 0,
    unchanged: 0,
    skipped: [],
    skippedCount: 0,
    notes: [],
  });
  expect(place.raw.prepare('SELECT * FROM interviews').get()).toMatchObject({
    customer: 'acme',
    case_kind: 'problem',
    person: 'U024',
    role: 'sales',
    status: 'complete',
    source: 'import',
    source_id: 'crm-2231',
    started_at: '2026-05-04T09:30:00.000Z',
    finished_at: '2026-05-04T09:30:00.000Z',
    import_run: 1,
  });
  const said = place.raw
    .prepare(
      `SELECT question, state, value, wording, language FROM answer_revisions r
       JOIN answers a ON a.id = r.answer ORDER BY a.id`,
    )
    .all() as { question: string }[];
  expect(said.map(({ question }) => question)).toEqual(
    ['customer', ...Object.keys(example.answers)].sort(byScript),
  );
  expect(said).toContainEqual({
    question: 'hours_to_close',
    state: 'answered',
    value: '40',
    wording: 'How long did it take to close the deal? (hours of work)',
    language: 'en',
  });
  expect(said).toContainEqual(
    expect.objectContaining({ question: 'decision_style', state: 'dont_know', value: null }),
  );
  expect(place.raw.prepare('SELECT key, name, record FROM customers').all()).toEqual([
    { key: 'acme', name: 'Acme GmbH', record: null },
  ]);
});

function byScript(a: string, b: string): number {
  const keys = scripts.find(({ id }) => id === 'problem-customer')!.questions.map(({ key }) => key);
  return keys.indexOf(a) - keys.indexOf(b);
}

test('importing a file twice changes nothing', async () => {
  const place = await workspaceOnDisk();
  const file = line() + line({ id: 'crm-2' });
  await place.run(file);
  const runs = place.raw.prepare('SELECT * FROM interviews').all();
  expect(await place.run(file)).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
  expect(place.raw.prepare('SELECT * FROM interviews').all()).toEqual(runs);
  expect(counts(place)).toEqual({
    interviews: 2,
    answers: 14,
    answer_revisions: 14,
    customers: 1,
    people: 1,
  });
});

test('a changed line gives new revisions to the answers that read otherwise, and keeps the old ones', async () => {
  const place = await workspaceOnDisk();
  await place.run(line());
  const { industry: _, ...rest } = example.answers;
  const answers = { ...rest, why: 'They paid late.', fault: 'theirs' };
  expect(await place.run(line({ answers }))).toMatchObject({ added: 0, updated: 1, unchanged: 0 });
  const revisions = place.raw
    .prepare(
      `SELECT question, revision, state, value FROM answer_revisions r JOIN answers a ON a.id = r.answer
       WHERE question IN ('why', 'fault', 'industry', 'hours_to_close') ORDER BY question, revision`,
    )
    .all();
  expect(revisions).toEqual([
    { question: 'fault', revision: 1, state: 'answered', value: '"theirs"' },
    { question: 'hours_to_close', revision: 1, state: 'answered', value: '40' },
    { question: 'industry', revision: 1, state: 'answered', value: '"retail"' },
    { question: 'industry', revision: 2, state: 'withdrawn', value: null },
    { question: 'why', revision: 1, state: 'answered', value: '"They changed the scope every week."' },
    { question: 'why', revision: 2, state: 'answered', value: '"They paid late."' },
  ]);
});

test('a withdrawn interview stays withdrawn, whatever a newer file says', async () => {
  const place = await workspaceOnDisk();
  await place.run(line());
  place.raw.exec("UPDATE interviews SET status = 'withdrawn'");
  const again = await place.run(answering({ why: 'Something else.' }));
  expect(again).toMatchObject({
    updated: 0,
    unchanged: 1,
    notes: [expect.stringMatching(/withdrawn by its reporter/)],
  });
  expect(place.raw.prepare('SELECT DISTINCT status FROM interviews').all()).toEqual([
    { status: 'withdrawn' },
  ]);
  expect(counts(place).answer_revisions).toBe(7);
});

test('a number is taken for a banded choice and kept raw; one outside the bands is refused', async () => {
  const place = await workspaceOnDisk();
  expect(await place.run(answering({ company_size: 8 }))).toMatchObject({ added: 1 });
  expect(place.raw.prepare('SELECT value FROM answer_revisions').all()).toEqual([
    { value: '"acme"' },
    { value: '8' },
  ]);
  expect(await place.run(answering({ company_size: -3 }))).toMatchObject({ outcome: 'refused' });
});

const refusals: [string, string | Uint8Array, RegExp, number?][] = [
  [
    'a value the script does not allow',
    answering({ budget_fit: 'tiny' }),
    /answers\.budget_fit is "tiny": allowed is below, matches, above/,
  ],
  ['a label instead of a value', answering({ budget_fit: 'Below our prices' }), /allowed is below/],
  ['words where a number belongs', answering({ hours_to_close: 'long' }), /a number from 0 up to 10000/],
  ['a number over the limit', answering({ hours_to_close: 1e308 }), /a number from 0 up to 10000/],
  ['an endless number', line().replace('40', '1e999'), /a number from 0/],
  ['an empty text', answering({ why: '  ' }), /text of 1 to 40,000 characters/],
  ['an unknown question', answering({ whyy: 'x' }), /answers\.whyy is not a question .*why/],
  [
    'a question named like a built-in',
    `${line().trim().replace('"industry"', '"__proto__"')}\n`,
    /__proto__ is not a question/,
  ],
  ['an unknown script', line({ script: 'nope' }), /script is "nope": there is .*problem-customer/],
  [
    'a case of the wrong kind',
    line({ case: { ...example.case, kind: 'comparison' } }),
    /about a problem case/,
  ],
  ['an unknown kind', line({ case: { ...example.case, kind: 'bad' } }), /case\.kind is "bad"/],
  ['a date that does not exist', line({ at: '2026-02-30T10:00:00Z' }), /at is "2026-02-30T10:00:00Z"/],
  ['a date without a time', line({ at: 'yesterday' }), /a moment such as/],
  [
    'an answer of a day to come',
    line({ at: '2126-05-04T09:30:00Z' }),
    /at is .* still to come: give the day/,
  ],
  ['a line without an id', line({ id: undefined }), /id is missing/],
  ['broken JSON', '{"id": "secret words', /This is not JSON/],
  ['an answer about another customer', answering({ customer: 'zeta' }), /"zeta", but the case is "acme"/],
  ['a key given twice', line().replace('"why":', '"why":"one","why":'), /"why" is given twice/],
  ['an id given twice', `{"\\u0069d":"b",${line().slice(1)}`, /"id" is given twice/],
  ['a year that stands for none', line({ at: '0001-01-01T00:00:00Z' }), /a moment such as/],
  ['an object over many lines', JSON.stringify(example, null, 2), /spread over many lines.*jq -c/],
  ['a list over many lines', JSON.stringify([example, example], null, 2), /spread over many lines/],
  ['a list of interviews', `${JSON.stringify([example])}\n`, /each line must be one JSON object/],
  [
    'a number with separators',
    answering({ hours_to_close: '1.234,56' }),
    /up to 10000, written like 1200\.5/,
  ],
  ['two interviews in one line', line().trim() + line(), /This is not JSON/],
  ['a line cut off', line().slice(0, 60), /Unterminated string/],
  ['an answer inside an answer', answering({ why: { a: 1 } }), /text of 1 to 40,000 characters/],
  ['a list for a choice', answering({ industry: ['retail'] }), /allowed is software/],
  ['an answer of 100,000 characters', answering({ why: 'x'.repeat(100_000) }), /text of 1 to 40,000/],
  ['a thousand brackets', `${'['.repeat(100_000)}\n`, /This is not JSON/],
  ['a list', '[1,2]\n', /each line is one JSON object/],
  ['one id with two contents', line() + answering({ why: 'x' }), /stands in line 1 too/, 2],
  ['UTF-16', Buffer.from(`\ufeff${line()}`, 'utf16le'), /UTF-16 .* save it again as UTF-8/],
  [
    'Latin-1',
    Buffer.concat([Buffer.from(line()), Buffer.from(answering({ why: 'Käse' }), 'latin1')]),
    /not UTF-8/,
    2,
  ],
  ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0, 0]), /compressed \(gzip\): unpack it/, 0],
  ['a spreadsheet', Buffer.from('PK\x03\x04rest'), /a spreadsheet or an archive/, 0],
  ['a zero byte', `${line()}{"id": "a\0"}\n`, /zero byte/, 2],
  ['an empty file', '', /holds no interviews/, 0],
];
test.each(refusals)('%s is refused with its line and leaves nothing behind', async (...refusal) => {
  const [, text, reason, faultyLine = 1] = refusal;
  const place = await workspaceOnDisk();
  const outcome = await place.run(text);
  expect(outcome).toMatchObject({ outcome: 'refused', faultCount: 1, faults: [{ line: faultyLine }] });
  expect(importSentences(outcome).join('\n')).toMatch(reason);
  expect(importSentences(outcome).join('\n')).not.toContain('secret words');
  expect(counts(place)).toEqual(nothing);
});

test('ids that differ only in capitals are two interviews, and the report says so', async () => {
  const place = await workspaceOnDisk();
  expect(await place.run(line({ id: 'A' }) + line({ id: 'a' }))).toMatchObject({
    added: 2,
    notes: ['"A" (line 1) and "a" (line 2) differ only in capitals and are taken for two interviews.'],
  });
});

test('a key is found twice only within one object, however the text is written', () => {
  const json = fc.jsonValue().map((value) => JSON.stringify(value));
  fc.assert(fc.property(json, (text) => repeatedKey(text) === null));
  fc.assert(
    fc.property(fc.string(), json, json, (key, one, other) => {
      const name = JSON.stringify(key);
      expect(
        repeatedKey(`{"": [{}, {"a": 1}], "x${key.length}": {${name}: ${one}, ${name} : ${other}}}`),
      ).toBe(key);
    }),
  );
  expect(repeatedKey('[{"a":1},{"a":2}]')).toBe(null);
});

test('a file that is not there is refused by name', async () => {
  const place = await workspaceOnDisk();
  const outcome = await place.run('', { file: '/nowhere/in.jsonl' });
  expect(importSentences(outcome)[1]).toBe('/nowhere/in.jsonl cannot be read: there is no such file.');
});

test('an edit made while an import waits keeps its place in the history, and the file wins', async () => {
  const place = await workspaceOnDisk();
  await place.run(line());
  const write = place.raw.prepare(
    `INSERT INTO answer_revisions (workspace, answer, revision, state, value, wording, language, visibility, at)
     SELECT workspace, id, 2, 'answered', '"Edited."', 'w', 'en', 'all', '2026' FROM answers WHERE question = 'why'`,
  );
  let edited = false;
  const onProgress: InterviewImport['onProgress'] = ({ stage }) => {
    if (stage !== 'storing' || edited) return;
    edited = true;
    write.run();
    place.raw.exec("UPDATE answers SET latest_revision = 2 WHERE question = 'why'");
    expect(latest()).toEqual({ revision: 2, value: '"Edited."' });
  };
  const latest = () =>
    place.raw
      .prepare(
        `SELECT revision, value FROM answers a
         JOIN answer_revisions r ON r.answer = a.id AND r.revision = a.latest_revision WHERE question = 'why'`,
      )
      .get();
  await place.run(answering({ ...example.answers, why: 'From the file.' }), { onProgress });
  expect(latest()).toEqual({ revision: 3, value: '"From the file."' });
});

test('a customer who is named in a conversation while an import waits with them is known at once', async () => {
  const place = await workspaceOnDisk();
  const key = { key: 'acme', name: 'Acme as staff say it' };
  const names = () => place.raw.prepare('SELECT key, name FROM customers').all();
  const onProgress: InterviewImport['onProgress'] = async ({ stage }) => {
    if (stage !== 'storing' || names().length > 0) return;
    await addCustomer(place.db, place.workspace, key, NOW);
    expect(names()).toEqual([key]);
  };
  await place.run(line(), { onProgress });
  expect(names()).toEqual([key]);
});

test('one bad line among good ones keeps all of them out', async () => {
  const place = await workspaceOnDisk();
  const outcome = await place.run(line() + answering({ fault: 'nobody' }, 'b') + line({ id: 'c' }));
  expect(outcome).toMatchObject({ outcome: 'refused', faultCount: 1, faults: [{ line: 2 }] });
  expect(counts(place)).toEqual(nothing);
});

test('with skipBad the good lines are taken and the others reported by line', async () => {
  const place = await workspaceOnDisk();
  const text = `${line()}not json\n\n${answering({ fault: 'nobody' }, 'b')}${line({ id: 'c' })}`;
  const outcome = await place.run(text, { skipBad: true });
  expect(outcome).toMatchObject({ added: 2, skippedCount: 2, skipped: [{ line: 2 }, { line: 4 }] });
  expect(counts(place).interviews).toBe(2);
});

test('of very many faults all are counted and fifty told', async () => {
  const place = await workspaceOnDisk();
  const outcome = await place.run('nonsense\n'.repeat(120));
  expect(outcome).toMatchObject({ outcome: 'refused', faultCount: 120 });
  expect(importSentences(outcome)).toHaveLength(52);
  expect(importSentences(outcome).at(-1)).toBe('… and 70 more.');
});

test('a byte-order mark, Windows line ends, blank lines and a missing last line end are fine', async () => {
  const place = await workspaceOnDisk();
  const text = `\ufeff${line().trim()}\r\n\r\n${line({ id: 'b' }).trim()}`;
  expect(await place.run(text)).toMatchObject({ outcome: 'done', added: 2 });
});

test('what is said in an answer is stored to the letter', async () => {
  const place = await workspaceOnDisk();
  const why = 'Отменили <всё> & ушли 😤 <!channel> \u202eabc "quoted"\nsecond line';
  await place.run(answering({ why }));
  const { value } = place.raw.prepare('SELECT value FROM answer_revisions ORDER BY answer DESC').get() as {
    value: string;
  };
  expect(JSON.parse(value)).toBe(why);
});

/**
 * Milliseconds of this thread's work from each BEGIN to the end of its COMMIT, of every handle: statements are prepared
 * once and run often.
 */
function lockTimes({ raw }: Awaited<ReturnType<typeof workspaceOnDisk>>): number[] {
  const statements = Object.getPrototypeOf(raw.prepare('commit')) as BetterSqlite3.Statement;
  const { run } = statements;
  const times: number[] = [];
  let began = process.threadCpuUsage();
  statements.run = function timed(this: BetterSqlite3.Statement, ...parameters: unknown[]) {
    const result = run.apply(this, parameters);
    if (this.source === 'begin immediate') began = process.threadCpuUsage();
    if (this.source === 'commit') {
      const { user, system } = process.threadCpuUsage(began);
      times.push((user + system) / 1_000);
    }
    return result;
  };
  onTestFinished(() => {
    statements.run = run;
  });
  return times;
}

test('while an import is being written nobody sees any of it, and the write lock is held briefly', async () => {
  const place = await workspaceOnDisk();
  const reader = openDatabase(`file:${place.path}`);
  closing.push(() => reader.close());
  const visible = () =>
    reader.raw.prepare("SELECT count(*) AS n FROM interviews WHERE status <> 'withdrawn'").get();
  const seen: unknown[] = [];
  const times = lockTimes(place);
  const text = Array.from({ length: 500 }, (_, i) => line({ id: `i${i}` })).join('');
  const outcome = await place.run(text, {
    onProgress: ({ stage }) => stage !== 'settling' && seen.push(visible()),
  });
  expect(outcome).toMatchObject({ added: 500 });
  expect(seen.length).toBeGreaterThan(4);
  expect(new Set(seen.map((row) => JSON.stringify(row)))).toEqual(new Set(['{"n":0}']));
  expect(visible()).toEqual({ n: 500 });
  // Something else of this process may stretch one of them; the rule is about all the others.
  const sorted = times.sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThan(50);
});

test('a second import waits its turn', async () => {
  const place = await workspaceOnDisk();
  const { db, workspace } = place;
  const job = { workspace, kind: 'interviews', now: NOW } as const;
  const outcome = await duringImport(db, job, () => place.run(line()));
  expect(importSentences(outcome!)[1]).toMatch(/Another import is at work/);
  expect(await place.run(line())).toMatchObject({ added: 1 });
});

test('what an import of a dead process left behind is swept away by the next one', async () => {
  const place = await workspaceOnDisk();
  place.raw.exec(`
    INSERT INTO import_runs (workspace, id, kind, state, started_at) VALUES (1, 1, 'interviews', 'running', '2026');
    INSERT INTO customer_rows (workspace, key, name, created_at, import_run) VALUES (1, 'left', 'Left', '2026', 1)`);
  expect(await place.run(line())).toMatchObject({ added: 1 });
  expect(place.raw.prepare('SELECT key FROM customer_rows').all()).toEqual([{ key: 'acme' }]);
  expect(place.raw.prepare('SELECT id, state FROM import_runs').all()).toEqual([
    { id: 1, state: 'dropped' },
    { id: 2, state: 'done' },
  ]);
});

test('of a changed file whose import died nothing stays: neither new revisions nor new answers', async () => {
  const place = await workspaceOnDisk();
  const ids = Array.from({ length: 40 }, (_, n) => `crm-${n}`);
  const file = (answers: object) => ids.map((id) => line({ id, answers })).join('');
  const stored = () =>
    ['answer_rows', 'answer_revisions', 'interview_rows'].map((table) =>
      place.raw.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all(),
    );
  await place.run(file({ why: 'First.' }));
  const before = stored();
  const dies = ({ stage }: { stage: string }) => {
    if (stage === 'storing') place.raw.exec("UPDATE import_runs SET state = 'done' WHERE state = 'running'");
    if (stage === 'storing') throw new Error('died');
  };
  const changed = file({ why: 'Second.', hours_to_close: 12 });
  await expect(place.run(changed, { onProgress: dies })).rejects.toThrow('died');
  place.raw.exec("UPDATE import_runs SET state = 'running' WHERE id = 2");
  expect(stored()).not.toEqual(before);
  expect(await place.run(file({ why: 'First.' }))).toMatchObject({ updated: 0, unchanged: 40 });
  expect(stored()).toEqual(before);
});

test('the same id from the sample and from an import are two interviews', async () => {
  const place = await workspaceOnDisk();
  await place.run(line());
  expect(await place.run(line(), { source: 'sample' })).toMatchObject({ added: 1 });
});
