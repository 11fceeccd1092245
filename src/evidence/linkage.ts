import { inOrder } from './answers.ts';
import { MOST_KINDS } from './chain.ts';
import type { Sampled } from './mixture.ts';

/** Cuts are taken from this many groups down to one: small ones are dissolved later. */
const MOST_CUTS = MOST_KINDS + 4;

/**
 * The cuts of an average-linkage tree (Sokal and Michener 1958) over how often cases were together, from the finest.
 * Each group keeps its nearest neighbour, so the tree costs about the square of the number of cases.
 */
export function linkage({ n, together }: Sampled): Int32Array[] {
  const near = Float64Array.from(together);
  const labels = Int32Array.from({ length: n }, (_, i) => i);
  const sizes = new Float64Array(n).fill(1);
  const nearest = new Int32Array(n);
  for (let i = 0; i < n; i++) nearest[i] = nearestOf(near, sizes, i);
  const cuts: Int32Array[] = [];
  for (let groups = n; groups > 1; groups--) {
    if (groups <= MOST_CUTS) cuts.push(inOrder(labels));
    const one = nearestPair(near, sizes, nearest);
    const other = nearest[one]!;
    for (let j = 0; j < n; j++) {
      if (sizes[j] === 0 || j === one || j === other) continue;
      const mean = near[one * n + j]! * sizes[one]! + near[other * n + j]! * sizes[other]!;
      near[one * n + j] = mean / (sizes[one]! + sizes[other]!);
      near[j * n + one] = near[one * n + j]!;
    }
    sizes[one]! += sizes[other]!;
    sizes[other] = 0;
    for (let i = 0; i < n; i++) if (labels[i] === other) labels[i] = one;
    for (let i = 0; i < n; i++) {
      const stale = i === one || nearest[i] === one || nearest[i] === other;
      if (sizes[i]! > 0 && stale) nearest[i] = nearestOf(near, sizes, i);
    }
  }
  cuts.push(new Int32Array(n));
  return cuts;
}

function nearestOf(near: Float64Array, sizes: Float64Array, i: number): number {
  let best = -1;
  for (let j = 0; j < sizes.length; j++) {
    if (j === i || sizes[j] === 0) continue;
    if (best === -1 || near[i * sizes.length + j]! > near[i * sizes.length + best]!) best = j;
  }
  return best;
}

function nearestPair(near: Float64Array, sizes: Float64Array, nearest: Int32Array): number {
  let best = -1;
  let highest = -1;
  for (let i = 0; i < sizes.length; i++) {
    if (sizes[i] === 0) continue;
    const value = near[i * sizes.length + nearest[i]!]!;
    if (value > highest) {
      highest = value;
      best = i;
    }
  }
  return best;
}
