import { type Distances, gower } from './distance.ts';
import { pam, silhouette, swap } from './pam.ts';
import type { Random } from './random.ts';
import type { Item } from './traits.ts';

/** A partition of the rows; `criterion` says how clear it is, and is comparable only over the same items and rows. */
export type Clustering = { labels: Int32Array; k: number; criterion: number };

const MOST_GROUPS = 8;
const SMALLEST = 5;

/** The clearest partition into two groups or more, or one group where there are too few rows or items. */
export function cluster(items: readonly Item[], rows: ArrayLike<number>, _random: Random): Clustering {
  const n = rows.length;
  let best: Clustering = { labels: new Int32Array(n), k: 1, criterion: 0 };
  if (items.length < 2) return best;
  const distances = gower(items, rows);
  for (let k = 2; k <= Math.min(MOST_GROUPS, Math.floor(n / SMALLEST)); k++) {
    const { labels } = pam(distances, k);
    const criterion = silhouette(distances, labels, k);
    if (criterion > best.criterion + 1e-9) best = { labels, k, criterion };
  }
  return best;
}

/** The same method with the same number of groups on other rows. */
export function clusterAgain(items: readonly Item[], rows: ArrayLike<number>, found: Clustering): Int32Array {
  const distances: Distances = gower(items, rows);
  return found.k === 1
    ? new Int32Array(rows.length)
    : swap(distances, pam(distances, found.k).medoids).labels;
}
