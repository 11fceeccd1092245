import type { Route } from '../http/route.ts';
import type { Log } from '../log.ts';
import { httpReceiver } from './http.ts';
import type { WatchedReceiver } from './receiver.ts';
import type { SealingKey } from './seal.ts';
import { socketReceiver } from './socket.ts';

/** What workspaces that install the bot by themselves need; the first key seals their tokens, every key opens them. */
export type OAuth = {
  clientId: string;
  clientSecret: string;
  stateSecret: string;
  keys: readonly SealingKey[];
};

/** How the bot reaches its Slack: by an app token (Socket Mode) or signed requests, in one workspace or in many. */
export type Connection = {
  transport: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string; port: number };
  /** `null`: Slack's own. */
  apiUrl: string | null;
} & ({ botToken: string } | { oauth: OAuth });

/** The receiver of the chosen transport, and the addresses it needs on our own server. */
export function createReceiver(
  { transport, apiUrl }: Connection,
  log: Log,
): { receiver: WatchedReceiver; routes: Route[] } {
  if (transport.kind === 'socket') {
    return { receiver: socketReceiver({ appToken: transport.appToken, apiUrl, log }), routes: [] };
  }
  const { receiver, route } = httpReceiver({ signingSecret: transport.signingSecret, log });
  return { receiver, routes: [route] };
}

/** Where Slack takes answers to a click or a command; a payload that names another address gets none there. */
export function isReplyAddress(url: unknown, { apiUrl }: Connection): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { origin } = new URL(url);
  if (apiUrl !== null && origin === new URL(apiUrl).origin) return true;
  return ['https://hooks.slack.com', 'https://hooks.slack-gov.com'].includes(origin);
}
