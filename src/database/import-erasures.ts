import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './open.ts';

/** Whom or what an erasure was about. */
type Subject = 'person' | 'customer' | 'interview';

/** What was erased since a run began. */
export type ErasedSubjects = { has(subject: Subject, id: string): boolean };

/**
 * Tells an import that is at work of an erasure, so that a later line of its file does not bring back what is gone.
 * Only hashes are kept, and only until the import has ended. Call it in the transaction of the erasure.
 */
export async function tellImport(
  db: Database,
  workspace: number,
  subject: Subject,
  ids: readonly string[],
): Promise<void> {
  const running = await db
    .selectFrom('import_runs')
    .select('id')
    .where('workspace', '=', workspace)
    .where('state', '=', 'running')
    .execute();
  for (const { id: run } of running) {
    const hashes = JSON.stringify(ids.map((id) => hashOf(subject, id)));
    await sql`
      INSERT INTO import_erasures (workspace, run, subject)
      SELECT ${workspace}, ${run}, value FROM json_each(${hashes}) WHERE true ON CONFLICT DO NOTHING`.execute(
      db,
    );
  }
}

export async function erasedDuring(
  db: Database,
  run: { workspace: number; id: number },
): Promise<ErasedSubjects> {
  const rows = await db
    .selectFrom('import_erasures')
    .select('subject')
    .where('workspace', '=', run.workspace)
    .where('run', '=', run.id)
    .execute();
  const hashes = new Set(rows.map(({ subject }) => subject));
  return { has: (subject, id) => hashes.size > 0 && hashes.has(hashOf(subject, id)) };
}

function hashOf(subject: Subject, id: string): string {
  return createHash('sha256').update(`${subject} ${id}`).digest('base64url');
}
