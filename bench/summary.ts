import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readConfig } from '../src/config.ts';
import { migrate } from '../src/database/migrate.ts';
import { openDatabase } from '../src/database/open.ts';
import { chooseWorkspace, workspaceOfTeam } from '../src/database/workspace.ts';
import { draft } from '../src/drafting/run.ts';
import { pick, seeded } from '../src/evidence/random.ts';
import { listPersonas } from '../src/personas/store.ts';
import { decide } from '../src/review/store.ts';
import { loadSample } from '../src/sandbox/sample/load.ts';
import { loadScripts } from '../src/scripts/load.ts';
import type { Script } from '../src/scripts/script.ts';
import { storeScripts } from '../src/scripts/store.ts';
import { summaryMessage, summaryOf } from '../src/summary/run.ts';
import { type Week, weekBefore, weekNamed, weekOf, weeksUpTo } from '../src/summary/week.ts';

const WEEKS = 52;
const HISTORY = [1, 10, 50];
const A_WEEK = 1_000;
const PEOPLE = 200;
const GOAL_MS = 2_000;
const GOAL_MB = 200;
const NOW = '2026-11-16T09:00:00.000Z';
const ROUNDS = 5;
const random = seeded(20_261_122);
const config = readConfig({});

/**
 * The summary of a week after 1, 10 and 50 weeks of history, at 1,000 interviews a week with a draft stored each week:
 * the first time it is made, as the bot does on Monday, with earlier weeks summed up already. `--quick` takes a tenth.
 */
