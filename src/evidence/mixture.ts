import { type Answers, inOrder } from './answers.ts';
import { begin, type Chain, chanceIn, draw, drawKernels, MOST_KINDS, putInto, take } from './chain.ts';
import { logFactorial } from './fisher.ts';
import type { Random } from './random.ts';

/** Every further kind is half as likely as the one before it, before the answers are seen. */
const ONE_MORE = 0.5;
/** Dirichlet weight of a kind's share: sizes may differ, but a kind of one case is unlikely. A whole number. */
const SHARE = 2;
const THIN = 5;

/** Groups that each chain begins with. Too many: groups merge readily and split with difficulty. */
const starts = [4, 6, 8, 5];
/** So many sweeps go by before kernels are drawn: among groups made by chance none would fit. */
const BEFORE_KERNELS = 15;
/** Kernels change slowly and cost as much as a sweep: they are drawn after every third. */
const KERNELS_EVERY = 3;
const BURN_IN = 60;
const SWEEPS = 150;

/** What the chains saw: how often each pair of cases was together (0 to 1, row by row), and some of the partitions. */
export type Sampled = { n: number; together: Float32Array; partitions: Int32Array[] };

/**
 * Draws partitions from the posterior of a finite mixture of latent classes with an unknown number of classes, shares and
 * answer probabilities integrated out: Gibbs sampling of Miller and Harrison's mixture of finite mixtures (Journal of
 * the American Statistical Association 113, 2018). How a kind's answers are spread over the values of an item (its kernel)
 * is drawn too. Unknown answers say nothing.
 */
export function samplePartitions(answers: Answers, random: Random): Sampled {
  const { n } = answers;
  const together = new Float32Array(n * n);
  const partitions = new Map<string, Int32Array>();
  const fresh = freshWeights(n);
  for (const groups of starts) {
    const chain = begin(answers, groups, random);
    for (let sweep = 0; sweep < BURN_IN + SWEEPS; sweep++) {
      sweepOnce(chain, fresh, random);
      if (sweep >= BEFORE_KERNELS && sweep % KERNELS_EVERY === 0) drawKernels(chain, random);
      if (sweep < BURN_IN) continue;
      count(together, chain.labels);
      if (sweep % THIN === 0) {
        const labels = inOrder(chain.labels);
        partitions.set(labels.join(), labels);
      }
    }
  }
  average(together, n, SWEEPS * starts.length);
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
      terms.push(
        k * Math.log(ONE_MORE) + orders + logFactorial(SHARE * k - 1) - logFactorial(SHARE * k + n - 1),
      );
    }
    const highest = Math.max(...terms);
    return terms.length === 0
      ? -Infinity
      : highest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - highest), 0));
  });
  return Float64Array.from({ length: MOST_KINDS + 1 }, (_, t) => SHARE * Math.exp(logV[t + 1]! - logV[t]!));
}

function sweepOnce(chain: Chain, fresh: Float64Array, random: Random): void {
  const weights = new Float64Array(MOST_KINDS);
  for (let i = 0; i < chain.labels.length; i++) {
    take(chain, i);
    let groups = 0;
    for (const size of chain.sizes) if (size > 0) groups++;
    const empty = chain.sizes.indexOf(0);
    let sum = 0;
    for (let group = 0; group < MOST_KINDS; group++) {
      const size = chain.sizes[group]!;
      const prior = size > 0 ? size + SHARE : group === empty ? fresh[groups]! : 0;
      const weight = prior === 0 ? 0 : prior * chanceIn(chain, i, group);
      weights[group] = weight;
      sum += weight;
    }
    putInto(chain, i, draw(weights, random() * sum));
  }
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
