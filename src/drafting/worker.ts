import { Worker } from 'node:worker_threads';
import { type Crossing, crossed } from '../failure.ts';
import type { DraftConfig, DraftProgress } from './job.ts';
import type { DraftReport } from './result.ts';

/** What crosses over to the worker: plain data only, the model is built anew there. */
export type WorkerJob = {
  databaseUrl: string;
  workspace: number;
  config: DraftConfig;
  now: string;
  askedBy: string;
  /** `false`: the embedded drafter writes, whatever is configured. */
  useModel: boolean;
};

/** What comes back: the evidence stays in the database, so that a large draft does not hold the bot up. */
export type WorkerOutcome =
  | { outcome: 'done'; run: number; result: DraftReport }
  | { outcome: 'busy' | 'overtaken'; message: string };

export type WorkerMessage =
  | { type: 'progress'; progress: DraftProgress }
  | { type: 'outcome'; outcome: WorkerOutcome }
  | { type: 'error'; failure: Crossing };

/** Room for short-lived objects: reading many cases leaves much rubbish, which is better swept often than kept. */
const YOUNG_MB = 24;

/**
 * Drafts in a thread with a database connection of its own, so that the bot answers within its three seconds
 * meanwhile.
 *
 * @param stop given up is what a model was asked; the drafts are then in the embedded drafter's words
 * @throws Error when the thread dies; the caller then ends the run it left open (runs.ts, endAbandonedRuns)
 */
export function draftInWorker(
  job: WorkerJob,
  onProgress: (progress: DraftProgress) => void = () => {},
  stop: AbortSignal | null = null,
): Promise<WorkerOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker-entry.ts', import.meta.url), {
      workerData: job,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const giveUp = () => worker.postMessage('stop');
    if (stop?.aborted) giveUp();
    stop?.addEventListener('abort', giveUp, { once: true });
    let failure: Error | null = null;
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'progress') onProgress(message.progress);
      else if (message.type === 'outcome') resolve(message.outcome);
      else failure = crossed(message.failure);
    });
    worker.on('error', (error: Error) => {
      failure = error;
    });
    // Not before the thread has gone, and its claim with it.
    worker.on('exit', (code) => {
      stop?.removeEventListener('abort', giveUp);
      reject(failure ?? new Error(`The drafting thread ended early (code ${code}).`));
    });
  });
}
