import type { Case, CaseTable, Portrayal } from '../cases/case.ts';
import type { Claim, Group, MicroGroup } from './evidence.ts';
import { findGroups, groupGates, groupOf, hasEnough } from './groups.ts';
import { findMicroGroups, openQuestions } from './micro.ts';
import { seeded } from './random.ts';
import { findRules } from './rules.ts';

/** docs/method.md, section 13: customers from which kinds are looked for, and from which a portrait is more than a sketch. */
export const portraitSizes = { least: groupGates.cases, kinds: 8, full: 30 };

/** What can be counted about the customers whom some interviews portray. */
export type Portrait = {
  kind: Portrayal;
  /** Every customer portrayed that nobody calls a problem. */
  members: Case[];
  /** Problem customers, whom they are held against. */
  others: Case[];
  /** Kinds that were kept, else all of them as one; empty where there are too few, or one colleague's view only. */
  groups: Group[];
  /** Parts of those groups that differ in subtle traits: the gates are those of problem customers. */
  microGroups: MicroGroup[];
  /** Subtle dimensions whose answers are too few to decide on such parts. */
  questions: string[];
  /** Single traits that all of them show more often than problem customers do; `problem` counts them, `comparison` those. */
  more: Claim[];
};

/** Apart from the seeds of findEvidence. */
const SEED = { buyer: 3_000, customer: 4_000 };

/**
 * Customers we want more of, and customers as they speak of us, with what most of them share: the same groups and the
 * same test as for problem customers, the other way round. The same table gives the same portraits.
 */
export function findPortraits(table: CaseTable): Portrait[] {
  const others = table.cases.filter(({ kind }) => kind === 'problem');
  return (['buyer', 'customer'] as const).map((kind) => {
    const members = membersOf(table, kind);
    const groups = groupsOf(kind, members, table);
    const parents = groups.map(({ cases }) => {
      const own = new Set(cases);
      return members.filter(({ key }) => own.has(key));
    });
    return {
      kind,
      members,
      others,
      groups,
      microGroups:
        members.length < portraitSizes.full
          ? []
          : groups.flatMap((group, i) => {
              const isWhole = parents[i]!.length === members.length;
              return microGroupsOf(group, parents[i]!, isWhole, table, SEED[kind] + 100 + i);
            }),
      questions: openQuestions(parents, table.dimensions),
      more: moreOf(members, others, table),
    };
  });
}

/**
 * Standard deviations by which manners must go together in a whole portrait (see `groupGates.clarity`): of 300 portraits of
 * 30 customers whose manner was chance, 3.8 and 4.3 let one part through.
 */
const WHOLE_CLARITY = 4.6;

/**
 * As inside a kind of problem customer. All of them as one portrait are a parent, too: nothing was formed, so nothing has
 * passed the stricter gate of a kind yet, and their parts have to.
 */
function microGroupsOf(
  parent: Group,
  members: Case[],
  isWhole: boolean,
  { dimensions }: CaseTable,
  seed: number,
): MicroGroup[] {
  if (!isWhole && parent.strength !== 'supported') return [];
  const enough = isWhole ? WHOLE_CLARITY : undefined;
  return findMicroGroups(parent, members, dimensions, seeded(seed), enough).map((group, i) => ({
    ...group,
    id: `${parent.id}m${i + 1}`,
  }));
}

function membersOf({ cases, unjudged, portrayed }: CaseTable, kind: Portrayal): Case[] {
  const wanted = new Set(portrayed[kind]);
  return [...cases, ...unjudged]
    .filter((one) => wanted.has(one.key) && one.kind !== 'problem')
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function groupsOf(kind: Portrayal, members: Case[], { dimensions }: CaseTable): Group[] {
  if (!hasEnough(members)) return [];
  const best = members.length < portraitSizes.full ? 'tentative' : 'supported';
  const kept =
    members.length < portraitSizes.kinds
      ? []
      : findGroups(members, dimensions, seeded(SEED[kind]), best).filter((group) => group.kept);
  const groups = kept.length > 0 ? kept : [groupOf(members, [], dimensions, 1, 'tentative')];
  return groups.map((group, i) => ({ ...group, id: `${kind}${i + 1}` }));
}

/** Over all of them, never over a group that was formed by the same traits. */
function moreOf(members: Case[], others: Case[], { dimensions }: CaseTable): Claim[] {
  if (members.length < portraitSizes.least || others.length === 0) return [];
  const sides = [
    ...members.map((one): Case => ({ ...one, kind: 'problem' })),
    ...others.map((one): Case => ({ ...one, kind: 'comparison' })),
  ];
  return findRules(sides, dimensions, 1).filter(({ strength }) => strength !== 'hypothesis');
}
