import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type Database, openForMany } from '../../src/database/open.ts';
import { createLog } from '../../src/log.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { startSlack } from '../../src/slack/bot.ts';
import { createRegistry, type Registry } from '../../src/slack/listen.ts';
import { put } from '../../src/slack/outbox.ts';
import { CONVERSATION } from '../../src/slack/pace.ts';
import { newDatabase } from '../new-database.ts';
import { person, waitFor } from '../person.ts';
import { inOneWorkspace } from '../world.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function world(register: (registry: Registry) => void) {
  const sandbox = await startSandbox({ journal: null });
  open.push(sandbox.close);
  const database = openForMany(await newDatabase());
  open.push(database.close);
  const bot = await startBot(sandbox, database.db, register);
  return { sandbox, db: database.db, raw: database.raw, bot, anna: person(sandbox.url, 'U0ANNA') };
}

async function startBot(sandbox: Sandbox, db: Database, register: (registry: Registry) => void) {
  const registry = createRegistry();
  register(registry);
  const bot = await startSlack({
    config: readConfig({ PORT: '0' }),
    db,
    log: createLog('silent'),
    kind: 'sandbox',
    registry,
    connection: {
      botToken: sandbox.botToken,
      apiUrl: sandbox.apiUrl,
      transport: { kind: 'socket', appToken: sandbox.appToken },
    },
  });
  let stopped = false;
  const stop = async () => {
    if (!stopped) await bot.stop();
    stopped = true;
  };
  open.push(stop);
  return { ...(await inOneWorkspace(bot)), stop };
}

const states = (db: Database) =>
  db.selectFrom('inbox').select(['kind', 'state', 'attempts', 'payload']).execute();

test('what was done is forgotten: the payload goes, the key stays', async () => {
  const { db, anna } = await world((registry) => {
    registry.directMessage(async (turn, { text, ts }) =>
      turn.commit((trx) =>
        put(trx, turn.workspace, `echo:${ts}`, turn.person, { text: `heard ${text}` }, turn.now),
      ),
    );
  });
  await anna.say('a secret');
  await anna.sees('heard a secret');
  await waitFor('everything done', async () =>
    (await states(db)).every(({ state, payload }) => state === 'done' && payload === null) ? true : null,
  );
  // The person sees the message a moment before it is marked as posted.
  await waitFor('the message is marked', async () => {
    const rows = await db.selectFrom('outbox').select('wanted').execute();
    return rows.length === 1 && rows[0]?.wanted === null ? true : null;
  });
});

test('a listener that fails once is run again and the person notices nothing', async () => {
  let runs = 0;
  const { db, anna } = await world((registry) => {
    registry.command('flaky', async (turn) => {
      runs += 1;
      if (runs === 1) throw new Error('a passing fault');
      await turn.reply({ text: 'done at the second try' });
    });
  });
  await anna.command('flaky');
  await anna.sees('done at the second try');
  expect(runs).toBe(2);
  await waitFor('done', async () =>
    (await states(db)).every(({ state }) => state === 'done') ? true : null,
  );
});

test('a poison delivery is set aside after three tries, the person is told, and others go on', async () => {
  let runs = 0;
  const { db, anna } = await world((registry) => {
    registry.command('poison', async () => {
      runs += 1;
      throw new Error('a lasting fault');
    });
    registry.command('fine', async (turn) => turn.reply({ text: 'fine' }));
  });
  await anna.command('poison');
  await anna.sees('mismatch doctor');
  await anna.command('fine');
  await anna.sees(/^fine/);
  expect(runs).toBe(3);
  const aside = (await states(db)).filter(({ state }) => state === 'set_aside');
  expect(aside).toMatchObject([{ attempts: 3, kind: 'command' }]);
  expect(aside[0]?.payload).toContain('poison');
});

test('what a full disk does not take just now waits in its order, and is set aside for nothing', async () => {
  const tried: string[] = [];
  const { db, raw, anna } = await world((registry) => {
    registry.directMessage(async (turn, { text, ts }) => {
      tried.push(String(text));
      await turn.commit(async (trx) => {
        await sql`INSERT INTO ballast VALUES (zeroblob(200000))`.execute(trx);
        await put(trx, turn.workspace, `echo:${ts}`, turn.person, { text: `heard ${text}` }, turn.now);
      });
    });
  });
  raw.exec('CREATE TABLE ballast (bytes BLOB)');
  const pages = Number(raw.pragma('page_count', { simple: true }));
  raw.pragma(`max_page_count = ${pages + 20}`);
  await anna.say('first');
  await waitFor('it tried again', async () => (tried.length > 2 ? true : null));
  await anna.say('second');
  await waitFor('both received', async () => ((await states(db)).length === 2 ? true : null));
  expect(tried).not.toContain('second');
  raw.pragma(`max_page_count = ${pages + 2_000}`);
  await anna.sees('heard second');
  const heard = (await anna.messages()).map(({ text }) => text).filter((text) => text.startsWith('heard'));
  expect(heard).toEqual(['heard first', 'heard second']);
  await waitFor('both done', async () =>
    (await states(db)).every(({ state, attempts }) => state === 'done' && attempts === 0) ? true : null,
  );
});

