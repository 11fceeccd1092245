/** A stretch of numbers that an option's value spells out: `1-10`, `over-1000`, `1000+`, `<10`, `10-<50`. */
export type Range = { min: number; max: number; minOpen: boolean; maxOpen: boolean };

const NUMBER = '(-?\\d[\\d\\s_,]*(?:\\.\\d+)?)\\s*([km])?';
const between = new RegExp(`^${NUMBER}\\s*(?:-|–|—|\\.\\.|to)\\s*(<)?\\s*${NUMBER}$`);
const above = new RegExp(`^(?:(>=|≥|at[-_ ]least|from)|(>|over|above|more[-_ ]than))[-_\\s]*${NUMBER}$`);
const below = new RegExp(
  `^(?:(<=|≤|up[-_ ]to|at[-_ ]most)|(<|under|below|less[-_ ]than|fewer[-_ ]than))[-_\\s]*${NUMBER}$`,
);
const plus = new RegExp(`^${NUMBER}\\s*\\+$`);

/** @returns the range that a value names, or `null` where it names none. */
export function parseRange(value: string): Range | null {
  const text = value.trim().toLowerCase();
  const pair = between.exec(text);
  if (pair) {
    const min = amount(pair[1], pair[2]);
    const max = amount(pair[4], pair[5]);
    return min <= max ? { min, max, minOpen: false, maxOpen: pair[3] !== undefined } : null;
  }
  const over = above.exec(text);
  if (over) {
    return { min: amount(over[3], over[4]), max: Infinity, minOpen: over[2] !== undefined, maxOpen: true };
  }
  const under = below.exec(text);
  if (under) {
    return {
      min: -Infinity,
      max: amount(under[3], under[4]),
      minOpen: true,
      maxOpen: under[2] !== undefined,
    };
  }
  const open = plus.exec(text);
  return open ? { min: amount(open[1], open[2]), max: Infinity, minOpen: false, maxOpen: true } : null;
}

function amount(digits: string | undefined, unit: string | undefined): number {
  const factor = unit === 'k' ? 1_000 : unit === 'm' ? 1_000_000 : 1;
  return Number((digits ?? '').replace(/[\s_,]/g, '')) * factor;
}

export function inRange(range: Range, number: number): boolean {
  const aboveMin = range.minOpen ? number > range.min : number >= range.min;
  const belowMax = range.maxOpen ? number < range.max : number <= range.max;
  return aboveMin && belowMax;
}
