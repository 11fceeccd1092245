import type { Distances } from './distance.ts';

/** `medoids` are the things that stand for each group; `labels` says which group each thing is in. */
export type Partition = { medoids: number[]; labels: Int32Array; cost: number };

/**
 * Partitioning around medoids (Kaufman and Rousseeuw, Finding Groups in Data, 1990, chapter 2): BUILD, then the best
 * SWAP until none lowers the sum of distances to the nearest medoid. Ties go to the lower index.
 */
export function pam(distances: Distances, k: number): Partition {
  return swap(distances, build(distances, k));
}

function build({ n, between }: Distances, k: number): number[] {
  const nearest = new Float64Array(n).fill(Infinity);
  const medoids: number[] = [];
  while (medoids.length < Math.min(k, n)) {
    let best = -1;
    let lowest = Infinity;
    for (let candidate = 0; candidate < n; candidate++) {
      if (medoids.includes(candidate)) continue;
      let cost = 0;
      for (let i = 0; i < n; i++) cost += Math.min(nearest[i]!, between[candidate * n + i]!);
      if (cost < lowest - 1e-9) {
        lowest = cost;
        best = candidate;
      }
    }
    medoids.push(best);
    for (let i = 0; i < n; i++) nearest[i] = Math.min(nearest[i]!, between[best * n + i]!);
  }
  return medoids;
}

/** Goes on from given medoids. */
function swap(distances: Distances, start: readonly number[]): Partition {
  const medoids = [...start];
  for (;;) {
    const change = bestSwap(distances, medoids);
    if (change === null) return { medoids, ...assign(distances, medoids) };
    medoids[change.out] = change.into;
  }
}

/** Costs of every swap in one pass over the pairs (Schubert and Rousseeuw, Information Systems 101, 2021, FastPAM1). */
function bestSwap(
  { n, between }: Distances,
  medoids: readonly number[],
): { out: number; into: number } | null {
  const { nearest, second, labels } = twoNearest({ n, between }, medoids);
  const leave = new Float64Array(medoids.length);
  for (let i = 0; i < n; i++) leave[labels[i]!]! += second[i]! - nearest[i]!;
  let best: { out: number; into: number } | null = null;
  let lowest = -1e-6;
  const change = new Float64Array(medoids.length);
  for (let into = 0; into < n; into++) {
    if (medoids.includes(into)) continue;
    change.set(leave);
    let everywhere = 0;
    for (let i = 0; i < n; i++) {
      const distance = between[into * n + i]!;
      const label = labels[i]!;
      if (distance < nearest[i]!) {
        everywhere += distance - nearest[i]!;
        change[label]! += nearest[i]! - second[i]!;
      } else if (distance < second[i]!) change[label]! += distance - second[i]!;
    }
    for (let out = 0; out < medoids.length; out++) {
      if (change[out]! + everywhere < lowest - 1e-9) {
        lowest = change[out]! + everywhere;
        best = { out, into };
      }
    }
  }
  return best;
}

function twoNearest({ n, between }: Distances, medoids: readonly number[]) {
  const nearest = new Float64Array(n).fill(Infinity);
  const second = new Float64Array(n).fill(medoids.length > 1 ? Infinity : 2);
  const labels = new Int32Array(n);
  medoids.forEach((medoid, label) => {
    for (let i = 0; i < n; i++) {
      const distance = i === medoid ? -1e-9 : between[medoid * n + i]!;
      if (distance < nearest[i]!) {
        if (medoids.length > 1) second[i] = nearest[i]!;
        nearest[i] = distance;
        labels[i] = label;
      } else if (distance < second[i]! && medoids.length > 1) second[i] = distance;
    }
  });
  return { nearest, second, labels };
}

function assign(distances: Distances, medoids: readonly number[]): { labels: Int32Array; cost: number } {
  const { nearest, labels } = twoNearest(distances, medoids);
  return { labels, cost: nearest.reduce((sum, distance) => sum + Math.max(0, distance), 0) };
}

/** Mean silhouette width (Rousseeuw, Journal of Computational and Applied Mathematics 20, 1987), -1 to 1. */
export function silhouette({ n, between }: Distances, labels: Int32Array, k: number): number {
  const sizes = new Float64Array(k);
  for (const label of labels) sizes[label]!++;
  const sums = new Float64Array(k);
  let total = 0;
  for (let i = 0; i < n; i++) {
    sums.fill(0);
    for (let j = 0; j < n; j++) sums[labels[j]!]! += between[i * n + j]!;
    const own = labels[i]!;
    if (sizes[own]! < 2) continue;
    const inside = sums[own]! / (sizes[own]! - 1);
    let outside = Infinity;
    for (let other = 0; other < k; other++) {
      if (other !== own && sizes[other]! > 0) outside = Math.min(outside, sums[other]! / sizes[other]!);
    }
    const wider = Math.max(inside, outside);
    if (wider > 0 && Number.isFinite(outside)) total += (outside - inside) / wider;
  }
  return total / n;
}
