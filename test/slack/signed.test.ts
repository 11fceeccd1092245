import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { signedHeaders } from '../../src/sandbox/sign.ts';
import { isReplyAddress } from '../../src/slack/connect.ts';
import { payloadOf, signatureFault } from '../../src/slack/signed.ts';
import { person, waitFor } from '../person.ts';
import { openTwoTeams, signedPost } from './two-teams.ts';

const NOW = Date.parse('2026-11-16T09:00:00Z');
const faultOf = (atMs: number, secret = 'secret', body = '{}') =>
  signatureFault({ headers: signedHeaders(secret, atMs, body), body: '{}' }, 'secret', NOW);

test('a signature is good for five minutes either way, for this body and this secret', () => {
  expect(faultOf(NOW)).toBe(null);
  for (const minutes of [-4.9, 4.9]) expect(faultOf(NOW + minutes * 60_000)).toBe(null);
  for (const minutes of [-5.1, 5.1, 60, -60 * 24 * 365]) {
    expect(faultOf(NOW + minutes * 60_000)).toBe('too old or too new');
  }
  expect(faultOf(NOW, 'old secret')).toBe('wrong signature');
  expect(faultOf(NOW, 'secret', '{"a":1}')).toBe('wrong signature');
  const headers = signedHeaders('secret', NOW, '{}');
  for (const missing of Object.keys(headers)) {
    expect(signatureFault({ headers: { ...headers, [missing]: undefined }, body: '{}' }, 'secret', NOW)).toBe(
      'unsigned',
    );
  }
  const odd = { ...headers, 'x-slack-request-timestamp': 'NaN' };
  expect(signatureFault({ headers: odd, body: '{}' }, 'secret', NOW)).toBe('unsigned');
});

test('events are JSON, commands a form, the rest JSON inside a form; anything else is no payload', () => {
  expect(payloadOf('application/json; charset=utf-8', '{"type":"x"}')).toEqual({ type: 'x' });
  expect(payloadOf('application/x-www-form-urlencoded', 'command=%2Fpersona&text=a+b')).toEqual({
    command: '/persona',
    text: 'a b',
  });
  expect(payloadOf('application/x-www-form-urlencoded', 'payload=%7B%22a%22%3A1%7D')).toEqual({ a: 1 });
  expect(payloadOf('', '{"type":"x"}')).toEqual({ type: 'x' });
  for (const body of ['', 'null', '[]', '"x"', '{']) expect(payloadOf('application/json', body)).toBe(null);
});

const command = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    ...{ command: '/persona', text: 'help', user_id: 'U0ANNA', team_id: 'T0ONE', channel_id: 'C0SALES' },
    ...{ trigger_id: 'once', response_url: '', api_app_id: 'A0MISMATCH', ...more },
  }).toString();
const FORM = { type: 'application/x-www-form-urlencoded' };

test('a request replayed does nothing more; one from an old secret, another workspace or another time does nothing at all', async () => {
  const world = await openTwoTeams();
  await world.install(world.one);
  const rows = () => world.db.selectFrom('inbox').select('key').execute();
  const shown = () => world.one.calls.filter(({ method, ok }) => ok && method.startsWith('chat.post')).length;
  expect((await signedPost(world.url, command(), FORM)).status).toBe(200);
  await waitFor('the answer', async () => (shown() > 0 ? true : null));
  const before = shown();
  expect((await signedPost(world.url, command(), FORM)).status).toBe(200);
  expect((await signedPost(world.url, command({ trigger_id: 'a' }), { ...FORM, secret: 'old' })).status).toBe(
    401,
  );
  for (const atMs of [Date.now() - 400_000, Date.now() + 400_000]) {
    expect((await signedPost(world.url, command({ trigger_id: 'b' }), { ...FORM, atMs })).status).toBe(401);
  }
  expect((await signedPost(world.url, command({ trigger_id: 'c', team_id: 'T0TWO' }), FORM)).status).toBe(
    200,
  );
  expect((await signedPost(world.url, 'x'.repeat(1_000_001))).status).toBe(413);
  expect((await signedPost(world.url, '{')).status).toBe(400);
  expect((await signedPost(world.url, '{"type":"app_rate_limited","team_id":"T0ONE"}')).status).toBe(200);
  expect(await (await signedPost(world.url, '{"type":"url_verification","challenge":"abc"}')).json()).toEqual(
    {
      challenge: 'abc',
    },
  );
  expect(await rows()).toHaveLength(1);
  expect(shown()).toBe(before);
});

