import type { Case, CaseTable, CaseTrait, Dimension, Source } from '../src/cases/case.ts';
import { pick, type Random, seeded, shuffle } from '../src/evidence/random.ts';
import type { Item } from '../src/evidence/traits.ts';

/** A world with known kinds of cases: each kind has a value of its own in every item. */
export type Recipe = {
  n: number;
  /** Relative sizes of the kinds; their number is the number of kinds. */
  sizes: number[];
  /** How many values each item has. */
  values: number[];
  /** Chance of a case to have its kind's own value; the other values share the rest. */
  own: number;
  missing: number;
  /** Of each case only this many items are asked, chosen by chance; left out: all. */
  asked?: number;
  /** Kinds may share an own value by chance; else they differ wherever an item has enough values. */
  careless?: boolean;
  /** Values stand in an order: with each step away from the own one the chance falls to this part. Takes the place of `own`. */
  decay?: number;
};

export type World = {
  items: Item[];
  truth: Int32Array;
  /** Most probable kind of each case for somebody who knows the kinds, their sizes and `own`. */
  oracle: Int32Array;
};

export const strong: Recipe = { n: 60, sizes: [1, 1, 1], values: [3, 4, 3, 4, 3, 4], own: 0.8, missing: 0.1 };
export const weak: Recipe = { ...strong, own: 0.6 };

export function plantedWorld(recipe: Recipe, seed: number): World {
  const random = seeded(seed);
  const prototypes = recipe.values.map((values) => ownValues(recipe, values, random));
  const truth = kindsOfCases(recipe, random);
  const items = recipe.values.map((values, index): Item => {
    const codes = Int16Array.from(truth, (kind) =>
      drawn(chancesOf(recipe, values, prototypes[index]![kind]!), random),
    );
    for (let i = 0; i < codes.length; i++) if (random() < recipe.missing) codes[i] = -1;
    const ordered = recipe.decay !== undefined;
    return {
      dimension: `item${index}`,
      values: Array.from({ length: values }, (_, v) => `v${v}`),
      codes,
      ordered,
    };
  });
  if (recipe.asked !== undefined) rotate(items, recipe.asked, random);
  return { items, truth, oracle: oracleOf(recipe, prototypes, items) };
}

function ownValues({ sizes, careless }: Recipe, values: number, random: Random): number[] {
  if (careless === true) return sizes.map(() => pick(random, values));
  const order = Array.from({ length: values }, (_, v) => v);
  shuffle(random, order);
  return sizes.map((_, kind) => order[kind % values]!);
}

function kindsOfCases({ n, sizes }: Recipe, random: Random): Int32Array {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const kinds = new Int32Array(n);
  let start = 0;
  let share = 0;
  sizes.forEach((size, kind) => {
    share += size / all;
    const end = kind === sizes.length - 1 ? n : Math.round(share * n);
    kinds.fill(kind, start, end);
    start = end;
  });
  shuffle(random, kinds);
  return kinds;
}

