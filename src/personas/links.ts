import { sql } from 'kysely';
import type { Case, CaseTable, Source } from '../cases/case.ts';
import type { Database } from '../database/open.ts';
import type { PersonaFacts } from './facts.ts';
import { inTurns } from './turns.ts';

export type VersionKey = { workspace: number; persona: string; version: number };

/** Claim, side, dimension, customer, its kind, answer and revision: the order in which the statement takes them. */
type Link = [string, 'for' | 'against', string, string, Case['kind'], number | null, number | null];
/** What one statement writes: some milliseconds, during which nobody else can write. */
const LINKS_A_STATEMENT = 400;
const CUSTOMERS_A_BLOCK = 200;

/** Every claim, description and figure of a persona with the cases and answers it counts. */
export async function saveEvidence(
  db: Database,
  key: VersionKey,
  facts: PersonaFacts,
  table: CaseTable,
): Promise<void> {
  await inTurns(countedOf(facts), 1, async ([one]) => {
    await db
      .insertInto('claims')
      .values({ ...key, id: one!.id, body: JSON.stringify(one) })
      .execute();
  });
  const cases = new Map(table.cases.map((one) => [one.key, one]));
  await inTurns(linksOf(facts, cases), LINKS_A_STATEMENT, (links) => insertLinks(db, key, links));
}

/**
 * One parameter whatever the number of rows: a statement with one for each value is as long as the data, and is
 * parsed and kept anew every time.
 */
async function insertLinks(db: Database, key: VersionKey, links: Link[]): Promise<void> {
  await sql`
    INSERT INTO evidence_links
      (workspace, persona, version, claim, side, dimension, customer, case_kind, answer, revision)
    SELECT ${key.workspace}, ${key.persona}, ${key.version}, value ->> 0, value ->> 1, value ->> 2, value ->> 3,
      value ->> 4, value ->> 5, value ->> 6
    FROM json_each(${JSON.stringify(links)})`.execute(db);
}

function* countedOf({ claims, descriptions, economics }: PersonaFacts): Generator<{ id: string }> {
  for (const claim of claims) yield { type: 'claim', ...claim } as { id: string };
  for (const one of descriptions) yield { type: 'description', ...one } as { id: string };
  for (const [name, keys] of Object.entries(economics.cases)) {
    yield { type: 'figure', id: `economics.${name}`, cases: keys } as { id: string };
  }
}

/** The cases on one side of a claim, sorted; `at` of them are linked. */
type Side = { claim: string; side: Link[1]; dimensions: string[]; keys: string[]; at: number };

/**
 * Block by block of customers, all claims of each block: neighbouring rows of the indexes over claims and over answers
 * are written together. Claim by claim, each would go through the whole index of answers anew.
 */
function* linksOf(facts: PersonaFacts, cases: Map<string, Case>): Generator<Link> {
  const sides = sidesOf(facts);
  const keys = [...cases.keys()].sort();
  for (let end = CUSTOMERS_A_BLOCK; end < keys.length + CUSTOMERS_A_BLOCK; end += CUSTOMERS_A_BLOCK) {
    const last = keys[Math.min(end, keys.length) - 1]!;
    for (const side of sides) yield* linksUpTo(side, last, cases);
  }
}

function sidesOf({ claims, descriptions, economics }: PersonaFacts): Side[] {
  const sides: Side[] = [];
  const add = (claim: string, side: Side['side'], dimensions: string[], keys: string[]) => {
    sides.push({ claim, side, dimensions, keys: keys.toSorted(), at: 0 });
  };
  for (const { id, traits, cases, comparisonCases, against, comparisonAgainst } of claims) {
    const dimensions = traits.map(({ dimension }) => dimension);
    add(id, 'for', dimensions, [...cases, ...comparisonCases]);
    add(id, 'against', dimensions, [...against, ...comparisonAgainst]);
  }
  for (const { id, dimension, cases, against } of descriptions) {
    add(id, 'for', [dimension], cases);
    add(id, 'against', [dimension], against);
  }
  for (const [name, keys] of Object.entries(economics.cases)) add(`economics.${name}`, 'for', [name], keys);
  return sides;
}

function* linksUpTo(one: Side, last: string, cases: Map<string, Case>): Generator<Link> {
  for (; one.at < one.keys.length && one.keys[one.at]! <= last; one.at++) {
    const key = one.keys[one.at]!;
    const customer = cases.get(key);
    if (!customer) continue;
    for (const dimension of one.dimensions) {
      for (const [answer, revision] of answersOf(customer, dimension)) {
        yield [one.claim, one.side, dimension, key, customer.kind, answer, revision];
      }
    }
  }
}

/** The answers a case's trait comes from; the customer record where there are none. */
function answersOf(one: Case, dimension: string): [answer: number | null, revision: number | null][] {
  const sources: Source[] = one.traits[dimension]?.sources ?? [];
  const answers = new Map<number | null, number | null>();
  for (const source of sources) {
    if (source.answer !== null) answers.set(source.answer, source.revision);
  }
  if (answers.size === 0 || answers.size < sources.length) answers.set(null, null);
  return [...answers];
}
