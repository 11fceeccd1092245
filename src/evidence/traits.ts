import { bandValues } from '../cases/bands.ts';
import type { Case, CaseTable, Dimension, Source } from '../cases/case.ts';
import type { Trait } from './evidence.ts';

export const UNKNOWN = 0;
export const HAS = 1;
export const HAS_NOT = 2;

/** One trait over all cases, in the table's order: does the case have it, not, or is it unknown or disputed. */
export type Column = { trait: Trait; observable: Dimension['observable']; states: Uint8Array };

/**
 * The traits a rule may be made of: every value that some case has of a macro or subtle dimension that is not protected.
 * Outcomes and costs are what makes a customer a problem; they are described, not found again. Sorted.
 */
export function traitColumns(cases: readonly Case[], dimensions: CaseTable['dimensions']): Column[] {
  const columns: Column[] = [];
  for (const key of Object.keys(dimensions).sort()) {
    const dimension = dimensions[key]!;
    if (dimension.protected || (dimension.level !== 'macro' && dimension.level !== 'subtle')) continue;
    columns.push(...columnsOf(cases, dimension));
  }
  return columns;
}

function columnsOf(cases: readonly Case[], { key, observable }: Dimension): Column[] {
  const values = new Map<string, Uint8Array>();
  const known = new Uint8Array(cases.length);
  cases.forEach(({ traits }, i) => {
    const trait = traits.get(key);
    if (trait === undefined || trait.disputed || trait.values === null) return;
    known[i] = 1;
    for (const value of trait.values) stateOf(values, value, cases.length)[i] = HAS;
    for (const value of trait.contested ?? []) stateOf(values, value, cases.length)[i] = CONTESTED;
  });
  return [...values.keys()].sort().map((value) => {
    const states = values.get(value)!;
    for (let i = 0; i < states.length; i++) {
      if (states[i] === CONTESTED) states[i] = UNKNOWN;
      else if (states[i] === UNKNOWN && known[i] === 1) states[i] = HAS_NOT;
    }
    return { trait: { dimension: key, value }, observable, states };
  });
}

const CONTESTED = 3;

function stateOf(values: Map<string, Uint8Array>, value: string, length: number): Uint8Array {
  const states = values.get(value) ?? new Uint8Array(length);
  values.set(value, states);
  return states;
}

/** People and records behind some traits of some cases. */
export type Voices = { people: number; records: number };

export function voicesFor(cases: Iterable<Case>, dimensions: readonly string[]): Voices {
  const people = new Set<string>();
  let records = 0;
  for (const one of cases) {
    for (const dimension of dimensions) {
      for (const source of one.sources.get(dimension) ?? []) {
        const person = personOf(source);
        if (person === null) records++;
        else people.add(person);
      }
    }
  }
  return { people: people.size, records };
}

/** Who said it; `null`: a record. */
export function personOf(source: Source): string | null {
  return source.answer === null ? null : source.reporter;
}

/** Two people, or one person and a record: less is one person's view. */
export function isShared({ people, records }: Voices): boolean {
  return people >= 2 || (people === 1 && records >= 1);
}

/** One item that groups are formed from: the code of each case's value, -1 where it is unknown. */
export type Item = {
  dimension: string;
  values: string[];
  codes: Int16Array;
  /**
   * The values stand in an order that may mean something: bands of a number, steps of a scale, the options of a question
   * as its script lists them. Whether it does, the answers decide.
   */
  ordered?: boolean;
};

/** At most this many values of a free column take part in grouping, the most frequent; the rest are one value. */
const FREE_VALUES = 8;
/** Of very many columns the ones known of the most cases take part. */
const MOST_ITEMS = 60;
const OTHER = '\u0000other';

/**
 * Items of one level over some cases. A question with several answers gives an item for each answer. An item that is
 * known of fewer than a fifth of the cases, or that has one value only, says nothing about groups and is left out.
 */
export function itemsOf(
  cases: readonly Case[],
  dimensions: CaseTable['dimensions'],
  level: 'macro' | 'subtle' | 'outcome',
): Item[] {
  const items: Item[] = [];
  for (const key of Object.keys(dimensions).sort()) {
    const dimension = dimensions[key]!;
    if (dimension.protected || dimension.level !== level) continue;
    const columns = columnsOf(cases, dimension);
    if (dimension.type === 'multi') items.push(...columns.map(asItem));
    else if (columns.length > 0) items.push(joined(columns, dimension, cases.length));
  }
  return items
    .filter(({ codes }) => informs(codes))
    .map((item) => ({ item, known: item.codes.reduce((sum, code) => sum + (code < 0 ? 0 : 1), 0) }))
    .sort((a, b) => b.known - a.known)
    .slice(0, MOST_ITEMS)
    .map(({ item }) => item);
}

function asItem({ trait, states }: Column): Item {
  const codes = Int16Array.from(states, (state) => (state === HAS ? 1 : state === HAS_NOT ? 0 : -1));
  return { dimension: trait.dimension, values: ['', trait.value], codes };
}

function joined(columns: Column[], dimension: Dimension, length: number): Item {
  const free = dimension.values.length === 0 && dimension.cuts === null && columns.length > FREE_VALUES;
  const sizes = columns.map(({ states }) => states.reduce((sum, state) => sum + (state === HAS ? 1 : 0), 0));
  const frequent = columns
    .map((_, i) => i)
    .sort((i, j) => sizes[j]! - sizes[i]! || i - j)
    .slice(0, free ? FREE_VALUES - 1 : columns.length);
  const ranks = ranksOf(dimension);
  const ordered = ranks.size > 0;
  const values = frequent.map((i) => columns[i]!.trait.value);
  if (ordered) values.sort((a, b) => (ranks.get(a) ?? ranks.size) - (ranks.get(b) ?? ranks.size));
  const codes = new Int16Array(length).fill(-1);
  columns.forEach(({ trait, states }) => {
    const code = values.indexOf(trait.value);
    for (let i = 0; i < length; i++) if (states[i] === HAS) codes[i] = code === -1 ? values.length : code;
  });
  if (free) values.push(OTHER);
  return { dimension: dimension.key, values, codes, ordered };
}

/** Where each value stands among the bands of a number, or among the options of a question in the script's order. */
function ranksOf({ cuts, values }: Dimension): Map<string, number> {
  const inOrder = cuts === null ? values.map(({ value }) => value) : bandValues(cuts);
  return new Map(inOrder.map((value, rank) => [value, rank]));
}

function informs(codes: Int16Array): boolean {
  let known = 0;
  let first = -1;
  let differs = false;
  for (const code of codes) {
    if (code < 0) continue;
    known++;
    if (first < 0) first = code;
    else if (code !== first) differs = true;
  }
  return differs && known * 5 >= codes.length;
}