test('somebody of another workspace in a shared channel gets a sentence, and nothing is kept of them; a bot gets none', async () => {
  const world = await openTwoTeams({ REVIEWERS: 'U0GRACE', ADMINS: 'U0GRACE' });
  await world.install(world.one);
  const shared = { type: 'event_callback', team_id: 'T0TWO', is_ext_shared_channel: true };
  const mention = (id: string, more: object) => {
    const event = {
      type: 'app_mention',
      user: 'U0GRACE',
      channel: 'C0SALES',
      ts: '1.1',
      text: '<@U0B> settings',
    };
    const body = {
      ...shared,
      event_id: id,
      authorizations: [{ team_id: 'T0ONE' }],
      event: { ...event, ...more },
    };
    return signedPost(world.url, JSON.stringify(body));
  };
  const acts = [
    ...[
      { type: 'block_actions', actions: [{ type: 'button', action_id: 'settings_open', block_id: 'b' }] },
      { type: 'view_submission', view: { callback_id: 'settings', id: 'V1', state: { values: {} } } },
    ],
    { type: 'block_suggestion', action_id: 'interview_customer', block_id: 'b', value: 'a' },
  ];
  await mention('Ev1', { user_team: 'T0TWO' });
  await mention('Ev2', { user_team: 'T0ONE', bot_id: 'B0OTHER' });
  for (const [n, act] of acts.entries()) {
    const who = {
      user: { id: 'U0GRACE', team_id: 'T0TWO' },
      team: { id: 'T0ONE' },
      trigger_id: `outside.${n}`,
    };
    const payload = { ...who, ...act, channel: { id: 'C0SALES' }, message: { ts: '1.1' }, response_url: '' };
    const form = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const answer = await signedPost(world.url, form, FORM);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      act.type === 'block_suggestion' ? '{"options":[]}\n' : '',
    ]);
  }
  await waitFor('all of it done', async () => {
    const rows = await world.db.selectFrom('inbox').select('state').execute();
    return rows.length === 4 && rows.every(({ state }) => state === 'done') ? true : null;
  });
  const told = world.one.calls.filter(({ ok, method }) => ok && /^chat|^views/.test(method));
  const outsider = expect.stringContaining('you belong to another one');
  expect(told.map(({ args }) => args.text)).toEqual([outsider, outsider]);
  expect(await world.db.selectFrom('people').select('id').execute()).toEqual([]);
});

test('an answer goes to no address but Slack’s, whatever a payload names', async () => {
  const real = { apiUrl: null } as Parameters<typeof isReplyAddress>[1];
  expect(isReplyAddress('https://hooks.slack.com/actions/T1/1/x', real)).toBe(true);
  for (const url of [
    ...[
      'http://hooks.slack.com/x',
      'https://hooks.slack.com.evil.example/x',
      'https://hooks.slack.com@evil.example/',
    ],
    ...[
      'http://169.254.169.254/latest/meta-data/',
      'http://127.0.0.1:6379/',
      'file:///etc/passwd',
      '',
      undefined,
      7,
    ],
  ]) {
    expect(isReplyAddress(url, real)).toBe(false);
  }
  const world = await openTwoTeams();
  await world.install(world.one);
  const inner = await listening();
  const body = command({ trigger_id: 'ssrf', response_url: `${inner.url}/admin` });
  expect((await signedPost(world.url, body, FORM)).status).toBe(200);
  await waitFor('the answer by another way', async () =>
    world.one.calls.some(({ method, ok }) => ok && method.startsWith('chat.post')) ? true : null,
  );
  expect(inner.asked()).toBe(0);
});

test('no token, secret or answer reaches the log, whatever its level and whatever fails', async () => {
  const lines: string[] = [];
  const world = await openTwoTeams({ LOG_LEVEL: 'trace' }, lines);
  await world.install(world.one);
  const anna = person(world.one.url, 'U0ANNA');
  await anna.command('interview problem');
  await anna.click('Sales');
  await anna.sees('Which customer');
  await anna.say('Zebulon Bakery');
  await waitFor(
    'the customer',
    async () => (await world.db.selectFrom('customers').selectAll().executeTakeFirst()) ?? null,
  );
  await signedPost(world.url, 'payload=%7B', { ...FORM, secret: 'wrong' });
  world.one.uninstall('revoked first');
  await anna.say('More of Zebulon');
  await waitFor('the uninstallation', async () =>
    (await world.db.selectFrom('installations').selectAll().execute()).length === 0 ? true : null,
  );
  const all = lines.join('');
  expect(all).toContain('uninstalled');
  for (const secret of ['xoxb-', 'one-secret-for-both-teams', 'sandbox-client-secret', 'code-', 'Zebulon']) {
    expect(all).not.toContain(secret);
  }
});

/** Something inside the network that nobody should be led to. */
async function listening() {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}