/** The chance of each value of an item in a kind. */
function chancesOf({ own: share, decay }: Recipe, values: number, own: number): number[] {
  const weights = Array.from({ length: values }, (_, value) => {
    if (decay !== undefined) return decay ** Math.abs(value - own);
    return value === own ? share : (1 - share) / (values - 1);
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all);
}

function drawn(chances: readonly number[], random: Random): number {
  let point = random();
  const last = chances.length - 1;
  for (let value = 0; value < last; value++) {
    point -= chances[value]!;
    if (point < 0) return value;
  }
  return last;
}

function valueFor(own: number, values: number, chance: number, random: Random): number {
  if (random() < chance) return own;
  return (own + 1 + pick(random, values - 1)) % values;
}

function rotate(items: Item[], asked: number, random: Random): void {
  const order = items.map((_, i) => i);
  for (let i = 0; i < items[0]!.codes.length; i++) {
    shuffle(random, order);
    for (const item of order.slice(asked)) items[item]!.codes[i] = -1;
  }
}

function oracleOf(recipe: Recipe, prototypes: number[][], items: Item[]): Int32Array {
  const { n, sizes, values } = recipe;
  const chances = values.map((width, index) =>
    prototypes[index]!.map((own) => chancesOf(recipe, width, own)),
  );
  return Int32Array.from({ length: n }, (_, i) => {
    const scores = sizes.map((size, kind) =>
      items.reduce((sum, { codes }, index) => {
        if (codes[i]! < 0) return sum;
        return sum + Math.log(chances[index]![kind]![codes[i]!]!);
      }, Math.log(size)),
    );
    return scores.indexOf(Math.max(...scores));
  });
}

/** Items that have nothing to do with each other, each with shares of its own. */
export function noiseWorld(n: number, values: number[], missing: number, seed: number): Item[] {
  const random = seeded(seed);
  return values.map((count, index) => {
    const weights = Array.from({ length: count }, () => 0.3 + random());
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const codes = Int16Array.from({ length: n }, () => {
      if (random() < missing) return -1;
      let point = random() * all;
      for (let code = 0; code < count - 1; code++) {
        point -= weights[code]!;
        if (point < 0) return code;
      }
      return count - 1;
    });
    return { dimension: `item${index}`, values: weights.map((_, v) => `v${v}`), codes };
  });
}

/** Noise in which two items ask nearly the same: no kinds of customers, only one fact that was asked twice. */
export function twinWorld(n: number, seed: number): Item[] {
  const random = seeded(seed + 400);
  const facts = Array.from({ length: n }, () => pick(random, 3));
  const twins = ['twin0', 'twin1'].map((dimension): Item => {
    const codes = Int16Array.from(facts, (fact) => (random() < 0.1 ? -1 : valueFor(fact, 3, 0.9, random)));
    return { dimension, values: ['v0', 'v1', 'v2'], codes };
  });
  return [...noiseWorld(n, [3, 4, 3, 4, 2, 5], 0.1, seed), ...twins];
}

/** Planted kinds among which some cases answer by chance: they are of no kind. */
export function strangeWorld(recipe: Recipe, share: number, seed: number): World & { strange: Uint8Array } {
  const world = plantedWorld(recipe, seed);
  const random = seeded(seed + 600);
  const strange = Uint8Array.from(world.truth, () => (random() < share ? 1 : 0));
  for (const { codes, values } of world.items) {
    codes.forEach((code, i) => {
      if (strange[i] === 1 && code >= 0) codes[i] = pick(random, values.length);
    });
  }
  return { ...world, strange };
}

/** Cases as the drafter reads them, from items; `kinds` says which are problem cases (1). Six people report in turn. */
export function tableOf(
  macro: readonly Item[],
  kinds: ArrayLike<number>,
  subtle: readonly Item[] = [],
): CaseTable {
  const dimensions: Record<string, Dimension> = {};
  for (const [items, level] of [
    [macro, 'macro'],
    [subtle, 'subtle'],
  ] as const) {
    for (const { dimension, values } of items) dimensions[dimension] = dimensionOf(dimension, values, level);
  }
  const all = [...macro, ...subtle];
  const cases = Array.from({ length: kinds.length }, (_, i): Case => {
    const reporter = `staff${i % 6}`;
    const traits = new Map<string, CaseTrait>();
    const sources = new Map<string, Source[]>();
    all.forEach(({ dimension, values, codes }, index) => {
      if (codes[i]! < 0) return;
      traits.set(dimension, { values: [values[codes[i]!]!], disputed: false, raw: null });
      sources.set(dimension, [{ answer: i * 100 + index, revision: 1, reporter, role: 'sales' }]);
    });
    const key = `case${String(i).padStart(6, '0')}`;
    const kind = kinds[i] === 1 ? 'problem' : 'comparison';
    return {
      key,
      name: key,
      kind,
      reporters: [reporter],
      roles: ['sales'],
      hasRecord: false,
      record: null,
      traits,
      sources,
      texts: [],
    };
  });
  return {
    cases,
    dimensions,
    disputed: [],
    leftOut: [],
    portrayed: { buyer: [], customer: [] },
    unjudged: [],
  };
}

function dimensionOf(key: string, values: string[], level: Dimension['level']): Dimension {
  return {
    key,
    label: { en: key },
    type: 'choice',
    level,
    observable: 'before_sale',
    protected: false,
    values: values.map((value) => ({ value, label: { en: value } })),
    cuts: null,
  };
}

/**
 * Three macro kinds; the cases of the first are of two micro kinds on four subtle items, those of the others are not.
 *
 * @returns the table and the keys of one micro kind and of its parent
 */
export function microWorld(
  n: number,
  seed: number,
): { table: CaseTable; child: { cases: string[]; parent: string[] } } {
  const { items, truth } = plantedWorld({ ...strong, n }, seed);
  const random = seeded(seed + 7_000);
  const kinds = Int32Array.from({ length: n }, () => pick(random, 2));
  const subtle = ['channel', 'technology', 'decision', 'tone'].map((name): Item => {
    const codes = Int16Array.from(kinds, (kind, i) => {
      if (random() < 0.15) return -1;
      return truth[i] === 0 ? valueFor(kind, 3, 0.85, random) : pick(random, 3);
    });
    return { dimension: name, values: ['v0', 'v1', 'v2'], codes };
  });
  const table = tableOf(items, new Uint8Array(n).fill(1), subtle);
  const keysWhere = (holds: (i: number) => boolean) =>
    table.cases.filter((_, i) => holds(i)).map(({ key }) => key);
  return {
    table,
    child: {
      cases: keysWhere((i) => truth[i] === 0 && kinds[i] === 1),
      parent: keysWhere((i) => truth[i] === 0),
    },
  };
}
