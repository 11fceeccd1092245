import type { CaseTable } from '../src/cases/case.ts';
import { cluster, everyRow } from '../src/evidence/cluster.ts';
import { findEvidence } from '../src/evidence/find.ts';
import { kindsOf, strengthOf } from '../src/evidence/groups.ts';
import { adjustedRand } from '../src/evidence/rand.ts';
import { seeded, shuffle } from '../src/evidence/random.ts';
import { findRules } from '../src/evidence/rules.ts';
import { gower } from './distance.ts';
import { pam, silhouette } from './pam.ts';
import {
  microWorld,
  noiseWorld,
  plantedWorld,
  type Recipe,
  strangeWorld,
  tableOf,
  twinWorld,
} from './worlds.ts';

/** Worlds whose items go together but whose labels are dealt by chance: how many make any "more often than" claim. */
export function shuffledWorlds(worlds: number): number {
  let claiming = 0;
  for (let seed = 1; seed <= worlds; seed++) {
    const random = seeded(seed + 10_000);
    const problems = 20 + (seed % 4) * 20;
    const comparisons = 20 + (seed % 3) * 20;
    const recipe: Recipe = {
      n: problems + comparisons,
      sizes: [3, 2, 1],
      values: [2, 3, 4, 5, 2, 3, 4, 5, 3, 4],
      own: 0.7,
      missing: 0.1,
    };
    const { items } = plantedWorld(recipe, seed);
    const kinds = Array.from({ length: recipe.n }, (_, i) => (i < problems ? 1 : 0));
    shuffle(random, kinds);
    const table = tableOf(items, kinds);
    if (findRules(table.cases, table.dimensions, 2).length > 0) claiming++;
  }
  return claiming;
}

/** Pure noise: how many worlds have a supported group beyond one, any kept one beyond one, or a micro group. */
export function noiseWorlds(worlds: number): { supported: number; kept: number; micro: number } {
  const found = { supported: 0, kept: 0, micro: 0 };
  for (let seed = 1; seed <= worlds; seed++) {
    const n = [30, 40, 60, 90][seed % 4]!;
    const macro = noiseWorld(n, [3, 4, 3, 4, 2, 5], 0.1, seed);
    const subtle = noiseWorld(n, [3, 3, 3], 0.2, seed + 5_000).map((item) => ({
      ...item,
      dimension: `subtle_${item.dimension}`,
    }));
    const evidence = findEvidence(tableOf(macro, new Uint8Array(n).fill(1), subtle));
    if (evidence.groups.filter(({ strength }) => strength === 'supported').length > 1) found.supported++;
    if (evidence.groups.filter(({ kept }) => kept).length > 1) found.kept++;
    if (evidence.microGroups.length > 0) found.micro++;
  }
  return found;
}

/** Noise with one fact that was asked twice: worlds with a kept or a supported group beyond one. */
export function twinWorlds(worlds: number): { supported: number; kept: number } {
  const found = { supported: 0, kept: 0 };
  for (let seed = 1; seed <= worlds; seed++) {
    const n = [60, 90, 120][seed % 3]!;
    const { groups } = findEvidence(tableOf(twinWorld(n, seed), new Uint8Array(n).fill(1)));
    if (groups.filter(({ strength }) => strength === 'supported').length > 1) found.supported++;
    if (groups.filter(({ kept }) => kept).length > 1) found.kept++;
  }
  return found;
}

/** Of the cases in kept groups: how many members are put at the fringe, and how many who are of no kind. */
export function fringeWorlds(
  recipe: Recipe,
  share: number,
  worlds: number,
): { lost: number; caught: number } {
  const seen = { members: 0, lost: 0, strangers: 0, caught: 0 };
  for (let seed = 1; seed <= worlds; seed++) {
    const { items, strange } = strangeWorld(recipe, share, seed);
    const { groups } = findEvidence(tableOf(items, new Uint8Array(recipe.n).fill(1)));
    for (const { cases, fringe = [] } of groups.filter(({ kept }) => kept)) {
      const strangers = (keys: string[]) => keys.filter((key) => strange[Number(key.slice(4))] === 1).length;
      seen.strangers += strangers(cases) + strangers(fringe);
      seen.caught += strangers(fringe);
      seen.members += cases.length - strangers(cases) + fringe.length - strangers(fringe);
      seen.lost += fringe.length - strangers(fringe);
    }
  }
  return { lost: seen.lost / seen.members, caught: seen.caught / seen.strangers };
}

export type Corner = {
  worlds: number;
  oracle: number;
  share: number;
  pamShare: number;
  /** Mean difference to PAM in adjusted Rand index, with its 95 % interval. */
  lead: number;
  leadInterval: [number, number];
  /** Standard error of the share. */
  error: number;
};

