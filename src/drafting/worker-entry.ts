import { parentPort, workerData } from 'node:worker_threads';
import { type OpenDatabase, openDatabase } from '../database/open.ts';
import { crossing } from '../failure.ts';
import { ladderIn } from '../model/ladder.ts';
import type { Model } from '../model/model.ts';
import { collectEarly } from './heap.ts';
import { reportOf } from './result.ts';
import { draft } from './run.ts';
import type { WorkerJob, WorkerMessage } from './worker.ts';

/** The thread's own program: open, draft, report, close. */
const { databaseUrl, workspace, config, now, askedBy, useModel } = workerData as WorkerJob;
collectEarly();
const send = (message: WorkerMessage) => parentPort?.postMessage(message);
const database = openDatabase(databaseUrl);
// Thousands of short writes, each waited for by whoever writes next: they reach the disk together with the bot's next
// one, which waits for it. A power cut in between costs a draft, which is then drafted again.
database.raw.pragma('synchronous = NORMAL');
// KiB: what a transaction of a large draft touches of the indexes does not fit into SQLite's usual two megabytes.
database.raw.pragma('cache_size = -16384');
// The bot is stopping: what a model was asked is given up, and the drafts are saved as they are.
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());
parentPort?.unref();
try {
  const outcome = await draft({
    db: database.db,
    workspace,
    config,
    now,
    model: await modelIn(database),
    askedBy,
    onProgress: (progress) => send({ type: 'progress', progress }),
  });
  const report = outcome.outcome === 'done' ? { ...outcome, result: reportOf(outcome.result) } : outcome;
  send({ type: 'outcome', outcome: report });
} catch (error) {
  send({ type: 'error', failure: crossing(error) });
} finally {
  await database.close();
}

/** The client is loaded where it is asked: to load it takes a third of what such a thread takes to start. */
async function modelIn({ db }: OpenDatabase): Promise<Model | null> {
  if (!useModel || config.model.endpoint === null) return null;
  const { modelFor } = await import('../model/openai.ts');
  return modelFor(config.model, { ladder: ladderIn(db, workspace, now), stop: stop.signal });
}
