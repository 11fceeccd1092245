import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Counts } from '../drafting/links.ts';
import { oddsRatio, shareRatio, wilson } from '../evidence/intervals.ts';
import { ownSide, type PersonaBody } from '../personas/persona.ts';
import { rewriteBody } from './recount-body.ts';
import type { Recounting } from './recounting.ts';
import type { Link, VersionKey } from './touched.ts';

/** How many people told a claim, and whether records did. */
type Voices = { people: number; byRecord: boolean };

/**
 * Counts a version again without what is condemned, so that SQL over the links still gives its counts: only the customers
 * that lost something are looked at. A case that lost one of a claim's traits no longer counts for that claim. Each claim
 * is read and counted outside of any transaction and written in a short one, over that which it was counted from;
 * broken off and done once more, it comes to the same.
 *
 * @returns the persona's name
 */
export async function recount(
  work: Recounting,
  { persona, version, claims }: VersionKey & { claims: ReadonlySet<string> },
): Promise<string> {
  const own = ownSide(await shapeOf(work, { persona, version }));
  const counted = new Map<string, Exclude<Counts, { type: 'claim' }>>();
  for (const claim of claims) {
    const one = await recountClaim(work, { persona, version }, claim, own);
    if (one && one.type !== 'claim') counted.set(one.id, one);
  }
  return rewriteBody(work, { persona, version }, counted, own);
}

async function shapeOf(
  { db, workspace }: Recounting,
  { persona, version }: VersionKey,
): Promise<Pick<PersonaBody, 'kind' | 'family'>> {
  return db
    .selectFrom('persona_versions')
    .select([
      sql<PersonaBody['kind']>`body ->> 'kind'`.as('kind'),
      sql<PersonaBody['family']>`body ->> 'family'`.as('family'),
    ])
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
}

async function recountClaim(
  work: Recounting,
  { persona, version }: VersionKey,
  id: string,
  own: Link['case_kind'],
): Promise<Counts | null> {
  const { db, workspace, customers, inTurns } = work;
  const key = { workspace, persona, version, id };
  const left = work.left.get(`${persona} ${version} ${id}`) ?? new Map<string, Link[]>();
  for (;;) {
    const row = await db
      .selectFrom('claims')
      .select('body')
      .where((eb) => eb.and(key))
      .executeTakeFirst();
    if (!row) return null;
    const before = JSON.parse(row.body) as Counts;
    const others = await countWithout(work, { persona, version }, id);
    const count: Count = (kind, side) =>
      (others.get(`${kind} ${side}`) ?? 0) +
      [...customers].filter((customer) => isWhole(before, left.get(customer), kind, side)).length;
    const broken = brokenIn(before, left);
    const one = countedAgain(before, count, own, await voicesOf(work, { persona, version }, id, broken));
    const body = JSON.stringify(one);
    let isWritten = true;
    await inTurns(async (trx) => {
      if (body !== row.body) {
        const { numUpdatedRows } = await trx
          .updateTable('claims')
          .set({ body })
          .where((eb) => eb.and(key))
          .where('body', '=', row.body)
          .executeTakeFirstOrThrow();
        isWritten = numUpdatedRows > 0n;
      }
      if (isWritten) await dropBroken(trx, workspace, { persona, version }, id, broken);
      return false;
    });
    if (isWritten) return one;
  }
}

/** How many customers are left on one side. */
type Count = (kind: Link['case_kind'], side: Link['side']) => number;

/** How many customers a claim counts among those that lost nothing: `kind side` -> customers. */
async function countWithout(
  { db, workspace, customers }: Recounting,
  { persona, version }: VersionKey,
  claim: string,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ side: string; customers: number }>`
    SELECT b.case_kind || ' ' || b.side AS side, count(DISTINCT l.customer) AS customers
    FROM claim_blocks AS c
    CROSS JOIN evidence_blocks AS b ON b.id = c.block AND b.workspace = ${workspace}
    CROSS JOIN block_links AS l ON l.block = c.block AND l.workspace = ${workspace}
    WHERE c.persona = ${persona} AND c.version = ${version} AND c.claim = ${claim} AND c.workspace = ${workspace}
      AND l.customer NOT IN (SELECT value FROM json_each(${JSON.stringify([...customers])}))
    GROUP BY b.case_kind, b.side`.execute(db);
  return new Map(rows.map((row) => [row.side, row.customers]));
}

function dimensionsOf(one: Counts): string[] {
  if (one.type === 'claim') return one.traits.map(({ dimension }) => dimension);
  return one.type === 'description' ? [one.dimension] : [one.id.replace('economics.', '')];
}

