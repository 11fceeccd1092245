import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { Log } from '../log.ts';
import type { Connection } from './connect.ts';
import { removeInstallation } from './installations.ts';

export type Uninstaller = (workspace: number) => Promise<void>;

type Options = {
  config: Config;
  db: Database;
  log: Log;
  clock(): Date;
  connection: Connection;
  clientOf(workspace: number): Promise<WebClient | null>;
};

/** Slack's words for a token that is good no more. */
const DEAD = ['account_inactive', 'invalid_auth', 'token_revoked', 'token_expired', 'not_authed'];

/**
 * What happens at `app_uninstalled` and `tokens_revoked`, in whichever order they come and however late: Slack is asked
 * whether the token is dead, because it may be the token of a newer installation.
 */
export function uninstaller({ config, db, log, clock, connection, clientOf }: Options): Uninstaller {
  return async (workspace) => {
    const client = await clientOf(workspace);
    if (client === null) return;
    if (await isAlive(client)) {
      log.warn(
        { workspace },
        'an uninstallation was told of, but the token works: the bot was installed again',
      );
      return;
    }
    if ('botToken' in connection) {
      log.error(
        { workspace },
        'the bot was uninstalled: install the app again and copy the new token into .env',
      );
      return;
    }
    await removeInstallation(db, workspace, { data: config.onUninstall, now: clock().toISOString() });
    log.info({ workspace, data: config.onUninstall }, 'the bot was uninstalled');
  };
}

/** @throws where Slack cannot be asked: the delivery is tried again */
async function isAlive(client: WebClient): Promise<boolean> {
  try {
    await client.auth.test();
    return true;
  } catch (error) {
    if (error instanceof WebAPIPlatformError && DEAD.includes(String(error.data.error))) return false;
    throw error;
  }
}
