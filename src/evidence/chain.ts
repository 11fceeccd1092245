import type { Answers } from './answers.ts';
import { type Kernel, kernelsOf, logEvidence, predict } from './kernels.ts';
import { pick, type Random } from './random.ts';

/** Kinds are at most this many. */
export const MOST_KINDS = 8;

/** Where a walk through the partitions stands: what is counted of each group, and what that makes probable. */
export type Chain = {
  answers: Answers;
  labels: Int32Array;
  sizes: Int32Array;
  /** By group and value: cases that have it, and the chance that one more has it. */
  counts: Float64Array;
  chances: Float64Array;
  /** Chances of one group, from before the last case was taken out of it. */
  kept: Float64Array;
  /** By item: how a kind's cases are spread over its values, and what it is drawn from. */
  kernels: Kernel[];
  choices: Kernel[][];
};

/** Begins with every case in one of some groups, by chance. */
export function begin(answers: Answers, groups: number, random: Random): Chain {
  const choices = Array.from(answers.widths, (width, item) => kernelsOf(width, answers.ordered[item] === 1));
  const chain: Chain = {
    answers,
    labels: Int32Array.from({ length: answers.n }, () => pick(random, groups)),
    sizes: new Int32Array(MOST_KINDS),
    counts: new Float64Array(MOST_KINDS * answers.valueCount),
    chances: new Float64Array(MOST_KINDS * answers.valueCount),
    kept: new Float64Array(answers.valueCount),
    kernels: choices.map((kernels) => kernels[0]!),
    choices,
  };
  for (let i = 0; i < answers.n; i++) count(chain, i, chain.labels[i]!, 1);
  for (let item = 0; item < answers.items; item++) predictAll(chain, item);
  return chain;
}

/** Takes a case out of its group; what was probable there before is kept for `putBack`. */
export function take(chain: Chain, i: number): void {
  const { answers, labels, chances, kept } = chain;
  const start = labels[i]! * answers.valueCount;
  kept.set(chances.subarray(start, start + answers.valueCount));
  place(chain, i, labels[i]!, -1);
}

/** Puts the case that was taken out last into a group. */
export function putInto(chain: Chain, i: number, group: number): void {
  if (group !== chain.labels[i]) {
    chain.labels[i] = group;
    place(chain, i, group, 1);
    return;
  }
  count(chain, i, group, 1);
  chain.chances.set(chain.kept, group * chain.answers.valueCount);
}

function place(chain: Chain, i: number, group: number, by: 1 | -1): void {
  const { answers, counts, chances, kernels } = chain;
  const { items, values, valueCount, firsts } = answers;
  count(chain, i, group, by);
  for (let item = 0; item < items; item++) {
    if (values[i * items + item]! < 0) continue;
    predict(kernels[item]!, counts, group * valueCount + firsts[item]!, chances);
  }
}

function count({ answers, sizes, counts }: Chain, i: number, group: number, by: 1 | -1): void {
  const { items, values, valueCount } = answers;
  sizes[group]! += by;
  for (let item = 0; item < items; item++) {
    const value = values[i * items + item]!;
    if (value >= 0) counts[group * valueCount + value]! += by;
  }
}

function predictAll({ answers, counts, chances, kernels }: Chain, item: number): void {
  for (let group = 0; group < MOST_KINDS; group++) {
    predict(kernels[item]!, counts, group * answers.valueCount + answers.firsts[item]!, chances);
  }
}

/** How probable a case's answers are in a group, given the others in it. */
export function chanceIn({ answers, chances }: Chain, i: number, group: number): number {
  const { items, values, valueCount } = answers;
  let chance = 1;
  for (let item = 0; item < items; item++) {
    const value = values[i * items + item]!;
    if (value >= 0) chance *= chances[group * valueCount + value]!;
  }
  return chance;
}

/** Draws the kernel of every item, given the groups. */
export function drawKernels(chain: Chain, random: Random): void {
  const { answers, sizes, counts, kernels, choices } = chain;
  for (let item = 0; item < answers.items; item++) {
    const logs = choices[item]!.map((kernel) => {
      let log = Math.log(kernel.prior);
      for (let group = 0; group < MOST_KINDS; group++) {
        if (sizes[group] === 0) continue;
        log += logEvidence(kernel, counts, group * answers.valueCount + answers.firsts[item]!);
      }
      return log;
    });
    const highest = Math.max(...logs);
    const weights = logs.map((log) => Math.exp(log - highest));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    kernels[item] = choices[item]![draw(weights, random() * sum)]!;
    predictAll(chain, item);
  }
}

/** The place in `weights` that a point between 0 and their sum falls on; never one of weight 0. */
export function draw(weights: ArrayLike<number>, point: number): number {
  let rest = point;
  let last = 0;
  for (let place = 0; place < weights.length; place++) {
    if (weights[place] === 0) continue;
    last = place;
    rest -= weights[place]!;
    if (rest <= 0) break;
  }
  return last;
}
