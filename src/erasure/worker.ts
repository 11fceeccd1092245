import { Worker } from 'node:worker_threads';
import type { Config } from '../config.ts';
import { type Crossing, crossed } from '../failure.ts';
import type { Erased } from './carry-out.ts';

/** What crosses over to the thread. */
export type ErasureJob = {
  databaseUrl: string;
  workspace: number;
  now: string;
  caution: string;
  config: Pick<Config, 'reviewChannel' | 'reviewers' | 'language'>;
};
export type ErasureReply = { erased: Erased } | { failure: Crossing };

/**
 * Carries out what was condemned in a thread with a database connection of its own: counting again what 100,000 customers
 * are counted in takes seconds, and the bot answers meanwhile. Reviewers are told which personas fell.
 *
 * @throws Error when it fails or the thread dies; what is left is done by the next call
 */
export function carryOutInThread(job: ErasureJob): Promise<Erased> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker-entry.ts', import.meta.url), { workerData: job });
    let erased: Erased | null = null;
    let failure: Error | null = null;
    worker.on('message', (reply: ErasureReply) => {
      if ('erased' in reply) erased = reply.erased;
      else failure = crossed(reply.failure);
    });
    worker.on('error', (error: Error) => {
      failure = error;
    });
    // Not before the thread has gone, and its claim with it.
    worker.on('exit', (code) => {
      if (erased) resolve(erased);
      else reject(failure ?? new Error(`The erasing thread ended early (code ${code}).`));
    });
  });
}
