import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plantedWorld, strong, tableOf } from '../../eval/worlds.ts';
import { findEvidence } from '../../src/evidence/find.ts';
import { fringeOf } from '../../src/evidence/fringe.ts';
import { kernelsOf, logEvidence, predict } from '../../src/evidence/kernels.ts';
import { pick, seeded } from '../../src/evidence/random.ts';
import { itemsOf } from '../../src/evidence/traits.ts';

const cell = fc.record({
  counts: fc.array(fc.nat(400), { minLength: 2, maxLength: 6 }),
  ordered: fc.boolean(),
});

test('under every kernel one more case is as probable as it makes all answers of its kind less probable', () => {
  fc.assert(
    fc.property(cell, ({ counts, ordered }) => {
      const before = Float64Array.from(counts);
      for (const kernel of kernelsOf(counts.length, ordered)) {
        const chances = new Float64Array(counts.length);
        predict(kernel, before, 0, chances);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        chances.forEach((chance, value) => {
          const after = Float64Array.from(before);
          after[value]!++;
          expect(logEvidence(kernel, after, 0) - logEvidence(kernel, before, 0)).toBeCloseTo(
            Math.log(chance),
            6,
          );
        });
      }
    }),
    { numRuns: 30 },
  );
});

test('next to the value that a kind gives, an ordered item expects its neighbours before values far away', () => {
  const counts = Float64Array.from([0, 20, 4, 0, 0]);
  const near = kernelsOf(5, true).filter(({ form }) => form === 'near');
  expect(near.length).toBeGreaterThan(0);
  for (const kernel of near) {
    const chances = new Float64Array(5);
    predict(kernel, counts, 0, chances);
    expect(chances[2]).toBeGreaterThan(chances[3]!);
    expect(chances[3]).toBeGreaterThan(chances[4]!);
  }
  expect(kernelsOf(5, false).some(({ form }) => form === 'near')).toBe(false);
});

test('bands keep the order of their numbers and options that of their script, free values have none', () => {
  const { items } = plantedWorld({ ...strong, values: [4, 4, 4] }, 3);
  const { cases, dimensions } = tableOf(items, new Uint8Array(60).fill(1));
  const declared = itemsOf(cases, dimensions, 'macro')[0]!;
  expect(declared).toMatchObject({ ordered: true, values: ['v0', 'v1', 'v2', 'v3'] });
  const key = declared.dimension;
  const free = itemsOf(cases, { [key]: { ...dimensions[key]!, values: [] } }, 'macro')[0]!;
  expect(free.ordered).toBe(false);
  const banded = cases.map((one) => {
    const band = ['<5', '5-<10', '>=10'][Number(one.key.slice(4)) % 3]!;
    return { ...one, traits: new Map([[key, { values: [band], disputed: false, raw: null }]]) };
  });
  const bands = { [key]: { ...dimensions[key]!, values: [], cuts: [5, 10] } };
  expect(itemsOf(banded, bands, 'macro')[0]).toMatchObject({
    ordered: true,
    values: ['<5', '5-<10', '>=10'],
  });
});

test('a case that shares one of six answers with its kind is at its fringe, one that shares half is not', () => {
  const codes = (stranger: number[]) =>
    Array.from({ length: 6 }, (_, item) => ({
      dimension: `item${item}`,
      values: ['v0', 'v1', 'v2'],
      codes: Int16Array.from({ length: 13 }, (_, i) =>
        i === 12 ? stranger[item]! : (i * 7 + item) % 6 === 0 ? 2 : 0,
      ),
    }));
  const rows = Array.from({ length: 13 }, (_, i) => i);
  expect([...fringeOf(codes([0, 1, 1, 1, 1, 1]), rows)]).toEqual([12]);
  expect([...fringeOf(codes([0, 0, 0, 1, 1, 1]), rows)]).toEqual([]);
  expect([...fringeOf(codes([1, 1, -1, -1, -1, -1]), rows)]).toEqual([]);
});

test('cases at the fringe of a kept group are unexplained, and stay beside it', () => {
  const { items } = plantedWorld(
    { ...strong, n: 120, values: new Array(8).fill(4), own: 0.9, missing: 0 },
    4,
  );
  const random = seeded(4);
  for (const { codes } of items) for (let i = 0; i < 12; i++) codes[i] = pick(random, 4);
  const table = tableOf(items, new Uint8Array(120).fill(1));
  const { groups, unexplained } = findEvidence(table);
  const fringe = groups.flatMap((group) => group.fringe ?? []);
  expect(fringe.length).toBeGreaterThan(0);
  expect(unexplained).toEqual(expect.arrayContaining(fringe));
  const kept = groups.flatMap(({ cases }) => cases);
  expect(kept.filter((key) => fringe.includes(key))).toEqual([]);
  expect(new Set([...kept, ...fringe]).size).toBe(120);
});
