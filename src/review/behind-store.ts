import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import type { Visibility } from '../database/tables.ts';

/** Promises under which a reviewer may read an answer whole; the others are only counted, and quoted in short. */
export const READABLE: readonly Visibility[] = ['reviewers', 'all'];

export type ClaimKey = { persona: string; version: number; claim: string };
export type Told = { interview: string; customer: string; side: 'for' | 'against' };

/** Parts read in one go: of a large draft, one holds some hundred customers. */
const PARTS_AT_A_TIME = 4;

/**
 * The interviews behind a claim that a reviewer may read, in order: those for it first, the problem customers before the
 * comparable ones, by customer. Read part by part and only as far as they are wanted.
 *
 * @param most so many of them at most, from the first
 * @returns `kept`: whether some are only counted
 */
export async function interviewsBehind(
  db: Database,
  workspace: number,
  claim: ClaimKey,
  most: number,
): Promise<{ told: Told[]; kept: boolean }> {
  const told: Told[] = [];
  let kept = false;
  const sides = Map.groupBy(await partsOf(db, workspace, claim), ({ kind, side }) => `${kind} ${side}`);
  for (const parts of sides.values()) {
    let open: Told[] = [];
    for (let from = 0; from < parts.length; from += PARTS_AT_A_TIME) {
      if (told.length >= most && kept) return { told: told.slice(0, most), kept };
      const read = await toldIn(db, workspace, parts.slice(from, from + PARTS_AT_A_TIME));
      kept ||= read.kept;
      // The parts that follow hold customers from the first of the next part on: whoever comes before is complete.
      const next = parts[from + PARTS_AT_A_TIME]?.first ?? null;
      open = distinct([...open, ...read.told]);
      told.push(...open.filter(({ customer }) => next === null || customer < next));
      open = open.filter(({ customer }) => next !== null && customer >= next);
      await breathe(db);
    }
  }
  return { told: told.slice(0, most), kept };
}

type Part = { id: number; kind: 'problem' | 'comparison'; side: 'for' | 'against'; first: string };

async function partsOf(db: Database, workspace: number, of: ClaimKey): Promise<Part[]> {
  const { rows } = await sql<Part>`
    SELECT block.id, block.case_kind AS kind, block.side, first.customer AS first
    FROM claim_blocks AS counted
    CROSS JOIN evidence_blocks AS block ON block.id = counted.block AND block.workspace = counted.workspace
    CROSS JOIN block_links AS first ON first.block = block.id AND first.workspace = block.workspace
      AND first.position = (SELECT min(position) FROM block_links AS each
        WHERE each.block = block.id AND each.workspace = block.workspace)
    WHERE counted.persona = ${of.persona} AND counted.version = ${of.version} AND counted.claim = ${of.claim}
      AND counted.workspace = ${workspace}
    ORDER BY block.side DESC, block.case_kind DESC, first.customer`.execute(db);
  return rows;
}

/** From the parts outward, each table by its key (hence CROSS JOIN): answers of everybody else are never read. */
async function toldIn(
  db: Database,
  workspace: number,
  parts: readonly Part[],
): Promise<{ told: Told[]; kept: boolean }> {
  const { rows } = await sql<Told & { readable: 0 | 1 }>`
    SELECT DISTINCT answer.interview, link.customer, newest.visibility IN (${sql.join(READABLE)}) AS readable
    FROM json_each(${JSON.stringify(parts.map(({ id }) => id))}) AS part
    CROSS JOIN block_links AS link ON link.block = part.value AND link.workspace = ${workspace}
    CROSS JOIN answers AS answer ON answer.workspace = ${workspace} AND answer.id = link.answer
    CROSS JOIN answer_revisions AS newest ON newest.workspace = ${workspace} AND newest.answer = answer.id
      AND newest.revision = answer.latest_revision AND newest.state = 'answered'
    CROSS JOIN interviews AS interview ON interview.workspace = ${workspace} AND interview.id = answer.interview
      AND interview.status IN ('complete', 'partial')`.execute(db);
  const side = parts[0]?.side ?? 'for';
  const told = rows.filter(({ readable }) => readable === 1);
  return {
    told: told.map(({ interview, customer }) => ({ interview, customer, side })),
    kept: told.length < rows.length,
  };
}

/** Each once, by customer and then by interview. */
function distinct(told: readonly Told[]): Told[] {
  const nameOf = ({ customer, interview }: Told) => `${customer}\n${interview}`;
  const byName = [...new Map(told.map((one) => [nameOf(one), one]))];
  return byName.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Which answers of some interviews a claim counts, by their numbers. */
export async function countedAmong(
  db: Database,
  workspace: number,
  { persona, version, claim }: ClaimKey,
  interviews: readonly string[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    SELECT DISTINCT answer.id FROM json_each(${JSON.stringify(interviews)}) AS one
    CROSS JOIN answers AS answer ON answer.workspace = ${workspace} AND answer.interview = one.value
    CROSS JOIN block_links AS link ON link.answer = answer.id AND link.workspace = ${workspace}
    CROSS JOIN claim_blocks AS counted ON counted.persona = ${persona} AND counted.version = ${version}
      AND counted.claim = ${claim} AND counted.block = link.block AND counted.workspace = ${workspace}`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}
