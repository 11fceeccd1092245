import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { isBusy } from './begin.ts';
import type { Database } from './open.ts';

/** A write transaction of a long piece of work takes no more on once it has held the lock for so long. */
const MOST_AIM_MS = 2;
const LEAST_AIM_MS = 0.25;
/** Held for longer, a lock says that the machine is slow or crowded: half of what others may have to wait for. */
const TOO_LONG_MS = 25;
/** After a lock that was short enough the aim grows by this much, so that it is back after some fifty. */
const GROWS = 1.06;
/** The lock is left alone for this multiple of the time it was held: who waits for it looks again only now and then. */
const REST = 1;
/**
 * Pages in the write-ahead log at which it is moved into the file, which needs no lock: before a commit of the bot has to,
 * at a thousand, and seldom, because the first write after it waits for the disk while it holds the lock.
 */
const MOVED_AT = 500;

/** Does a piece of work a little at a time, as often as `little` says that more is left. */
export type InTurns = (little: (trx: Database) => Promise<boolean>) => Promise<void>;

/**
 * Cuts long work into short transactions. Each takes on little after little until it has held the write lock for a few
 * milliseconds, so a slow moment makes it end early instead of late; then the lock is free for as long.
 *
 * @param begin done first in every transaction
 */
export function pace(db: Database, begin?: (trx: Database) => Promise<void>): InTurns {
  let aimMs = MOST_AIM_MS;
  let freeUntil = 0;
  const log = movedLog(db);
  return async (little) => {
    for (let more = true; more; ) {
      const restMs = freeUntil - performance.now();
      // Also where no rest is due: a process just woken keeps the processor for a moment, and with it the lock not for long.
      await sleep(Math.max(1, restMs));
      let tookAt = 0;
      more = await patiently(db, async (trx) => {
        tookAt = performance.now();
        await begin?.(trx);
        while (await little(trx)) if (performance.now() - tookAt > aimMs) return true;
        return false;
      });
      const now = performance.now();
      freeUntil = now + (now - tookAt) * REST;
      aimMs = nextAim(aimMs, now - tookAt);
      await log.written();
    }
  };
}

/** Lets the bot answer in the middle of long reading; inside a transaction nothing else could get in anyway. */
export async function breathe(db: Database): Promise<void> {
  if (!db.isTransaction) await setImmediate();
}

/** The same in the middle of a transaction, which keeps its lock: what only reads, or waits for nobody, goes on meanwhile. */
export async function breatheWithin(): Promise<void> {
  await setImmediate();
}

/** Does it all in a transaction that is open already, which cannot be cut into shorter ones. */
export function within(db: Database): InTurns {
  return async (little) => {
    while (await little(db));
  };
}

/** Long work waits for the lock for so long: what took minutes is not given up because another process stood still. */
const PATIENCE_MS = 60_000;

/** A transaction of long work, which begins as soon as the lock can be had within a minute. */
export async function patiently<T>(db: Database, work: (trx: Database) => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    let hasBegun = false;
    try {
      return await db.transaction().execute((trx) => {
        hasBegun = true;
        return work(trx);
      });
    } catch (error) {
      if (hasBegun || !isBusy(error) || performance.now() > until) throw error;
    }
  }
}

/**
 * For how long the next transaction goes on taking on more, after one that held the lock for `tookMs`. Where others crowd
 * the machine a process loses the processor every few milliseconds, and the lock waits with it: whoever asks for less at
 * a time is interrupted less often (halved at once and grown slowly, as TCP does).
 */
export function nextAim(aimMs: number, tookMs: number): number {
  return tookMs > TOO_LONG_MS ? Math.max(LEAST_AIM_MS, aimMs / 2) : Math.min(MOST_AIM_MS, aimMs * GROWS);
}

/** Moves the write-ahead log into the file after as many transactions as, by the last ones, make it long. */
function movedLog(db: Database) {
  let every = 1;
  let done = 0;
  let left = 0;
  return {
    async written(): Promise<void> {
      if (++done < every) return;
      const { rows } = await sql<{
        log: number;
        checkpointed: number;
      }>`pragma wal_checkpoint(passive)`.execute(db);
      const { log = 0, checkpointed = 0 } = rows[0] ?? {};
      every = nextEvery(every, log - left, MOVED_AT);
      // A log that was moved as a whole begins anew; where somebody still reads in it, it goes on.
      left = checkpointed === log ? 0 : log;
      done = 0;
    },
  };
}

/** After how many transactions to move the log next, when the last `every` of them added `pages` to it. */
export function nextEvery(every: number, pages: number, wanted: number): number {
  const ideal = Math.floor((every * wanted) / Math.max(1, pages));
  return Math.max(1, Math.ceil(every / 2), Math.min(every * 2, ideal));
}
