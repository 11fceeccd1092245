import type { Config } from '../config.ts';
import type { Connection } from './connect.ts';

/** Where the settings say the bot should live. */
export type Home =
  | { home: 'built-in workspace' }
  | { home: 'slack'; connection: Connection }
  | { home: 'nowhere'; sentence: string };

/**
 * Reads off the Slack settings how to connect: none at all means the built-in workspace, a part of what is needed is
 * refused with the names of the missing ones.
 */
export function homeOf(config: Config): Home {
  const { slack } = config;
  const set = Object.values(slack).filter((value) => value !== null);
  if (set.length === 0) return { home: 'built-in workspace' };
  if (slack.clientId !== null || slack.clientSecret !== null || slack.stateSecret !== null) {
    return {
      home: 'nowhere',
      sentence:
        'SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET are for installing into several workspaces, which this version does not do: leave them empty and set SLACK_BOT_TOKEN with SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).',
    };
  }
  const missing: string[] = [];
  if (slack.botToken === null) missing.push('SLACK_BOT_TOKEN');
  if (slack.appToken === null && slack.signingSecret === null) {
    missing.push('SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)');
  }
  if (slack.botToken === null || missing.length > 0) {
    return {
      home: 'nowhere',
      sentence: `Some Slack settings are there and others are missing: set ${missing.join(' and ')}, or remove all of them to run the built-in workspace.`,
    };
  }
  const transport =
    slack.appToken !== null
      ? { kind: 'socket' as const, appToken: slack.appToken }
      : { kind: 'http' as const, signingSecret: slack.signingSecret ?? '', port: config.port };
  return { home: 'slack', connection: { botToken: slack.botToken, transport, apiUrl: slack.apiUrl } };
}
