import type { Database } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import type { Role } from '../scripts/script.ts';

type Person = { workspace: number; person: string };

/** The person's role; `null` until they have been asked. */
export async function roleOf(db: Database, workspace: number, person: string): Promise<Role | null> {
  const { rows } = await roleIn(db, { workspace, person });
  const role = rows[0]?.role;
  return role === 'sales' || role === 'support' || role === 'marketing' ? role : null;
}

const roleIn = prepared((db, { workspace, person }: Person) =>
  db.selectFrom('people').select('role').where('workspace', '=', workspace).where('id', '=', person),
);

/** What the person said about themselves. */
export async function rememberRole(
  db: Database,
  workspace: number,
  person: string,
  role: Role,
): Promise<void> {
  await saveRole(db, { workspace, person, role });
}

const saveRole = prepared((db, { workspace, person, role }: Person & { role: Role }) =>
  db
    .insertInto('people')
    .values({ workspace, id: person, role })
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet({ role })),
);
