import type { Case, CaseTable } from '../cases/case.ts';
import type { Strength } from '../database/tables.ts';
import { type Clustering, cluster } from './cluster.ts';
import type { Group } from './evidence.ts';
import { profileOf } from './profile.ts';
import type { Random } from './random.ts';
import { nullExceedances, stabilityOf } from './stability.ts';
import { type Item, itemsOf } from './traits.ts';

/** drafting.md, section 3: how often of 100 a world without structure may be as clear. */
export const groupGates = {
  cases: 5,
  reporters: 2,
  supported: 0.75,
  tentative: 0.6,
  nullSupported: 5,
  nullTentative: 0,
};

/** What is needed to see whether rows fall into kinds: a partition, how surely each group returns, and the null. */
export type Kinds = { found: Clustering; stability: number[]; exceeded: number };

/** Partition, bootstrap and null over rows 0 to n - 1. One group where nothing can be told apart. */
export function kindsOf(items: readonly Item[], n: number, random: Random): Kinds {
  const found = cluster(items, n, random);
  if (found.k === 1) return { found, stability: [1], exceeded: 0 };
  const exceeded = nullExceedances(items, found, random, groupGates.nullSupported);
  return { found, stability: stabilityOf(items, found, random), exceeded };
}

/** Kinds of problem customers: every problem case in exactly one group, kept or not. Largest first. */
export function findGroups(
  problems: readonly Case[],
  dimensions: CaseTable['dimensions'],
  random: Random,
  best: Strength,
): Group[] {
  const kinds = kindsOf(itemsOf(problems, dimensions, 'macro'), problems.length, random);
  const members = membersOf(problems, kinds.found);
  return members
    .map((cases, label) => {
      const own = new Set(cases);
      const others = problems.filter((one) => !own.has(one));
      const stability = kinds.stability[label]!;
      return groupOf(
        cases,
        others,
        dimensions,
        stability,
        weaker(strengthOf(stability, kinds.exceeded), best),
      );
    })
    .sort((a, b) => b.cases.length - a.cases.length || (a.cases[0]! < b.cases[0]! ? -1 : 1))
    .map((group, i) => ({ ...group, id: `g${i + 1}` }));
}

export function membersOf(cases: readonly Case[], { labels, k }: Clustering): Case[][] {
  const members: Case[][] = Array.from({ length: k }, () => []);
  cases.forEach((one, i) => {
    members[labels[i]!]!.push(one);
  });
  return members;
}

/** What stability and the null together allow; a tentative group must beat every world without structure. */
export function strengthOf(stability: number, exceeded: number): Strength {
  if (stability >= groupGates.supported && exceeded <= groupGates.nullSupported) return 'supported';
  if (stability >= groupGates.tentative && exceeded <= groupGates.nullTentative) return 'tentative';
  return 'hypothesis';
}

const ladder: Strength[] = ['hypothesis', 'tentative', 'supported'];

export function weaker(one: Strength, two: Strength): Strength {
  return ladder[Math.min(ladder.indexOf(one), ladder.indexOf(two))]!;
}

/** A group with its gates applied: at least 5 cases and 2 reporters, or one and a record. */
export function groupOf(
  cases: readonly Case[],
  others: readonly Case[],
  dimensions: CaseTable['dimensions'],
  stability: number,
  strength: Strength,
): Group {
  const reporters = new Set(cases.flatMap((one) => one.reporters)).size;
  const voices =
    reporters >= groupGates.reporters || (reporters === 1 && cases.some(({ hasRecord }) => hasRecord));
  const passes = cases.length >= groupGates.cases && voices;
  const held = passes ? strength : 'hypothesis';
  return {
    id: '',
    cases: cases.map(({ key }) => key),
    stability,
    kept: held !== 'hypothesis',
    strength: held,
    reporters,
    profile: profileOf(cases, others, dimensions),
  };
}
