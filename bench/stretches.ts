import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { loadDoubles } from '../src/customers/store.ts';
import { type Database, openForMany } from '../src/database/open.ts';
import { condemnStaff } from '../src/erasure/erasure.ts';
import { loadHome } from '../src/home/store.ts';
import { caseCounts } from '../src/interview/counts.ts';
import { searchCustomers } from '../src/interview/customer-store.ts';
import { readyToFind } from '../src/leads/run.ts';
import { loadStatus, readingIn } from '../src/lookup/store.ts';
import { findersFor } from '../src/model/identities.ts';
import { approvedPersonas, listPersonas } from '../src/personas/store.ts';
import { loadKept } from '../src/privacy/kept-store.ts';
import { reportersOf } from '../src/privacy/reporters-store.ts';
import { reportsBehind } from '../src/review/answers-store.ts';
import { edit } from '../src/review/words.ts';
import { draftMeasured } from './drafting/measured.ts';
import { fillWorld, NOW } from './drafting/world.ts';

const GOAL_MS = 50;
const SEED = 20_261_116;
const workspace = 1;
const config = readConfig({ REVIEWERS: 'U0GRACE', REVIEW_CHANNEL: 'C0REVIEW' });

/**
 * For how long each piece of the bot's work holds its event loop in one stretch, in processor time of its thread, beside
 * 100,000 cases: `--quick` takes 10,000.
 */
export async function run(args: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-stretches-'));
  const path = join(folder, 'bench.db');
  await fillWorld(path, args.includes('--quick') ? 10_000 : 100_000, SEED);
  await draftMeasured(`file:${path}`);
  const { db, raw, close } = openForMany(`file:${path}`);
  raw
    .prepare("UPDATE persona_versions SET status = 'approved', decided_at = ? WHERE persona <> 'p1'")
    .run(NOW);
  raw.exec("UPDATE answer_revisions SET visibility = 'reviewers' WHERE answer % 3 = 0");
  try {
    // First: whatever shows a quote gathers them too.
    await measure('names, for the first time', () => findersFor(db, workspace));
    for (const [name, work] of Object.entries(await workOn(db))) await measure(name, work);
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const { longestMs, totalMs } = await stretchOf(work);
  const mark = longestMs < GOAL_MS ? 'ok' : 'MISSED';
  if (longestMs >= GOAL_MS) process.exitCode = 1;
  console.log(
    `${name.padEnd(36)} longest ${longestMs.toFixed(0).padStart(4)} ms of ${totalMs.toFixed(0).padStart(5)}  < ${GOAL_MS} ms ${mark}`,
  );
}

async function workOn(db: Database): Promise<Record<string, () => Promise<unknown>>> {
  const [draft] = await listPersonas(db, workspace, 'draft');
  const [inUse] = await approvedPersonas(db, workspace);
  if (!draft || !inUse) throw new Error('nothing was drafted');
  const { id: persona, version, claims } = draft;
  const words = { name: 'Reworded Robin' };
  const editing = { workspace, persona, version, by: 'U0GRACE', config, now: NOW, words };
  const erasing = { workspace, now: NOW, actor: 'bench' };
  return {
    'what checks stand on': () => readyToFind(db, workspace, []),
    'the status': () => loadStatus(db, workspace),
    'the end of an interview': () => caseCounts(db, workspace),
    'a Home tab': () => loadHome(db, workspace, 'U0R7', config),
    'answers behind a claim': () =>
      reportsBehind(db, workspace, { persona, version, claim: claims[0]?.id ?? '' }, 0, 'en'),
    "a card's counts of today": () => readingIn(db, workspace).today(inUse),
    'who is told that they count': () => reportersOf(db, workspace, inUse),
    'likely doubles': () => loadDoubles(db, workspace),
    'a customer by the middle of a name': () => searchCustomers(db, workspace, 'orks kelo', 20),
    'what is kept of a person': () => loadKept(db, workspace, 'U0R7', 'en'),
    'an edit of a draft': () => db.transaction().execute((trx) => edit(trx, editing)),
    'an erasure ordered': () =>
      db.transaction().execute((trx) => condemnStaff({ ...erasing, db: trx }, 'U0R7')),
  };
}

/** The longest stretch of some work between two turns of the event loop, and all of it. Milliseconds. */
async function stretchOf(work: () => Promise<unknown>): Promise<{ longestMs: number; totalMs: number }> {
  const started = processorMs();
  let last = started;
  let longestMs = 0;
  let isOver = false;
  const turn = () => {
    const now = processorMs();
    longestMs = Math.max(longestMs, now - last);
    last = now;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isOver = true;
  turn();
  return { longestMs, totalMs: processorMs() - started };
}

/** Of this thread alone: what else the machine does counts for nothing. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
