import { type Answers, inOrder } from './answers.ts';
import { logFactorial } from './fisher.ts';
import { pick, type Random } from './random.ts';

/** Kinds are at most this many; every number up to it is as likely before the answers are seen. */
export const MOST_KINDS = 8;
/** Dirichlet weight of a kind's share: sizes may differ, but a kind of one case is unlikely. A whole number. */
const SHARE = 2;
const THIN = 5;

/**
 * The chains differ in the Dirichlet weight of an item's values, which nobody can know (1: any shares, more: a kind is
 * seldom of one mind), and in how many groups they begin with. They begin with too many: groups merge readily and split
 * with difficulty.
 */
const chains = [
  { concentration: 1, groups: 4 },
  { concentration: 1.5, groups: 6 },
  { concentration: 2, groups: 8 },
  { concentration: 2.5, groups: 5 },
];
const BURN_IN = 60;
const SWEEPS = 150;

/** What the chains saw: how often each pair of cases was together (0 to 1, row by row), and some of the partitions. */
export type Sampled = { n: number; together: Float32Array; partitions: Int32Array[] };

type Chain = {
  labels: Int32Array;
  sizes: Int32Array;
  counts: Float64Array;
  totals: Float64Array;
  concentration: number;
};

/**
 * Draws partitions from the posterior of a finite mixture of latent classes with an unknown number of classes, shares and
 * answer probabilities integrated out: Gibbs sampling of Miller and Harrison's mixture of finite mixtures (Journal of
 * the American Statistical Association 113, 2018). Unknown answers say nothing.
 */
export function samplePartitions(answers: Answers, random: Random): Sampled {
  const { n } = answers;
  const together = new Float32Array(n * n);
  const partitions = new Map<string, Int32Array>();
  const fresh = freshWeights(n);
  for (const { concentration, groups } of chains) {
    const chain = begin(answers, concentration, groups, random);
    for (let sweep = 0; sweep < BURN_IN + SWEEPS; sweep++) {
      sweepOnce(chain, answers, fresh, random);
      if (sweep < BURN_IN) continue;
      count(together, chain.labels);
      if (sweep % THIN === 0) {
        const labels = inOrder(chain.labels);
        partitions.set(labels.join(), labels);
      }
    }
  }
  average(together, n, SWEEPS * chains.length);
  return { n, together, partitions: [...partitions.values()] };
}

/**
 * Weight of a new group beside t others, for t = 0 to MOST_KINDS: gamma V(t + 1) / V(t), where
 * V(t) = sum over k >= t of p(k) k! / (k - t)! Gamma(gamma k) / Gamma(gamma k + n).
 */
function freshWeights(n: number): Float64Array {
  const logV = Array.from({ length: MOST_KINDS + 2 }, (_, t) => {
    const terms: number[] = [];
    for (let k = Math.max(1, t); k <= MOST_KINDS; k++) {
      const orders = logFactorial(k) - logFactorial(k - t);
      terms.push(orders + logFactorial(SHARE * k - 1) - logFactorial(SHARE * k + n - 1));
    }
    const highest = Math.max(...terms);
    return terms.length === 0
      ? -Infinity
      : highest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - highest), 0));
  });
  return Float64Array.from({ length: MOST_KINDS + 1 }, (_, t) => SHARE * Math.exp(logV[t + 1]! - logV[t]!));
}

function begin(answers: Answers, concentration: number, groups: number, random: Random): Chain {
  const chain: Chain = {
    labels: Int32Array.from({ length: answers.n }, () => pick(random, groups)),
    sizes: new Int32Array(MOST_KINDS),
    counts: new Float64Array(MOST_KINDS * answers.valueCount),
    totals: new Float64Array(MOST_KINDS * answers.items),
    concentration,
  };
  for (let i = 0; i < answers.n; i++) place(chain, answers, i, chain.labels[i]!, 1);
  return chain;
}

/** Puts a case into a group (1) or takes it out (-1). */
function place(
  chain: Chain,
  { items, values, valueCount }: Answers,
  i: number,
  group: number,
  by: 1 | -1,
): void {
  chain.sizes[group]! += by;
  for (let j = 0; j < items; j++) {
    const value = values[i * items + j]!;
    if (value < 0) continue;
    chain.counts[group * valueCount + value]! += by;
    chain.totals[group * items + j]! += by;
  }
}

function sweepOnce(chain: Chain, answers: Answers, fresh: Float64Array, random: Random): void {
  const weights = new Float64Array(MOST_KINDS);
  for (let i = 0; i < answers.n; i++) {
    place(chain, answers, i, chain.labels[i]!, -1);
    let groups = 0;
    for (const size of chain.sizes) if (size > 0) groups++;
    const empty = chain.sizes.indexOf(0);
    let sum = 0;
    for (let group = 0; group < MOST_KINDS; group++) {
      const size = chain.sizes[group]!;
      const prior = size > 0 ? size + SHARE : group === empty ? fresh[groups]! : 0;
      const weight = prior === 0 ? 0 : prior * chanceIn(chain, answers, i, group);
      weights[group] = weight;
      sum += weight;
    }
    const group = draw(weights, random() * sum);
    chain.labels[i] = group;
    place(chain, answers, i, group, 1);
  }
}

/** How probable a case's answers are in a group, given the others in it. */
function chanceIn(
  chain: Chain,
  { items, values, valueCount, widths }: Answers,
  i: number,
  group: number,
): number {
  const { counts, totals, concentration } = chain;
  let chance = 1;
  for (let j = 0; j < items; j++) {
    const value = values[i * items + j]!;
    if (value < 0) continue;
    const seen = counts[group * valueCount + value]! + concentration;
    chance *= seen / (totals[group * items + j]! + concentration * widths[j]!);
  }
  return chance;
}

function draw(weights: Float64Array, point: number): number {
  let rest = point;
  let last = 0;
  for (let group = 0; group < weights.length; group++) {
    if (weights[group] === 0) continue;
    last = group;
    rest -= weights[group]!;
    if (rest <= 0) break;
  }
  return last;
}

function count(together: Float32Array, labels: Int32Array): void {
  const n = labels.length;
  for (let i = 0; i < n; i++) {
    const own = labels[i];
    for (let j = i + 1; j < n; j++) if (labels[j] === own) together[i * n + j]! += 1;
  }
}

function average(together: Float32Array, n: number, times: number): void {
  for (let i = 0; i < n; i++) {
    together[i * n + i] = 1;
    for (let j = i + 1; j < n; j++) {
      const share = together[i * n + j]! / times;
      together[i * n + j] = share;
      together[j * n + i] = share;
    }
  }
}
