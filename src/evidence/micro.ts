import type { Case, CaseTable } from '../cases/case.ts';
import { benjaminiHochberg } from './correction.ts';
import type { Group, MicroGroup } from './evidence.ts';
import { fisherGreater } from './fisher.ts';
import { groupOf, kindsOf, membersOf, strengthOf, weaker } from './groups.ts';
import { cellsOf, markedBy } from './marks.ts';
import type { Random } from './random.ts';
import { gates } from './rules.ts';
import { type Item, itemsOf } from './traits.ts';

/** docs/method.md, section 4: cases in the child, and in its parent outside it. */
const FEWEST = 5;
/** Standard deviations by which subtle items must go together more than by chance, inside a parent that passed a stricter gate. */
const CLARITY = 3.5;

/**
 * Micro groups inside one macro group, on subtle items only: formed and tested like macro groups, and only where the
 * child is marked by two subtle items, or by one that a reserved outcome goes with. Only what passes is returned.
 *
 * @param enough standard deviations by which subtle items must go together more than by chance; two that do are enough
 */
export function findMicroGroups(
  parent: Group,
  cases: readonly Case[],
  dimensions: CaseTable['dimensions'],
  random: Random,
  enough = CLARITY,
): MicroGroup[] {
  const items = itemsOf(cases, dimensions, 'subtle');
  if (cases.length < FEWEST * 2 || items.length === 0) return [];
  const kinds = kindsOf(items, cases.length, random, { enough, spared: false });
  if (kinds.found.k === 1) return [];
  return membersOf(cases, kinds.found)
    .map((members, label): MicroGroup => {
      const own = new Set(members);
      const others = cases.filter((one) => !own.has(one));
      const inside = Uint8Array.from(cases, (one) => (own.has(one) ? 1 : 0));
      const clear = strengthOf(kinds.stability[label]!, kinds.beatsNull) === 'supported';
      const holds = clear && others.length >= FEWEST && isMarked(items, inside, cases, dimensions);
      const strength = weaker(holds ? 'supported' : 'hypothesis', parent.strength ?? 'supported');
      return {
        ...groupOf(members, others, dimensions, kinds.stability[label]!, strength),
        parent: parent.id,
      };
    })
    .filter(({ kept }) => kept);
}

/** Two subtle items move together in the child, or it has a reserved outcome more often than the rest of its parent. */
function isMarked(
  items: readonly Item[],
  inside: Uint8Array,
  cases: readonly Case[],
  dimensions: CaseTable['dimensions'],
): boolean {
  const marking = markedBy(items, inside);
  if (marking.size >= 2) return true;
  return marking.size === 1 && outcomeGoesWith(inside, itemsOf(cases, dimensions, 'outcome'));
}

function outcomeGoesWith(inside: Uint8Array, outcomes: readonly Item[]): boolean {
  const chances = outcomes.flatMap(({ values, codes }) =>
    values.map((_, value) => {
      const [a, b, c, d] = cellsOf(codes, value, inside);
      return Math.min(1, 2 * Math.min(fisherGreater(a, b, c, d), fisherGreater(c, d, a, b)));
    }),
  );
  return benjaminiHochberg(chances).some((q) => q <= gates.q);
}

/**
 * Subtle dimensions that too few cases answer to decide on micro groups: the interviews ask them next. In a group
 * that is large enough, five answers on either side is the least that could show anything.
 */
export function openQuestions(
  parents: readonly (readonly Case[])[],
  dimensions: CaseTable['dimensions'],
): string[] {
  const subtle = Object.values(dimensions).filter((one) => one.level === 'subtle' && !one.protected);
  return subtle
    .map(({ key }) => key)
    .filter((key) => parents.some((cases) => knownOf(cases, key) < FEWEST * 2))
    .sort();
}

function knownOf(cases: readonly Case[], key: string): number {
  return cases.filter(({ traits }) => (traits.get(key)?.values ?? null) !== null).length;
}
