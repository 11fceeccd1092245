import type { Item } from './traits.ts';

/** The known values of some cases, flat: `values[i * items + j]` numbers the value of item j, -1 where it is unknown. */
export type Answers = {
  n: number;
  items: number;
  values: Int32Array;
  /** Values over all items. */
  valueCount: number;
  /** The item of each value, and how many values each item has. */
  itemOf: Int32Array;
  widths: Int32Array;
  /** The first value of each item, and 1 where the item's values stand in an order. */
  firsts: Int32Array;
  ordered: Uint8Array;
};

/** @param rows which cases; one may stand there twice */
export function answersOf(items: readonly Item[], rows: ArrayLike<number>): Answers {
  const widths = Int32Array.from(items, ({ values }) => values.length);
  const firsts = new Int32Array(items.length);
  for (let j = 1; j < items.length; j++) firsts[j] = firsts[j - 1]! + widths[j - 1]!;
  const valueCount = widths.reduce((sum, width) => sum + width, 0);
  const itemOf = new Int32Array(valueCount);
  firsts.forEach((first, j) => {
    itemOf.fill(j, first, first + widths[j]!);
  });
  const values = new Int32Array(rows.length * items.length);
  for (let i = 0; i < rows.length; i++) {
    items.forEach(({ codes }, j) => {
      const code = codes[rows[i]!]!;
      values[i * items.length + j] = code < 0 ? -1 : firsts[j]! + code;
    });
  }
  const ordered = Uint8Array.from(items, (item) => (item.ordered === true ? 1 : 0));
  return { n: rows.length, items: items.length, values, valueCount, itemOf, widths, firsts, ordered };
}

/** The same answers of other rows, one may stand there twice. */
export function rowsOf(answers: Answers, rows: ArrayLike<number>): Answers {
  const { items } = answers;
  const values = new Int32Array(rows.length * items);
  for (let i = 0; i < rows.length; i++) {
    values.set(answers.values.subarray(rows[i]! * items, (rows[i]! + 1) * items), i * items);
  }
  return { ...answers, n: rows.length, values };
}

/** Labels numbered in the order in which they first stand there. */
export function inOrder(labels: ArrayLike<number>): Int32Array {
  const names = new Map<number, number>();
  return Int32Array.from(labels, (label) => {
    const known = names.get(label) ?? names.size;
    names.set(label, known);
    return known;
  });
}

export function groupCount(labels: Int32Array): number {
  let highest = -1;
  for (const label of labels) highest = Math.max(highest, label);
  return highest + 1;
}
