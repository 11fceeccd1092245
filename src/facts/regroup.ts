import type { Case, CaseTable } from '../cases/case.ts';
import type { Evidence, Group, Trait } from '../evidence/evidence.ts';
import { groupOf, weaker } from '../evidence/groups.ts';
import { findMicroGroups } from '../evidence/micro.ts';
import { seeded } from '../evidence/random.ts';

/** What a reviewer wants grouped otherwise than the answers group it. */
export type Regrouping = {
  id: number;
  kind: 'merge' | 'split';
  /** Keeps its number: the persona merged into, or the one that something is split off from. */
  persona: string;
  /** A merge: the persona merged in. */
  merged: string | null;
  /** A split: the trait of those that go; `null` where customers were ticked. */
  trait: Trait | null;
  /** Customers by which the groups are found again: those of `persona`; those merged in, or ticked. */
  own: string[];
  other: string[];
};

/** What was done to a group by hand, in the order it was done. */
export type ByHand = Pick<Regrouping, 'id' | 'kind' | 'trait'>[];

/** Why a wish changes nothing now: its kind is not found; a part is too small; its two kinds are one already. */
export type Waiting = { wish: Regrouping; why: 'not found' | 'too few' | 'one already' };

export type Regrouped = {
  evidence: Evidence;
  /** By group id. */
  byHand: Map<string, ByHand>;
  /** Group id -> the persona it stays, whatever its customers are now. */
  pinned: Map<string, string>;
  waiting: Waiting[];
};

/** Streams of chance of their own, apart from those of the groups that nobody touched (evidence/find.ts). */
const SEED = 5_000;

/**
 * The evidence with the kinds as reviewers want them, in the order they asked. Nothing is added up: every count is made
 * anew from the cases of the new groups, which have to pass the gates of any other (evidence/groups.ts).
 *
 * @param kinds the kept groups; where there are none, all problem cases as one
 */
export function regroup(
  evidence: Evidence,
  table: CaseTable,
  kinds: Group[],
  wishes: readonly Regrouping[],
): Regrouped {
  const cases = new Map(table.cases.map((one) => [one.key, one]));
  const state: State = { kinds, cases, table, byHand: new Map(), pinned: new Map() };
  const waiting: Waiting[] = [];
  for (const wish of wishes) {
    const why = wish.kind === 'merge' ? merge(state, wish) : split(state, wish);
    if (why !== null) waiting.push({ wish, why });
  }
  const { byHand, pinned } = state;
  const changed = byHand.size === 0 ? evidence : withKinds(evidence, state);
  return { evidence: changed, byHand, pinned, waiting };
}

type State = Pick<Regrouped, 'byHand' | 'pinned'> & {
  kinds: Group[];
  cases: Map<string, Case>;
  table: CaseTable;
};

/** The kind that holds more than half of these customers, as far as any kind does. */
function kindHolding(kinds: readonly Group[], customers: readonly string[]): Group | null {
  const wanted = new Set(customers);
  const held = kinds.map((kind) => kind.cases.filter((key) => wanted.has(key)).length);
  const all = held.reduce((sum, n) => sum + n, 0);
  return kinds.find((_, i) => held[i]! * 2 > all) ?? null;
}

function merge(state: State, wish: Regrouping): Waiting['why'] | null {
  const own = kindHolding(state.kinds, wish.own);
  const other = kindHolding(state.kinds, wish.other);
  if (own === null || other === null) return 'not found';
  if (own === other) return 'one already';
  const strength = weaker(own.strength ?? 'tentative', other.strength ?? 'tentative');
  const whole = {
    ...groupFrom(state, own.id, [...own.cases, ...other.cases], {
      stability: Math.min(own.stability, other.stability),
      strength,
    }),
    fringe: [...(own.fringe ?? []), ...(other.fringe ?? [])],
  };
  state.kinds = state.kinds.filter((kind) => kind !== other).map((kind) => (kind === own ? whole : kind));
  note(state, whole.id, wish, [...(state.byHand.get(own.id) ?? []), ...(state.byHand.get(other.id) ?? [])]);
  state.byHand.delete(other.id);
  state.pinned.delete(other.id);
  state.pinned.set(whole.id, wish.persona);
  return null;
}

/** Those who did not say stay where they are. */
function split(state: State, wish: Regrouping): Waiting['why'] | null {
  const kind = kindHolding(state.kinds, wish.own);
  if (kind === null) return 'not found';
  const ticked = new Set(wish.other);
  const goes = (key: string) =>
    wish.trait === null ? ticked.has(key) : hasTrait(state.cases.get(key), wish.trait);
  const shape = { stability: kind.stability, strength: 'tentative' as const };
  const stays = kind.cases.filter((key) => !goes(key));
  const rest = { ...groupFrom(state, kind.id, stays, shape), fringe: kind.fringe ?? [] };
  const part = groupFrom(state, `s${wish.id}`, kind.cases.filter(goes), shape);
  if (!rest.kept || !part.kept) return 'too few';
  state.kinds = state.kinds.flatMap((one) => (one === kind ? [rest, part] : [one]));
  const before = state.byHand.get(kind.id) ?? [];
  for (const { id } of [rest, part]) note(state, id, wish, before);
  state.pinned.set(rest.id, wish.persona);
  return null;
}

function hasTrait(one: Case | undefined, { dimension, value }: Trait): boolean {
  return one?.traits.get(dimension)?.values?.includes(value) ?? false;
}

function note({ byHand }: State, group: string, { id, kind, trait }: Regrouping, before: ByHand): void {
  byHand.set(group, [...before, { id, kind, trait }]);
}

function groupFrom(
  { cases, table }: State,
  id: string,
  keys: string[],
  { stability, strength }: { stability: number; strength: NonNullable<Group['strength']> },
): Group {
  const inside = new Set(keys);
  const members = [...inside].sort().map((key) => cases.get(key)!);
  const others = table.cases.filter(({ key, kind }) => kind === 'problem' && !inside.has(key));
  return { ...groupOf(members, others, table.dimensions, stability, strength), id };
}

/** Micro personas are looked for anew inside every group that a person formed. */
function withKinds(evidence: Evidence, { kinds, cases, table, byHand }: State): Evidence {
  const untouched = evidence.groups.filter(({ kept }) => !kept);
  const formed = kinds.filter(({ id, strength }) => byHand.has(id) && strength === 'supported');
  const micros = [
    ...evidence.microGroups.filter(
      ({ parent }) => kinds.some(({ id }) => id === parent) && !byHand.has(parent),
    ),
    ...formed.flatMap((kind, i) =>
      findMicroGroups(
        kind,
        kind.cases.map((key) => cases.get(key)!),
        table.dimensions,
        seeded(SEED + i),
      ),
    ),
  ];
  // Where all problem cases were one kind, the parts of it are all there is.
  const whole = evidence.groups.some(({ kept }) => kept);
  return {
    ...evidence,
    groups: whole ? [...kinds, ...untouched] : kinds,
    microGroups: micros.map((group, i) => ({ ...group, id: `m${i + 1}` })),
    overall: null,
    unexplained: whole ? evidence.unexplained : [],
  };
}
