import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { staleness } from './staleness.ts';

const DAY_MS = 86_400_000;

/**
 * Approved personas whose newest supporting answer is old at an instant, and by which nobody stood since, the oldest
 * first. Looking for one young answer
 * ends at the first; only where there is none is the newest of all looked for.
 */
export async function gettingOld(
  db: Database,
  workspace: number,
  at: string,
): Promise<{ id: string; name: string; version: number; newestEvidence: string }[]> {
  const limit = new Date(Date.parse(at) - staleness.oldAfterDays * DAY_MS).toISOString();
  const approved = await db
    .selectFrom('persona_versions')
    .select(['persona as id', 'name', 'version'])
    .where('workspace', '=', workspace)
    .where('status', '=', 'approved')
    .where('decided_at', '<', limit)
    .execute();
  const old = [];
  for (const persona of approved) {
    if (await supports(db, workspace, persona, limit)) continue;
    if (await wasConfirmed(db, workspace, persona, limit)) continue;
    const newestEvidence = await newestOf(db, workspace, persona);
    if (newestEvidence !== null) old.push({ ...persona, newestEvidence });
  }
  return old.sort((a, b) => (a.newestEvidence < b.newestEvidence ? -1 : 1));
}

type Version = { id: string; version: number };

const supporting = (workspace: number, { id, version }: Version) => sql`
  FROM claim_blocks held
  JOIN evidence_blocks block ON block.workspace = held.workspace AND block.id = held.block AND block.side = 'for'
  CROSS JOIN block_links link ON link.workspace = block.workspace AND link.block = block.id
  JOIN answer_revisions said
    ON said.workspace = link.workspace AND said.answer = link.answer AND said.revision = link.revision
  WHERE held.workspace = ${workspace} AND held.persona = ${id} AND held.version = ${version}`;

/** Whether any answer from this instant on supports it. */
async function supports(db: Database, workspace: number, version: Version, since: string): Promise<boolean> {
  const { rows } =
    await sql`SELECT 1 ${supporting(workspace, version)} AND said.at >= ${since} LIMIT 1`.execute(db);
  return rows.length > 0;
}

async function wasConfirmed(
  db: Database,
  workspace: number,
  { id, version }: Version,
  since: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('decisions')
    .select('id')
    .where('workspace', '=', workspace)
    .where('persona', '=', id)
    .where('version', '=', version)
    .where('decision', '=', 'confirm')
    .where('at', '>=', since)
    .executeTakeFirst();
  return row !== undefined;
}

async function newestOf(db: Database, workspace: number, version: Version): Promise<string | null> {
  const { rows } = await sql<{
    at: string | null;
  }>`SELECT max(said.at) AS at ${supporting(workspace, version)}`.execute(db);
  return rows[0]?.at ?? null;
}
