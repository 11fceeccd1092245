/** The 97.5 % point of the normal distribution: every interval here is 95 %, two-sided. */
const Z95 = 1.959963984540054;

/**
 * The 97.5 % point of Student's distribution, by its Cornish-Fisher expansion about the normal point (Abramowitz and
 * Stegun 26.7.5): right to 1 % from 4 degrees of freedom on.
 */
export function studentT95(degrees: number): number {
  const z = Z95;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}

export type Interval = [low: number, high: number];

/**
 * Wilson's score interval for a share (Journal of the American Statistical Association 22, 1927), without continuity
 * correction: method 3 of Newcombe (Statistics in Medicine 17, 1998, 857-872).
 */
export function wilson(count: number, of: number): Interval {
  if (of === 0) return [0, 1];
  const z2 = Z95 * Z95;
  const middle = (2 * count + z2) / (2 * (of + z2));
  const reach = (Z95 * Math.sqrt(z2 + (4 * count * (of - count)) / of)) / (2 * (of + z2));
  return [count === 0 ? 0 : Math.max(0, middle - reach), count === of ? 1 : Math.min(1, middle + reach)];
}

/**
 * Interval for the difference of two independent shares, first minus second, from their Wilson intervals:
 * method 10 of Newcombe (Statistics in Medicine 17, 1998, 873-890).
 */
export function newcombe(count1: number, of1: number, count2: number, of2: number): Interval {
  if (of1 === 0 || of2 === 0) return [-1, 1];
  const p1 = count1 / of1;
  const p2 = count2 / of2;
  const [low1, high1] = wilson(count1, of1);
  const [low2, high2] = wilson(count2, of2);
  return [p1 - p2 - Math.hypot(p1 - low1, high2 - p2), p1 - p2 + Math.hypot(high1 - p1, p2 - low2)];
}

/** Two rows of a table: how many have the trait, of how many in which it is known. */
export type TwoShares = { for1: number; of1: number; for2: number; of2: number };

/** The four cells, .5 added to each where one is 0 (Haldane 1956, Anscombe 1956). */
function cells({ for1, of1, for2, of2 }: TwoShares): [number, number, number, number] {
  const exact: [number, number, number, number] = [for1, of1 - for1, for2, of2 - for2];
  return exact.includes(0) ? (exact.map((cell) => cell + 0.5) as typeof exact) : exact;
}

/** The first share over the second. */
export function shareRatio(shares: TwoShares): number {
  const [a, b, c, d] = cells(shares);
  return a / (a + b) / (c / (c + d));
}

/** Odds of the first row over odds of the second, with Woolf's logit interval (Annals of Human Genetics 19, 1955). */
export function oddsRatio(shares: TwoShares): { value: number; interval: Interval } {
  const [a, b, c, d] = cells(shares);
  const value = (a * d) / (b * c);
  const reach = Z95 * Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  return { value, interval: [value * Math.exp(-reach), value * Math.exp(reach)] };
}
