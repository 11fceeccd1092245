import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for work to end, but not longer than this; the timer itself keeps nobody waiting. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const limit = sleep(ms, null, { signal: over.signal }).catch(() => {});
  await Promise.race([work, limit]);
  over.abort();
}
