import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import { ownSide } from '../personas/persona.ts';
import type { ApprovedPersona } from '../personas/store.ts';

/** What was found for a version as it was read: approvedPersonas reads it anew once something under it has changed. */
const known = new WeakMap<ApprovedPersona, ReadonlySet<string>>();

/** Blocks read in one go: of a large draft, one holds some hundred customers. */
const BLOCKS_AT_A_TIME = 4;

/** Who told what speaks for a version, samples left out. Read a little at a time: a version may count everybody. */
export async function reportersOf(
  db: Database,
  workspace: number,
  persona: ApprovedPersona,
): Promise<ReadonlySet<string>> {
  const found = known.get(persona);
  if (found) return found;
  const people = new Set<string>();
  const blocks = await blocksOf(db, workspace, persona);
  for (let from = 0; from < blocks.length; from += BLOCKS_AT_A_TIME) {
    const some = JSON.stringify(blocks.slice(from, from + BLOCKS_AT_A_TIME));
    // From the blocks outward, each table by its key (hence CROSS JOIN): answers of everybody else are never read.
    const { rows } = await sql<{ person: string }>`
      SELECT DISTINCT interview.person FROM json_each(${some}) AS block
      CROSS JOIN block_links AS link ON link.block = block.value AND link.workspace = ${workspace}
      CROSS JOIN answers AS answer ON answer.workspace = ${workspace} AND answer.id = link.answer
      CROSS JOIN interviews AS interview ON interview.workspace = ${workspace} AND interview.id = answer.interview
        AND interview.source <> 'sample'`.execute(db);
    for (const { person } of rows) people.add(person);
    await breathe(db);
  }
  known.set(persona, people);
  return people;
}

async function blocksOf(
  db: Database,
  workspace: number,
  { id, version, body }: ApprovedPersona,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT DISTINCT block.id FROM claim_blocks AS counted
    CROSS JOIN evidence_blocks AS block ON block.id = counted.block AND block.workspace = counted.workspace
      AND block.case_kind = ${ownSide(body)} AND block.side = 'for'
    WHERE counted.persona = ${id} AND counted.version = ${version} AND counted.workspace = ${workspace}`.execute(
    db,
  );
  return rows.map((row) => row.id);
}
