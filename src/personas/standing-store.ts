import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import { rootsOf } from '../interview/alias.ts';
import { loadAliases } from '../interview/alias-store.ts';
import type { PersonaVersion } from './load.ts';
import { ownSide } from './persona.ts';
import { type Left, type Pillar, pillarsOf, type Resting, stands } from './standing.ts';

/** Versions that are read or judged in one go; between two such goes whatever waits has its turn. */
export const AT_ONCE = 50;

/**
 * Judges every approved version under which something has changed since it was judged last: a pillar stands while at
 * least 3 customers still show it in answers about them that nobody withdrew, erased or changed to something else, told
 * by two people or by one and a record. Triggers take a judgement away (0017_standing_of_personas.sql).
 */
export async function judge(db: Database, workspace: number): Promise<void> {
  for (;;) {
    const open = await db
      .selectFrom('approved_standings')
      .select(['persona', 'changed'])
      .where('workspace', '=', workspace)
      .where('standing', 'is', null)
      .limit(AT_ONCE)
      .execute();
    if (open.length === 0) return;
    await breathe(db);
    const ids = open.map(({ persona }) => persona);
    const lost = await lostBy(db, workspace, await restingOf(db, workspace, ids));
    const judged = open.map(({ persona, changed }) => {
      const gone = lost.get(persona) ?? [];
      return [persona, changed, gone.length === 0 ? 'good' : 'fallen', JSON.stringify(gone)];
    });
    // Only where nothing has changed meanwhile; what has is judged in another round.
    await sql`
      UPDATE approved_standings SET standing = judged.value ->> 2, lost = judged.value ->> 3
      FROM json_each(${JSON.stringify(judged)}) AS judged
      WHERE workspace = ${workspace} AND persona = judged.value ->> 0 AND changed = judged.value ->> 1
        AND standing IS NULL`.execute(db);
  }
}

/** What was counted for a version as it was read: approvedPersonas reads it anew once something under it has changed. */
const today = new WeakMap<object, ReadonlyMap<string, number>>();

/**
 * How many of the customers that each claim of a version counted still show it today, by the claim's id. Counted a little at
 * a time: whoever else waits for the bot has their turn in between.
 */
export async function countedToday(
  db: Database,
  workspace: number,
  version: Pick<PersonaVersion, 'id' | 'version' | 'body' | 'claims'>,
): Promise<ReadonlyMap<string, number>> {
  const known = today.get(version);
  if (known) return known;
  const { id, version: number, body, claims } = version;
  const counted = new Map<string, number>();
  for (const { id: claim, traits } of claims) {
    const dimensions = [...new Set(traits.map(({ dimension }) => dimension))];
    const wanted = { persona: id, version: number, claim, side: ownSide(body), dimensions };
    counted.set(claim, await customersLeft(db, workspace, wanted));
  }
  today.set(version, counted);
  return counted;
}

type Standing = Resting & { id: string; version: number };

/** What approved versions rest on, without the cases behind it, which make a text as long as the data. */
async function restingOf(db: Database, workspace: number, personas: string[]): Promise<Standing[]> {
  const { rows } = await sql<{ id: string; version: number; body: string; claims: string }>`
    SELECT persona AS id, version,
      json_object('kind', body ->> '$.kind', 'family', body ->> '$.family',
        'others', json(coalesce(body -> '$.others', '{}')), 'disqualifiers', body -> '$.disqualifiers', 'descriptions', json((
        SELECT json_group_array(json_object('id', one.value ->> 'id', 'dimension', one.value ->> 'dimension'))
        FROM json_each(body, '$.descriptions') AS one))) AS body,
      (SELECT json_group_array(json_object('id', claim.id, 'traits', claim.body -> '$.traits')) FROM claims AS claim
        WHERE claim.workspace = ${workspace} AND claim.persona = v.persona AND claim.version = v.version
        AND claim.id IN (SELECT evidence.value FROM json_each(v.body, '$.disqualifiers') AS one,
          json_each(one.value, '$.evidence') AS evidence) AND claim.id LIKE 'c%') AS claims
    FROM persona_versions AS v
    WHERE workspace = ${workspace} AND status = 'approved'
      AND persona IN (SELECT value FROM json_each(${JSON.stringify(personas)}))`.execute(db);
  return rows.map(({ id, version, body, claims }) => ({
    ...{ id, version },
    body: JSON.parse(body) as Resting['body'],
    claims: JSON.parse(claims) as Resting['claims'],
  }));
}

