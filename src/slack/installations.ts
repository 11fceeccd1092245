import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import { saveSetting } from '../database/settings.ts';
import { eraseWorkspace, workspaceOfTeam } from '../database/workspace.ts';
import { isSealedWithOlder, type SealingKey, seal, unseal } from './seal.ts';

/** One workspace that the bot is installed in, and what it needs to act there. */
export type Installation = {
  workspace: number;
  teamId: string;
  botToken: string;
  botId: string;
  botUserId: string;
};

/** Where the bot is installed. */
export type Installations = {
  ofTeam(teamId: string): Promise<Installation | null>;
  of(workspace: number): Promise<Installation | null>;
  workspaces(): Promise<number[]>;
};

/** What Slack gives when a workspace installs the bot. */
export type Granted = {
  teamId: string;
  teamName: string;
  botToken: string;
  botId: string;
  botUserId: string;
  scopes: string;
  installedBy: string;
};

/** The one workspace of a bot token. */
export function oneInstallation(only: Installation): Installations {
  return {
    ofTeam: async (teamId) => (teamId === only.teamId ? only : null),
    of: async (workspace) => (workspace === only.workspace ? only : null),
    workspaces: async () => [only.workspace],
  };
}

/** Every workspace that installed the bot by itself; read anew each time, because another may come or go. */
export function storedInstallations(db: Database, keys: readonly SealingKey[]): Installations {
  const rows = db
    .selectFrom('installations')
    .innerJoin('workspaces', 'workspaces.id', 'installations.workspace')
    .select(['workspaces.team_id', 'installations.workspace', 'bot_token', 'bot_id', 'bot_user_id']);
  type Found = Awaited<ReturnType<typeof rows.executeTakeFirst>>;
  const opened = (row: Found): Installation | null =>
    row?.team_id
      ? {
          workspace: row.workspace,
          teamId: row.team_id,
          botToken: unseal(row.bot_token, row.team_id, keys),
          botId: row.bot_id,
          botUserId: row.bot_user_id,
        }
      : null;
  return {
    ofTeam: async (teamId) => opened(await rows.where('team_id', '=', teamId).executeTakeFirst()),
    of: async (workspace) =>
      opened(await rows.where('installations.workspace', '=', workspace).executeTakeFirst()),
    workspaces: async () =>
      (await rows.orderBy('installations.workspace').execute()).map((row) => row.workspace),
  };
}

/**
 * Keeps what Slack granted; installed again, the newer token stands. Whoever installs it first is its administrator.
 * @returns our number of the workspace
 */
export async function saveInstallation(
  db: Database,
  granted: Granted,
  { keys, kind, now }: { keys: readonly SealingKey[]; kind: 'slack' | 'sandbox'; now: string },
): Promise<number> {
  const { teamId, teamName, installedBy: by } = granted;
  const workspace = await workspaceOfTeam(db, { id: teamId, name: teamName }, kind, now, 'never take over');
  await db.transaction().execute(async (trx) => {
    const row = {
      bot_token: seal(granted.botToken, teamId, keys),
      bot_id: granted.botId,
      bot_user_id: granted.botUserId,
      scopes: granted.scopes,
      installed_by: by,
      installed_at: now,
    };
    await trx
      .insertInto('installations')
      .values({ workspace, ...row })
      .onConflict((conflict) => conflict.column('workspace').doUpdateSet(row))
      .execute();
    const administrators = await trx
      .selectFrom('settings')
      .select('value')
      .where('workspace', '=', workspace)
      .where('key', '=', 'ADMINS')
      .executeTakeFirst();
    if (!administrators) await saveSetting(trx, workspace, { name: 'ADMINS', value: by, by, now });
    await noteDown(trx, workspace, { at: now, actor: by, action: 'installed' });
  });
  return workspace;
}

/**
 * The bot was uninstalled or its token revoked: the token goes at once, and nothing more is posted there. The data
 * stay for a later installation, or go too.
 */
export async function removeInstallation(
  db: Database,
  workspace: number,
  { data, now }: { data: 'keep' | 'erase'; now: string },
): Promise<void> {
  if (data === 'erase') return eraseWorkspace(db, workspace);
  await db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('installations')
      .where('workspace', '=', workspace)
      .executeTakeFirstOrThrow();
    await trx
      .updateTable('outbox')
      .set({ wanted: null, failure: 'uninstalled' })
      .where('workspace', '=', workspace)
      .where('wanted', 'is not', null)
      .execute();
    if (numDeletedRows > 0n)
      await noteDown(trx, workspace, { at: now, actor: 'slack', action: 'uninstalled' });
  });
}

/** After TOKEN_ENCRYPTION_KEY got a new first key: every token is sealed with it, so that the old one can go. */
export async function sealAnew(db: Database, keys: readonly SealingKey[]): Promise<number> {
  const rows = await db
    .selectFrom('installations')
    .innerJoin('workspaces', 'workspaces.id', 'installations.workspace')
    .select(['workspace', 'team_id', 'bot_token'])
    .execute();
  const older = rows.filter(({ bot_token }) => isSealedWithOlder(bot_token, keys));
  for (const { workspace, team_id, bot_token } of older) {
    const about = team_id ?? '';
    await db
      .updateTable('installations')
      .set({ bot_token: seal(unseal(bot_token, about, keys), about, keys) })
      .where('workspace', '=', workspace)
      .where('bot_token', '=', bot_token)
      .execute();
  }
  return older.length;
}

async function noteDown(
  db: Database,
  workspace: number,
  entry: { at: string; actor: string; action: string },
): Promise<void> {
  const id = await nextId(db, 'audit_log', workspace);
  await db
    .insertInto('audit_log')
    .values({ workspace, id, subject: 'bot', detail: '{}', ...entry })
    .execute();
}
