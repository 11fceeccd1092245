import { exchangeCode } from '../authorize.ts';
import type { Core } from '../core.ts';
import type { Json } from '../json.ts';
import { Refusal, refusalWith } from '../refusal.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import type { Method, Methods } from './method.ts';
import { users } from './users.ts';
import { views } from './views.ts';

const general: Methods = {
  'api.test': {
    token: 'none',
    scope: null,
    required: [],
    optional: ['error', 'foo'],
    run: (_, args) => {
      if (typeof args.error === 'string') throw new Refusal(args.error, { args });
      return { args };
    },
  },
  'auth.test': {
    token: 'bot',
    scope: null,
    required: [],
    optional: [],
    run: ({ identity, app, url }) => ({
      url: `${url()}/`,
      team: identity.teamName,
      user: app.name.toLowerCase(),
      team_id: identity.teamId,
      user_id: identity.botUserId,
      bot_id: identity.botId,
      is_enterprise_install: false,
    }),
  },
  'oauth.v2.access': {
    token: 'none',
    scope: null,
    required: ['client_id', 'client_secret', 'code'],
    optional: [],
    run: exchangeCode,
  },
  'apps.connections.open': {
    token: 'app',
    scope: null,
    required: [],
    optional: [],
    run: (core) => ({
      url: `${core.url().replace('http', 'ws')}/link?ticket=${core.socket.ticket()}&app_id=${core.identity.appId}`,
    }),
  },
  'team.info': {
    token: 'bot',
    scope: 'team:read',
    required: [],
    optional: ['team', 'domain'],
    run: ({ identity }) => ({
      team: { id: identity.teamId, name: identity.teamName, domain: identity.teamDomain, icon: {} },
    }),
  },
};

const METHODS: Methods = { ...general, ...chat, ...conversations, ...files, ...users, ...views };

/** Answers a Web API call the way Slack does; throws a `Refusal` for `ok: false`. */
export function callMethod(core: Core, name: string, token: string | null, args: Json): Json {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!method) throw new Refusal('unknown_method', { req_method: name });
  checkToken(core, method, token);
  checkScope(core, method);
  checkArguments(method, args);
  return method.run(core, args);
}

/** The scope a method needs, for the `x-accepted-oauth-scopes` header. */
export function scopeOf(name: string): string {
  return (Object.hasOwn(METHODS, name) ? METHODS[name]?.scope : null) ?? '';
}

function checkToken(core: Core, method: Method, token: string | null): void {
  if (method.token === 'none') return;
  if (token === null || token === '') throw new Refusal('not_authed');
  const { botToken, appToken } = core.identity;
  if (token !== botToken && token !== appToken) throw new Refusal('invalid_auth');
  if (token === botToken && !core.install.isInstalled) throw new Refusal('account_inactive');
  if ((method.token === 'app') !== (token === appToken)) throw new Refusal('not_allowed_token_type');
}

function checkScope(core: Core, method: Method): void {
  if (method.scope === null || core.app.scopes.includes(method.scope)) return;
  throw new Refusal('missing_scope', { needed: method.scope, provided: core.app.scopes.join(',') });
}

function checkArguments(method: Method, args: Json): void {
  const absent = (key: string): boolean => args[key] === undefined || args[key] === '' || args[key] === null;
  // Bolt adds `team_id` to every call of a listener's client.
  const known = [...method.required, ...method.optional, 'team_id'];
  const messages = [
    ...method.required.filter(absent).map((key) => `[ERROR] missing required field: ${key}`),
    ...Object.keys(args)
      .filter((key) => !known.includes(key) && method.token !== 'none')
      .map((key) => `[ERROR] invalid additional property: ${key}`),
  ];
  if (messages.length > 0) throw refusalWith('invalid_arguments', messages);
}
