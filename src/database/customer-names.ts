import { type RawBuilder, sql } from 'kysely';
import type { Database } from './open.ts';
import { breathe } from './pace.ts';

export type NamedCustomer = { key: string; name: string };

/** Sorts behind every character of a name. */
const END = '\u{10ffff}';

/** Customers whose folded name begins with this, in the order of their names. */
export function namesBeginning(db: Database, workspace: number, folded: string, limit: number) {
  return named(
    db,
    workspace,
    sql`n.folded >= ${folded} AND n.folded < ${folded + END} ORDER BY n.folded`,
    limit,
  );
}

/** Customers whose folded name holds this further on; at the beginning of a word first. */
export function namesHolding(db: Database, workspace: number, folded: string, limit: number) {
  const holds = sql<boolean>`instr(n.folded, ${folded}) > 1`;
  return searched(db, workspace, { holds, rank: sql`instr(n.folded, ${` ${folded}`}) = 0` }, limit);
}

/** Customers with exactly one of these folded names, or one of these cores. */
export function namesAmong(db: Database, workspace: number, folded: string, cores: string[], limit: number) {
  return named(
    db,
    workspace,
    sql`(n.folded = ${folded} OR n.core IN (${sql.join(cores)})) ORDER BY n.folded <> ${folded}, n.folded`,
    limit,
  );
}

/** Customers whose core goes on after this word: "acme" finds "acme europe". */
export function coresGoingOn(db: Database, workspace: number, core: string, limit: number) {
  return named(
    db,
    workspace,
    sql`n.core >= ${`${core} `} AND n.core < ${`${core} ${END}`} ORDER BY n.core`,
    limit,
  );
}

/** Customers whose folded name, or its core, holds one of these pieces, those that hold most of them first. */
export function namesWithPiece(
  db: Database,
  workspace: number,
  of: 'folded' | 'core',
  pieces: string[],
  limit: number,
) {
  const text = sql.ref(`n.${of}`);
  const held = pieces.map((piece) => sql`(instr(${text}, ${piece}) > 0) * ${piece.length}`);
  const share = sql.join(held, sql` + `);
  return searched(db, workspace, { holds: sql`${share} > 0`, rank: sql`-(${share})` }, limit);
}

/** Only customers that are shown: an import's wait. */
async function named(
  db: Database,
  workspace: number,
  where: RawBuilder<unknown>,
  limit: number,
): Promise<NamedCustomer[]> {
  const { rows } = await sql<NamedCustomer>`
    SELECT c.key, c.name FROM customer_names n
    CROSS JOIN customers c ON c.workspace = n.workspace AND c.key = n.key
    WHERE n.workspace = ${workspace} AND ${where} LIMIT ${limit}`.execute(db);
  return rows;
}

/** Names that are looked through in one go; between two such goes whatever waits has its turn. */
const NAMES_AT_A_TIME = 15_000;

/** What no index tells: all names are looked through, the lowest rank first and then in the order of their folded names. */
async function searched(
  db: Database,
  workspace: number,
  { holds, rank }: { holds: RawBuilder<unknown>; rank: RawBuilder<unknown> },
  limit: number,
): Promise<NamedCustomer[]> {
  let best: (NamedCustomer & { rank: number; folded: string })[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const end: string | null = await keyFurtherOn(db, workspace, after);
    const { rows } = await sql<(typeof best)[number]>`
      SELECT c.key, c.name, n.folded, ${rank} AS rank FROM customer_names n
      CROSS JOIN customers c ON c.workspace = n.workspace AND c.key = n.key
      WHERE n.workspace = ${workspace} AND n.key > ${after} AND n.key <= ${end ?? END} AND ${holds}
      ORDER BY rank, n.folded LIMIT ${limit}`.execute(db);
    best = [...best, ...rows]
      .sort((a, b) => a.rank - b.rank || (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0))
      .slice(0, limit);
    after = end;
    await breathe(db);
  }
  return best.map(({ key, name }) => ({ key, name }));
}

/** The key so many names further on; `null`: fewer follow. */
async function keyFurtherOn(db: Database, workspace: number, after: string): Promise<string | null> {
  const row = await db
    .selectFrom('customer_names')
    .select('key')
    .where('workspace', '=', workspace)
    .where('key', '>', after)
    .orderBy('key')
    .offset(NAMES_AT_A_TIME - 1)
    .limit(1)
    .executeTakeFirst();
  return row?.key ?? null;
}

/**
 * Customers that share their core, or the domain of their record, with another one. What stands in the rows is looked for,
 * in the words of its index (0033), and the view shows it.
 */
export async function namesTwice(
  db: Database,
  workspace: number,
): Promise<(NamedCustomer & { core: string; domain: string | null; hasRecord: number })[]> {
  const { rows } = await sql<NamedCustomer & { core: string; domain: string | null; hasRecord: number }>`
    WITH twice AS (
      SELECT n.key FROM customer_names n
      WHERE n.workspace = ${workspace} AND n.core IN (
        SELECT core FROM customer_names WHERE workspace = ${workspace} GROUP BY core HAVING count(*) > 1)
      UNION
      SELECT key FROM customer_rows
      WHERE workspace = ${workspace} AND ${HAS_DOMAIN} AND ${domainIn('record')} IN (
        SELECT ${domainIn('record')} FROM customer_rows
        WHERE workspace = ${workspace} AND ${HAS_DOMAIN} GROUP BY 1 HAVING count(*) > 1)
    )
    SELECT c.key, c.name, n.core, ${domainIn('c.record')} AS domain, c.record IS NOT NULL AS hasRecord
    FROM twice t
    CROSS JOIN customers c ON c.workspace = ${workspace} AND c.key = t.key
    CROSS JOIN customer_names n ON n.workspace = ${workspace} AND n.key = t.key`.execute(db);
  return rows;
}

const HAS_DOMAIN = sql`json_extract(record, '$.texts.domain') IS NOT NULL`;

/** A record's domain without https://, www. and what follows it. */
function domainIn(record: 'record' | 'c.record') {
  const said = sql`replace(replace(replace(lower(json_extract(${sql.ref(record)}, '$.texts.domain')), 'https://', ''), 'http://', ''), 'www.', '')`;
  return sql`substr(${said}, 1, instr(${said} || '/', '/') - 1)`;
}
