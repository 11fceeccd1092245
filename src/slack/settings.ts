import type { Config } from '../config.ts';
import type { Connection, OAuth } from './connect.ts';
import { sealingKey } from './seal.ts';

/** Where the settings say the bot should live. */
export type Home =
  | { home: 'built-in workspace' }
  | { home: 'slack'; connection: Connection }
  | { home: 'nowhere'; sentence: string };

/** What only workspaces that install the bot by themselves need. */
const FOR_MANY = {
  clientId: 'SLACK_CLIENT_ID',
  clientSecret: 'SLACK_CLIENT_SECRET',
  stateSecret: 'SLACK_STATE_SECRET',
  encryptionKey: 'TOKEN_ENCRYPTION_KEY',
} as const;

const TRANSPORTS = 'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)';

/**
 * Reads off the Slack settings how to connect: none at all means the built-in workspace, a part of what is needed is
 * refused with the names of the missing ones.
 */
export function homeOf(config: Config): Home {
  const { slack } = config;
  if (Object.values(slack).every((value) => value === null)) return { home: 'built-in workspace' };
  const many = Object.keys(FOR_MANY) as (keyof typeof FOR_MANY)[];
  const isMany = many.some((key) => key !== 'encryptionKey' && slack[key] !== null);
  if (isMany && slack.botToken !== null) {
    return nowhere(
      'SLACK_BOT_TOKEN is the token of one workspace, and SLACK_CLIENT_ID is for many that install the bot by themselves: set one of the two.',
    );
  }
  const missing = isMany
    ? many.filter((key) => slack[key] === null).map((key) => FOR_MANY[key])
    : slack.botToken === null
      ? ['SLACK_BOT_TOKEN']
      : [];
  if (slack.appToken === null && slack.signingSecret === null) missing.push(TRANSPORTS);
  if (missing.length > 0) {
    return nowhere(
      `Some Slack settings are there and others are missing: set ${missing.join(' and ')}, or remove all of them to run the built-in workspace.`,
    );
  }
  const { apiUrl, botToken } = slack;
  const transport = transportOf(config);
  if (botToken !== null) return { home: 'slack', connection: { botToken, transport, apiUrl } };
  const oauth = oauthOf(config);
  if (oauth === null) {
    return nowhere(
      'TOKEN_ENCRYPTION_KEY must be 32 bytes in base64 or hex, several with commas between them: make one with `openssl rand -base64 32`.',
    );
  }
  return { home: 'slack', connection: { oauth, transport, apiUrl } };
}

function nowhere(sentence: string): Home {
  return { home: 'nowhere', sentence };
}

function transportOf({ slack, port }: Config): Connection['transport'] {
  return slack.appToken !== null
    ? { kind: 'socket', appToken: slack.appToken }
    : { kind: 'http', signingSecret: slack.signingSecret ?? '', port };
}

function oauthOf({ slack }: Config): OAuth | null {
  const { clientId, clientSecret, stateSecret, encryptionKey } = slack;
  const keys = (encryptionKey ?? '').split(/[\s,]+/).map(sealingKey);
  if (clientId === null || clientSecret === null || stateSecret === null) return null;
  if (keys.some((key) => key === null)) return null;
  return { clientId, clientSecret, stateSecret, keys: keys.filter((key) => key !== null) };
}
