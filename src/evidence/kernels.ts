import { logFactorial } from './fisher.ts';

/**
 * How the cases of one kind may be spread over the values of an item. `free`: any shares, with a Dirichlet weight for each
 * value. Else one value is the kind's own, nobody knows which: it has a share and the others the same rest (`own`; `powers[d]` is how
 * probable a value is to be it that d fewer cases have), or `shares[m * width + v]` is the share of value v where it is
 * m (`near`).
 */
export type Kernel = { width: number; prior: number } & (
  | { form: 'free'; weight: number }
  | { form: 'own'; share: number; rest: number; logRatio: number; logRest: number; powers: Float64Array }
  | { form: 'near'; shares: Float64Array; logShares: Float64Array }
);

/** Whole numbers. 1: any shares are as likely as any others; more: a kind is seldom of one mind. */
const FREE_WEIGHTS = [1, 2];
/** Share of a kind's own value, the others share the rest (Huang's k-modes, 1998, as a model). */
const OWN_SHARES = [0.45, 0.55, 0.65, 0.75, 0.85, 0.95];
/** A share that is hardly above the average of all values is nobody's own. */
const ABOVE_AVERAGE = 1.2;
/** By how much the share falls with each step away from the own value, where values stand in an order. */
const DECAYS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75];
/** A value that is so improbable to be the own one (a logarithm) changes no chance that could be seen. */
const NEGLIGIBLE = -30;

/** The kernels that an item may have; each form is as likely as the others before the answers are seen. */
export function kernelsOf(width: number, ordered: boolean): Kernel[] {
  const free = FREE_WEIGHTS.map((weight) => ({ form: 'free' as const, weight }));
  const own = OWN_SHARES.filter((share) => share * width > ABOVE_AVERAGE).map((share) => ownOf(width, share));
  const near = ordered && width > 2 ? DECAYS.map((decay) => nearOf(width, decay)) : [];
  return [free, own, near].flatMap((forms) =>
    forms.map((kernel) => ({ ...kernel, width, prior: 1 / forms.length })),
  );
}

function ownOf(width: number, share: number) {
  const rest = (1 - share) / (width - 1);
  const logRatio = Math.log(share / rest);
  const length = Math.floor(-NEGLIGIBLE / logRatio) + 1;
  const powers = Float64Array.from({ length }, (_, fewer) => Math.exp(-logRatio * fewer));
  return { form: 'own' as const, share, rest, logRatio, logRest: Math.log(rest), powers };
}

function nearOf(width: number, decay: number) {
  const shares = new Float64Array(width * width);
  for (let own = 0; own < width; own++) {
    let sum = 0;
    for (let value = 0; value < width; value++) sum += decay ** Math.abs(value - own);
    for (let value = 0; value < width; value++) {
      shares[own * width + value] = decay ** Math.abs(value - own) / sum;
    }
  }
  return { form: 'near' as const, shares, logShares: shares.map(Math.log) };
}

/**
 * The chance of each value for one more case of a kind.
 *
 * @param counts how many cases of the kind have each value, at `first` and behind it
 * @param chances filled at the same places
 */
export function predict(kernel: Kernel, counts: Float64Array, first: number, chances: Float64Array): void {
  const { width } = kernel;
  if (kernel.form === 'free') {
    const all = sumOf(counts, first, width) + kernel.weight * width;
    for (let value = first; value < first + width; value++) {
      chances[value] = (counts[value]! + kernel.weight) / all;
    }
    return;
  }
  const sum = weighOwns(kernel, counts, first).sum;
  if (kernel.form === 'own') {
    for (let own = 0; own < width; own++) {
      chances[first + own] = kernel.rest + ((kernel.share - kernel.rest) * weights[own]!) / sum;
    }
    return;
  }
  chances.fill(0, first, first + width);
  for (let own = 0; own < width; own++) {
    const weight = weights[own]! / sum;
    if (weight === 0) continue;
    for (let value = 0; value < width; value++) {
      chances[first + value]! += weight * kernel.shares[own * width + value]!;
    }
  }
}

/** Logarithm of the chance of all counted answers of a kind, whatever its shares or its own value are. */
export function logEvidence(kernel: Kernel, counts: Float64Array, first: number): number {
  const { width } = kernel;
  if (kernel.form !== 'free') {
    const { highest, sum } = weighOwns(kernel, counts, first);
    return highest + Math.log(sum / width);
  }
  const { weight } = kernel;
  let log = -logRising(weight * width, sumOf(counts, first, width));
  for (let value = first; value < first + width; value++) log += logRising(weight, counts[value]!);
  return log;
}

const weights = new Float64Array(4_096);

/** Fills `weights` with how probable each value is to be the kind's own, up to a factor of exp(`highest`). */
function weighOwns(
  kernel: Exclude<Kernel, { form: 'free' }>,
  counts: Float64Array,
  first: number,
): { highest: number; sum: number } {
  const { width } = kernel;
  if (kernel.form === 'own') return weighByCounts(kernel, counts, first);
  logWeigh(kernel, counts, first);
  let highest = -Infinity;
  for (let own = 0; own < width; own++) if (weights[own]! > highest) highest = weights[own]!;
  let sum = 0;
  for (let own = 0; own < width; own++) {
    const below = weights[own]! - highest;
    weights[own] = below === 0 ? 1 : below < NEGLIGIBLE ? 0 : Math.exp(below);
    sum += weights[own]!;
  }
  return { highest, sum };
}

function weighByCounts(
  { width, powers, logRatio, logRest }: Extract<Kernel, { form: 'own' }>,
  counts: Float64Array,
  first: number,
): { highest: number; sum: number } {
  let most = 0;
  let all = 0;
  for (let place = first; place < first + width; place++) {
    const count = counts[place]!;
    all += count;
    if (count > most) most = count;
  }
  let sum = 0;
  for (let own = 0; own < width; own++) {
    const fewer = most - counts[first + own]!;
    const weight = fewer < powers.length ? powers[fewer]! : 0;
    weights[own] = weight;
    sum += weight;
  }
  return { highest: all * logRest + most * logRatio, sum };
}

function logWeigh(kernel: Extract<Kernel, { form: 'near' }>, counts: Float64Array, first: number): void {
  const { width } = kernel;
  weights.fill(0, 0, width);
  for (let value = 0; value < width; value++) {
    const count = counts[first + value]!;
    if (count === 0) continue;
    for (let own = 0; own < width; own++) weights[own]! += count * kernel.logShares[own * width + value]!;
  }
}

/** log of from (from + 1) ... (from + times - 1). */
function logRising(from: number, times: number): number {
  return logFactorial(from + times - 1) - logFactorial(from - 1);
}

function sumOf(counts: Float64Array, first: number, width: number): number {
  let sum = 0;
  for (let value = first; value < first + width; value++) sum += counts[value]!;
  return sum;
}
