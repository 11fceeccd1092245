import { editDistance } from './customer.ts';

/** What somebody probably meant: the known word a slip or two away, `null` where none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const allowed = word.length >= 5 ? 2 : 1;
  const near = known
    .map((one) => ({ one, distance: editDistance(word.toLowerCase(), one.toLowerCase()) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.one ?? null;
}
