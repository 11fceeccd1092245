import { randomUUID } from 'node:crypto';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import { nameOf } from '../failure.ts';
import type { HttpAnswer, HttpRequest, Route } from '../http/route.ts';
import type { Log } from '../log.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { baseOptions } from './client.ts';
import type { OAuth } from './connect.ts';
import { readState, STATE_MS, signState } from './install-state.ts';
import type { Granted } from './installations.ts';
import { SCOPES } from './scopes.ts';

export type InstallOptions = {
  oauth: OAuth;
  /** `null`: Slack's own. */
  apiUrl: string | null;
  language: Language;
  log: Log;
  clock(): Date;
  installed(granted: Granted): Promise<void>;
};

type Texts = ReturnType<typeof textsIn>['slack']['install'];

const COOKIE = 'mismatch_install';
const EXCHANGE_MS = 10_000;

/** `GET /slack/install` sends the browser to Slack; Slack sends it back to `/slack/oauth_redirect` with a code. */
export function installRoutes(options: InstallOptions): Route[] {
  const spent = new Map<string, number>();
  const route = (path: string, handle: (request: HttpRequest) => Promise<HttpAnswer>): Route => ({
    ...{ method: 'GET', path, maxBodyBytes: 0, handle },
  });
  return [
    route('/slack/install', async () => begin(options)),
    route('/slack/oauth_redirect', (request) => finish(options, spent, request)),
  ];
}

function begin({ oauth, apiUrl, clock }: InstallOptions): HttpAnswer {
  const nonce = randomUUID();
  const page = new URL('/oauth/v2/authorize', apiUrl ?? 'https://slack.com');
  page.searchParams.set('client_id', oauth.clientId);
  page.searchParams.set('scope', SCOPES.join(','));
  page.searchParams.set('state', signState(nonce, clock().getTime(), oauth.stateSecret));
  const cookie = `${COOKIE}=${nonce}; Path=/slack; Max-Age=${STATE_MS / 1_000}; HttpOnly; Secure; SameSite=Lax`;
  return { status: 302, body: '', headers: { location: page.href, 'set-cookie': cookie } };
}

async function finish(
  options: InstallOptions,
  spent: Map<string, number>,
  { query, headers }: HttpRequest,
): Promise<HttpAnswer> {
  const texts = textsIn(options.language).slack.install;
  const nowMs = options.clock().getTime();
  for (const [old, until] of spent) if (until < nowMs) spent.delete(old);
  const nonce = readState(query.get('state') ?? '', nowMs, options.oauth.stateSecret);
  if (nonce === null || spent.has(nonce) || cookieIn(headers.cookie) !== nonce) return page(400, texts.state);
  spent.set(nonce, nowMs + STATE_MS);
  const code = query.get('code');
  if (code === null || code === '') return page(400, texts.refused);
  try {
    const granted = await exchange(options, code, texts);
    if (typeof granted === 'string') return page(400, granted);
    await options.installed(granted);
    return page(200, texts.done(granted.teamName));
  } catch (error) {
    options.log.error({ failure: nameOf(error) }, 'an installation failed');
    return page(502, error instanceof WebAPIPlatformError ? texts.code : texts.unreachable);
  }
}

/** @returns what was granted, or the sentence that says why it cannot be used */
async function exchange(
  { oauth, apiUrl, log }: InstallOptions,
  code: string,
  texts: Texts,
): Promise<Granted | string> {
  const client = new WebClient(undefined, {
    ...baseOptions(apiUrl, log),
    retryConfig: { retries: 0 },
    timeout: EXCHANGE_MS,
  });
  const { clientId: client_id, clientSecret: client_secret } = oauth;
  const said = await client.oauth.v2.access({ client_id, client_secret, code });
  if (said.is_enterprise_install || !said.team?.id) return texts.enterprise;
  // A token that expires would need refreshing; the manifests switch that off.
  if (said.expires_in !== undefined) return texts.rotation;
  const { access_token: botToken, bot_user_id: botUserId } = said;
  if (!botToken || !botUserId || said.token_type !== 'bot') return texts.refused;
  const botId = (await client.auth.test({ token: botToken })).bot_id;
  if (!botId) return texts.refused;
  return {
    ...{ teamId: said.team.id, teamName: said.team.name ?? said.team.id, botToken, botId, botUserId },
    ...{ scopes: said.scope ?? '', installedBy: said.authed_user?.id ?? 'unknown' },
  };
}

function cookieIn(header = ''): string | null {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(header)?.[1] ?? null;
}

function page(status: number, sentence: string): HttpAnswer {
  const safe = sentence.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const body = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mismatch</title><body style="font:1.1rem/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem"><p>${safe}</p>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
  };
  return { status, body, headers };
}