test('what a stopped process had stored and not done is finished at the next start', async () => {
  const { sandbox, db, bot } = await world(() => {});
  await bot.stop();
  const body = {
    team_id: sandbox.teamId,
    event_id: 'Ev_LEFT',
    type: 'event_callback',
    event: {
      type: 'message',
      channel: 'D0ANNA',
      channel_type: 'im',
      user: 'U0ANNA',
      ts: '1.1',
      text: 'left behind',
    },
  };
  await db
    .insertInto('inbox')
    .values({
      workspace: bot.workspace,
      key: 'event:Ev_LEFT',
      kind: 'event',
      person: 'U0ANNA',
      payload: JSON.stringify(body),
      state: 'received',
      failure: null,
      received_at: '2026-11-16T09:00:00.000Z',
      done_at: null,
    })
    .execute();
  const heard: (string | null)[] = [];
  await startBot(sandbox, db, (registry) => {
    registry.directMessage(async (turn, { text }) => turn.commit(async () => void heard.push(text)));
  });
  expect(heard).toEqual(['left behind']);
  expect((await states(db)).every(({ state }) => state === 'done')).toBe(true);
});

test("one person's deliveries are worked on in their order", async () => {
  const heard: (string | null)[] = [];
  const { anna } = await world((registry) => {
    registry.directMessage(async (_turn, { text }) => {
      if (text === 'first') await new Promise((resolve) => setTimeout(resolve, 150));
      heard.push(text);
    });
  });
  await anna.say('first');
  await anna.say('second');
  await waitFor('both', async () => (heard.length === 2 ? true : null));
  expect(heard).toEqual(['first', 'second']);
});

test('a slot is one message: put again, it is updated where it stands', async () => {
  const { anna } = await world((registry) => {
    registry.directMessage(async (turn, { text }) =>
      turn.commit((trx) => put(trx, turn.workspace, 'only', turn.person, { text: `now: ${text}` }, turn.now)),
    );
  });
  await anna.say('one');
  await anna.sees('now: one');
  await anna.say('two');
  await anna.sees('now: two');
  expect((await anna.messages()).filter(({ user }) => user === null)).toHaveLength(1);
});

test('a message that somebody deleted is posted anew when it changes', async () => {
  const { sandbox, bot, anna } = await world((registry) => {
    registry.directMessage(async (turn, { text }) =>
      turn.commit((trx) => put(trx, turn.workspace, 'only', turn.person, { text: `now: ${text}` }, turn.now)),
    );
  });
  await anna.say('one');
  const { channel, ts } = await anna.sees('now: one');
  await bot.client.chat.delete({ channel, ts });
  await anna.say('two');
  await anna.sees('now: two');
  expect(sandbox.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2);
});

test('a channel that does not exist costs one message, not the ones behind it', async () => {
  const { db, anna } = await world((registry) => {
    registry.directMessage(async (turn) =>
      turn.commit(async (trx) => {
        await put(trx, turn.workspace, 'lost', 'C0NOWHERE', { text: 'lost' }, turn.now);
        await put(trx, turn.workspace, 'found', turn.person, { text: 'found' }, turn.now);
      }),
    );
  });
  await anna.say('go');
  await anna.sees('found');
  const lost = await waitFor('the failure', async () => {
    const row = await db.selectFrom('outbox').selectAll().where('slot', '=', 'lost').executeTakeFirst();
    return row?.failure ? row : null;
  });
  expect(lost).toMatchObject({ wanted: null, failure: expect.stringContaining('channel_not_found') });
});

test('a form that fails says so in its place and keeps the bot alive', async () => {
  const { anna } = await world((registry) => {
    registry.command('form', async (turn) => {
      await turn.openModal({
        type: 'modal',
        callback_id: 'form',
        title: { type: 'plain_text', text: 'Form' },
        submit: { type: 'plain_text', text: 'Send' },
        blocks: [
          {
            type: 'input',
            block_id: 'why',
            label: { type: 'plain_text', text: 'Why' },
            element: { type: 'plain_text_input', action_id: 'why' },
          },
        ],
      });
    });
    registry.view('form', async (_turn, view) => {
      if (view.state.values.why?.why?.value === 'no') return { errors: { why: 'Another word, please.' } };
      throw new Error('broken');
    });
  });
  await anna.command('form');
  expect(await anna.fill({ Why: 'no' })).toMatchObject({
    ok: false,
    errors: { why: 'Another word, please.' },
  });
  await anna.fill({ Why: 'yes' });
  await anna.modal('Something went wrong on my side');
});

