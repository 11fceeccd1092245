import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../database/open.ts';
import { modelFor } from '../model/openai.ts';
import { draft } from './run.ts';
import type { WorkerJob, WorkerMessage } from './worker.ts';

/** The thread's own program: open, draft, report, close. */
const { databaseUrl, workspace, config, now, askedBy, useModel } = workerData as WorkerJob;
const send = (message: WorkerMessage) => parentPort?.postMessage(message);
const database = openDatabase(databaseUrl);
try {
  const outcome = await draft({
    db: database.db,
    workspace,
    config,
    now,
    model: useModel ? modelFor(config.model) : null,
    askedBy,
    onProgress: (progress) => send({ type: 'progress', progress }),
  });
  send({ type: 'outcome', outcome });
} catch (error) {
  send({ type: 'error', message: error instanceof Error ? error.message : String(error) });
} finally {
  await database.close();
}
