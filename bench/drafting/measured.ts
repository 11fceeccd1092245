import { statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readConfig } from '../../src/config.ts';
import { databasePath, openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { draftInWorker } from '../../src/drafting/worker.ts';
import { NOW } from './world.ts';

/** Of one draft. Memory is the whole process's, the bot's own share included; delays are the bot's. */
export type Drafted = {
  seconds: number;
  /** Seconds of processor time, of both threads: what is left of the time where other programs run beside it. */
  processor: number;
  /** Seconds in each stage, as the draft reports them, and of processor time. */
  stages: Record<string, { seconds: number; processor: number }>;
  /** Bytes of the file, its log included: before the draft and after it. */
  file: { before: number; after: number };
  /** Bytes: the highest resident size, and what the bot took before the draft began. */
  peak: number;
  before: number;
  personas: number;
  /** Milliseconds: the 99th percentile and the longest wait of the event loop, and of a small write. */
  delay: { p99: number; longest: number };
  write: { count: number; longest: number };
};

/** A bot's small write is tried this often while a draft runs. Milliseconds. */
const WRITE_EVERY = 25;

/**
 * Drafts in the real worker thread, while this thread does what a bot does: it waits for events, and now and then
 * writes a row in a transaction of its own.
 */
export async function draftMeasured(url: string): Promise<Drafted> {
  const { db, close } = openDatabase(url);
  const { id: workspace } = await chooseWorkspace(db, null, NOW);
  const write = { count: 0, longest: 0 };
  const writeOnce = async () => {
    const started = performance.now();
    await db.transaction().execute((trx) =>
      trx
        .insertInto('settings')
        .values({ workspace, key: 'bench', value: `${write.count}`, updated_by: 'bench', updated_at: NOW })
        .onConflict((conflict) => conflict.doUpdateSet({ value: `${write.count}` }))
        .execute(),
    );
    write.count += 1;
    write.longest = Math.max(write.longest, performance.now() - started);
  };
  await writeOnce();
  write.longest = 0;
  const before = process.memoryUsage.rss();
  const delays = monitorEventLoopDelay({ resolution: 10 });
  delays.enable();
  const writes: Promise<void>[] = [];
  const timer = setInterval(() => writes.push(writeOnce()), WRITE_EVERY);
  const file = { before: sizeOf(url), after: 0 };
  const stages = new Map<string, Moment>();
  const started = momentNow();
  const config = readConfig({ REVIEWERS: 'U0GRACE', REVIEW_CHANNEL: 'C0REVIEW' });
  const job = { databaseUrl: url, workspace, config, now: NOW, askedBy: 'U0GRACE', useModel: false };
  const outcome = await draftInWorker(job, ({ stage }) => {
    if (!stages.has(stage)) stages.set(stage, momentNow());
  });
  const ended = momentNow();
  file.after = sizeOf(url);
  clearInterval(timer);
  delays.disable();
  await Promise.all(writes);
  if (outcome.outcome !== 'done') throw new Error(outcome.message);
  await close();
  const moments = [...stages.values(), ended];
  return {
    ...between(started, ended),
    stages: Object.fromEntries(
      [...stages.keys()].map((stage, i) => [stage, between(moments[i]!, moments[i + 1]!)]),
    ),
    file,
    peak: process.resourceUsage().maxRSS * 1_024,
    before,
    personas: outcome.result.personas.length,
    delay: { p99: delays.percentile(99) / 1e6, longest: delays.max / 1e6 },
    write,
  };
}

type Moment = { ms: number; processorMs: number };

function momentNow(): Moment {
  const { user, system } = process.cpuUsage();
  return { ms: performance.now(), processorMs: (user + system) / 1_000 };
}

/** Seconds. */
const between = (from: Moment, to: Moment) => ({
  seconds: (to.ms - from.ms) / 1_000,
  processor: (to.processorMs - from.processorMs) / 1_000,
});

function sizeOf(url: string): number {
  const path = databasePath(url);
  return [path, `${path}-wal`].reduce(
    (sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
