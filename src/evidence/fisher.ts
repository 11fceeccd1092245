/** ln(0!), ln(1!), ... as far as anybody asked; summed with Kahan's correction, so ln(100000!) is good to 15 digits. */
let table = new Float64Array([0, 0]);

/** @returns ln(n!) of a whole number >= 0 */
export function logFactorial(n: number): number {
  if (n >= table.length) grow(n);
  return table[n]!;
}

function grow(n: number): void {
  const longer = new Float64Array(Math.max(n + 1, table.length * 2, 256));
  let sum = 0;
  let lost = 0;
  for (let i = 1; i < longer.length; i++) {
    const term = Math.log(i) - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
    longer[i] = sum;
  }
  table = longer;
}

/**
 * One-sided exact test of R. A. Fisher (The Design of Experiments, 1935, chapter II): the chance of `a` or more in the
 * first cell when all four margins are fixed and rows and columns are independent.
 *
 * |          | with the trait | without |
 * | problem  | a              | b       |
 * | compared | c              | d       |
 *
 * @returns p of "more often in the first row", 0 to 1
 */
export function fisherGreater(a: number, b: number, c: number, d: number): number {
  const margins = { having: a + c, row: a + b, all: a + b + c + d };
  if (margins.all === 0) return 1;
  const mean = (margins.having * margins.row) / margins.all;
  const p = a > mean ? tail(a, margins, 1) : 1 - tail(a - 1, margins, -1);
  return Math.min(1, Math.max(0, p));
}

type Margins = { having: number; row: number; all: number };

/** Sum of the hypergeometric terms from `start` away from the mean; each follows from the one before. */
function tail(start: number, { having, row, all }: Margins, step: 1 | -1): number {
  const lowest = Math.max(0, having + row - all);
  const highest = Math.min(having, row);
  if (start < lowest || start > highest) return 0;
  let term = Math.exp(logChance(start, { having, row, all }));
  let sum = term;
  for (let x = start; x !== (step === 1 ? highest : lowest) && term > sum * 1e-17; x += step) {
    const up = ((having - x) * (row - x)) / ((x + 1) * (all - having - row + x + 1));
    const down = (x * (all - having - row + x)) / ((having - x + 1) * (row - x + 1));
    term *= step === 1 ? up : down;
    sum += term;
  }
  return sum;
}

function logChance(x: number, { having, row, all }: Margins): number {
  const choose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  return choose(having, x) + choose(all - having, row - x) - choose(all, row);
}
