import type { Answers } from './answers.ts';
import { type Random, shuffle } from './random.ts';

const ENOUGH_TO_SPARE = 4;

/**
 * How much items go together: Pearson's chi-square of every pair of items over the cases in which both are known, each
 * brought to mean 0 and variance 1 by its degrees of freedom, summed. Kinds of cases show in it whatever their number,
 * and it needs no grouping, so it may judge one.
 *
 * @param spared the strongest pair is left out where there are four items or more: two that ask the same show no kinds
 */
function dependence(answers: Answers, spared: boolean): number {
  let sum = 0;
  let highest = 0;
  for (let one = 0; one < answers.items; one++) {
    for (let other = one + 1; other < answers.items; other++) {
      const pair = pairDependence(answers, one, other);
      sum += pair;
      highest = Math.max(highest, pair);
    }
  }
  return spared && answers.items >= ENOUGH_TO_SPARE ? sum - highest : sum;
}

function pairDependence({ n, items, values, widths, firsts }: Answers, one: number, other: number): number {
  const [rows, columns] = [widths[one]!, widths[other]!];
  const [firstRow, firstColumn] = [firsts[one]!, firsts[other]!];
  const cells = new Float64Array(rows * columns);
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  let both = 0;
  for (let i = 0; i < n; i++) {
    const [x, y] = [values[i * items + one]!, values[i * items + other]!];
    if (x < 0 || y < 0) continue;
    cells[(x - firstRow) * columns + y - firstColumn]!++;
    rowSums[x - firstRow]!++;
    columnSums[y - firstColumn]!++;
    both++;
  }
  const freedom = (present(rowSums) - 1) * (present(columnSums) - 1);
  if (freedom <= 0) return 0;
  let square = 0;
  cells.forEach((cell, place) => {
    const expected = (rowSums[Math.floor(place / columns)]! * columnSums[place % columns]!) / both;
    if (expected > 0) square += (cell - expected) ** 2 / expected;
  });
  return (square - freedom) / Math.sqrt(2 * freedom);
}

function present(sums: Float64Array): number {
  return sums.reduce((count, sum) => count + (sum > 0 ? 1 : 0), 0);
}

/** How many standard deviations are asked for, and whether the strongest pair is left out. */
export type Null = { enough: number; spared: boolean };

const ROUNDS = 300;
/** After so many rounds a grouping that is this far from enough is given up. */
const FIRST_ROUNDS = 60;
const FAR = 1.5;

/**
 * By how many standard deviations the items go together more than in worlds without any structure, in which every
 * item's known values are dealt out anew among the cases in which it is known.
 *
 * @returns standard deviations; well below what is enough, fewer rounds are run
 */
export function clarity(answers: Answers, { enough, spared }: Null, random: Random): number {
  const observed = dependence(answers, spared);
  let sum = 0;
  let squares = 0;
  let result = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const chance = dependence(dealtAnew(answers, random), spared);
    sum += chance;
    squares += chance * chance;
    if (round !== FIRST_ROUNDS && round !== ROUNDS) continue;
    const spread = Math.sqrt(Math.max(0, squares / round - (sum / round) ** 2));
    result = spread === 0 ? 0 : (observed - sum / round) / spread;
    if (result < enough - FAR) break;
  }
  return result;
}

function dealtAnew(answers: Answers, random: Random): Answers {
  const { n, items } = answers;
  const values = Int32Array.from(answers.values);
  for (let j = 0; j < items; j++) {
    const known: number[] = [];
    for (let i = 0; i < n; i++) if (values[i * items + j]! >= 0) known.push(values[i * items + j]!);
    shuffle(random, known);
    let next = 0;
    for (let i = 0; i < n; i++) if (values[i * items + j]! >= 0) values[i * items + j] = known[next++]!;
  }
  return { ...answers, values };
}
