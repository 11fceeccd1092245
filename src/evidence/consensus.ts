import { groupCount, inOrder } from './answers.ts';
import { linkage } from './linkage.ts';
import type { Sampled } from './mixture.ts';

/** A group of fewer cases is no kind: its cases go where they were most often. */
const SMALLEST = 5;
/** Of partitions that are nearly as good, the one with the fewest groups is taken. */
const NEARLY = 0.02;
const PASSES = 20;

type Pairs = { inGroups: number; shared: number };

/**
 * The partition that agrees best with all those sampled: the highest posterior expected adjusted Rand index (Fritsch and
 * Ickstadt, Bayesian Analysis 4, 2009) among the samples and the cuts of an average-linkage tree, each mended case by
 * case, with no group below five cases; then the fewest groups that come within .02 of it.
 */
export function consensus(sampled: Sampled): { labels: Int32Array; k: number } {
  const total = totalShared(sampled);
  const byCount = new Map<number, { labels: Int32Array; agreement: number }>();
  const offer = (labels: Int32Array) => {
    const agreement = expectedRand(sampled, total, pairsOf(sampled, labels));
    const k = groupCount(labels);
    if (agreement > (byCount.get(k)?.agreement ?? -1)) byCount.set(k, { labels, agreement });
  };
  const seen = new Set<string>();
  for (const candidate of [...sampled.partitions, ...linkage(sampled)]) {
    const labels = dissolved(sampled, candidate);
    const name = labels.join();
    if (!seen.has(name)) offer(labels);
    seen.add(name);
  }
  for (const { labels } of [...byCount.values()]) offer(dissolved(sampled, mended(sampled, total, labels)));
  const best = Math.max(...[...byCount.values()].map(({ agreement }) => agreement));
  const [k, chosen] = [...byCount]
    .sort((a, b) => a[0] - b[0])
    .find(([, { agreement }]) => agreement >= best - NEARLY)!;
  return { labels: chosen.labels, k };
}

function totalShared({ n, together }: Sampled): number {
  let total = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) total += together[i * n + j]!;
  return total;
}

function pairsOf({ n, together }: Sampled, labels: Int32Array): Pairs {
  let inGroups = 0;
  let shared = 0;
  for (let i = 0; i < n; i++) {
    const own = labels[i];
    for (let j = i + 1; j < n; j++) {
      if (labels[j] !== own) continue;
      inGroups++;
      shared += together[i * n + j]!;
    }
  }
  return { inGroups, shared };
}

function expectedRand({ n }: Sampled, total: number, { inGroups, shared }: Pairs): number {
  const chance = (inGroups * total) / ((n * (n - 1)) / 2);
  const highest = (inGroups + total) / 2;
  return highest - chance < 1e-9 ? 0 : (shared - chance) / (highest - chance);
}

/** Takes groups below the smallest size apart, the smallest first. */
function dissolved(sampled: Sampled, start: Int32Array): Int32Array {
  let labels = inOrder(start);
  for (;;) {
    const sizes = sizesOf(labels);
    const smallest = sizes.indexOf(Math.min(...sizes));
    if (sizes.length === 1 || sizes[smallest]! >= SMALLEST) return labels;
    const next = Int32Array.from(labels);
    for (let i = 0; i < labels.length; i++) {
      if (labels[i] !== smallest) continue;
      const sums = sumsOf(sampled, labels, i, sizes.length);
      const means = sums.map((sum, group) => (group === smallest ? -1 : sum / sizes[group]!));
      next[i] = means.indexOf(Math.max(...means));
    }
    labels = inOrder(next);
  }
}

function sizesOf(labels: Int32Array): number[] {
  const sizes = new Array<number>(groupCount(labels)).fill(0);
  for (const label of labels) sizes[label]!++;
  return sizes;
}

/** How often a case was together with the others of each group, summed. */
function sumsOf({ n, together }: Sampled, labels: Int32Array, i: number, k: number): Float64Array {
  const sums = new Float64Array(k);
  for (let j = 0; j < n; j++) if (j !== i) sums[labels[j]!]! += together[i * n + j]!;
  return sums;
}

/** Moves one case at a time to where the expected agreement rises most, until it rises no more. */
function mended(sampled: Sampled, total: number, start: Int32Array): Int32Array {
  const labels = Int32Array.from(start);
  const sizes = sizesOf(labels);
  let pairs = pairsOf(sampled, labels);
  for (let pass = 0; pass < PASSES; pass++) {
    let moved = false;
    for (let i = 0; i < labels.length; i++) {
      const own = labels[i]!;
      const sums = sumsOf(sampled, labels, i, sizes.length);
      let best = { group: own, pairs, agreement: expectedRand(sampled, total, pairs) };
      for (let group = 0; group < sizes.length; group++) {
        if (group === own) continue;
        const after = {
          inGroups: pairs.inGroups - (sizes[own]! - 1) + sizes[group]!,
          shared: pairs.shared - sums[own]! + sums[group]!,
        };
        const agreement = expectedRand(sampled, total, after);
        if (agreement > best.agreement + 1e-9) best = { group, pairs: after, agreement };
      }
      if (best.group === own) continue;
      sizes[own]!--;
      sizes[best.group]!++;
      labels[i] = best.group;
      pairs = best.pairs;
      moved = true;
    }
    if (!moved) break;
  }
  return inOrder(labels);
}
