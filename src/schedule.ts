import { nameOf, placeOf } from './failure.ts';
import type { Log } from './log.ts';

export type Job = { name: string; everyMs: number; run: () => Promise<void> };

/**
 * Runs each job at once and then at its interval, never two runs of one job at a time. A machine that slept runs a
 * job once when it wakes; what was due meanwhile is the job's own business.
 *
 * @returns a function that stops the clock and waits for the run under way
 */
export function schedule(jobs: Job[], log: Log): () => Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  const once = (job: Job): void => {
    if (underWay.has(job.name)) return;
    const run = job
      .run()
      .catch((error: unknown) =>
        log.error({ job: job.name, failure: nameOf(error), at: placeOf(error) }, 'a scheduled job failed'),
      )
      .finally(() => underWay.delete(job.name));
    underWay.set(job.name, run);
  };
  const timers = jobs.map((job) => {
    once(job);
    return setInterval(() => once(job), job.everyMs);
  });
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(underWay.values());
  };
}
