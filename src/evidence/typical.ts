/** Words said in fewer texts of the group than this are chance. */
const FEWEST = 2;
/** Strength of the prior that every word is used alike on both sides, in words. */
const PRIOR = 50;

/**
 * How typical words are of one set of texts against another: log-odds with an informative Dirichlet prior, in standard
 * deviations (Monroe, Colaresi and Quinn, Political Analysis 16, 2008). A text counts once for each of its words; only
 * words above 0 are returned.
 */
export function typicalWords(
  own: readonly ReadonlySet<string>[],
  others: readonly ReadonlySet<string>[],
): Map<string, number> {
  const [mine, theirs] = [counted(own), counted(others)];
  const [ofMine, ofTheirs] = [total(mine), total(theirs)];
  const typical = new Map<string, number>();
  for (const [word, count] of mine) {
    if (count < FEWEST) continue;
    const other = theirs.get(word) ?? 0;
    const prior = (PRIOR * (count + other)) / (ofMine + ofTheirs);
    const odds = (seen: number, of: number) => Math.log((seen + prior) / (of + PRIOR - seen - prior));
    const spread = Math.sqrt(1 / (count + prior) + 1 / (other + prior));
    const z = (odds(count, ofMine) - odds(other, ofTheirs)) / spread;
    if (z > 0) typical.set(word, z);
  }
  return typical;
}

function counted(texts: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
