import type { Config } from '../config.ts';
import { inThread } from '../database/thread.ts';
import type { Erased } from './carry-out.ts';

/** What crosses over to the thread. */
export type ErasureJob = {
  databaseUrl: string;
  workspace: number;
  now: string;
  caution: string;
  config: Pick<Config, 'reviewChannel' | 'reviewers' | 'language'>;
};

/**
 * Carries out what was condemned in a thread: counting again what 100,000 customers are counted in takes seconds. Reviewers
 * are told which personas fell.
 *
 * @throws Error as inThread does; what is left is done by the next call
 */
export function carryOutInThread(job: ErasureJob): Promise<Erased> {
  return inThread(new URL('./worker-entry.ts', import.meta.url), job);
}
