import type { ServerResponse } from 'node:http';
import type { Core } from './core.ts';
import { raise } from './events.ts';
import { newSecret } from './ids.ts';
import { CLIENT_ID, CLIENT_SECRET } from './install.ts';
import { type Json, text } from './json.ts';
import { Refusal } from './refusal.ts';
import { sendText } from './send.ts';

/** Who clicks "Allow". */
const INSTALLER = 'U0GRACE';

/** `GET /oauth/v2/authorize`: the page with "Allow", allowed at once. */
export function answerAuthorize(core: Core, url: URL, response: ServerResponse): void {
  const { install } = core;
  const query = url.searchParams;
  if (query.get('client_id') !== CLIENT_ID || install.redirectUrl === null) {
    sendText(response, 400, 'Invalid client_id or redirect_uri.');
    return;
  }
  const back = new URL(install.redirectUrl);
  back.searchParams.set('code', install.issue(query.get('scope') ?? ''));
  back.searchParams.set('state', query.get('state') ?? '');
  response.writeHead(302, { location: back.href });
  response.end();
}

/** `oauth.v2.access`: a fresh token for a code; older tokens stop working. */
export function exchangeCode({ identity, install }: Core, args: Json): Json {
  if (args.client_id !== CLIENT_ID) throw new Refusal('invalid_client_id');
  if (args.client_secret !== CLIENT_SECRET) throw new Refusal('bad_client_secret');
  const scope = install.spend(text(args.code));
  identity.botToken = `xoxb-sandbox-${newSecret(12)}`;
  install.isInstalled = true;
  return {
    access_token: identity.botToken,
    token_type: 'bot',
    scope,
    bot_user_id: identity.botUserId,
    app_id: identity.appId,
    team: { id: identity.teamId, name: identity.teamName },
    enterprise: null,
    authed_user: { id: INSTALLER },
    is_enterprise_install: false,
  };
}

/** An administrator removes the app: its token dies, and the app is told twice, in either order. */
export function uninstall(core: Core, order: 'revoked first' | 'uninstalled first'): void {
  core.install.isInstalled = false;
  const tell = {
    revoked: () =>
      raise(core, 'tokens_revoked', {
        type: 'tokens_revoked',
        tokens: { oauth: [], bot: [core.identity.botUserId] },
      }),
    uninstalled: () => raise(core, 'app_uninstalled', { type: 'app_uninstalled' }),
  };
  if (order === 'revoked first') tell.revoked();
  tell.uninstalled();
  if (order === 'uninstalled first') tell.revoked();
}
