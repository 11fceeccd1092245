import { sql } from 'kysely';
import type { Database } from '../database/open.ts';

export type VersionKey = { persona: string; version: number };
/** One link that is left: a customer that a claim counts, for one of its dimensions. */
export type Link = {
  customer: string;
  case_kind: 'problem' | 'comparison';
  side: 'for' | 'against';
  dimension: string;
};

/** What an erasure reaches of the counts. */
export type Touched = {
  /** Every customer that loses an answer somebody counted, or goes as a whole. */
  customers: ReadonlySet<string>;
  /** The versions that counted them, with the claims that did. */
  versions: (VersionKey & { claims: Set<string> })[];
};

/** Looked up at a time: short, because the bot may wait for it. */
const AT_ONCE = 25;

/** Finds what counts what is on its way out, from that end: whatever nobody touches is never read. */
export async function touchedBy(
  db: Database,
  workspace: number,
  answers: readonly number[],
  gone: ReadonlySet<string>,
): Promise<Touched> {
  const customers = new Set(gone);
  const versions = new Map<string, VersionKey & { claims: Set<string> }>();
  const add = (rows: (VersionKey & { claim: string | null; customer: string })[]) => {
    for (const { persona, version, claim, customer } of rows) {
      customers.add(customer);
      const key = `${persona} ${version}`;
      const one = versions.get(key) ?? { persona, version, claims: new Set() };
      versions.set(key, one);
      if (claim !== null) one.claims.add(claim);
    }
  };
  for (const part of partsOf(answers, AT_ONCE * 20)) {
    const { rows } = await sql<VersionKey & { claim: string; customer: string }>`
      SELECT DISTINCT c.persona, c.version, c.claim, l.customer FROM json_each(${JSON.stringify(part)}) AS one
      CROSS JOIN block_links AS l ON l.answer = one.value AND l.workspace = ${workspace}
      CROSS JOIN claim_blocks AS c ON c.block = l.block AND c.workspace = ${workspace}`.execute(db);
    add(rows);
  }
  for (const part of partsOf([...gone], AT_ONCE)) {
    const list = JSON.stringify(part);
    const { rows } = await sql<VersionKey & { claim: string | null; customer: string }>`
      SELECT DISTINCT c.persona, c.version, c.claim, l.customer FROM json_each(${list}) AS one
      CROSS JOIN block_links AS l ON l.customer = one.value AND l.workspace = ${workspace}
      CROSS JOIN claim_blocks AS c ON c.block = l.block AND c.workspace = ${workspace}
      UNION SELECT v.persona, v.version, NULL, one.value FROM json_each(${list}) AS one
      CROSS JOIN persona_versions AS v ON v.workspace = ${workspace}
      CROSS JOIN persona_cases AS p ON p.workspace = ${workspace} AND p.persona = v.persona AND p.version = v.version
        AND p.customer = one.value`.execute(db);
    add(rows);
  }
  return { customers, versions: [...versions.values()] };
}

/** What is left of some customers in every claim: `persona version claim` -> customer -> links. */
export async function linksLeft(
  db: Database,
  workspace: number,
  customers: ReadonlySet<string>,
): Promise<Map<string, Map<string, Link[]>>> {
  const found = new Map<string, Map<string, Link[]>>();
  for (const part of partsOf([...customers], AT_ONCE)) {
    const { rows } = await sql<VersionKey & { claim: string } & Link>`
      SELECT DISTINCT c.persona, c.version, c.claim, l.customer, b.case_kind, b.side, b.dimension
      FROM json_each(${JSON.stringify(part)}) AS one
      CROSS JOIN links_left AS l ON l.customer = one.value AND l.workspace = ${workspace}
      CROSS JOIN evidence_blocks AS b ON b.id = l.block AND b.workspace = ${workspace}
      CROSS JOIN claim_blocks AS c ON c.block = l.block AND c.workspace = ${workspace}`.execute(db);
    for (const { persona, version, claim, ...link } of rows) {
      const key = `${persona} ${version} ${claim}`;
      const own = found.get(key) ?? new Map<string, Link[]>();
      found.set(key, own);
      own.set(link.customer, [...(own.get(link.customer) ?? []), link]);
    }
  }
  return found;
}

/** Files that left the database and hold what is gone. */
export type Exported = { persona: string; version: number; format: string; at: string };

export async function exportsOf(
  db: Database,
  workspace: number,
  versions: readonly VersionKey[],
): Promise<Exported[]> {
  const rows = await db
    .selectFrom('exports')
    .select(['persona', 'version', 'format', 'at'])
    .where('workspace', '=', workspace)
    .orderBy('id')
    .execute();
  return rows.filter((row) =>
    versions.some(({ persona, version }) => persona === row.persona && version === row.version),
  );
}

function* partsOf<T>(list: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < list.length; from += size) yield list.slice(from, from + size);
}
