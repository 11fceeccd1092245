import type { Answers } from './answers.ts';
import { pick, type Random } from './random.ts';

/** Latent classes fitted to answers: the class of each case, and how well they fit (log posterior, in nats). */
export type Fit = { labels: Int32Array; fit: number; model: Model };
/** Shares of the classes, and the chance of each value in each class, class by class. */
export type Model = { k: number; shares: Float64Array; chances: Float64Array };

/** Dirichlet weight of every share and chance: two, that is, one imagined answer a value. */
const PRIOR = 1;
const MOST_ROUNDS = 60;
const ENOUGH = 1e-3;

/**
 * Latent class analysis by EM (Dempster, Laird and Rubin 1977; Goodman 1974) with a Dirichlet prior, from given
 * classes. Unknown answers say nothing.
 */
export function fitFrom(answers: Answers, start: ArrayLike<number>, k: number): Fit {
  const weights = new Float64Array(answers.n * k);
  for (let i = 0; i < answers.n; i++) weights[i * k + start[i]!] = 1;
  return climb(answers, maximise(answers, weights, k));
}

/** The best of several fits, each begun at cases drawn by chance. */
export function fitAnew(answers: Answers, k: number, starts: number, random: Random): Fit {
  let best: Fit | null = null;
  for (let start = 0; start < starts; start++) {
    const fit = climb(answers, seededModel(answers, k, random));
    if (best === null || fit.fit > best.fit) best = fit;
  }
  return best!;
}

/** The most probable class of each case under a fitted model. */
export function classesOf(answers: Answers, model: Model): Int32Array {
  return expect(answers, model, new Float64Array(answers.n * model.k)).labels;
}

function climb(answers: Answers, start: Model): Fit {
  const weights = new Float64Array(answers.n * start.k);
  let model = start;
  let last = -Infinity;
  for (let round = 0; ; round++) {
    const { labels, fit } = expect(answers, model, weights);
    if (round === MOST_ROUNDS || fit - last < ENOUGH) return { labels, fit, model };
    last = fit;
    model = maximise(answers, weights, start.k);
  }
}

/** Each class leans towards the answers of one case; what that case does not say is left open. */
function seededModel(answers: Answers, k: number, random: Random): Model {
  const { n, items, values, valueCount, itemOf, widths } = answers;
  const chances = new Float64Array(k * valueCount);
  for (let group = 0; group < k; group++) {
    const row = pick(random, n);
    for (let value = 0; value < valueCount; value++) {
      const width = widths[itemOf[value]!]!;
      const said = values[row * items + itemOf[value]!]!;
      chances[group * valueCount + value] = said < 0 ? 1 / width : (said === value ? 0.5 : 0) + 0.5 / width;
    }
  }
  return { k, shares: new Float64Array(k).fill(1 / k), chances };
}

/** Fills `weights` with the chance of each class for each case. */
function expect(answers: Answers, model: Model, weights: Float64Array): { labels: Int32Array; fit: number } {
  const { n, items, values, valueCount } = answers;
  const { k, shares, chances } = model;
  const labels = new Int32Array(n);
  let fit = logPrior(model);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    let highest = -1;
    for (let group = 0; group < k; group++) {
      let chance = shares[group]!;
      for (let j = 0; j < items; j++) {
        const value = values[i * items + j]!;
        if (value >= 0) chance *= chances[group * valueCount + value]!;
      }
      weights[i * k + group] = chance;
      sum += chance;
      if (chance > highest) {
        highest = chance;
        labels[i] = group;
      }
    }
    for (let group = 0; group < k; group++) weights[i * k + group]! /= sum;
    fit += Math.log(sum);
  }
  return { labels, fit };
}

function logPrior({ shares, chances }: Model): number {
  let sum = 0;
  for (const share of shares) sum += Math.log(share);
  for (const chance of chances) sum += Math.log(chance);
  return PRIOR * sum;
}

function maximise(answers: Answers, weights: Float64Array, k: number): Model {
  const { n, items, values, valueCount, itemOf, widths } = answers;
  const shares = new Float64Array(k).fill(PRIOR);
  const chances = new Float64Array(k * valueCount).fill(PRIOR);
  const totals = new Float64Array(k * items);
  for (let group = 0; group < k; group++) {
    for (let j = 0; j < items; j++) totals[group * items + j] = PRIOR * widths[j]!;
  }
  for (let i = 0; i < n; i++) {
    for (let group = 0; group < k; group++) {
      const weight = weights[i * k + group]!;
      shares[group]! += weight;
      for (let j = 0; j < items; j++) {
        const value = values[i * items + j]!;
        if (value < 0) continue;
        chances[group * valueCount + value]! += weight;
        totals[group * items + j]! += weight;
      }
    }
  }
  for (let group = 0; group < k; group++) {
    shares[group]! /= n + PRIOR * k;
    for (let value = 0; value < valueCount; value++) {
      chances[group * valueCount + value]! /= totals[group * items + itemOf[value]!]!;
    }
  }
  return { k, shares, chances };
}
