import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Claim, Sides } from '../evidence/evidence.ts';
import { type CountedDescription, ownSide, type PersonaBody } from './persona.ts';
import type { PersonaVersion } from './store.ts';

/** A version of a persona, as far as its customers are looked for. */
export type Version = { id: string; version: number; body: Pick<PersonaBody, 'kind' | 'family'> };

/** The keys of a version's customers, sorted. */
export async function casesOf(
  db: Database,
  workspace: number,
  { id, version }: Pick<Version, 'id' | 'version'>,
): Promise<string[]> {
  const rows = await db
    .selectFrom('persona_cases')
    .select('customer')
    .where('workspace', '=', workspace)
    .where('persona', '=', id)
    .where('version', '=', version)
    .execute();
  return rows.map(({ customer }) => customer).sort();
}

/** Whom one claim, description or figure counts: among a persona's own kind of cases, and on the comparison side. */
export type Customers = Pick<Claim, 'cases' | 'against' | 'comparisonCases' | 'comparisonAgainst'>;

/** Everybody whom one claim, description or figure counts. Reads as many rows as it counts answers. */
export async function countedBy(
  db: Database,
  workspace: number,
  version: Version,
  claim: string,
): Promise<Customers> {
  const { rows } = await sql<Side & { customers: string }>`
    SELECT block.case_kind AS kind, block.side, json_group_array(link.customer) AS customers
    FROM claim_blocks AS counted
    CROSS JOIN evidence_blocks AS block ON block.id = counted.block AND block.workspace = counted.workspace
    CROSS JOIN block_links AS link ON link.block = block.id AND link.workspace = block.workspace
    WHERE counted.persona = ${version.id} AND counted.version = ${version.version} AND counted.claim = ${claim}
      AND counted.workspace = ${workspace}
    GROUP BY block.case_kind, block.side`.execute(db);
  const lists = rows.map(({ customers, ...side }) => {
    const keys = new Set(JSON.parse(customers) as string[]);
    return { ...side, customers: [...keys].sort() };
  });
  return bySide(version, lists);
}

/** The first few whom one claim, description or figure counts, by their keys: quick however many there are. */
export async function firstCountedBy(
  db: Database,
  workspace: number,
  version: Version,
  claim: string,
  few: number,
): Promise<Customers> {
  // Parts of one side and question hold different customers, so the first of these are in the first parts.
  const { rows } = await sql<Side & { customer: string }>`
    WITH parts AS MATERIALIZED (
      SELECT block.case_kind AS kind, block.side, block.id, row_number() OVER (
        PARTITION BY block.case_kind, block.side, block.dimension ORDER BY (
          SELECT first.customer FROM block_links AS first
          WHERE first.block = block.id AND first.workspace = block.workspace ORDER BY first.position LIMIT 1)
          NULLS LAST) AS place
      FROM claim_blocks AS counted
      CROSS JOIN evidence_blocks AS block ON block.id = counted.block AND block.workspace = counted.workspace
      WHERE counted.persona = ${version.id} AND counted.version = ${version.version} AND counted.claim = ${claim}
        AND counted.workspace = ${workspace})
    SELECT DISTINCT kind, side, customer FROM parts
    CROSS JOIN block_links AS link ON link.block = parts.id AND link.workspace = ${workspace}
    WHERE place <= ${few}
    ORDER BY customer`.execute(db);
  const lists = [...Map.groupBy(rows, ({ kind, side }) => `${kind} ${side}`).values()].map((own) => ({
    ...own[0]!,
    customers: own.slice(0, few).map(({ customer }) => customer),
  }));
  return bySide(version, lists);
}

type Side = { kind: 'problem' | 'comparison'; side: 'for' | 'against' };

function bySide({ body }: Version, lists: readonly (Side & { customers: string[] })[]): Customers {
  const of = (kind: Side['kind'], side: Side['side']) =>
    lists.find((one) => one.kind === kind && one.side === side)?.customers ?? [];
  const own = ownSide(body);
  return {
    cases: of(own, 'for'),
    against: of(own, 'against'),
    comparisonCases: of('comparison', 'for'),
    comparisonAgainst: of('comparison', 'against'),
  };
}

/** What a version says, and everybody it counts: as large as the data. */
export type InFull = {
  body: PersonaBody & {
    cases: string[];
    descriptions: CountedDescription[];
    demographics: CountedDescription[];
  };
  claims: Claim[];
};

/** A version with everybody it counts. */
export async function inFull(
  db: Database,
  workspace: number,
  persona: Pick<PersonaVersion, 'id' | 'version' | 'body' | 'claims'>,
): Promise<InFull> {
  const claims: Claim[] = [];
  for (const claim of persona.claims)
    claims.push({ ...claim, ...(await countedBy(db, workspace, persona, claim.id)) });
  return { body: await bodyInFull(db, workspace, persona), claims };
}

/** What a version says of its customers, and who they are. */
export async function bodyInFull(
  db: Database,
  workspace: number,
  persona: Pick<PersonaVersion, 'id' | 'version' | 'body'>,
): Promise<InFull['body']> {
  const sidesOf = async <D extends { id: string }>(list: readonly D[]): Promise<(D & Sides)[]> => {
    const full: (D & Sides)[] = [];
    for (const one of list) {
      const { cases, against } = await countedBy(db, workspace, persona, one.id);
      full.push({ ...one, cases, against });
    }
    return full;
  };
  const { body } = persona;
  return {
    ...body,
    cases: await casesOf(db, workspace, persona),
    descriptions: await sidesOf(body.descriptions),
    demographics: await sidesOf(body.demographics),
  };
}

/** The claims of a version that count somebody, and none of the version's own customers. */
export async function foreignAmong(
  db: Database,
  workspace: number,
  { id, version, body, claims }: Pick<PersonaVersion, 'id' | 'version' | 'body' | 'claims'>,
): Promise<Set<string>> {
  const behind = sql`
    SELECT 1 FROM claim_blocks AS counted
    CROSS JOIN evidence_blocks AS block ON block.id = counted.block AND block.workspace = counted.workspace
      AND block.case_kind = ${ownSide(body)} AND block.side = 'for'
    CROSS JOIN block_links AS link ON link.block = block.id AND link.workspace = block.workspace
    WHERE counted.persona = ${id} AND counted.version = ${version} AND counted.claim = claim.value
      AND counted.workspace = ${workspace}`;
  const own = sql`
    SELECT 1 FROM persona_cases AS own WHERE own.workspace = ${workspace} AND own.persona = ${id}
      AND own.version = ${version} AND own.customer = link.customer`;
  const { rows } = await sql<{ id: string }>`
    SELECT claim.value AS id FROM json_each(${JSON.stringify(claims.map((one) => one.id))}) AS claim
    WHERE EXISTS (${behind}) AND NOT EXISTS (${behind} AND EXISTS (${own}))`.execute(db);
  return new Set(rows.map((row) => row.id));
}
