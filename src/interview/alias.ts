/** One customer under two keys: what is said of the alias counts for the other. */
export type Alias = { alias: string; canonical: string };

/** The key that each key counts as: its own, unless it was merged into another, which may itself have been merged. */
export function rootsOf(aliases: readonly Alias[]): (key: string) => string {
  const next = new Map(aliases.map(({ alias, canonical }) => [alias, canonical]));
  return (key) => {
    let root = key;
    for (let step = next.get(root); step !== undefined; step = next.get(root)) root = step;
    return root;
  };
}

/** Every key that counts as the same customer as this one, itself included; sorted. */
export function familyOf(aliases: readonly Alias[], key: string): string[] {
  const rootOf = rootsOf(aliases);
  const root = rootOf(key);
  const others = aliases.map(({ alias }) => alias).filter((alias) => rootOf(alias) === root);
  return [...new Set([root, ...others])].sort();
}
