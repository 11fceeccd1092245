import { createHash } from 'node:crypto';
import type { Database } from './open.ts';

/** Whom or what an erasure was about. */
type Subject = 'person' | 'customer' | 'interview';

/** What was erased since a run began. */
export type ErasedSubjects = { has(subject: Subject, id: string): boolean };

/**
 * Tells an import that is at work of an erasure, so that a later line of its file does not bring back what is gone.
 * Only a hash is kept, and only until the import has ended. Call it in the transaction of the erasure.
 */
export async function tellImport(
  db: Database,
  workspace: number,
  subject: Subject,
  id: string,
): Promise<void> {
  await db
    .insertInto('import_erasures')
    .columns(['workspace', 'run', 'subject'])
    .expression((eb) =>
      eb
        .selectFrom('import_runs')
        .select((row) => ['workspace', 'id', row.val(hashOf(subject, id)).as('subject')])
        .where('workspace', '=', workspace)
        .where('state', '=', 'running'),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
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
