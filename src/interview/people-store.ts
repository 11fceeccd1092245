import type { Database } from '../database/open.ts';
import type { Role } from './script.ts';

/** The person's role; `null` until they have been asked. */
export async function roleOf(db: Database, workspace: number, person: string): Promise<Role | null> {
  const row = await db
    .selectFrom('people')
    .select('role')
    .where('workspace', '=', workspace)
    .where('id', '=', person)
    .executeTakeFirst();
  const role = row?.role;
  return role === 'sales' || role === 'support' || role === 'marketing' ? role : null;
}

/** What the person said about themselves. */
export async function rememberRole(
  db: Database,
  workspace: number,
  person: string,
  role: Role,
): Promise<void> {
  await db
    .insertInto('people')
    .values({ workspace, id: person, role })
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet({ role }))
    .execute();
}
