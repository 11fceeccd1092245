import { type Clustering, cluster, clusterAgain } from './cluster.ts';
import { pick, type Random, shuffle } from './random.ts';
import type { Item } from './traits.ts';

/** drafting.md, section 3. */
export const rounds = { bootstraps: 100, permutations: 100 };

/**
 * How surely each group comes back: its mean Jaccard with the most similar group over samples drawn with replacement
 * (Hennig, Computational Statistics and Data Analysis 52, 2007).
 */
export function stabilityOf(items: readonly Item[], n: number, found: Clustering, random: Random): number[] {
  const sums = new Array<number>(found.k).fill(0);
  const times = new Array<number>(found.k).fill(0);
  if (found.k === 1) return [1];
  for (let round = 0; round < rounds.bootstraps; round++) {
    const rows = Int32Array.from({ length: n }, () => pick(random, n)).sort();
    const labels = clusterAgain(items, rows, found);
    bestJaccards(rows, labels, found).forEach((jaccard, group) => {
      if (jaccard === null) return;
      sums[group]! += jaccard;
      times[group]!++;
    });
  }
  return sums.map((sum, group) => (times[group] === 0 ? 0 : sum / times[group]!));
}

/** Over distinct rows: a row that was drawn twice counts once. `null` for a group that was not drawn at all. */
function bestJaccards(rows: Int32Array, labels: Int32Array, found: Clustering): (number | null)[] {
  const shared = new Map<string, number>();
  const before = new Map<number, number>();
  const after = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    if (i > 0 && rows[i] === rows[i - 1]) continue;
    const [one, two] = [found.labels[rows[i]!]!, labels[i]!];
    shared.set(`${one},${two}`, (shared.get(`${one},${two}`) ?? 0) + 1);
    before.set(one, (before.get(one) ?? 0) + 1);
    after.set(two, (after.get(two) ?? 0) + 1);
  }
  return Array.from({ length: found.k }, (_, group) => {
    const size = before.get(group);
    if (size === undefined) return null;
    return Math.max(
      ...[...after].map(([other, otherSize]) => {
        const both = shared.get(`${group},${other}`) ?? 0;
        return both / (size + otherSize - both);
      }),
    );
  });
}

/**
 * In how many of a hundred worlds without any structure the grouping is as clear as this one: every item's known
 * values are dealt out anew among the cases in which it is known. Stops as soon as `allowed` is exceeded.
 */
export function nullExceedances(
  items: readonly Item[],
  n: number,
  found: Clustering,
  random: Random,
  allowed: number,
): number {
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  let exceeded = 0;
  for (let round = 0; round < rounds.permutations && exceeded <= allowed; round++) {
    const dealt = items.map((item) => ({ ...item, codes: permuted(item.codes, random) }));
    if (cluster(dealt, rows, random).criterion >= found.criterion) exceeded++;
  }
  return exceeded;
}

function permuted(codes: Int16Array, random: Random): Int16Array {
  const known = codes.filter((code) => code >= 0);
  shuffle(random, known);
  let next = 0;
  return codes.map((code) => (code < 0 ? code : known[next++]!));
}
