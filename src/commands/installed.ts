import { existsSync } from 'node:fs';
import { type Config, DEFAULT_DATABASE } from '../config.ts';
import { databasePath, openDatabase } from '../database/open.ts';
import type { OAuth } from '../slack/connect.ts';
import { SealBroken, unseal } from '../slack/seal.ts';
import { type Finding, fault, ok } from './finding.ts';

/** Where the bot was installed by OAuth, and whether its keys open every stored token. */
export async function installedFinding({ databaseUrl }: Config, { keys }: OAuth): Promise<Finding> {
  const url = databaseUrl ?? DEFAULT_DATABASE;
  const none = ok('installations', 'none yet: open /slack/install of the running bot');
  if (!existsSync(databasePath(url))) return none;
  const { db, close } = openDatabase(url);
  try {
    const rows = await db
      .selectFrom('installations')
      .innerJoin('workspaces', 'workspaces.id', 'installations.workspace')
      .select(['installations.workspace', 'team_id', 'bot_token'])
      .orderBy('installations.workspace')
      .execute();
    if (rows.length === 0) return none;
    const closed = rows.filter(({ team_id, bot_token }) => !opens(bot_token, team_id ?? '', keys));
    if (closed.length === 0) return ok('installations', `${rows.length}, every token can be read`);
    const remedy =
      'Put the key that sealed them into TOKEN_ENCRYPTION_KEY, behind the newer one and a comma.';
    const list = closed.map(({ workspace }) => workspace).join(', ');
    return fault('installations', `the tokens of these workspaces cannot be read: ${list}`, remedy);
  } finally {
    await close();
  }
}

function opens(sealed: string, about: string, keys: OAuth['keys']): boolean {
  try {
    unseal(sealed, about, keys);
    return true;
  } catch (error) {
    if (error instanceof SealBroken) return false;
    throw error;
  }
}
