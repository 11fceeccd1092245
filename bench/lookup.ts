import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { migrate } from '../src/database/migrate.ts';
import { openDatabase } from '../src/database/open.ts';
import { chooseWorkspace } from '../src/database/workspace.ts';
import { checkLead, loadGround } from '../src/leads/run.ts';
import { lookup } from '../src/lookup/lookup.ts';
import { synonymsIn } from '../src/lookup/traits.ts';
import { approvedPersonas } from '../src/personas/store.ts';
import { loadScripts } from '../src/scripts/load.ts';
import { storeScripts } from '../src/scripts/store.ts';
import { ANSWERS_EACH, fill, oneOf } from './lookup/fill.ts';

const PERSONAS = 1_000;
const INTERVIEWS = 100_000;
const ROUNDS = 500;
const CHANGES = 10;
const GOAL_MS = 50;
const FIRST_GOAL_MS = 300;
const NOW = '2026-11-16T09:00:00.000Z';

/**
 * What a person waits for inside the process. What a command stores, which counts the numbers up that tell what has changed,
 * is written before each and not timed: how long a commit takes is the disk's affair. Looks up and checks over 1,000 approved personas beside 1,000,000 answers, each standing on a hundred of them, and beside it
 * a bare FTS5 query over the same words. `--quick` takes a tenth. No model is configured, so none can be called.
 */
export async function run(args: string[]): Promise<void> {
  const part = args.includes('--quick') ? 10 : 1;
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-lookup-'));
  const url = `file:${join(folder, 'bench.db')}`;
  const database = openDatabase(url);
  const { db, raw } = database;
  try {
    await migrate(database);
    const { id: workspace } = await chooseWorkspace(db, null, NOW);
    const scripts = loadScripts('prompts/scripts');
    await storeScripts(db, workspace, scripts, NOW);
    const version = scripts.find(({ id }) => id === 'problem-customer')?.version ?? 1;
    fill(raw, workspace, version, PERSONAS / part, INTERVIEWS / part);
    const synonyms = synonymsIn(scripts);
    const [judged] = await timed(1, nothing, () => approvedPersonas(db, workspace));
    const restarted = openDatabase(url);
    const [first] = await timed(1, nothing, async () =>
      lookup('retail', await approvedPersonas(restarted.db, workspace), synonyms),
    );
    await restarted.close();
    const found = await approvedPersonas(db, workspace);
    const count = await sql<{ n: number }>`SELECT count(*) AS n FROM answers`.execute(db);
    console.log(
      `${found.length} approved personas, ${count.rows[0]?.n} answers; judged for the first time in ${judged!.toFixed(0)} ms`,
    );
    lookup('retail', found, synonyms);
    const change = (i: number) =>
      raw
        .prepare('UPDATE answer_revisions SET value = \'"changed"\' WHERE workspace = ? AND answer = ?')
        .run(workspace, i * ANSWERS_EACH * 100 + 1);
    const changed = await timed(CHANGES, change, async () => {
      lookup('retail', await approvedPersonas(db, workspace), synonyms);
    });
    const words = found.flatMap(({ body }) => [body.name, body.subtitle, body.name.slice(0, -1)]);
    const logged = (i: number) => touch(raw, workspace, i);
    const looked = await timed(ROUNDS, logged, async () => {
      lookup(oneOf(words), await approvedPersonas(db, workspace), synonyms);
    });
    const leads = [
      'retail, 8 people',
      'software, 300 employees, budget below our prices',
      'розница, контакт: владелец',
      'not a retailer, prefers email',
    ];
    const checked = await timed(
      ROUNDS,
      (i) => logged(ROUNDS + i),
      async (i) => {
        checkLead(await loadGround(db, workspace, scripts), { text: leads[i % leads.length]! });
      },
    );
    raw.exec('CREATE VIRTUAL TABLE words USING fts5 (name, text)');
    const insert = raw.prepare('INSERT INTO words VALUES (?, ?)');
    for (const { body } of found)
      insert.run(body.name, [body.subtitle, ...body.disqualifiers.map(({ text }) => text)].join(' '));
    const query = raw.prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 15');
    const bare = await timed(ROUNDS, nothing, async () => {
      query.all(`"${oneOf(words).replaceAll('"', '')}" *`);
    });
    within('first look-up after a start', first!, FIRST_GOAL_MS);
    within('first look-up after a change', at(changed, 0.99), GOAL_MS);
    print('look-up', looked, at(bare, 0.5));
    print('check', checked, at(bare, 0.5));
    print('bare FTS5', bare, at(bare, 0.5), false);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const nothing = () => undefined;

async function timed(
  rounds: number,
  before: (i: number) => unknown,
  work: (i: number) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    before(i);
    const start = performance.now();
    await work(i);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

function print(name: string, times: number[], bare: number, hasGoal = true): void {
  const [half, most] = [at(times, 0.5), at(times, 0.99)];
  const mark = !hasGoal ? '' : most < GOAL_MS ? `< ${GOAL_MS} ms ok` : `< ${GOAL_MS} ms MISSED`;
  if (hasGoal && most >= GOAL_MS) process.exitCode = 1;
  console.log(
    `${name.padEnd(10)} median ${half.toFixed(2)} ms, p99 ${most.toFixed(2)} ms, ${(half / bare).toFixed(0)} times a bare FTS5 query  ${mark}`,
  );
}

function within(name: string, ms: number, goalMs: number): void {
  if (ms >= goalMs) process.exitCode = 1;
  console.log(`${name} ${ms.toFixed(0)} ms  < ${goalMs} ms ${ms < goalMs ? 'ok' : 'MISSED'}`);
}

type Raw = ReturnType<typeof openDatabase>['raw'];

function touch(raw: Raw, workspace: number, i: number): void {
  raw
    .prepare("INSERT INTO audit_log VALUES (?, ?, ?, 'bench', 'looked up', '', '{}')")
    .run(workspace, i + 1, NOW);
}
