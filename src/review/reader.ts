import { inThread } from '../database/thread.ts';
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
export type ReadingAnswer = Questions[What]['answer'];

/** Answers one question in a thread. @throws Error as inThread does */
export function readInThread<W extends What>(
  reading: Extract<Reading, { what: W }>,
): Promise<Questions[W]['answer']> {
  return inThread(new URL('./reader-entry.ts', import.meta.url), reading);
}
