import { expect, test } from 'vitest';
import { eraseWorkspace } from '../../src/database/workspace.ts';
import { draft } from '../../src/drafting/run.ts';
import { listPersonas } from '../../src/personas/store.ts';
import { loadSample } from '../../src/sandbox/sample/load.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { sealAnew } from '../../src/slack/installations.ts';
import { SealBroken, sealingKey, unseal } from '../../src/slack/seal.ts';
import { type Person, person, waitFor } from '../person.ts';
import { scripts } from '../shipped.ts';
import { allowed, KEY, openTwoTeams, signedPost, type TwoTeams } from './two-teams.ts';

const MARK = 'Zebulon';
const annaAt = (team: Sandbox) => person(team.url, 'U0ANNA');

/** Anna tells of a customer up to the question behind its name. */
async function tells(anna: Person, customer: string): Promise<void> {
  await anna.command('interview problem');
  await anna.click('Sales');
  await anna.sees('Which customer');
  await anna.say(customer);
}

const installed = async ({ db }: TwoTeams) =>
  (
    await db
      .selectFrom('installations')
      .innerJoin('workspaces', 'id', 'workspace')
      .select('team_id')
      .execute()
  ).map(({ team_id }) => team_id);

test('two workspaces install the bot, and each is told only its own', async () => {
  const world = await openTwoTeams();
  const { one, two, db } = world;
  expect(await world.install(one)).toMatchObject({
    status: 200,
    text: expect.stringContaining('installed in One'),
  });
  await world.install(two);
  const [here, there] = [annaAt(one), annaAt(two)];
  await tells(here, `${MARK} Bakery`);
  await tells(there, 'Other Shop');
  await waitFor('both customers', async () => {
    const rows = await db
      .selectFrom('customers')
      .select(['workspace', 'name'])
      .orderBy('workspace')
      .execute();
    return rows.length === 2 ? rows : null;
  });
  const secret = await db
    .selectFrom('interviews')
    .select('id')
    .where('workspace', '=', 1)
    .executeTakeFirstOrThrow();
  const trigger = { user: { id: 'U0ANNA', team_id: 'T0TWO' }, team: { id: 'T0TWO', domain: 'two' } };
  const click = (action_id: string, n: number) => {
    const payload = {
      ...{ type: 'block_actions', ...trigger, api_app_id: two.appId, token: 'x', trigger_id: `across.${n}` },
      ...{ container: { type: 'message', message_ts: '1.1', channel_id: 'D0ANNA' } },
      ...{ channel: { id: 'C0SALES', name: 'sales' }, message: { ts: '1.1', text: '' }, response_url: '' },
      actions: [{ type: 'button', action_id, block_id: 'b', value: action_id.split(':').slice(1).join(':') }],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    return signedPost(world.url, body, { type: 'application/x-www-form-urlencoded' });
  };
  const actions = [
    'interview_resume',
    'privacy_interview',
    'privacy_open',
    'lookup_show',
    'review_open',
    'customers_open',
  ];
  for (const [n, action] of actions.entries()) {
    expect((await click(`${action}:${secret.id}`, n)).status).toBe(200);
  }
  for (const word of [MARK, 'privacy', 'personas', `check ${MARK}`, 'customers', 'help'])
    await there.command(word);
  await there.home('Whom should we stop chasing?');
  await waitFor('all of it done', async () => {
    const open = await db.selectFrom('inbox').select('key').where('state', '=', 'received').execute();
    return open.length === 0 ? true : null;
  });
  await world.app().bot.flush();
  const words = (team: Sandbox) => JSON.stringify(team.calls.filter(({ ok }) => ok));
  expect(words(one)).toContain(MARK);
  expect(words(two)).not.toContain(`${MARK} Bakery`);
  expect(words(two)).toContain('Other Shop');
  expect(words(one)).not.toContain('Other Shop');
});

test('a reviewer of one workspace reaches no persona, draft or case of another, whatever ids a click names', async () => {
  const world = await openTwoTeams({ REVIEWERS: 'U0GRACE', ADMINS: 'U0GRACE', REVIEW_CHANNEL: 'C0REVIEW' });
  const { one, two, db, config } = world;
  await world.install(one);
  await world.install(two);
  const now = new Date().toISOString();
  await loadSample(db, 1, scripts, now);
  expect(await draft({ db, workspace: 1, config, now, model: null, askedBy: 'U0GRACE' })).toMatchObject({
    outcome: 'done',
  });
  const drafts = await listPersonas(db, 1, 'draft');
  const [first] = drafts;
  if (!first) throw new Error('the sample has no draft');
  const names = [...drafts.map(({ body }) => body.name), 'Pinewood', 'Harbour Loft'];
  const reached = [
    'review_open',
    'review_approve',
    'review_reject',
    'review_edit',
    'lookup_show',
    'lookup_full',
  ];
  const trigger = { user: { id: 'U0GRACE', team_id: 'T0TWO' }, team: { id: 'T0TWO', domain: 'two' } };
  for (const [n, action] of reached.entries()) {
    const action_id = `${action}:${first.id}:${first.version}`;
    const payload = {
      ...{
        type: 'block_actions',
        ...trigger,
        api_app_id: two.appId,
        token: 'x',
        trigger_id: `reviewer.${n}`,
      },
      ...{ container: { type: 'message', message_ts: '1.1', channel_id: 'C0REVIEW' }, response_url: '' },
      ...{ channel: { id: 'C0REVIEW', name: 'review' }, message: { ts: '1.1', text: '' } },
      actions: [{ type: 'button', action_id, block_id: 'b', value: `${first.id}:${first.version}` }],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const answer = await signedPost(world.url, body, { type: 'application/x-www-form-urlencoded' });
    expect(answer.status).toBe(200);
  }
  const grace = person(two.url, 'U0GRACE');
  for (const word of [first.body.name, first.id, 'review', 'personas', 'customers', 'status'])
    await grace.command(word);
  await grace.home('For reviewers');
  await waitFor('all of it done', async () => {
    const open = await db.selectFrom('inbox').select('key').where('state', '=', 'received').execute();
    return open.length === 0 ? true : null;
  });
  await world.app().bot.flush();
  const told = two.calls.filter(({ ok }) => ok).map(({ args }) => JSON.stringify({ ...args, text: '' }));
  expect(told.length).toBeGreaterThan(reached.length);
  // What somebody typed may be repeated to them; nothing more of it is known there.
  const typed = first.body.name;
  for (const name of names.filter((one) => one !== typed)) expect(told.join()).not.toContain(name);
  expect(await db.selectFrom('decisions').selectAll().execute()).toEqual([]);
});

test('a stored token is sealed, opens for its own workspace only, and is sealed anew when the key changes', async () => {
  const world = await openTwoTeams();
  await world.install(world.one);
  const stored = async () =>
    (await world.db.selectFrom('installations').select('bot_token').executeTakeFirstOrThrow()).bot_token;
  const sealed = await stored();
  const [key, newer] = [sealingKey(KEY), sealingKey('ab'.repeat(32))];
  if (!key || !newer) throw new Error('no key');
  expect(sealed).not.toContain('xoxb-');
  expect(unseal(sealed, 'T0ONE', [key])).toBe(world.one.botToken);
  expect(() => unseal(sealed, 'T0TWO', [key])).toThrow(/another workspace/);
  expect(() => unseal(`${sealed.slice(0, -4)}AAAA`, 'T0ONE', [key])).toThrow(SealBroken);
  expect(() => unseal(sealed, 'T0ONE', [newer])).toThrow(/TOKEN_ENCRYPTION_KEY/);
  expect(await sealAnew(world.db, [newer, key])).toBe(1);
  expect(await sealAnew(world.db, [newer])).toBe(0);
  expect(unseal(await stored(), 'T0ONE', [newer])).toBe(world.one.botToken);
  await expect(world.restart()).rejects.toThrow(/A stored token cannot be read/);
});

test('an installation that this browser did not begin, that is old, or that was finished before is refused', async () => {
  const world = await openTwoTeams();
  const { back, cookie, page } = await allowed(world.url, world.one);
  const at = (url: string, headers: Record<string, string>) =>
    fetch(url, { headers }).then(({ status }) => status);
  expect(page.searchParams.get('scope')).toContain('chat:write');
  expect(await at(back, {})).toBe(400);
  expect(await at(back, { cookie: 'mismatch_install=another' })).toBe(400);
  expect(await at(back.replace(/state=\d/, 'state=9'), { cookie })).toBe(400);
  expect(await at(back.replace(/code=[^&]+/, 'code='), { cookie })).toBe(400);
  expect(await at(back, { cookie })).toBe(400);
  expect(await installed(world)).toEqual([]);
  expect(await world.install(world.one)).toMatchObject({ status: 200 });
});

test('uninstalled, in either order, the token goes at once and the data stay; installed again, everything goes on', async () => {
  const world = await openTwoTeams();
  const { one, two, db } = world;
  await world.install(one);
  await world.install(two);
  await tells(annaAt(one), `${MARK} Bakery`);
  for (const order of ['revoked first', 'uninstalled first'] as const) {
    one.uninstall(order);
    await waitFor('the uninstallation', async () =>
      (await installed(world)).join() === 'T0TWO' ? true : null,
    );
    expect(await db.selectFrom('customers').select('name').execute()).toEqual([{ name: `${MARK} Bakery` }]);
    await world.install(one);
  }
  await annaAt(one).command('privacy');
  await waitFor('an answer', async () =>
    JSON.stringify(one.calls.filter(({ ok, method }) => ok && method.startsWith('views.'))).includes(MARK)
      ? true
      : null,
  );
});

test('an uninstallation that arrives after the next installation takes nothing away', async () => {
  const world = await openTwoTeams();
  await world.install(world.one);
  await world.install(world.one);
  for (const event of [
    { type: 'app_uninstalled' },
    { type: 'tokens_revoked', tokens: { bot: ['U0MISMATCH'] } },
  ]) {
    const body = {
      type: 'event_callback',
      team_id: 'T0ONE',
      event_id: `Ev${event.type}`,
      event_time: 1,
      event,
    };
    expect((await signedPost(world.url, JSON.stringify(body))).status).toBe(200);
  }
  await waitFor('both events', async () => {
    const rows = await world.db.selectFrom('inbox').select('state').where('state', '=', 'done').execute();
    return rows.length === 2 ? true : null;
  });
  expect(await installed(world)).toEqual(['T0ONE']);
});

test('where it is configured so, an uninstallation erases the workspace, and only that one', async () => {
  const world = await openTwoTeams({ ON_UNINSTALL: 'erase' });
  const { one, two, db } = world;
  await world.install(one);
  await world.install(two);
  await tells(annaAt(one), `${MARK} Bakery`);
  await tells(annaAt(two), 'Other Shop');
  await waitFor('both customers', async () =>
    (await db.selectFrom('customers').selectAll().execute()).length === 2 ? true : null,
  );
  one.uninstall('uninstalled first');
  await waitFor('the erasure', async () =>
    (await db.selectFrom('workspaces').selectAll().execute()).length === 1 ? true : null,
  );
  expect(await db.selectFrom('customers').select('name').execute()).toEqual([{ name: 'Other Shop' }]);
  expect(await db.selectFrom('people').select('workspace').distinct().execute()).toEqual([{ workspace: 2 }]);
  await eraseWorkspace(db, 2);
  expect(await db.selectFrom('answers').selectAll().execute()).toEqual([]);
});
