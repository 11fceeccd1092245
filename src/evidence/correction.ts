/**
 * Adjusted p-values of Benjamini and Hochberg (1995): the smallest false discovery rate at which each would be accepted.
 * The same figures as R's `p.adjust(p, "BH")`.
 *
 * @returns q in the order of `p`, each 0 to 1
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((i, j) => p[j]! - p[i]!);
  const q = new Array<number>(p.length);
  let smallest = 1;
  order.forEach((index, place) => {
    const rank = p.length - place;
    smallest = Math.min(smallest, (p[index]! * p.length) / rank);
    q[index] = smallest;
  });
  return q;
}
