import { type Answers, answersOf, rowsOf } from './answers.ts';
import { type Clustering, MOST_GROUPED, sampleRows } from './cluster.ts';
import { fitAnew, fitFrom } from './latent.ts';
import { pick, type Random } from './random.ts';
import type { Item } from './traits.ts';

/** docs/method.md, section 3. */
const BOOTSTRAPS = 100;
/** Starts of each refit by chance; one more starts from the groups that were found. */
const STARTS = 3;

/**
 * How surely each group comes back: its mean Jaccard with the most similar class over samples drawn with replacement
 * (Hennig, Computational Statistics and Data Analysis 52, 2007), to each of which as many latent classes are fitted.
 */
export function stabilityOf(items: readonly Item[], found: Clustering, random: Random): number[] {
  if (found.k === 1) return [1];
  const rows = sampleRows(found.labels.length, MOST_GROUPED, random);
  const answers = answersOf(items, rows);
  const labels = Int32Array.from(rows, (row) => found.labels[row]!);
  const sums = new Array<number>(found.k).fill(0);
  const times = new Array<number>(found.k).fill(0);
  for (let round = 0; round < BOOTSTRAPS; round++) {
    const drawn = Int32Array.from({ length: rows.length }, () => pick(random, rows.length)).sort();
    const before = Int32Array.from(drawn, (row) => labels[row]!);
    const again = refit(rowsOf(answers, drawn), before, found.k, random);
    bestJaccards(drawn, before, again, found.k).forEach((jaccard, group) => {
      if (jaccard === null) return;
      sums[group]! += jaccard;
      times[group]!++;
    });
  }
  return sums.map((sum, group) => (times[group] === 0 ? 0 : sum / times[group]!));
}

function refit(answers: Answers, before: Int32Array, k: number, random: Random): Int32Array {
  const warm = fitFrom(answers, before, k);
  const anew = fitAnew(answers, k, STARTS, random);
  return anew.fit > warm.fit ? anew.labels : warm.labels;
}

/** Over distinct rows: a row that was drawn twice counts once. `null` for a group that was not drawn at all. */
function bestJaccards(rows: Int32Array, before: Int32Array, after: Int32Array, k: number): (number | null)[] {
  const shared = new Float64Array(k * k);
  const sizes = new Float64Array(k);
  const sizesAfter = new Float64Array(k);
  for (let i = 0; i < rows.length; i++) {
    if (i > 0 && rows[i] === rows[i - 1]) continue;
    shared[before[i]! * k + after[i]!]!++;
    sizes[before[i]!]!++;
    sizesAfter[after[i]!]!++;
  }
  return Array.from(sizes, (size, group) => {
    if (size === 0) return null;
    const jaccards = Array.from(sizesAfter, (other, label) => {
      const both = shared[group * k + label]!;
      return both / (size + other - both);
    });
    return Math.max(...jaccards);
  });
}