test('a form that Slack cannot be asked to open is not tried until its trigger has expired: the person clicks again', async () => {
  let runs = 0;
  const { sandbox, db, anna } = await world((registry) => {
    registry.command('form', async (turn) => {
      runs += 1;
      const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'There it is' } };
      await turn.openModal({
        type: 'modal',
        title: { type: 'plain_text', text: 'Form' },
        blocks: [section],
      });
    });
  });
  for (let retry = 0; retry < 6; retry += 1) sandbox.faults.once('http_500', 'views.open');
  await anna.command('form');
  await anna.sees('Click again');
  sandbox.faults.none();
  await waitFor('the click to be done', async () =>
    (await states(db)).every(({ state }) => state === 'done'),
  );
  expect(runs).toBe(1);
  expect((await states(db)).map(({ state, attempts }) => ({ state, attempts }))).toEqual([
    { state: 'done', attempts: 0 },
  ]);
  await anna.command('form');
  await anna.modal('There it is');
});

test('what was committed before a failure is not called lost', async () => {
  const { anna } = await world((registry) => {
    registry.command('half', async (turn) => {
      await turn.commit(async () => {});
      throw new Error('a fault after the commit');
    });
  });
  await anna.command('half');
  await anna.sees('This was saved');
});

test('a long queue for a channel keeps nobody else waiting', async () => {
  const { db, bot, sandbox } = await world(() => {});
  const text = (n: number) => ({ text: `draft ${n}` });
  await db.transaction().execute(async (trx) => {
    for (let n = 0; n < CONVERSATION.burst; n += 1) {
      await put(trx, bot.workspace, `review:p${n}:1`, 'C0REVIEW', text(n), new Date().toISOString());
    }
  });
  const first = bot.flush();
  await put(
    db,
    bot.workspace,
    'interview:1:q',
    'U0ANNA',
    { text: 'next question' },
    new Date().toISOString(),
  );
  await bot.flush();
  await first;
  const said = sandbox.calls.flatMap(({ method, args }) =>
    method === 'chat.postMessage' ? String(args.text) : [],
  );
  expect(said.filter((words) => words.startsWith('draft'))).toEqual(
    Array.from({ length: CONVERSATION.burst }, (_, n) => `draft ${n}`),
  );
  expect(said.indexOf('next question')).toBeLessThan(10);
});

test('an answer that is too long for one message comes in several, and all of it comes', async () => {
  const lines = Array.from({ length: 400 }, (_, n) => `Line ${n} of what there is to say.`);
  const { anna } = await world((registry) => {
    registry.command('long', (turn) => turn.reply({ text: lines.join('\n') }));
  });
  await anna.command('long');
  await anna.sees('Line 399');
  const said = (await anna.messages()).map(({ text }) => text).filter((text) => text.includes('Line'));
  expect(said.length).toBeGreaterThan(3);
  expect(said.flatMap((text) => text.trim().split('\n'))).toEqual(lines);
});

test('a message that Slack refuses for good is given up, and the ones behind it arrive', async () => {
  const { db, bot, anna } = await world(() => {});
  const now = new Date().toISOString();
  await put(db, bot.workspace, 'bad', 'U0ANNA', { text: '' }, now);
  await put(db, bot.workspace, 'good', 'U0ANNA', { text: 'after it' }, now);
  await db.updateTable('outbox').set({ attempts: 7 }).where('slot', '=', 'bad').execute();
  await bot.flush();
  await anna.sees('after it');
});

test('a stored delivery that no listener can take is set aside, and the bot starts all the same', async () => {
  const { sandbox, db, bot } = await world(() => {});
  await bot.stop();
  const [workspace = 0] = await bot.workspaces();
  const left = (key: string, body: object) => ({
    ...{ workspace, key, kind: 'block_actions', person: null, payload: JSON.stringify(body) },
    ...{ state: 'received' as const, failure: null, received_at: '2026-11-16T09:00:00.000Z', done_at: null },
  });
  const click = { type: 'block_actions', team: { id: sandbox.teamId }, user: { id: 'U0ANNA' } };
  await db
    .insertInto('inbox')
    .values([
      left('block_actions:1', { ...click, trigger_id: '1', actions: {} }),
      left('block_actions:2', { ...click, trigger_id: '2', user: null, actions: [{ action_id: 'a' }] }),
    ])
    .execute();
  const again = await startBot(sandbox, db, () => {});
  expect(await again.workspaces()).toEqual([workspace]);
  expect((await states(db)).map(({ state }) => state)).toEqual(['set_aside', 'set_aside']);
});
