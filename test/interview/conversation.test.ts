import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/database/open.ts';
import { eraseInterview } from '../../src/interview/erase.ts';
import { registerInterview } from '../../src/interview/slack.ts';
import { createLog } from '../../src/log.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { startSlack } from '../../src/slack/bot.ts';
import { createRegistry } from '../../src/slack/listen.ts';
import { newDatabase } from '../new-database.ts';
import { person, waitFor } from '../person.ts';
import { scripts } from '../shipped.ts';

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The bot with nothing but interviews, at the built-in workspace. */
async function world() {
  const sandbox = await startSandbox({ journal: null });
  closing.push(sandbox.close);
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-talk-'));
  const database = openDatabase(await newDatabase(folder));
  closing.push(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  let ids = 0;
  const changes: string[] = [];
  const registry = createRegistry();
  const newId = () => `iv${++ids}`;
  const probes = { asks: false, wake: () => {} };
  registerInterview(registry, {
    scripts,
    broken: [],
    probes,
    newId,
    reported: async () => {},
    changing: async (_db, _turn, save) => {
      changes.push('before');
      await save();
      changes.push('after');
    },
    erase: (db, { workspace, now }, interview) => eraseInterview(db, workspace, interview, now),
    erased: () => {},
  });
  const connection = {
    botToken: sandbox.botToken,
    apiUrl: sandbox.apiUrl,
    transport: { kind: 'socket' as const, appToken: sandbox.appToken },
  };
  const { db } = database;
  const bot = await startSlack({
    config: readConfig({}),
    db,
    log: createLog('warn', { pretty: false }),
    kind: 'sandbox',
    registry,
    connection,
  });
  closing.push(bot.stop);
  const anna = person(sandbox.url, 'U0ANNA');
  const answers = async () => {
    const rows = await db
      .selectFrom('answers')
      .innerJoin('answer_revisions', (join) =>
        join.onRef('answer', '=', 'answers.id').onRef('revision', '=', 'latest_revision'),
      )
      .select(['interview', 'question', 'state', 'value'])
      .orderBy('answers.id')
      .execute();
    return rows.map(
      ({ question, state, value }) => `${question}: ${value === null ? state : JSON.parse(value)}`,
    );
  };
  return { sandbox, db, anna, answers, changes };
}

type World = Awaited<ReturnType<typeof world>>;

async function begin({ anna }: World, text = 'interview problem') {
  await anna.command(text);
  await anna.sees('Which side do you see customers from?');
  await anna.click('Sales');
  await anna.sees('1 of 8');
}

/** From the second screen to the end. */
async function answerRest({ anna }: World) {
  await anna.click(/Answer \(6 short questions\)/);
  await anna.fill({
    'What industry': 'retail',
    'How many people': '1-10',
    'main contact': 'owner',
    'first come': 'referral',
    'their budget': 'below',
    'mainly want': 'cut_costs',
  });
  await anna.sees('3 of 8');
  await anna.click('Don’t know');
  await anna.sees('4 of 8');
  await anna.say('They changed the scope every week.');
  await anna.sees('5 of 8');
  await anna.click(/Answer \(5/);
  await anna.fill({
    'close the deal': '5 days',
    'beyond what is normal': '60',
    'beyond plan': '$1,200',
    'hard was it': '4',
    reputation: '2',
  });
  await anna.sees('6 of 8');
  await anna.click(/Answer \(2/);
  await anna.fill({ 'trouble come from': 'theirs', 'seen it coming': 'yes' });
  await anna.sees('7 of 8');
  await anna.click('Skip');
  await anna.sees('8 of 8');
  await anna.click(/Answer \(2/);
  await anna.fill({ communicate: 'email' });
  await anna.sees('That was all, thank you');
}

test('an interview is taken from the command to the summary, by typing, clicking and forms', async () => {
  const here = await world();
  const { anna, answers, db } = here;
  await begin(here);
  await anna.sees('Your answers are counted together');
  await anna.say('Acme GmbH');
  await anna.sees('✓ *Which customer is it about?* — Acme GmbH');
  await answerRest(here);
  expect(await answers()).toEqual([
    'customer: acme-gmbh',
    'industry: retail',
    'company_size: 1-10',
    'contact_role: owner',
    'lead_source: referral',
    'budget_fit: below',
    'main_need: cut_costs',
    'main_trouble: dont_know',
    'why: They changed the scope every week.',
    'hours_to_close: 40',
    'cost_time: 60',
    'cost_money: 1200',
    'cost_staff: 4',
    'cost_reputation: 2',
    'fault: theirs',
    'visible_before_sale: yes',
    'misfit: skipped',
    'take_again: skipped',
    'preferred_channel: email',
    'technology_comfort: skipped',
  ]);
  const row = await db.selectFrom('interviews').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    status: 'complete',
    customer: 'acme-gmbh',
    case_kind: 'problem',
    role: 'sales',
    source: 'slack',
  });
  await anna.click('One that went well (under a minute)');
  await anna.sees('Which customer of a similar kind went well?');
  await anna.sees('1 of 4');
});

test('editing, deleting and undoing a message changes the answer it carried', async () => {
  const here = await world();
  const { anna, answers, changes } = here;
  await begin(here);
  await anna.say('Acme GmbH');
  await anna.sees('2 of 8');
  await anna.click('Skip');
  await anna.sees('3 of 8');
  await anna.click('Skip');
  await anna.sees('4 of 8');
  await anna.say('They sent 12 emails a day');
  await anna.sees('5 of 8');
  const mine = (await anna.messages()).findLast(({ text }) => text === 'They sent 12 emails a day')!;
  // Whoever answers for what rests on answers is asked only about those that were given before.
  expect(changes).toEqual([]);
  await anna.act({ act: 'edit', channel: mine.channel, ts: mine.ts, text: 'Better words & <!channel>' });
  await anna.sees('Better words &amp; &lt;!channel&gt;');
  expect(await answers()).toContain('why: Better words & <!channel>');
  await anna.act({ act: 'delete', channel: mine.channel, ts: mine.ts });
  await anna.sees('is taken back and counts no more');
  expect(await answers()).toContain('why: withdrawn');
  await anna.click('Undo');
  await waitFor('the answer to be back', async () =>
    (await answers()).includes('why: Better words & <!channel>') ? true : null,
  );
  expect(changes).toEqual(Array(3).fill(['before', 'after']).flat());
});

test('pause, resume at the bottom, stop: the answers stay, one interview at a time', async () => {
  const here = await world();
  const { anna, db } = here;
  await begin(here);
  await anna.say('Acme GmbH');
  await anna.sees('2 of 8');
  await anna.say('pause');
  await anna.sees('Paused at 2 of 8');
  await anna.say('are you there?');
  const before = await anna.sees('You are in the middle of one');
  await anna.clickAt(before, 'Resume');
  await waitFor('the question at the bottom', async () =>
    (await anna.messages()).at(-1)?.text.startsWith('2 of 8: ') ? true : null,
  );
  await anna.command('interview comparable-customer');
  await anna.clickAt(await anna.seesBelow(before, 'Stop that one'), 'Stop that one');
  await anna.sees('Stopped here');
  await anna.sees('1 of 4');
  const rows = await db.selectFrom('interviews').select(['id', 'status']).orderBy('id').execute();
  expect(rows).toEqual([
    { id: 'iv1', status: 'partial' },
    { id: 'iv2', status: 'in_progress' },
  ]);
});

test('"delete what I said" deletes the answers and the bot’s messages that repeat them', async () => {
  const here = await world();
  const { anna, db } = here;
  await begin(here);
  await anna.say('Acme GmbH');
  await anna.sees('2 of 8');
  await anna.say('delete what I said');
  await anna.click('Delete what I said');
  const view = await anna.modal('This cannot be undone');
  await anna.act({ act: 'submit', view: view.id, state: {} });
  await anna.sees('Deleted: every answer');
  await waitFor('the messages to go', async () => {
    const left = (await anna.messages()).filter(({ user }) => user !== 'U0ANNA');
    return JSON.stringify(left).includes('Acme') ? null : true;
  });
  for (const table of ['interviews', 'answers', 'answer_revisions', 'customers'] as const) {
    expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  }
});

test('a name close to a known one is asked about, and the choice is kept with the message', async () => {
  const here = await world();
  const { anna, answers } = here;
  await begin(here);
  await anna.say('Acme GmbH');
  await anna.sees('2 of 8');
  await anna.say('stop');
  await anna.sees('Stopped here');
  await anna.command('interview problem');
  await anna.sees('1 of 8');
  await anna.say('acme');
  await anna.sees('Is “acme” one of these?');
  await anna.say('no');
  await anna.sees('That is no customer’s name');
  await anna.click('Acme GmbH');
  await waitFor('the customer', async () =>
    (await answers()).filter((one) => one === 'customer: acme-gmbh').length === 2 ? true : null,
  );
});

test('what does not fit is answered in a sentence and changes nothing', async () => {
  const here = await world();
  const { anna, answers } = here;
  await anna.say('hello?');
  await anna.sees('Nothing is being asked just now');
  await anna.command('interview nonsense <!channel>');
  await anna.sees('There is no interview “nonsense &lt;!channel&gt;”');
  await begin(here);
  await anna.say('x'.repeat(300));
  await anna.sees('A customer’s name has at most 200 characters');
  await anna.say('Acme GmbH');
  await anna.sees('2 of 8');
  await anna.say('retail');
  await anna.sees('These are several short questions');
  await anna.click(/Answer \(6/);
  await anna.fill({});
  await anna.sees('3 of 8');
  await anna.say('they were awful');
  await anna.sees('I do not know that answer here');
  await anna.click('Skip');
  await anna.say('They sent 12 emails a day.');
  await anna.sees('5 of 8');
  await anna.click(/Answer \(5/);
  const refused = await anna.fill({ 'close the deal': 'ages', 'beyond plan': '1.200' });
  expect(JSON.stringify(refused)).toMatch(/I need a number here.*two different numbers/);
  expect(await answers()).not.toContain(expect.stringContaining('hours_to_close'));
});

test('the message shortcut keeps the link and stores only what the reporter sends', async () => {
  const here = await world();
  const { anna, answers, db } = here;
  const theirs = (await anna.messages('C0SALES')).find(({ text }) => text.includes('Pinewood'))!;
  await anna.act({
    act: 'message_shortcut',
    callbackId: 'report_problem_customer',
    channel: 'C0SALES',
    ts: theirs.ts,
  });
  await anna.modal('Pinewood Bakery asked for a fourth demo');
  await anna.fill({
    'Which side': 'sales',
    'not in the list': 'Pinewood Bakery',
    'What happened': 'Nobody had a budget.',
  });
  await anna.sees('2 of 8');
  expect(await answers()).toEqual(['customer: pinewood-bakery', 'why: Nobody had a budget.']);
  const { permalink } = await db.selectFrom('interviews').select('permalink').executeTakeFirstOrThrow();
  expect(permalink).toContain(`/archives/C0SALES/p${theirs.ts.replace('.', '')}`);
});

test('two clicks at once save one answer', async () => {
  const here = await world();
  const { anna, db } = here;
  await begin(here);
  await Promise.all([anna.click('Don’t know'), anna.click('Don’t know')]);
  await anna.sees('2 of 8');
  const rows = await db.selectFrom('answer_revisions').select(['revision', 'state']).execute();
  expect(rows).toEqual([{ revision: 1, state: 'dont_know' }]);
});

test('an answer is changed from the summary after the end', async () => {
  const here = await world();
  const { anna, answers } = here;
  await begin(here);
  await anna.say('Acme GmbH');
  await answerRest(here);
  const summary = await anna.sees('That was all, thank you');
  const block = (
    summary.blocks as { block_id: string; text?: { text: string }; accessory?: { action_id: string } }[]
  ).find((one) => one.text?.text.includes('main trouble'))!;
  await anna.act({
    act: 'block_action',
    channel: summary.channel,
    ts: summary.ts,
    blockId: block.block_id,
    actionId: block.accessory!.action_id,
  });
  await anna.fill({ 'main trouble': 'price_pressure' });
  await anna.sees('✓ *What was the main trouble with them?* — Pushed the price down');
  await anna.sees(/^[^✓]*main trouble[\s\S]*Pushed the price down/);
  expect(await answers()).toContain('main_trouble: price_pressure');
});

test('the customer is found while one types, and one that is not known yet can be added from the list', async () => {
  const here = await world();
  const { anna, answers } = here;
  await begin(here);
  await anna.say('Harbour Loft Studio');
  await anna.sees('2 of 8');
  await anna.say('stop');
  await anna.sees('Stopped here');
  await anna.command('interview problem');
  const asked = await anna.sees('1 of 8');
  const select = elementIn(asked.blocks, 'external_select');
  const place = { channel: asked.channel, ts: asked.ts, ...select };
  const found = await anna.act({ act: 'suggest', ...place, query: 'loft' });
  expect(JSON.stringify(found)).toMatch(/Harbour Loft Studio.*Add “loft”/);
  const added = await anna.act({ act: 'suggest', ...place, query: 'Loft 7' });
  const option = added.ok ? added.options?.at(-1) : null;
  expect(await anna.act({ act: 'block_action', ...place, value: { selected_option: option } })).toEqual({
    ok: true,
  });
  await anna.sees('✓ *Which customer is it about?* — Loft 7');
  expect(await answers()).toContain('customer: loft-7');
});

test('a file is not kept and says so, and a comparable account is offered only until there are as many', async () => {
  const here = await world();
  const { anna, db } = here;
  await begin(here);
  await anna.act({ act: 'upload', channel: await anna.direct(), name: 'contract.pdf' });
  await anna.sees('I do not keep files');
  await anna.say('Acme GmbH');
  await anna.sees('2 of 8');
  await anna.say('stop');
  await anna.click('One that went well (under a minute)');
  await anna.sees('1 of 4');
  await anna.say('Beta Ltd');
  await anna.sees('2 of 4');
  await anna.say('stop');
  const last = await waitFor('both to end', async () => {
    const ends = (await anna.messages()).filter(({ text }) => text.startsWith('Stopped here'));
    return ends.length === 2 ? ends.at(-1) : null;
  });
  const rows = await db.selectFrom('interviews').select('status').execute();
  expect(rows.map(({ status }) => status)).toEqual(['partial', 'partial']);
  expect(JSON.stringify(last?.blocks)).not.toContain('One that went well');
});

test('who stops early reads what was said, not what was never asked, and can still answer one of those', async () => {
  const here = await world();
  const { anna, answers } = here;
  await begin(here);
  await anna.say('Acme GmbH');
  await anna.sees('2 of 8');
  await anna.say('stop');
  const end = await anna.sees('Stopped here');
  expect(end.blocks?.length).toBeLessThan(8);
  expect(JSON.stringify(end.blocks)).toMatch(/\d+ questions were left open/);
  await anna.chooseAt(end, 'What was the main trouble with them?');
  await anna.fill({ 'main trouble': 'price_pressure' });
  const changed = await anna.sees(/^[^✓]*main trouble[\s\S]*Pushed the price down/);
  expect(changed.ts).toBe(end.ts);
  expect(JSON.stringify(changed.blocks)).not.toContain('"text":"What was the main trouble with them?"');
  expect(await answers()).toContain('main_trouble: price_pressure');
});

test('a click on a message of a deleted interview is told that it is gone', async () => {
  const here = await world();
  const { anna, db } = here;
  await begin(here);
  const asked = await anna.sees('1 of 8');
  await db.deleteFrom('interviews').execute();
  const skip = elementIn(asked.blocks, 'button');
  await anna.act({ act: 'block_action', channel: asked.channel, ts: asked.ts, ...skip });
  await anna.sees('That interview was deleted');
});

/** The last element of this type, as an act names it. */
function elementIn(blocks: unknown, type: string) {
  const all = (
    blocks as {
      block_id: string;
      elements?: { type: string; action_id: string; text?: { text: string } }[];
    }[]
  ).flatMap(({ block_id: blockId, elements }) =>
    (elements ?? []).map((element) => ({ ...element, blockId })),
  );
  const found = all.findLast((element) => element.type === type)!;
  return { blockId: found.blockId, actionId: found.action_id };
}