/** The pillars of each version that no longer stand. Most stand on their first customers; only the others are counted whole. */
async function lostBy(db: Database, workspace: number, versions: Standing[]): Promise<Map<string, string[]>> {
  let gone = versions.flatMap((one) =>
    pillarsOf(one).map((pillar) => ({ persona: one.id, version: one.version, ...pillar })),
  );
  for (const blocks of [FIRST_BLOCKS, ALL_BLOCKS]) {
    const left = await leftOf(db, workspace, gone, blocks);
    gone = gone.filter(({ persona, claim }) => {
      const found = left.get(`${persona}\n${claim}`);
      return found === undefined || !stands(found);
    });
  }
  return new Map(
    [...Map.groupBy(gone, ({ persona }) => persona)].map(([id, list]) => [
      id,
      list.map(({ claim }) => claim),
    ]),
  );
}

type Wanted = Pillar & { persona: string; version: number };

/** Blocks of a pillar that are read first, and at a time: of a large draft, some hundred customers. */
const FIRST_BLOCKS = 12;
const BLOCKS_AT_A_TIME = 100;
const ALL_BLOCKS = Number.MAX_SAFE_INTEGER;

/** How many customers are left of one pillar, counted some blocks at a time. */
async function customersLeft(db: Database, workspace: number, wanted: Wanted): Promise<number> {
  const merged = await mergedCustomers(db, workspace);
  const shown = new Map<string, Set<string>>();
  for (let blocks = { after: 0, most: BLOCKS_AT_A_TIME }; ; ) {
    const { rows } = await sql<{ root: string; dimension: string }>`
      ${holdingOf(workspace, [wanted], merged, blocks)}
      SELECT DISTINCT root, dimension FROM holding`.execute(db);
    for (const { root, dimension } of rows) shown.set(root, (shown.get(root) ?? new Set()).add(dimension));
    const last = await lastBlock(db, workspace, wanted, blocks);
    if (last === null) break;
    blocks = { after: last, most: BLOCKS_AT_A_TIME };
    await breathe(db);
  }
  return [...shown.values()].filter(({ size }) => size >= wanted.dimensions.length).length;
}

/** The last of some blocks of a pillar; `null`: none follow it. */
async function lastBlock(
  db: Database,
  workspace: number,
  { persona, version, claim }: Wanted,
  { after, most }: Blocks,
): Promise<number | null> {
  const rows = await db
    .selectFrom('claim_blocks')
    .select('block')
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('version', '=', version)
    .where('claim', '=', claim)
    .where('block', '>', after)
    .orderBy('block')
    .offset(most - 1)
    .limit(2)
    .execute();
  return rows.length < 2 ? null : (rows[0]?.block ?? null);
}

/**
 * What is left of each pillar.
 *
 * @param most so many blocks of each; what is left in some of them is left at least
 */
async function leftOf(
  db: Database,
  workspace: number,
  wanted: Wanted[],
  most: number,
): Promise<Map<string, Left>> {
  if (wanted.length === 0) return new Map();
  const merged = await mergedCustomers(db, workspace);
  const { rows } = await sql<{ persona: string; claim: string } & Left>`
    ${holdingOf(workspace, wanted, merged, { after: 0, most })},
    shown AS (
      SELECT persona, claim, root FROM holding GROUP BY persona, claim, root
      HAVING count(DISTINCT dimension) >= max(number))
    SELECT holding.persona, holding.claim, count(DISTINCT holding.root) AS customers,
      count(DISTINCT holding.person) AS voices
    FROM holding JOIN shown USING (persona, claim, root)
    GROUP BY holding.persona, holding.claim`.execute(db);
  return new Map(rows.map(({ persona, claim, ...left }) => [`${persona}\n${claim}`, left]));
}

/** Blocks of a pillar in the order of their numbers: at most so many of those after one. */
type Blocks = { after: number; most: number };
type Merged = Awaited<ReturnType<typeof mergedCustomers>>;

