import { expect, test } from 'vitest';
import { gower } from '../../eval/distance.ts';
import { pam, silhouette } from '../../eval/pam.ts';
import { answersOf } from '../../src/evidence/answers.ts';
import { everyRow } from '../../src/evidence/cluster.ts';
import { benjaminiHochberg } from '../../src/evidence/correction.ts';
import { fisherGreater, logFactorial } from '../../src/evidence/fisher.ts';
import { newcombe, oddsRatio, shareRatio, wilson } from '../../src/evidence/intervals.ts';
import { fitAnew } from '../../src/evidence/latent.ts';
import { adjustedRand } from '../../src/evidence/rand.ts';
import { pick, seeded } from '../../src/evidence/random.ts';
import type { Item } from '../../src/evidence/traits.ts';

test("Fisher's tea tasting: p = 17/70 (R's fisher.test prints 0.2429, Penn State STAT 504, lesson 4)", () => {
  expect(fisherGreater(3, 1, 1, 3)).toBeCloseTo(17 / 70, 12);
});

test('Fisher agrees with exact binomial arithmetic on every small table', () => {
  const choose = (n: number, k: number): bigint => {
    if (k < 0 || k > n) return 0n;
    let result = 1n;
    for (let i = 0; i < k; i++) result = (result * BigInt(n - i)) / BigInt(i + 1);
    return result;
  };
  for (let a = 0; a <= 5; a++) {
    for (let b = 0; b <= 4; b++) {
      for (let c = 0; c <= 4; c++) {
        for (let d = 0; d <= 6; d++) {
          if (a + b + c + d === 0) continue;
          let sum = 0n;
          for (let x = a; x <= Math.min(a + b, a + c); x++) {
            sum += choose(a + c, x) * choose(b + d, a + b - x);
          }
          const exact = Number(sum) / Number(choose(a + b + c + d, a + b));
          expect(fisherGreater(a, b, c, d)).toBeCloseTo(exact, 12);
        }
      }
    }
  }
});

test('Fisher stays in [0, 1] and keeps its sides apart on a hundred thousand cases', () => {
  expect(fisherGreater(30_000, 20_000, 20_000, 30_000)).toBe(0);
  expect(fisherGreater(20_000, 30_000, 30_000, 20_000)).toBe(1);
  expect(fisherGreater(25_000, 25_000, 25_000, 25_000)).toBeCloseTo(0.5, 2);
  expect(logFactorial(170)).toBeCloseTo(706.5730622457874, 9);
});

test("Benjamini-Hochberg gives the figures of stdlib's padjust documentation (the same as R's p.adjust)", () => {
  const q = benjaminiHochberg([0.008, 0.03, 0.123, 0.6, 0.2]);
  [0.04, 0.075, 0.205, 0.6, 0.25].forEach((value, i) => {
    expect(q[i]).toBeCloseTo(value, 10);
  });
  expect(benjaminiHochberg([0.319, 0.201, 0.4, 0.374, 0.113])).toEqual([0.4, 0.4, 0.4, 0.4, 0.4]);
  expect(benjaminiHochberg([])).toEqual([]);
});

test("Wilson's interval gives the figures of R's cicalc tests (32 and 0 of 32), and of docs/interchange.md (19 of 40)", () => {
  expect(wilson(32, 32)[0]).toBeCloseTo(0.8928, 4);
  expect(wilson(32, 32)[1]).toBe(1);
  expect(wilson(0, 32)[1]).toBeCloseTo(0.1072, 4);
  expect(wilson(19, 40).map((end) => Number(end.toFixed(2)))).toEqual([0.33, 0.63]);
});

test("Newcombe's interval gives his own Table II, method 10 (Statistics in Medicine 17, 1998, 873-890)", () => {
  const table: [number, number, number, number, number, number][] = [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ];
  for (const [count1, of1, count2, of2, low, high] of table) {
    const [from, to] = newcombe(count1, of1, count2, of2);
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  }
});

test('ratio and odds ratio are those of docs/interchange.md, with a half in every cell where one is 0', () => {
  const shares = { for1: 19, of1: 40, for2: 2, of2: 38 };
  expect(shareRatio(shares)).toBeCloseTo(9.03, 2);
  expect(oddsRatio(shares).value).toBeCloseTo(16.3, 1);
  const empty = { for1: 10, of1: 42, for2: 0, of2: 18 };
  expect(shareRatio(empty)).toBeCloseTo(10.5 / 43 / (0.5 / 19), 10);
  expect(oddsRatio(empty).interval[0]).toBeGreaterThan(0);
});

