import { Worker } from 'node:worker_threads';
import { type Crossing, crossed } from '../failure.ts';
import type { Stale } from '../personas/staleness-store.ts';
import type { Collateral } from './collateral.ts';

/** What takes every customer there is to answer, each with its answer. */
type Questions = {
  weigh: { asked: { persona: string; version: number }; answer: Collateral | null };
  stale: { asked: { now: string }; answer: Stale[] };
};
type What = keyof Questions;

/** What crosses over to the thread. */
export type Reading = {
  [W in What]: { databaseUrl: string; workspace: number; what: W } & Questions[W]['asked'];
}[What];
export type ReadingReply = { answer: Questions[What]['answer'] } | { failure: Crossing };

/**
 * Answers one question in a thread with a database connection of its own: reading 100,000 customers takes seconds, and
 * the bot answers meanwhile.
 *
 * @throws Error when it fails or the thread dies
 */
export function readInThread<W extends What>(
  reading: Extract<Reading, { what: W }>,
): Promise<Questions[W]['answer']> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./reader-entry.ts', import.meta.url), { workerData: reading });
    worker.on('message', (reply: ReadingReply) => {
      if ('answer' in reply) resolve(reply.answer as Questions[W]['answer']);
      else reject(crossed(reply.failure));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The reading thread ended early (code ${code}).`)));
  });
}
