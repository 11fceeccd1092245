import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import type { Row, Via } from '../database/tables.ts';
import { audit } from '../personas/audit.ts';

export type Recorded = {
  workspace: number;
  decision: Row<'decisions'>['decision'];
  by: string;
  via: Via;
  reason: string;
  /** What an approved persona is for. */
  use: string | null;
  now: string;
};

/** Writes a decision about one version down, beside it who did what in the audit log. Call it in a transaction. */
export async function recordDecision(
  db: Database,
  { workspace, decision, by, via, reason, use, now }: Recorded,
  { id, version }: { id: string; version: number },
  detail: object,
): Promise<void> {
  const number = await nextId(db, 'decisions', workspace);
  await db
    .insertInto('decisions')
    .values({
      workspace,
      id: number,
      persona: id,
      version,
      decision,
      decided_by: by,
      via,
      reason: reason.trim(),
      intended_use: use,
      at: now,
    })
    .execute();
  await audit(db, workspace, {
    at: now,
    actor: via === 'command line' ? `command line, as ${by}` : by,
    action: decision,
    subject: `${id} version ${version}`,
    detail: { decision: number, ...detail },
  });
}
