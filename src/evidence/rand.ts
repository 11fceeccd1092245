/**
 * Adjusted Rand index of two partitions of the same things (Hubert and Arabie, Journal of Classification 2, 1985):
 * 1 where they are the same, 0 on average where they have nothing to do with each other.
 */
export function adjustedRand(one: ArrayLike<number>, two: ArrayLike<number>): number {
  const cells = new Map<string, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  for (let i = 0; i < one.length; i++) {
    const [row, column] = [one[i]!, two[i]!];
    cells.set(`${row},${column}`, (cells.get(`${row},${column}`) ?? 0) + 1);
    rows.set(row, (rows.get(row) ?? 0) + 1);
    columns.set(column, (columns.get(column) ?? 0) + 1);
  }
  const together = pairsIn(cells.values());
  const inRows = pairsIn(rows.values());
  const inColumns = pairsIn(columns.values());
  const expected = one.length < 2 ? 0 : (inRows * inColumns) / pairsIn([one.length]);
  const highest = (inRows + inColumns) / 2;
  return highest === expected ? 1 : (together - expected) / (highest - expected);
}

function pairsIn(sizes: Iterable<number>): number {
  let pairs = 0;
  for (const size of sizes) pairs += (size * (size - 1)) / 2;
  return pairs;
}
