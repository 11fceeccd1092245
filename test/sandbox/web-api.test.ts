import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { personAt } from './harness.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

async function call(method: string, args: Record<string, unknown> = {}, token = sandbox.botToken) {
  const response = await fetch(sandbox.apiUrl + method, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(args),
  });
  return (await response.json()) as Record<string, unknown>;
}

const post = (extra: object) => ({ channel: 'C0REVIEW', text: 'x', ...extra });

const ERRORS: [string, string, Record<string, unknown>, string][] = [
  ['an unknown method', 'chat.shout', {}, 'unknown_method'],
  ['a missing argument', 'chat.postMessage', { text: 'x' }, 'invalid_arguments'],
  ['an unknown argument', 'chat.postMessage', post({ txt: 'y' }), 'invalid_arguments'],
  ['an unknown channel', 'chat.postMessage', post({ channel: 'C0NOWHERE' }), 'channel_not_found'],
  ['a channel the app is not in', 'chat.postMessage', post({ channel: 'C0SALES' }), 'not_in_channel'],
  ['a deactivated person', 'chat.postMessage', post({ channel: 'U0OLD' }), 'user_disabled'],
  ['a conversation with a deactivated person', 'conversations.open', { users: 'U0OLD' }, 'user_disabled'],
  ['a message without content', 'chat.postMessage', { channel: 'C0REVIEW', text: '' }, 'no_text'],
  ['a text of 40,001 characters', 'chat.postMessage', post({ text: 'x'.repeat(40_001) }), 'msg_too_long'],
  [
    'blocks that are no array',
    'chat.postMessage',
    post({ blocks: { type: 'divider' } }),
    'invalid_blocks_format',
  ],
  ['bad blocks', 'chat.postMessage', post({ blocks: [{ type: 'nothing' }] }), 'invalid_blocks'],
  ['an unknown thread', 'chat.postMessage', post({ thread_ts: '1.000001' }), 'thread_not_found'],
  ['an unknown message', 'chat.update', post({ ts: '1.000001' }), 'message_not_found'],
  ['an unknown person', 'users.info', { user: 'U0NOBODY' }, 'user_not_found'],
  ['an unknown view', 'views.update', { view_id: 'V1', view: { type: 'modal' } }, 'not_found'],
  [
    'an invented trigger',
    'views.open',
    { trigger_id: '1.2', view: { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] } },
    'invalid_arguments',
  ],
];

test.each(ERRORS)('%s gets the error that Slack gives', async (_, method, args, error) => {
  expect(await call(method, args)).toMatchObject({ ok: false, error });
});

test('a missing argument is named in the answer', async () => {
  const answer = await call('chat.postMessage', { text: 'x' });
  expect(answer.response_metadata).toEqual({ messages: ['[ERROR] missing required field: channel'] });
});

test('tokens are told apart', async () => {
  expect(await call('auth.test', {}, '')).toMatchObject({ error: 'not_authed' });
  expect(await call('auth.test', {}, 'xoxb-wrong')).toMatchObject({ error: 'invalid_auth' });
  expect(await call('auth.test', {}, sandbox.appToken)).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await call('apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
});

test('a method whose scope is not in the manifest is refused with the scope it needs', async () => {
  expect(await call('conversations.list')).toMatchObject({ error: 'missing_scope', needed: 'channels:read' });
});

test('only the own messages of the app can be changed', async () => {
  const said = await personAt(sandbox, 'U0ANNA').act({ act: 'say', channel: 'C0REVIEW', text: 'mine' });
  const ts = said.ok ? said.ts : '';
  expect(await call('chat.update', post({ ts }))).toMatchObject({ error: 'cant_update_message' });
  expect(await call('chat.delete', { channel: 'C0REVIEW', ts })).toMatchObject({
    error: 'cant_delete_message',
  });
});

test('a message is posted, updated and deleted with the keys that Slack answers with', async () => {
  const posted = await call('chat.postMessage', post({ text: 'one' }));
  expect(posted).toMatchObject({
    ok: true,
    channel: 'C0REVIEW',
    message: { text: 'one', bot_id: 'B0MISMATCH' },
  });
  const updated = await call('chat.update', post({ ts: posted.ts, text: 'two' }));
  expect(updated).toMatchObject({ ok: true, ts: posted.ts, text: 'two' });
  expect(await call('chat.delete', { channel: 'C0REVIEW', ts: posted.ts })).toMatchObject({ ok: true });
  const left = await personAt(sandbox, 'U0GRACE').messages('C0REVIEW');
  expect(left.some((message) => message.ts === posted.ts)).toBe(false);
});

test('an ephemeral message is seen by one person', async () => {
  await call('chat.postEphemeral', post({ user: 'U0GRACE', text: 'only you' }));
  const seen = async (user: string) =>
    (await personAt(sandbox, user).messages('C0REVIEW')).some((message) => message.text === 'only you');
  expect([await seen('U0GRACE'), await seen('U0ANNA')]).toEqual([true, false]);
});

test('forms are taken as well as JSON', async () => {
  const form = new URLSearchParams({
    token: sandbox.botToken,
    channel: 'C0REVIEW',
    text: 'form',
    blocks: JSON.stringify([{ type: 'divider' }]),
  });
  const response = await fetch(`${sandbox.apiUrl}chat.postMessage`, { method: 'POST', body: form });
  expect(await response.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'divider' }] } });
});

test('a list comes in pages', async () => {
  const first = await call('users.list', { limit: 5 });
  const cursor = (first.response_metadata as { next_cursor: string }).next_cursor;
  const second = await call('users.list', { limit: 5, cursor });
  const ids = [first, second].flatMap((page) => (page.members as { id: string }[]).map((one) => one.id));
  expect(new Set(ids).size).toBe(10);
  expect(await call('users.list', { cursor: 'x' })).toMatchObject({ error: 'invalid_cursor' });
});

test('a person has a time zone, and a locale where it is asked for', async () => {
  const user = (await call('users.info', { user: 'U0DMITRI', include_locale: true })).user;
  expect(user).toMatchObject({ tz: 'Europe/Moscow', tz_offset: 10_800, locale: 'ru-RU', deleted: false });
});

test('every call is written down without its token', () => {
  const call = sandbox.calls.find((one) => one.method === 'chat.shout');
  expect(call).toMatchObject({ ok: false, error: 'unknown_method', args: {} });
  expect(JSON.stringify(sandbox.calls)).not.toContain(sandbox.botToken);
});

/** A request with headers and a path that `fetch` would not send. */
function raw(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(sandbox.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

test('a foreign Host or Origin is turned away', async () => {
  const own = new URL(sandbox.url).host;
  expect(await raw('/sandbox/state?user=U0ANNA', { host: own })).toBe(200);
  expect(await raw('/sandbox/state?user=U0ANNA', { host: 'evil.example' })).toBe(403);
  expect(await raw('/sandbox/state?user=U0ANNA', { host: own, origin: 'https://evil.example' })).toBe(403);
  expect(await raw('/sandbox/act', { host: own, 'sec-fetch-site': 'cross-site' }, 'POST')).toBe(403);
});

test('the page is served, and nothing outside its folder', async () => {
  const { host } = new URL(sandbox.url);
  expect(await raw('/vendor/lit-html/lit-html.js', { host })).toBe(200);
  expect(await raw('/vendor/lit-html/package.json', { host })).toBe(404);
  for (const path of [
    '/page/../server.ts',
    '/page/..%2fpeople.ts',
    '/page/%2e%2e/protocol.ts',
    '/page/%00',
  ]) {
    expect(await raw(path, { host })).toBe(404);
  }
});
