import type { Item } from './traits.ts';

/** How far a value's share inside a group must stand above its share outside, for the value to mark the group. */
const LEAD = 0.3;

/**
 * The dimensions in which a group has a value of its own.
 *
 * @param inside 1 for each case in the group
 */
export function markedBy(items: readonly Item[], inside: Uint8Array): Set<string> {
  return new Set(items.filter((item) => marks(item, inside)).map(({ dimension }) => dimension));
}

function marks({ values, codes }: Item, inside: Uint8Array): boolean {
  return values.some((_, value) => {
    const [a, b, c, d] = cellsOf(codes, value, inside);
    return a + b > 0 && c + d > 0 && a / (a + b) - c / (c + d) >= LEAD;
  });
}

/** Inside with and without a value, outside with and without it; unknown answers count nowhere. */
export function cellsOf(
  codes: Int16Array,
  value: number,
  inside: Uint8Array,
): [number, number, number, number] {
  const cells: [number, number, number, number] = [0, 0, 0, 0];
  codes.forEach((code, i) => {
    if (code >= 0) cells[(inside[i] === 1 ? 0 : 2) + (code === value ? 0 : 1)]!++;
  });
  return cells;
}