test("the adjusted Rand index gives the figures of mclust's documentation", () => {
  const ofWords = (words: string) => [...words].map((letter) => letter.charCodeAt(0));
  expect(adjustedRand([1, 2, 3, 1, 2, 3, 1, 2, 3], ofWords('ABCABCABC'))).toBe(1);
  expect(adjustedRand([3, 2, 3, 3, 2, 3, 1, 2, 2], ofWords('AABABCCBB'))).toBeCloseTo(0.08695652, 8);
  expect(adjustedRand([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3], ofWords('ABCDABCDABCD'))).toBeCloseTo(
    -0.2790698,
    7,
  );
});

test("two latent classes are those of Dayton's pleural thickening data (UCLA's LEM output, table 3.2, model I)", () => {
  const counts = [1513, 23, 59, 12, 21, 19, 11, 34];
  const patterns = counts.flatMap((count, pattern) => new Array<number>(count).fill(pattern));
  const items = [4, 2, 1].map(
    (bit, j): Item => ({
      dimension: `reader${j}`,
      values: ['no', 'yes'],
      codes: Int16Array.from(patterns, (pattern) => (pattern & bit ? 1 : 0)),
    }),
  );
  const { model } = fitAnew(answersOf(items, everyRow(patterns.length)), 2, 5, seeded(1));
  const large = model.shares[0]! > model.shares[1]! ? 0 : 1;
  expect(model.shares[large]).toBeCloseTo(0.9455, 1);
  const chanceOfNo = [0, 2, 4].map((value) => model.chances[large * 6 + value]!);
  [0.99, 0.9646, 0.9891].forEach((chance, j) => {
    expect(Math.abs(chanceOfNo[j]! - chance)).toBeLessThan(0.01);
  });
  const other = [0, 2, 4].map((value) => model.chances[(1 - large) * 6 + value]!);
  [0.251, 0.3566, 0.235].forEach((chance, j) => {
    expect(Math.abs(other[j]! - chance)).toBeLessThan(0.08);
  });
});

test('PAM finds the best medoids of all in most worlds and nearly the best in every one (brute force)', () => {
  let exact = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const random = seeded(seed);
    const items = [0, 1, 2, 3].map(
      (j): Item => ({
        dimension: `d${j}`,
        values: ['a', 'b', 'c'],
        codes: Int16Array.from({ length: 12 }, (_, i) => (random() < 0.75 ? i % 3 : pick(random, 3))),
      }),
    );
    const distances = gower(items, everyRow(12));
    let best = Infinity;
    for (let x = 0; x < 12; x++) {
      for (let y = x + 1; y < 12; y++) {
        for (let z = y + 1; z < 12; z++) {
          let cost = 0;
          for (let i = 0; i < 12; i++) {
            cost += Math.min(...[x, y, z].map((medoid) => distances.between[medoid * 12 + i]!));
          }
          best = Math.min(best, cost);
        }
      }
    }
    const { cost } = pam(distances, 3);
    expect(cost).toBeGreaterThan(best - 1e-5);
    expect(cost).toBeLessThan(best * 1.2 + 1e-5);
    if (cost < best + 1e-5) exact++;
  }
  expect(exact).toBeGreaterThanOrEqual(15);
});

test('the silhouette of two groups with nothing in common is 1', () => {
  const clear: Item[] = [{ dimension: 'd', values: ['a', 'b'], codes: Int16Array.from([0, 0, 0, 1, 1, 1]) }];
  const distances = gower(clear, everyRow(6));
  expect(silhouette(distances, pam(distances, 2).labels, 2)).toBe(1);
});

test('sfc32 gives the numbers of a port written from the published definition', () => {
  const words = new Uint32Array([7, 7, 7, 1]);
  const next = () => {
    const result = (words[0]! + words[1]! + words[3]!) >>> 0;
    words[3]! += 1;
    words[0] = words[1]! ^ (words[1]! >>> 9);
    words[1] = words[2]! + (words[2]! << 3);
    words[2] = ((words[2]! << 21) | (words[2]! >>> 11)) + result;
    return result / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  const random = seeded(7);
  for (let i = 0; i < 50; i++) expect(random()).toBe(next());
});
