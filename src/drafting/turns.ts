import { setTimeout as sleep } from 'node:timers/promises';

/** After a write the lock is left alone for this part of the time the write took: others get their turn. */
const PART = 0.25;
/** Milliseconds: a shorter write needs no pause. */
const SHORT = 2;

/**
 * Writes a long list in many short statements with pauses between them. SQLite has one writer at a time and no queue:
 * a writer that waits looks again only now and then, and somebody who never lets go would keep it out.
 */
export async function inTurns<T>(
  list: Iterable<T>,
  size: number,
  write: (part: T[]) => Promise<void>,
): Promise<void> {
  let part: T[] = [];
  const flush = async () => {
    const started = performance.now();
    await write(part);
    const took = performance.now() - started;
    if (took > SHORT) await sleep(took * PART);
    part = [];
  };
  for (const one of list) {
    part.push(one);
    if (part.length >= size) await flush();
  }
  if (part.length > 0) await flush();
}
