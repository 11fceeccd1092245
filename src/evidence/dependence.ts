import type { Answers } from './answers.ts';
import { type Random, shuffle } from './random.ts';

/**
 * How much items go together: Pearson's chi-square of every pair of items over the cases in which both are known, each
 * brought to mean 0 and variance 1 by its degrees of freedom, summed. Kinds of cases show in it whatever their number,
 * and it needs no grouping, so it may judge one.
 */
export function dependence(answers: Answers): number {
  let sum = 0;
  for (let one = 0; one < answers.items; one++) {
    for (let other = one + 1; other < answers.items; other++) sum += pairDependence(answers, one, other);
  }
  return sum;
}

function pairDependence({ n, items, values, widths, itemOf }: Answers, one: number, other: number): number {
  const [rows, columns] = [widths[one]!, widths[other]!];
  const [firstRow, firstColumn] = [itemOf.indexOf(one), itemOf.indexOf(other)];
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

/**
 * In how many of `rounds` worlds without any structure the items go together as much as in this one: every item's known
 * values are dealt out anew among the cases in which it is known. Stops as soon as `allowed` is exceeded.
 */
export function nullExceedances(answers: Answers, rounds: number, allowed: number, random: Random): number {
  const observed = dependence(answers);
  let exceeded = 0;
  for (let round = 0; round < rounds && exceeded <= allowed; round++) {
    if (dependence(dealtAnew(answers, random)) >= observed) exceeded++;
  }
  return exceeded;
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
