import { sql } from 'kysely';
import { checkpoint } from './checkpoint.ts';
import type { Database } from './open.ts';
import type { Row } from './tables.ts';

/** A request that cannot be carried out, in a sentence that says what to do instead. */
export class WorkspaceRefused extends Error {}

/**
 * The workspace a command works on: the named one (`--workspace`, our number or Slack's team id), the only one,
 * or a first one made now, which the bot takes over when it first connects.
 */
export async function chooseWorkspace(
  db: Database,
  wanted: string | null,
  now: string,
): Promise<Row<'workspaces'>> {
  const all = await db.selectFrom('workspaces').selectAll().orderBy('id').execute();
  const list = all
    .map(({ id, team_id, name }) => `${id} (${team_id ?? 'no Slack team yet'}, ${name})`)
    .join('; ');
  if (wanted !== null) {
    const named = all.find(({ id, team_id }) => String(id) === wanted || team_id === wanted);
    if (named) return named;
    throw new WorkspaceRefused(
      `There is no workspace ${wanted} in this database. It holds: ${list || 'none yet'}.`,
    );
  }
  if (all.length > 1) {
    throw new WorkspaceRefused(
      `This database holds several workspaces: add --workspace with one of ${list}.`,
    );
  }
  return all[0] ?? (await firstWorkspace(db, now));
}

/** Looked for once more under the lock: two commands on a new file would make one each. */
async function firstWorkspace(db: Database, now: string): Promise<Row<'workspaces'>> {
  return db.transaction().execute(async (trx) => {
    const made = await trx.selectFrom('workspaces').selectAll().orderBy('id').executeTakeFirst();
    return (
      made ?? (await addWorkspace(trx, { team_id: null, name: 'Workspace', kind: null, created_at: now }))
    );
  });
}

/**
 * The workspace of a Slack team: the known one, else one that was filled before the bot first connected, else a new
 * one. Where anybody may install the bot, nobody takes over what somebody else filled.
 */
export async function workspaceOfTeam(
  db: Database,
  team: { id: string; name: string },
  kind: 'slack' | 'sandbox',
  now: string,
  filled: 'take over' | 'never take over' = 'take over',
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('workspaces')
      .select('id')
      .where('team_id', '=', team.id)
      .executeTakeFirst();
    if (known) return known.id;
    const waiting =
      filled === 'take over'
        ? await trx.selectFrom('workspaces').select('id').where('team_id', 'is', null).executeTakeFirst()
        : undefined;
    if (!waiting) {
      return (await addWorkspace(trx, { team_id: team.id, name: team.name, kind, created_at: now })).id;
    }
    await trx
      .updateTable('workspaces')
      .set({ team_id: team.id, name: team.name, kind })
      .where('id', '=', waiting.id)
      .execute();
    return waiting.id;
  });
}

/** Deletes a workspace with everything in it: every table carries the workspace, whatever a later version adds. */
export async function eraseWorkspace(db: Database, workspace: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`PRAGMA defer_foreign_keys = ON`.execute(trx);
    const { rows } = await sql<{ name: string }>`
      SELECT tables.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
      WHERE tables.type = 'table' AND columns.name = 'workspace' ORDER BY tables.name`.execute(trx);
    // Twice: triggers note in one table what goes from another.
    for (const { name } of [...rows, ...rows]) {
      await sql`DELETE FROM ${sql.table(name)} WHERE workspace = ${workspace}`.execute(trx);
    }
    await trx.deleteFrom('workspaces').where('id', '=', workspace).execute();
  });
  await checkpoint(db);
}

async function addWorkspace(db: Database, row: Omit<Row<'workspaces'>, 'id'>): Promise<Row<'workspaces'>> {
  return db.insertInto('workspaces').values(row).returningAll().executeTakeFirstOrThrow();
}
