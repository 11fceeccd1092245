import type { AnswerValue } from '../scripts/script.ts';
import type { CaseTrait, Dimension, Lookup, Source } from './case.ts';
import { type Fact, mergeValues } from './merge.ts';

/** What was said of one case, a dimension at a time. */
export type Said = { traits: Lookup<CaseTrait>; sources: Lookup<Source[]> };

/**
 * Everything said of many cases, packed: a fact is five whole numbers, and cases of which the same was said share one
 * trait. As objects, a hundred thousand cases of thirty answers each would take half a gigabyte.
 */
export type Packed = {
  /** Adds what was said of one case. It can be looked up once everything is merged. */
  add(facts: ReadonlyMap<string, readonly Fact[]>): Said;
  /**
   * Makes traits of all that was added, each value in its dimension's vocabulary; what has no value there is dropped.
   * @returns the dimensions of which something is left
   */
  merge(dimensions: Readonly<Record<string, Dimension>>): Set<string>;
};

/** The numbers of one fact: places in lists, and an answer's id. A case's facts stand together, by dimension. */
const DIMENSION = 0;
/** What was said; once merged, the trait that it became part of. */
const VALUE = 1;
const ANSWER = 2;
const REVISION = 3;
const VOICE = 4;
const WIDTH = 5;
/** Instead of an answer: the customer record. Instead of a trait: there is none. */
const RECORD = -1;
const NONE = -1;

export function packed(): Packed {
  const facts = pages();
  const dimensions = numbered<string>((key) => key);
  const values = numbered<AnswerValue>((value) => JSON.stringify(value));
  const voices = numbered<{ reporter: string; role: string }>((one) => `${one.role}\n${one.reporter}`);
  const traits: CaseTrait[] = [];
  /** Where each case's facts begin, and where the last one's end. */
  const starts = [0];

  const append = (fact: number, dimension: string, { raw, source }: Fact) => {
    facts.put(fact, DIMENSION, dimensions.numberOf(dimension));
    facts.put(fact, VALUE, values.numberOf(raw));
    facts.put(fact, ANSWER, source.answer ?? RECORD);
    if (source.answer === null) return;
    const { revision, reporter, role } = source;
    facts.put(fact, REVISION, revision);
    facts.put(fact, VOICE, voices.numberOf({ reporter, role }));
  };

  /** A case's facts in a dimension, those that became part of its trait. */
  const heard = (row: number, key: string): number[] => {
    const dimension = dimensions.known(key);
    const found: number[] = [];
    for (let fact = starts[row]!; fact < starts[row + 1]!; fact++) {
      if (facts.at(fact, DIMENSION) === dimension && facts.at(fact, VALUE) !== NONE) found.push(fact);
    }
    return found;
  };

  const traitOf = (row: number, key: string): CaseTrait | undefined => {
    const dimension = dimensions.known(key);
    for (let fact = starts[row]!; fact < starts[row + 1]!; fact++) {
      if (facts.at(fact, DIMENSION) !== dimension) continue;
      const trait = facts.at(fact, VALUE);
      if (trait !== NONE) return traits[trait];
    }
    return undefined;
  };

  const sourceOf = (fact: number): Source => {
    const answer = facts.at(fact, ANSWER);
    if (answer === RECORD) return { answer: null };
    return { answer, revision: facts.at(fact, REVISION), ...voices.list[facts.at(fact, VOICE)]! };
  };

  const add: Packed['add'] = (given) => {
    const row = starts.length - 1;
    let end = starts[row]!;
    for (const [dimension, said] of given) for (const fact of said) append(end++, dimension, fact);
    starts.push(end);
    return {
      traits: { get: (key) => traitOf(row, key) },
      sources: { get: (key) => (traitOf(row, key) ? heard(row, key).map(sourceOf) : undefined) },
    };
  };

  const merge: Packed['merge'] = (known) => {
    const merged = merger((dimension, said) => {
      const raws = said.map((value) => values.list[value]!);
      const trait = mergeValues(known[dimensions.list[dimension]!]!, raws);
      return trait === null ? NONE : traits.push(trait) - 1;
    });
    const present = new Set<number>();
    const end = starts.at(-1)!;
    let row = 0;
    for (let first = 0, last = 0; first < end; first = last) {
      while (first >= starts[row + 1]!) row++;
      const dimension = facts.at(first, DIMENSION);
      while (last < starts[row + 1]! && facts.at(last, DIMENSION) === dimension) last++;
      const said = Array.from({ length: last - first }, (_, i) => facts.at(first + i, VALUE));
      const trait = merged(dimension, said);
      if (trait !== NONE) present.add(dimension);
      said.forEach((value, i) => {
        facts.put(first + i, VALUE, merged(dimension, [value]) === NONE ? NONE : trait);
      });
    }
    values.forget();
    return new Set([...present].map((dimension) => dimensions.list[dimension]!));
  };

  return { add, merge };
}

type Merge = (dimension: number, said: readonly number[]) => number;

/** Where the same was said, the same trait, made once. */
function merger(make: Merge): Merge {
  const made = new Map<string, number>();
  return (dimension, said) => {
    const name = `${dimension}:${said.join()}`;
    const trait = made.get(name) ?? make(dimension, said);
    made.set(name, trait);
    return trait;
  };
}

/** Facts a page, as a power of two. Pages are never copied, so that growing takes no second copy of everything. */
const PAGE_BITS = 14;

function pages() {
  const all: Int32Array[] = [];
  const place = (fact: number, field: number) => (fact & (2 ** PAGE_BITS - 1)) * WIDTH + field;
  return {
    at: (fact: number, field: number): number => all[fact >> PAGE_BITS]![place(fact, field)]!,
    put: (fact: number, field: number, number: number) => {
      all[fact >> PAGE_BITS] ??= new Int32Array(2 ** PAGE_BITS * WIDTH);
      all[fact >> PAGE_BITS]![place(fact, field)] = number;
    },
  };
}

/** Things by number, in the order in which they first came; `nameOf` tells them apart. */
function numbered<T>(nameOf: (thing: T) => string) {
  const list: T[] = [];
  const numbers = new Map<string, number>();
  return {
    list,
    known: (thing: T): number | undefined => numbers.get(nameOf(thing)),
    numberOf: (thing: T): number => {
      const name = nameOf(thing);
      const number = numbers.get(name) ?? list.push(thing) - 1;
      numbers.set(name, number);
      return number;
    },
    forget: () => {
      list.length = 0;
      numbers.clear();
    },
  };
}
