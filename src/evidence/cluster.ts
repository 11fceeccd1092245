import { answersOf } from './answers.ts';
import { consensus } from './consensus.ts';
import { classesOf, fitFrom } from './latent.ts';
import { samplePartitions } from './mixture.ts';
import { pick, type Random } from './random.ts';
import type { Item } from './traits.ts';

/** Every case in one of k groups. */
export type Clustering = { labels: Int32Array; k: number };

const SMALLEST = 5;
/** Above this many cases a sample is grouped, and the others join the group that fits their answers best. */
export const MOST_GROUPED = 800;

/**
 * Kinds of cases: a consensus over partitions drawn from a mixture of latent classes (docs/decisions/groups.md says why).
 * One group where there are too few cases or items to tell kinds apart.
 */
export function cluster(items: readonly Item[], n: number, random: Random): Clustering {
  if (items.length < 2 || n < SMALLEST * 2) return { labels: new Int32Array(n), k: 1 };
  const rows = sampleRows(n, MOST_GROUPED, random);
  const answers = answersOf(items, rows);
  const { labels, k } = consensus(samplePartitions(answers, random));
  if (rows.length === n) return { labels, k };
  const { model } = fitFrom(answers, labels, k);
  return { labels: classesOf(answersOf(items, everyRow(n)), model), k };
}

export function everyRow(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i);
}

/** At most `most` of the rows 0 to n - 1, each at most once, ascending (Floyd's sampling, CACM 30, 1987). */
export function sampleRows(n: number, most: number, random: Random): Int32Array {
  if (n <= most) return everyRow(n);
  const rows = new Set<number>();
  for (let j = n - most; j < n; j++) {
    const row = pick(random, j + 1);
    rows.add(rows.has(row) ? j : row);
  }
  return Int32Array.from(rows).sort();
}