/** Agreement with the planted kinds, beside the oracle's and beside plain Gower with PAM and silhouette. */
export function corner(recipe: Recipe, worlds: number, firstSeed = 1): Corner {
  const rows: { oracle: number; ours: number; pam: number }[] = [];
  for (let seed = firstSeed; seed < firstSeed + worlds; seed++) {
    const { items, truth, oracle } = plantedWorld(recipe, seed);
    rows.push({
      oracle: adjustedRand(truth, oracle),
      ours: adjustedRand(truth, cluster(items, recipe.n, seeded(1)).labels),
      pam: adjustedRand(truth, plainPam(items, recipe.n)),
    });
  }
  const oracle = mean(rows.map((row) => row.oracle));
  const share = mean(rows.map(({ ours }) => ours)) / oracle;
  const leads = rows.map(({ ours, pam: other }) => ours - other);
  const lead = mean(leads);
  const reach = 1.96 * standardError(leads);
  return {
    worlds,
    oracle,
    share,
    pamShare: mean(rows.map((row) => row.pam)) / oracle,
    lead,
    leadInterval: [lead - reach, lead + reach],
    error: standardError(rows.map((row) => (row.ours - share * row.oracle) / oracle)),
  };
}

/** Gower distances and PAM, the number of groups by silhouette: the classical way, as a yardstick. */
export function plainPam(items: Parameters<typeof gower>[0], n: number): Int32Array {
  const distances = gower(items, everyRow(n));
  let best: { labels: Int32Array; width: number } = { labels: new Int32Array(n), width: 0 };
  for (let k = 2; k <= Math.min(8, Math.floor(n / 5)); k++) {
    const { labels } = pam(distances, k);
    const width = silhouette(distances, labels, k);
    if (width > best.width) best = { labels, width };
  }
  return best.labels;
}

/** Share of planted kinds that come back as a kept group with a Jaccard of .5 or more, of the world's kinds. */
export function keptShare(recipe: Recipe, worlds: number): number {
  let kept = 0;
  for (let seed = 1; seed <= worlds; seed++) {
    const { items, truth } = plantedWorld(recipe, seed);
    const { found, stability, beatsNull } = kindsOf(items, recipe.n, seeded(1));
    recipe.sizes.forEach((_, kind) => {
      const matches = stability.some(
        (value, group) =>
          strengthOf(value, beatsNull) !== 'hypothesis' && jaccard(truth, kind, found.labels, group) >= 0.5,
      );
      if (matches) kept++;
    });
  }
  return kept / (worlds * recipe.sizes.length);
}

function jaccard(one: Int32Array, kind: number, two: Int32Array, group: number): number {
  let both = 0;
  let either = 0;
  one.forEach((label, i) => {
    const [x, y] = [label === kind, two[i] === group];
    if (x && y) both++;
    if (x || y) either++;
  });
  return either === 0 ? 0 : both / either;
}

/**
 * Worlds of three macro kinds, one of which has two micro kinds on the subtle items: in how many the micro kinds are
 * found, and in how many of the other two macro kinds one is claimed.
 */
export function microWorlds(worlds: number, n: number): { found: number; claimed: number; wrong: number } {
  let found = 0;
  let claimed = 0;
  for (let seed = 1; seed <= worlds; seed++) {
    const { table, child } = microWorld(n, seed);
    const { microGroups, groups } = findEvidence(table);
    const home = groups.find(({ cases }) => overlap(cases, child.parent) >= 0.5)?.id;
    if (microGroups.some(({ parent, cases }) => parent === home && overlap(cases, child.cases) >= 0.5))
      found++;
    claimed += new Set(microGroups.filter(({ parent }) => parent !== home).map(({ parent }) => parent)).size;
  }
  return { found: found / worlds, claimed: claimed / (worlds * 2), wrong: claimed };
}

function overlap(one: readonly string[], two: readonly string[]): number {
  const [a, b] = [new Set(one), new Set(two)];
  return a.intersection(b).size / a.union(b).size;
}

/** The same cases in another order, and with every report there twice, must give the same evidence. */
export function isInvariant(table: CaseTable): boolean {
  const reversed = { ...table, cases: [...table.cases].reverse() };
  const doubled = {
    ...table,
    cases: table.cases.map((one) => ({
      ...one,
      sources: { get: (key: string) => one.sources.get(key)?.flatMap((source) => [source, source]) },
    })),
  };
  const first = JSON.stringify(findEvidence(table));
  return first === JSON.stringify(findEvidence(reversed)) && first === JSON.stringify(findEvidence(doubled));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function standardError(numbers: readonly number[]): number {
  const middle = mean(numbers);
  const squares = numbers.reduce((sum, number) => sum + (number - middle) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - 1) / numbers.length);
}
