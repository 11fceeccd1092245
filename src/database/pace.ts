import { setTimeout as sleep } from 'node:timers/promises';

/** How long one write transaction of a long piece of work should take, far below what a person would notice. */
const AIM_MS = 12;
/** The pause after each, as a multiple of it: who waits for the lock looks again now and then, and must find it free. */
const REST = 1;
const SMALLEST = 5;
const LARGEST = 1_000;

/** Cuts long work into short transactions: as many rows at a time as this machine writes in a few milliseconds. */
export function pace(rows = 50) {
  let size = rows;
  return {
    /** How many rows the next transaction may take. */
    get size(): number {
      return size;
    },
    /** Does one transaction, learns from the time it took, and leaves the lock to others for a moment. */
    async step<T>(work: (rows: number) => Promise<T>): Promise<T> {
      const began = performance.now();
      const result = await work(size);
      const tookMs = performance.now() - began;
      const fitting = Math.min(2, Math.max(0.25, AIM_MS / tookMs));
      size = Math.round(Math.min(LARGEST, Math.max(SMALLEST, size * fitting)));
      await sleep(tookMs * REST);
      return result;
    },
  };
}
export type Pace = ReturnType<typeof pace>;
