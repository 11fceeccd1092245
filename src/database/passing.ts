import { setTimeout as sleep } from 'node:timers/promises';
import { nameOf } from '../failure.ts';
import type { Log } from '../log.ts';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** Once `stop` is aborted, nothing is waited for any more. */
export type Patience = { log: Log; stop: AbortSignal };

/**
 * The database takes nothing just now: its disk is full or out of reach, or another process keeps the lock. That passes,
 * and says nothing about what was to be stored.
 */
export function isPassing(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code);
  return /^SQLITE_(?:BUSY|FULL|IOERR|CANTOPEN)/.test(code);
}

/**
 * Stores something as soon as the database takes it, and looks again every few seconds.
 * @throws what does not pass, and after `stop` whatever keeps it from being stored
 */
export async function onceTaken<T>(store: () => Promise<T>, { log, stop }: Patience): Promise<T> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await store();
    } catch (error) {
      if (!isPassing(error) || stop.aborted) throw error;
      if (waitMs === FIRST_WAIT_MS)
        log.warn({ failure: nameOf(error) }, 'the database takes nothing: waiting');
    }
    await sleep(waitMs, null, { signal: stop }).catch(() => {});
  }
}
