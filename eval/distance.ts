import type { Item } from '../src/evidence/traits.ts';

/** Distances between all pairs of `n` things, row by row. */
export type Distances = { n: number; between: Float32Array };

/**
 * Gower's coefficient (Biometrics 27, 1971) on items of names: the share of the items known of both that differ.
 * An unknown item is ignored, not counted as different; two cases that share no known item are half apart.
 *
 * @param rows which cases, one may stand there twice; left out: all of them
 */
export function gower(items: readonly Item[], rows: ArrayLike<number>): Distances {
  const n = rows.length;
  const between = new Float32Array(n * n);
  const codes = items.map((item) => Int16Array.from(rows, (row) => item.codes[row]!));
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      let known = 0;
      let differ = 0;
      for (const code of codes) {
        const [x, y] = [code[i]!, code[j]!];
        if (x < 0 || y < 0) continue;
        known++;
        if (x !== y) differ++;
      }
      const distance = known === 0 ? 0.5 : differ / known;
      between[i * n + j] = distance;
      between[j * n + i] = distance;
    }
  }
  return { n, between };
}
