/** Fewer numbers than this are shown as they are and never cut. */
const ENOUGH_TO_CUT = 6;

/**
 * Borders that cut numbers into up to three bands of about a third each: a pure function of the numbers, one a case.
 * Equal numbers never fall into different bands, and a border is the roundest number between its two neighbours,
 * so one more case seldom moves it.
 *
 * @returns ascending borders, or `null` where there are too few numbers or they are all the same
 */
export function deriveCuts(numbers: Iterable<number>): number[] | null {
  const sorted = Float64Array.from(numbers).sort();
  if (sorted.length < ENOUGH_TO_CUT) return null;
  const cuts = new Set<number>();
  for (const target of [1 / 3, 2 / 3]) {
    const border = nearestBorder(sorted, target);
    if (border !== null) cuts.add(border);
  }
  return cuts.size === 0 ? null : [...cuts].sort((a, b) => a - b);
}

/** The border between two different neighbours that leaves a share nearest to `target` below it. */
function nearestBorder(sorted: Float64Array, target: number): number | null {
  let best: number | null = null;
  let distance = Infinity;
  for (let i = 1; i < sorted.length; i++) {
    const low = sorted[i - 1]!;
    const high = sorted[i]!;
    const off = Math.abs(i / sorted.length - target);
    if (low < high && off < distance - 1e-12) {
      distance = off;
      best = roundest(low, high);
    }
  }
  return best;
}

/** The multiple of the largest power of ten (or a half or fifth of one) in (low, high]. */
function roundest(low: number, high: number): number {
  const top = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high)))) + 1;
  for (let power = top; power > top - 18; power--) {
    for (const part of [1, 0.5, 0.2]) {
      const steps = Math.floor(low / (part * 10 ** power)) + 1;
      const candidate = Number((steps * part * 10 ** power).toPrecision(12));
      if (candidate > low && candidate <= high) return candidate;
    }
  }
  return high;
}

/** The value of each band, from the lowest: `<10`, `10-<50`, `>=50`. It parses as the range that it names. */
export function bandValues(cuts: readonly number[]): string[] {
  const first = cuts[0];
  const last = cuts.at(-1);
  if (first === undefined || last === undefined) return [];
  const middle = cuts.slice(1).map((cut, i) => `${cuts[i]}-<${cut}`);
  return [`<${first}`, ...middle, `>=${last}`];
}

/** The value of the band that holds `number`. */
export function bandOf(cuts: readonly number[], number: number): string {
  const first = cuts[0]!;
  if (number < first) return `<${first}`;
  for (let i = 1; i < cuts.length; i++) {
    if (number < cuts[i]!) return `${cuts[i - 1]}-<${cuts[i]}`;
  }
  return `>=${cuts.at(-1)!}`;
}