export async function run(args: string[]): Promise<void> {
  if (args[0] === '--week') return measure(args[1] ?? '', args[2] ?? '');
  const each = args.includes('--quick') ? A_WEEK / 10 : A_WEEK;
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-summary-'));
  const url = `file:${join(folder, 'bench.db')}`;
  const database = openDatabase(url);
  const { db, raw } = database;
  try {
    await migrate(database);
    const workspace = await workspaceOfTeam(db, { id: 'T0', name: 'Bench' }, 'sandbox', NOW);
    const scripts = loadScripts('prompts/scripts');
    await storeScripts(db, workspace, scripts, NOW);
    const approved = await approve(db, workspace, scripts);
    console.log(`${approved.length} personas of the sample are approved; half of the leads match one`);
    const version = scripts.find(({ id }) => id === 'problem-customer')?.version ?? 1;
    const weeks = weeksUpTo(weekBefore(weekOf(NOW, 'UTC'), 'UTC'), WEEKS, 'UTC');
    people(raw, workspace);
    for (const [index, week] of weeks.entries()) {
      fill(raw, { workspace, version, week, index, each, approved });
      if (HISTORY.includes(index)) print(index, each, inOwnProcess(url, week));
      else await make(db, workspace, week);
    }
    const { n } = raw.prepare('SELECT count(*) AS n FROM answer_revisions').get() as { n: number };
    console.log(`${WEEKS * each} interviews and ${n} answers in the end`);
    raw.exec('DELETE FROM fault_counts');
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const anew = await timed(() => make(db, workspace, weeks.at(-1)!));
    delay.disable();
    console.log(
      `after a change to what was said before, all of it is counted anew once: ${anew.toFixed(0)} ms in slices, the event loop was held for ${(delay.max / 1e6).toFixed(0)} ms at most, half of the time less than ${(delay.percentile(50) / 1e6).toFixed(0)} ms`,
    );
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Measured = { times: number[]; peakMb: number };

/** A process of its own, so that its memory is that of a summary and of nothing that was done before. */
function inOwnProcess(url: string, week: Week): Measured {
  const argv = ['bench/run.ts', 'summary', '--week', url, week.name];
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' })) as Measured;
}

/** Each round counts the week anew: what it remembered is forgotten first. */
async function measure(url: string, name: string): Promise<void> {
  const database = openDatabase(url);
  const { db, raw } = database;
  const week = weekNamed(name, 'UTC')!;
  const { id: workspace } = await chooseWorkspace(db, null, NOW);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    raw.prepare('DELETE FROM fault_counts WHERE until = ?').run(week.to);
    times.push(await timed(() => make(db, workspace, week)));
  }
  await database.close();
  // Kilobytes on every system that Node knows.
  console.log(JSON.stringify({ times, peakMb: process.resourceUsage().maxRSS / 1_024 }));
}

type Db = ReturnType<typeof openDatabase>['db'];
type Raw = ReturnType<typeof openDatabase>['raw'];

async function make(db: Db, workspace: number, week: Week): Promise<void> {
  const summary = await summaryOf(db, workspace, week, config, NOW);
  await summaryMessage(db, workspace, summary, config, 'en');
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function print(history: number, each: number, { times, peakMb }: Measured): void {
  const [best, worst] = [Math.min(...times), Math.max(...times)];
  const ok = worst < GOAL_MS && peakMb < GOAL_MB;
  if (!ok) process.exitCode = 1;
  console.log(
    `${String(history).padStart(2)} weeks of history (${history * each} interviews): ${best.toFixed(0)} to ${worst.toFixed(0)} ms, at most ${peakMb.toFixed(0)} MB  < ${GOAL_MS} ms, < ${GOAL_MB} MB ${ok ? 'ok' : 'MISSED'}`,
  );
}

function people(raw: Raw, workspace: number): void {
  const insert = raw.prepare('INSERT INTO people (workspace, id, role) VALUES (?, ?, ?)');
  for (let i = 0; i < PEOPLE; i++) insert.run(workspace, `U${i}`, i % 2 === 0 ? 'sales' : 'support');
}

type Approved = { id: string; version: number };
type Filling = {
  workspace: number;
  version: number;
  week: Week;
  index: number;
  each: number;
  approved: Approved[];
};

/** The sample, drafted, and whatever of it may be approved: macro personas first. */
async function approve(db: Db, workspace: number, scripts: readonly Script[]): Promise<Approved[]> {
  await loadSample(db, workspace, scripts, NOW);
  await draft({ db, workspace, config, now: NOW, model: null, askedBy: 'U0' });
  const drafts = await listPersonas(db, workspace, 'draft');
  const asked = { via: 'slack', by: 'U0', use: 'Bench', reason: 'Bench', acceptCollateral: true } as const;
  const reviewers = { ...config, reviewers: ['U0'] };
  const approved: Approved[] = [];
  for (const { id, version } of drafts.toSorted(
    (a, b) => Number(a.body.parent !== null) - Number(b.body.parent !== null),
  )) {
    const place = { workspace, persona: id, version, config: reviewers, now: NOW };
    const { outcome } = await decide(db, { decision: 'approve', ...place, ...asked });
    if (outcome === 'done') approved.push({ id, version });
  }
  return approved;
}

/** A week of interviews, half of them on problem customers, the draft of that week and a hundred lead checks. */
function fill(raw: Raw, { workspace, version, week, index, each, approved }: Filling): void {
  raw.exec('BEGIN');
  const customer = raw.prepare(
    'INSERT INTO customer_rows (workspace, key, name, created_at) VALUES (?, ?, ?, ?)',
  );
  const interview =
    raw.prepare(`INSERT INTO interview_rows (workspace, id, script, script_version, person, role, language, case_kind, customer, status, visibility, source, source_id, started_at)
    VALUES (?, ?, 'problem-customer', ${version}, ?, 'sales', 'en', ?, ?, 'in_progress', 'aggregates', 'slack', ?, ?)`);
  const finish = raw.prepare(
    "UPDATE interview_rows SET status = 'complete', finished_at = ? WHERE workspace = ? AND id = ?",
  );
  const answer = raw.prepare(
    'INSERT INTO answer_rows (workspace, id, interview, question, latest_revision) VALUES (?, ?, ?, ?, 1)',
  );
  const revision =
    raw.prepare(`INSERT INTO answer_revisions (workspace, answer, revision, state, value, wording, language, visibility, at)
    VALUES (?, ?, 1, 'answered', ?, 'q', 'en', 'aggregates', ?)`);
  const start = Date.parse(week.from);
  for (let i = 0; i < each; i++) {
    const id = `i${index}-${i}`;
    const at = new Date(start + i * 60_000).toISOString();
    customer.run(workspace, `c${index}-${i}`, `Customer ${index} ${i}`, at);
    interview.run(
      workspace,
      id,
      `U${pick(random, PEOPLE)}`,
      i % 2 === 0 ? 'problem' : 'comparison',
      `c${index}-${i}`,
      id,
      at,
    );
    for (const [q, [question, values]] of QUESTIONS.entries()) {
      const number = FIRST + (index * each + i) * QUESTIONS.length + q;
      answer.run(workspace, number, id, question);
      revision.run(workspace, number, JSON.stringify(values[pick(random, values.length)]), at);
    }
    finish.run(at, workspace, id);
  }
  const check = raw.prepare(
    "INSERT INTO checks (workspace, id, asked_by, via, traits, outcome, matched, at) VALUES (?, ?, 'U1', 'slack', ?, ?, ?, ?)",
  );
  for (let i = 0; i < 100; i++) {
    const match = i % 2 === 0 ? approved[i % approved.length] : undefined;
    const traits = JSON.stringify([{ dimension: 'industry', value: `v${i}` }]);
    const found = match ? ['match', JSON.stringify([match])] : ['no_match', '[]'];
    check.run(workspace, index * 100 + i + 1, traits, ...found, week.from);
  }
  storeDraft(raw, { workspace, index, at: new Date(Date.parse(week.to) - 60_000).toISOString() });
  raw.exec('COMMIT');
}

/** Answers and draft runs of the sample come before this number. */
const FIRST = 100_000;

const QUESTIONS: [string, string[]][] = [
  ['industry', ['software', 'retail', 'finance']],
  ['company_size', ['1-10', '11-50', '51-200']],
  ['budget_fit', ['below', 'matches']],
  ['fault', ['ours', 'theirs', 'both']],
  ['main_trouble', ['price_pressure', 'scope_changes', 'tone']],
  ['preferred_channel', ['email', 'phone']],
  ['decision_style', ['alone', 'committee']],
  ['lead_source', ['search_ads', 'referral']],
];

/** What a draft of this size keeps: fifty claims, and how often each kind of customer was heard of. */
function storeDraft(
  raw: Raw,
  { workspace, index, at }: { workspace: number; index: number; at: string },
): void {
  const claims = Array.from({ length: 50 }, (_, i) => ({
    id: `c${i}`,
    traits: [{ dimension: 'industry', value: `v${i}` }],
    problem: { for: 100 + index + i, of: 500 * (index + 1) },
    comparison: { for: 10 + i, of: 500 * (index + 1) },
    ratio: 3,
    interval: [0.1, 0.2],
    oddsRatio: 4,
    q: 0.01,
    reporters: 40,
    cases: [],
    against: [],
    comparisonCases: [],
    comparisonAgainst: [],
    strength: 'supported',
  }));
  const heard = [{ dimension: 'industry', value: 'hospitality', cases: 0 }];
  raw
    .prepare(
      "INSERT INTO draft_runs (workspace, id, started_at, finished_at, asked_by, outcome, evidence_hash, result) VALUES (?, ?, ?, ?, 'U1', 'done', 'h', ?)",
    )
    .run(workspace, FIRST + index, at, at, JSON.stringify({ claims, personas: [], heard }));
}
