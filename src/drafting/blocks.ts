import { createHash } from 'node:crypto';
import type { Case } from '../cases/case.ts';
import type { PersonaFacts } from '../facts/facts.ts';

/** A case and the answer it was counted from; `null` where the customer record is the source. */
export type Link = [customer: string, answer: number | null, revision: number | null];

/**
 * A part of what a claim, a description or a figure counts: some of the customers on one side, of one kind, with the
 * answers to one question. The same part of another version has the same hash.
 */
export type Block = {
  claim: string;
  side: 'for' | 'against';
  kind: Case['kind'];
  dimension: string;
  hash: string;
  links: Link[];
};

/** About so many neighbouring customers are counted in one block: a new answer rewrites only its customer's blocks. */
const CUSTOMERS_A_BLOCK = 400;

/**
 * Everything a persona counts, in blocks. Customer by customer rather than claim by claim, so that neighbouring rows of
 * the indexes over customers and answers are written together.
 */
export function* blocksOf(facts: PersonaFacts, cases: readonly Case[]): Generator<Block> {
  const ordered = cases.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const places = new Map(ordered.map(({ key }, place) => [key, place]));
  const sides = sidesOf(facts, places);
  for (const end of endsOf(ordered)) {
    for (const side of sides) {
      const next = side.left.findIndex((place) => place >= end);
      const here = next === -1 ? side.left : side.left.subarray(0, next);
      side.left = side.left.subarray(here.length);
      yield* blocksIn(
        side,
        Array.from(here, (place) => ordered[place]!),
      );
    }
  }
}

/**
 * Where each part of the customers ends. A part ends before a customer whose key says so by its hash: a new customer
 * leaves the other parts as they are (content-defined chunking, as in Muthitacharoen, Chen and Mazieres, SOSP 2001).
 */
function endsOf(ordered: readonly Case[]): number[] {
  const ends = ordered.flatMap(({ key }, place) => (spread(key) % CUSTOMERS_A_BLOCK === 0 ? place : []));
  return [...ends, ordered.length];
}

/** FNV-1a over UTF-16 code units (Fowler, Noll and Vo): 32 bits, evenly spread. */
function spread(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The customers that one side of a claim counts and that are still to be written, as their places in order. */
type Side = { claim: string; side: Block['side']; dimensions: string[]; left: Uint32Array };

function sidesOf(
  { claims, descriptions, portrait, economics }: PersonaFacts,
  places: ReadonlyMap<string, number>,
): Side[] {
  const sides: Side[] = [];
  const add = (claim: string, side: Side['side'], dimensions: string[], ...keys: string[][]) => {
    sides.push({ claim, side, dimensions, left: placesOf(keys, places) });
  };
  for (const { id, traits, cases, comparisonCases, against, comparisonAgainst } of claims) {
    const dimensions = traits.map(({ dimension }) => dimension);
    add(id, 'for', dimensions, cases, comparisonCases);
    add(id, 'against', dimensions, against, comparisonAgainst);
  }
  for (const { id, dimension, cases, against } of [...descriptions, ...(portrait?.demographics ?? [])]) {
    const others = portrait?.others[id];
    add(id, 'for', [dimension], cases, others?.cases ?? []);
    add(id, 'against', [dimension], against, others?.against ?? []);
  }
  for (const [name, keys] of Object.entries(economics.cases)) add(`economics.${name}`, 'for', [name], keys);
  return sides;
}

function placesOf(lists: readonly string[][], places: ReadonlyMap<string, number>): Uint32Array {
  const found = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let length = 0;
  for (const keys of lists) {
    for (const key of keys) {
      const place = places.get(key);
      if (place !== undefined) found[length++] = place;
    }
  }
  return found.subarray(0, length).sort();
}

function* blocksIn({ claim, side, dimensions }: Omit<Side, 'left'>, cases: Case[]): Generator<Block> {
  for (const kind of ['problem', 'comparison'] as const) {
    const members = cases.filter((one) => one.kind === kind);
    if (members.length === 0) continue;
    for (const dimension of dimensions) {
      const links = members.flatMap((one) => linksOf(one, dimension));
      // All of the dimensions: where one trait of a pair is erased, the links of the other go from this claim alone.
      const content = JSON.stringify([kind, side, dimension, dimensions, links]);
      const hash = createHash('sha256').update(content).digest('base64url');
      yield { claim, side, kind, dimension, hash, links };
    }
  }
}

/** The answers a case's trait comes from; the customer record where there are none. */
function linksOf({ key, sources: all }: Case, dimension: string): Link[] {
  const sources = all.get(dimension) ?? [];
  const answers = new Map<number | null, number | null>();
  for (const source of sources) {
    if (source.answer !== null) answers.set(source.answer, source.revision);
  }
  if (answers.size === 0 || answers.size < sources.length) answers.set(null, null);
  return [...answers].map(([answer, revision]): Link => [key, answer, revision]);
}
