import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Doomed } from './condemned.ts';

/** A draft loads its answers after the instant that its calls bear, and lasts for hours at most. */
const DRAFT_MS = 86_400_000;
const AT_ONCE = 100;

/**
 * The instant from which a model may have read what is about to go. A customer's record and an imported answer bear no
 * time of ours: they may have been there always. `null`: nothing was said.
 */
export async function readableSince(
  db: Database,
  workspace: number,
  { customers }: Doomed,
  answers: readonly number[],
): Promise<string | null> {
  if (customers.length > 0) return '';
  const { rows } = await sql<{ imported: number | null; first: string | null }>`
    SELECT max(interview.source <> 'slack') AS imported, min(revision.at) AS first
    FROM json_each(${JSON.stringify(answers)}) AS one
    CROSS JOIN answer_revisions AS revision ON revision.workspace = ${workspace} AND revision.answer = one.value
    CROSS JOIN answer_rows AS answer ON answer.workspace = ${workspace} AND answer.id = one.value
    CROSS JOIN interview_rows AS interview ON interview.workspace = ${workspace} AND interview.id = answer.interview`.execute(
    db,
  );
  const { imported = null, first = null } = rows[0] ?? {};
  if (imported === 1) return '';
  return first && new Date(Date.parse(first) - DRAFT_MS).toISOString();
}

/**
 * What a model wrote since an instant, some of it at a time. A row does not tell which answers a reply rests on, but a reply
 * that was given before the first of them was rests on none.
 *
 * @returns how many went: until none is left
 */
export async function eraseReplies(db: Database, workspace: number, since: string): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE model_calls SET reply = NULL WHERE workspace = ${workspace} AND id IN (
      SELECT id FROM model_calls WHERE workspace = ${workspace} AND at >= ${since} AND reply IS NOT NULL LIMIT ${AT_ONCE})`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0n);
}
