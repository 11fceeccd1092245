import type { WebClient } from '@slack/web-api';
import type { Database } from '../database/open.ts';
import { workspaceOfTeam } from '../database/workspace.ts';
import { nameOf } from '../failure.ts';
import type { Log } from '../log.ts';
import { backgroundClient } from './client.ts';
import type { Connection } from './connect.ts';
import { type Installations, oneInstallation, sealAnew, storedInstallations } from './installations.ts';
import { SealBroken } from './seal.ts';

/** Slack refused the bot; the message says which setting is wrong and what to do. */
export class SlackRefused extends Error {}

type Options = {
  connection: Connection;
  db: Database;
  log: Log;
  kind: 'slack' | 'sandbox';
  clock(): Date;
};

/**
 * Where the bot is installed: in the workspace of its token, or in all that installed it.
 * @throws SlackRefused when the token is not accepted, or a stored one cannot be read
 */
export async function installationsFor(options: Options): Promise<Installations> {
  const { connection, db, log } = options;
  if ('botToken' in connection) return oneInstallation(await own(options, connection.botToken));
  const { keys } = connection.oauth;
  try {
    const renewed = await sealAnew(db, keys);
    if (renewed > 0) log.info({ renewed }, 'tokens were sealed with the first key of TOKEN_ENCRYPTION_KEY');
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw new SlackRefused(
      `A stored token cannot be read (${error.message}): put its key into TOKEN_ENCRYPTION_KEY, behind the newer one and a comma.`,
    );
  }
  return storedInstallations(db, keys);
}

async function own({ connection, db, log, kind, clock }: Options, botToken: string) {
  const { teamId, teamName, botId, botUserId } = await whoAmI(backgroundClient(connection, botToken, log));
  const team = { id: teamId, name: teamName };
  const workspace = await workspaceOfTeam(db, team, kind, clock().toISOString());
  return { workspace, teamId, botToken, botId, botUserId };
}

async function whoAmI(client: WebClient) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await client.auth.test();
      const { team_id: teamId, team: teamName, user_id: botUserId, bot_id: botId } = answer;
      if (!teamId || !botUserId || !botId) {
        throw new SlackRefused('SLACK_BOT_TOKEN is not a bot token: take the one that begins with xoxb-.');
      }
      return { teamId, teamName: teamName ?? teamId, botUserId, botId };
    } catch (error) {
      if (error instanceof SlackRefused) throw error;
      const code = nameOf(error);
      if (/invalid_auth|account_inactive|token_revoked|not_authed|token_expired/.test(code)) {
        throw new SlackRefused(
          `Slack does not accept SLACK_BOT_TOKEN (${code}): install the app again and copy the new token into .env.`,
        );
      }
      if (attempt >= 5) {
        throw new SlackRefused(
          `Slack cannot be reached (${code}): check the network, a proxy, or SLACK_API_URL.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
    }
  }
}
