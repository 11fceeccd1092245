import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';

/** One line of the audit log. `detail` holds ids and numbers; never an answer, a token or a name. */
export async function audit(
  db: Database,
  workspace: number,
  entry: { at: string; actor: string; action: string; subject: string; detail: unknown },
): Promise<void> {
  const id = await nextId(db, 'audit_log', workspace);
  await db
    .insertInto('audit_log')
    .values({ workspace, id, ...entry, detail: JSON.stringify(entry.detail) })
    .execute();
}
