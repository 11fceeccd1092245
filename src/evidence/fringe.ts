import type { Item } from './traits.ts';

/** Fewer members than this share would resemble their group as little as a member at its fringe does. */
const RARE = 0.05;
/** Of its known answers a member at the fringe shares less than this, and fewer than so many say nothing of it. */
const HARDLY = 0.5;
const FEWEST_KNOWN = 3;
/** The group is looked at anew without its fringe, so that few who do not belong hide no others. */
const PASSES = 5;

/**
 * Members of a group that hardly resemble it: they share less than half of their known answers with what is most common
 * in the group, and so few that less than one member in twenty would (a sum of chances that differ from item to item:
 * Poisson's binomial distribution, summed exactly).
 *
 * @param members rows of the items
 * @returns those of them at the fringe
 */
export function fringeOf(items: readonly Item[], members: readonly number[]): Set<number> {
  let fringe = new Set<number>();
  for (let pass = 0; pass < PASSES; pass++) {
    const core = members.filter((row) => !fringe.has(row));
    const commons = items.map((item) => commonOf(item, core));
    const next = new Set(members.filter((row) => isAtFringe(commons, row, !fringe.has(row))));
    if (next.size === fringe.size && next.isSubsetOf(fringe)) break;
    fringe = next;
  }
  return fringe;
}

type Common = { codes: Int16Array; value: number; holders: number; known: number };

/** The most common value of an item among some rows. */
function commonOf({ codes, values }: Item, rows: readonly number[]): Common {
  const counts = new Array<number>(values.length).fill(0);
  let known = 0;
  for (const row of rows) {
    if (codes[row]! < 0) continue;
    counts[codes[row]!]!++;
    known++;
  }
  const holders = Math.max(...counts);
  return { codes, value: counts.indexOf(holders), holders, known };
}

/** @param inCore the shares were counted with this row, which is taken out of them */
function isAtFringe(commons: readonly Common[], row: number, inCore: boolean): boolean {
  let chances = [1];
  let shared = 0;
  for (const { codes, value, holders, known } of commons) {
    if (codes[row]! < 0) continue;
    const own = codes[row] === value ? 1 : 0;
    shared += own;
    const share = (holders - (inCore ? own : 0) + 1) / (known - (inCore ? 1 : 0) + 2);
    const next = new Array<number>(chances.length + 1).fill(0);
    chances.forEach((chance, count) => {
      next[count]! += chance * (1 - share);
      next[count + 1]! += chance * share;
    });
    chances = next;
  }
  const answered = chances.length - 1;
  const asFew = chances.slice(0, shared + 1).reduce((sum, chance) => sum + chance, 0);
  return answered >= FEWEST_KNOWN && shared < HARDLY * answered && asFew < RARE;
}