/**
 * The customers that hold pillars by their links, with who told of it, as the beginning of a query. Joined from the pillars
 * outward, each table by its key (hence CROSS JOIN): the answers of everybody else are never read.
 */
function holdingOf(
  workspace: number,
  wanted: readonly Wanted[],
  { roots, recorded }: Merged,
  { after, most }: Blocks,
): RawBuilder<unknown> {
  return sql`
    WITH wanted AS MATERIALIZED (
      SELECT value ->> 'persona' AS persona, value ->> 'version' AS version, value ->> 'claim' AS claim,
        value ->> 'side' AS own,
        value -> 'dimensions' AS dimensions, json_array_length(value, '$.dimensions') AS number
      FROM json_each(${JSON.stringify(wanted)})),
    roots AS MATERIALIZED (SELECT key, value AS root FROM json_each(${JSON.stringify(roots)})),
    recorded AS MATERIALIZED (SELECT value AS root FROM json_each(${JSON.stringify(recorded)})),
    links AS (
      SELECT w.persona, w.claim, w.number, block.dimension, link.customer, link.answer, link.revision,
        coalesce((SELECT root FROM roots WHERE key = link.customer), link.customer) AS root
      FROM wanted AS w
      CROSS JOIN claim_blocks AS counted ON counted.persona = w.persona AND counted.version = w.version
        AND counted.claim = w.claim AND counted.workspace = ${workspace}
        AND counted.block > ${after} AND counted.block <= coalesce((SELECT last.block FROM claim_blocks AS last
          WHERE last.persona = w.persona AND last.version = w.version AND last.claim = w.claim
            AND last.workspace = ${workspace} AND last.block > ${after}
          ORDER BY last.block LIMIT 1 OFFSET ${most - 1}), ${ALL_BLOCKS})
      CROSS JOIN evidence_blocks AS block ON block.id = counted.block AND block.workspace = ${workspace}
        AND block.case_kind = w.own AND block.side = 'for'
        AND (w.number = 0 OR block.dimension IN (SELECT value FROM json_each(w.dimensions)))
      CROSS JOIN block_links AS link ON link.block = block.id AND link.workspace = ${workspace}),
    holding AS (
      SELECT links.*, interview.person
      FROM links
      CROSS JOIN answers AS answer ON answer.workspace = ${workspace} AND answer.id = links.answer
      CROSS JOIN answer_revisions AS newest ON newest.workspace = ${workspace} AND newest.answer = answer.id
        AND newest.revision = answer.latest_revision AND newest.state = 'answered'
      CROSS JOIN answer_revisions AS counted_as ON counted_as.workspace = ${workspace} AND counted_as.answer = answer.id
        AND counted_as.revision = links.revision AND counted_as.value = newest.value
      CROSS JOIN interviews AS interview ON interview.workspace = ${workspace} AND interview.id = answer.interview
        AND interview.status IN ('complete', 'partial')
      WHERE coalesce((SELECT root FROM roots WHERE key = interview.customer), interview.customer) = links.root
      UNION ALL
      SELECT links.*, '' AS person
      FROM links
      CROSS JOIN customers AS customer ON customer.workspace = ${workspace} AND customer.key = links.customer
      WHERE links.answer IS NULL
        AND (customer.record IS NOT NULL OR links.root IN (SELECT root FROM recorded)))`;
}

/** What each merged key counts as, and which customers of several keys have a record under one of them. */
async function mergedCustomers(db: Database, workspace: number) {
  const aliases = await loadAliases(db, workspace);
  const rootOf = rootsOf(aliases);
  const keys = [...new Set(aliases.flatMap(({ alias, canonical }) => [alias, canonical]))];
  const rows =
    keys.length === 0
      ? []
      : await db
          .selectFrom('customers')
          .select('key')
          .where('workspace', '=', workspace)
          .where('key', 'in', keys)
          .where('record', 'is not', null)
          .execute();
  const roots = Object.fromEntries(keys.map((key) => [key, rootOf(key)]));
  return { roots, recorded: [...new Set(rows.map(({ key }) => rootOf(key)))] };
}
