import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import type { Reason } from '../database/tables.ts';

/** What somebody wants to be asked about. */
export type EvidenceRequest = {
  workspace: number;
  reason: Reason;
  /** For `more_evidence` and `stale` a persona's id, for `reported` and `churned` a customer's key, for `question` its key. */
  subject: string;
  /** The Slack id of whoever wants it. */
  askedBy: string;
  /** ISO 8601, UTC. */
  now: string;
  /** Whom to ask; left out: whoever has the role and a free week. */
  person?: string | null;
  /** The id of the interview to ask with; left out: the one that fits the reason. */
  script?: string | null;
};

/**
 * Notes that more evidence is wanted. Nobody is asked at once: an invitation goes out when a person who agreed to be
 * asked has a free week, and only while somebody has a campaign "as needed" switched on. Call it in a transaction.
 *
 * @returns `waiting` when the same request was open already, and changes nothing then
 */
export async function requestEvidence(
  db: Database,
  request: EvidenceRequest,
): Promise<{ outcome: 'noted' | 'waiting'; id: number }> {
  const { workspace, reason, subject, askedBy, now, person = null, script = null } = request;
  const open = await db
    .selectFrom('evidence_requests')
    .select('id')
    .where('workspace', '=', workspace)
    .where('reason', '=', reason)
    .where('subject', '=', subject)
    .where('person', person === null ? 'is' : '=', person)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (open) return { outcome: 'waiting', id: open.id };
  const id = await nextId(db, 'evidence_requests', workspace);
  await db
    .insertInto('evidence_requests')
    .values({
      workspace,
      id,
      reason,
      subject,
      person,
      script,
      asked_by: askedBy,
      asked_at: now,
      closed_at: null,
    })
    .execute();
  return { outcome: 'noted', id };
}