/** Whether a case still has every trait; on the other side, one trait that is known to be otherwise is enough. */
function isWhole(
  one: Counts,
  links: readonly Link[] = [],
  kind: Link['case_kind'],
  side: Link['side'],
): boolean {
  const own = links.filter((link) => link.case_kind === kind && link.side === side);
  if (side === 'against') return own.length > 0;
  return dimensionsOf(one).every((dimension) => own.some((link) => link.dimension === dimension));
}

type Broken = { kind: Link['case_kind']; side: Link['side']; customer: string };

/** Cases that lost a trait of a claim and still have links in it. */
function brokenIn(one: Counts, left: ReadonlyMap<string, Link[]>): Broken[] {
  return [...left].flatMap(([customer, links]) =>
    (['problem', 'comparison'] as const)
      .filter((kind) => links.some((link) => link.case_kind === kind && link.side === 'for'))
      .filter((kind) => !isWhole(one, links, kind, 'for'))
      .map((kind) => ({ kind, side: 'for' as const, customer })),
  );
}

function countedAgain(one: Counts, count: Count, own: Link['case_kind'], voices: Voices): Counts {
  const having = count(own, 'for');
  if (one.type === 'figure') return { ...one, n: having };
  const of = having + count(own, 'against');
  if (one.type === 'description') return { ...one, for: having, of };
  const alike = count('comparison', 'for');
  const other = alike + count('comparison', 'against');
  const compared = one.comparison !== null && other > 0 && of > 0;
  const shares = { for1: having, of1: of, for2: alike, of2: other };
  // The gates of docs/method.md, section 3: three customers, and two people or one and a record.
  const unsupported = having < 3 || voices.people + Number(voices.byRecord) < 2;
  return {
    ...one,
    ...(unsupported ? { strength: 'hypothesis' as const, unsupported } : {}),
    problem: { for: having, of },
    comparison: compared ? { for: alike, of: other } : null,
    ratio: compared ? shareRatio(shares) : null,
    oddsRatio: compared ? oddsRatio(shares).value : null,
    interval: of > 0 ? wilson(having, of) : [0, 1],
    // Belongs to the whole family of rules of the draft: it cannot be had from this claim alone.
    q: null,
    reporters: voices.people,
  };
}

async function voicesOf(
  { db, workspace }: Recounting,
  { persona, version }: VersionKey,
  claim: string,
  broken: readonly Broken[],
): Promise<Voices> {
  if (!claim.startsWith('c')) return { people: 0, byRecord: false };
  const without = broken.filter(({ kind }) => kind === 'problem').map(({ customer }) => customer);
  const { rows } = await sql<{ people: number; byRecord: number | null }>`
    SELECT count(DISTINCT interview.person) AS people, max(l.answer IS NULL) AS byRecord
    FROM claim_blocks AS c
    CROSS JOIN evidence_blocks AS b ON b.id = c.block AND b.workspace = ${workspace} AND b.case_kind = 'problem' AND b.side = 'for'
    CROSS JOIN links_left AS l ON l.block = c.block AND l.workspace = ${workspace}
    LEFT JOIN answer_rows AS answer ON answer.workspace = ${workspace} AND answer.id = l.answer
    LEFT JOIN interview_rows AS interview ON interview.workspace = ${workspace} AND interview.id = answer.interview
    WHERE c.persona = ${persona} AND c.version = ${version} AND c.claim = ${claim} AND c.workspace = ${workspace}
      AND l.customer NOT IN (SELECT value FROM json_each(${JSON.stringify(without)}))`.execute(db);
  return { people: rows[0]?.people ?? 0, byRecord: rows[0]?.byRecord === 1 };
}

async function dropBroken(
  db: Database,
  workspace: number,
  { persona, version }: VersionKey,
  claim: string,
  broken: readonly Broken[],
): Promise<void> {
  if (broken.length === 0) return;
  await sql`
    DELETE FROM block_links WHERE workspace = ${workspace} AND (block, position) IN (
      SELECT l.block, l.position FROM json_each(${JSON.stringify(broken)}) AS one
      CROSS JOIN block_links AS l ON l.customer = one.value ->> 'customer' AND l.workspace = ${workspace}
      CROSS JOIN evidence_blocks AS b ON b.id = l.block AND b.workspace = ${workspace}
        AND b.case_kind = one.value ->> 'kind' AND b.side = one.value ->> 'side'
      CROSS JOIN claim_blocks AS c ON c.block = l.block AND c.workspace = ${workspace}
        AND c.persona = ${persona} AND c.version = ${version} AND c.claim = ${claim})`.execute(db);
}
