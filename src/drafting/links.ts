import { sql } from 'kysely';
import type { Case, CaseTable } from '../cases/case.ts';
import type { Database } from '../database/open.ts';
import type { ClaimCounts } from '../evidence/evidence.ts';
import type { PersonaFacts } from '../facts/facts.ts';
import { type Description, uncounted } from '../personas/persona.ts';
import { type Block, blocksOf } from './blocks.ts';
import { inTurns } from './turns.ts';

export type VersionKey = { workspace: number; persona: string; version: number };

/** What one transaction writes: some milliseconds, during which nobody else can write. */
const LINKS_A_TURN = 1_500;
const BLOCKS_A_TURN = 100;

/** Every claim, description and figure of a persona with the cases and answers it counts. */
export async function saveEvidence(
  db: Database,
  key: VersionKey,
  facts: PersonaFacts,
  table: CaseTable,
): Promise<void> {
  const rows = [...countsOf(facts)].map((one) => ({ ...key, id: one.id, body: JSON.stringify(one) }));
  if (rows.length > 0) await db.insertInto('claims').values(rows).execute();
  await inTurns(turnsOf(blocksOf(facts, casesOf(facts, table))), 1, async ([blocks]) => {
    await db.transaction().execute((trx) => saveBlocks(trx, key, blocks!));
  });
}

function casesOf({ portrait }: PersonaFacts, { cases, unjudged }: CaseTable): readonly Case[] {
  return portrait === null ? cases : [...cases, ...unjudged];
}

/** What is counted, as it is kept: numbers. Whom they count, the blocks tell. */
export type Counts =
  | ({ type: 'claim' } & ClaimCounts)
  | ({ type: 'description' } & Description)
  | { type: 'figure'; id: string; n: number };

function* countsOf({ claims, descriptions, portrait, economics }: PersonaFacts): Generator<Counts> {
  for (const { cases: _1, against: _2, comparisonCases: _3, comparisonAgainst: _4, ...claim } of claims)
    yield { type: 'claim', ...claim };
  for (const one of [...descriptions, ...(portrait?.demographics ?? [])])
    yield { type: 'description', ...uncounted(one) };
  for (const [name, keys] of Object.entries(economics.cases))
    yield { type: 'figure', id: `economics.${name}`, n: keys.length };
}

function* turnsOf(blocks: Iterable<Block>): Generator<Block[]> {
  let turn: Block[] = [];
  let links = 0;
  for (const block of blocks) {
    turn.push(block);
    links += block.links.length;
    if (links < LINKS_A_TURN && turn.length < BLOCKS_A_TURN) continue;
    yield turn;
    turn = [];
    links = 0;
  }
  if (turn.length > 0) yield turn;
}

/**
 * Points claims at their blocks and writes those that no version has yet. A block and its links appear in one
 * transaction: whoever finds a hash finds all that it stands for. Lists go in as one parameter each: a statement with
 * one for each value is as long as the data, and is parsed and kept anew every time.
 */
async function saveBlocks(db: Database, key: VersionKey, blocks: Block[]): Promise<void> {
  const { workspace, persona, version } = key;
  const heads = JSON.stringify(blocks.map(({ links: _links, ...head }) => head));
  const { rows } = await sql<{ hash: string }>`
    INSERT INTO evidence_blocks (workspace, id, case_kind, side, dimension, hash)
    SELECT ${workspace}, (SELECT coalesce(max(id), 0) FROM evidence_blocks) + 1 + key,
      value ->> 'kind', value ->> 'side', value ->> 'dimension', value ->> 'hash'
    FROM json_each(${heads}) WHERE true
    ON CONFLICT (hash, workspace) WHERE hash IS NOT NULL DO NOTHING
    RETURNING hash`.execute(db);
  const missing = new Map(blocks.map(({ hash, links }) => [hash, links]));
  const fresh = rows.map(({ hash }) => ({ hash, links: missing.get(hash) }));
  if (fresh.length > 0) {
    await sql`
      INSERT INTO block_links (workspace, block, position, customer, answer, revision)
      SELECT ${workspace}, block.id, link.key, link.value ->> 0, link.value ->> 1, link.value ->> 2
      FROM json_each(${JSON.stringify(fresh)}) AS fresh
      CROSS JOIN evidence_blocks AS block ON block.workspace = ${workspace} AND block.hash = fresh.value ->> 'hash'
      CROSS JOIN json_each(fresh.value, '$.links') AS link`.execute(db);
  }
  await sql`
    INSERT INTO claim_blocks (workspace, persona, version, claim, block)
    SELECT ${workspace}, ${persona}, ${version}, head.value ->> 'claim', block.id
    FROM json_each(${heads}) AS head
    CROSS JOIN evidence_blocks AS block ON block.workspace = ${workspace} AND block.hash = head.value ->> 'hash'`.execute(
    db,
  );
}

/** Takes away, a few at a time, the blocks that no version counts on any more. */
export async function dropUnusedBlocks(db: Database, workspace: number): Promise<void> {
  const unused = await db
    .selectFrom('evidence_blocks as block')
    .select('id')
    .where('workspace', '=', workspace)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('claim_blocks')
            .select('block')
            .whereRef('claim_blocks.workspace', '=', 'block.workspace')
            .whereRef('claim_blocks.block', '=', 'block.id'),
        ),
      ),
    )
    .execute();
  await inTurns(unused, 4, async (part) => {
    const ids = part.map(({ id }) => id);
    await db
      .deleteFrom('evidence_blocks')
      .where('workspace', '=', workspace)
      .where('id', 'in', ids)
      .execute();
  });
}
