import type { Database } from '../database/open.ts';

/** One line of the audit log. `detail` holds ids and numbers; never an answer, a token or a name. */
export async function audit(
  db: Database,
  workspace: number,
  entry: { at: string; actor: string; action: string; subject: string; detail: unknown },
): Promise<void> {
  const { next } = await db
    .selectFrom('audit_log')
    .select((eb) => eb.fn.coalesce(eb.fn.max('id'), eb.lit(0)).as('next'))
    .where('workspace', '=', workspace)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('audit_log')
    .values({ workspace, id: next + 1, ...entry, detail: JSON.stringify(entry.detail) })
    .execute();
}
