import type { Case, CaseTable } from '../cases/case.ts';
import type { Strength } from '../database/tables.ts';
import { answersOf } from './answers.ts';
import { type Clustering, cluster, MOST_GROUPED, sampleRows } from './cluster.ts';
import { clarity, type Null } from './dependence.ts';
import type { Group } from './evidence.ts';
import { fringeOf } from './fringe.ts';
import { markedBy } from './marks.ts';
import { profileOf } from './profile.ts';
import type { Random } from './random.ts';
import { stabilityOf } from './stability.ts';
import { type Item, itemsOf } from './traits.ts';

/**
 * docs/method.md, section 3. The null is stricter than the 95th percentile asked for there: with that one, one noise world
 * in twenty passes, and in such a world groups look stable (docs/decisions/groups.md).
 */
export const groupGates = {
  cases: 5,
  reporters: 2,
  supported: 0.75,
  tentative: 0.6,
  clarity: 3.8,
  /** Dimensions in which a group has a value of its own: what is left over beside real kinds comes back too. */
  marks: 2,
};

const NULL: Null = { enough: groupGates.clarity, spared: true };

/** A partition, how surely each of its groups returns, and whether the items go together more than by chance. */
export type Kinds = { found: Clustering; stability: number[]; beatsNull: boolean };

/**
 * Partition, bootstrap and null over rows 0 to n - 1. One group where nothing can be told apart.
 *
 * @param beaten what the items are held against
 */
export function kindsOf(items: readonly Item[], n: number, random: Random, beaten = NULL): Kinds {
  const found = cluster(items, n, random);
  if (found.k === 1) return { found, stability: [1], beatsNull: false };
  const answers = answersOf(items, sampleRows(n, MOST_GROUPED, random));
  const beatsNull = clarity(answers, beaten, random) >= beaten.enough;
  return { found, stability: stabilityOf(items, found, random), beatsNull };
}

/**
 * Kinds of problem customers: every problem case in exactly one group, kept or not, or at the fringe of a kept one.
 * Largest first.
 */
export function findGroups(
  problems: readonly Case[],
  dimensions: CaseTable['dimensions'],
  random: Random,
  best: Strength,
): Group[] {
  const items = itemsOf(problems, dimensions, 'macro');
  const { found, stability, beatsNull } = kindsOf(items, problems.length, random);
  const formed = (own: (row: number) => boolean, label: number, strength: Strength) => {
    const [cases, others] = [problems.filter((_, row) => own(row)), problems.filter((_, row) => !own(row))];
    return groupOf(cases, others, dimensions, stability[label]!, strength);
  };
  return Array.from({ length: found.k }, (_, label): Group => {
    const inside = Uint8Array.from(found.labels, (other) => (other === label ? 1 : 0));
    const isMarked = markedBy(items, inside).size >= groupGates.marks;
    const strength = isMarked ? weaker(strengthOf(stability[label]!, beatsNull), best) : 'hypothesis';
    const fringe = strength === 'hypothesis' ? new Set<number>() : fringeOf(items, rowsIn(inside));
    const core = formed((row) => inside[row] === 1 && !fringe.has(row), label, strength);
    if (fringe.size === 0) return core;
    if (!core.kept) return formed((row) => inside[row] === 1, label, 'hypothesis');
    return { ...core, fringe: [...fringe].map((row) => problems[row]!.key).sort() };
  })
    .sort((a, b) => b.cases.length - a.cases.length || (a.cases[0]! < b.cases[0]! ? -1 : 1))
    .map((group, i) => ({ ...group, id: `g${i + 1}` }));
}

function rowsIn(inside: Uint8Array): number[] {
  return [...inside.keys()].filter((row) => inside[row] === 1);
}

export function membersOf(cases: readonly Case[], { labels, k }: Clustering): Case[][] {
  const members: Case[][] = Array.from({ length: k }, () => []);
  cases.forEach((one, i) => {
    members[labels[i]!]!.push(one);
  });
  return members;
}

/** What stability and the null together allow. */
export function strengthOf(stability: number, beatsNull: boolean): Strength {
  if (!beatsNull || stability < groupGates.tentative) return 'hypothesis';
  return stability >= groupGates.supported ? 'supported' : 'tentative';
}

const ladder: Strength[] = ['hypothesis', 'tentative', 'supported'];

export function weaker(one: Strength, two: Strength): Strength {
  return ladder[Math.min(ladder.indexOf(one), ladder.indexOf(two))]!;
}

/** At least 5 cases and 2 reporters, or one and a record. */
export function hasEnough(cases: readonly Case[]): boolean {
  const reporters = reportersOf(cases);
  const voices =
    reporters >= groupGates.reporters || (reporters === 1 && cases.some(({ hasRecord }) => hasRecord));
  return cases.length >= groupGates.cases && voices;
}

const reportersOf = (cases: readonly Case[]) => new Set(cases.flatMap((one) => one.reporters)).size;

/** A group with its gates applied. */
export function groupOf(
  cases: readonly Case[],
  others: readonly Case[],
  dimensions: CaseTable['dimensions'],
  stability: number,
  strength: Strength,
): Group {
  const held = hasEnough(cases) ? strength : 'hypothesis';
  return {
    id: '',
    cases: cases.map(({ key }) => key),
    stability,
    kept: held !== 'hypothesis',
    strength: held,
    reporters: reportersOf(cases),
    profile: profileOf(cases, others, dimensions),
  };
}
