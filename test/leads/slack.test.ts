import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { approvedPersonas, listPersonas } from '../../src/personas/store.ts';
import { decide } from '../../src/review/store.ts';
import { draftSample } from '../../src/sandbox/sample/load.ts';
import { waitFor } from '../person.ts';
import { openWorld } from '../world.ts';

/** The sample with one approved negative persona, and the rule it goes by. */
async function approvedWorld() {
  const world = await openWorld({ sample: true });
  const { db } = world;
  const { id: workspace } = await db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow();
  const config = readConfig({ REVIEWERS: 'U0GRACE' });
  const now = new Date().toISOString();
  await draftSample(db, workspace, config, now);
  for (const { id, body } of await listPersonas(db, workspace)) {
    if (body.kind !== 'negative' && body.kind !== 'challenging') continue;
    const what = { persona: id, version: null, decision: 'approve', by: 'U0GRACE', via: 'slack' } as const;
    await decide(db, {
      ...what,
      workspace,
      reason: '',
      use: 'lead checks',
      acceptCollateral: true,
      config,
      now,
    } as never);
  }
  const approved = await approvedPersonas(db, workspace);
  const persona = approved.find(({ body }) => body.kind === 'negative');
  if (!persona) throw new Error('the sample drafts no negative persona');
  const pairs = persona.body.disqualifiers.map(({ dimension, value }) => `${dimension}=${[value].flat()[0]}`);
  return { ...world, workspace, persona, approved, lead: pairs.join(', ') };
}

test('look-up, more, who told us, compare, check, outcome, shortcut and export work from Slack', async () => {
  const { anna, grace, db, sandbox, persona, approved, lead } = await approvedWorld();
  const { name } = persona.body;
  await anna.command(name);
  const card = await anna.sees('Who told us?');
  await anna.clickAt(card, 'More');
  await anna.sees(/Signs on the way|Content to avoid|Read with care/);
  await anna.clickAt(card, 'Who told us?');
  await anna.sees('Names are shown to nobody');
  const other = approved.find(({ id }) => id !== persona.id);
  if (other) {
    await anna.command(`compare ${name} and ${other.body.name}`);
    await anna.sees(`*${name} and ${other.body.name}*`);
    await anna.chooseAt(card, other.id);
  }
  await anna.command('compare nothing');
  await anna.sees('Name two approved personas');

  await anna.command(`check ${lead}`);
  const answer = await anna.sees(`This lead resembles *${name}*`);
  await anna.chooseAt(answer, 'went_well');
  await anna.sees(`It counts against ${name}`);
  await anna.command('outcomes');
  await anna.sees('We took them, it went well');
  const row = await db.selectFrom('check_outcomes').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ check_id: 1, result: 'went_well', reported_by: 'U0ANNA', via: 'slack' });
  await anna.command('check xyzzy');
  await anna.sees('I understood none of it');

  await anna.say('stop');
  const message = (await anna.messages()).findLast(({ user }) => user === 'U0ANNA');
  await anna.act({
    act: 'message_shortcut',
    callbackId: 'check_lead',
    channel: await anna.direct(),
    ts: message?.ts ?? '',
  });
  await anna.sees('Not understood: “stop”');

  await grace.command(name);
  await grace.click('Export…');
  await grace.fill({ 'As what?': 'markdown' });
  // The form is answered before the file is sent; what came of it is told by a call of its own, after that.
  const [uploaded, told] = await waitFor('the word that it is there', async () => {
    const calls = sandbox.calls.map(({ method, args }) => `${method} ${JSON.stringify(args)}`);
    const said = calls.findIndex((call) => /^views\.update .*The file is in your direct/.test(call));
    return said < 0
      ? null
      : [calls.findIndex((call) => call.startsWith('files.completeUploadExternal')), said];
  });
  expect(uploaded).toBeLessThan(told ?? 0);
  const sent = await grace.sees(`${name}, version ${persona.version}: Markdown`);
  expect(sent.files).toHaveLength(1);
  expect(await db.selectFrom('exports').selectAll().execute()).toMatchObject([
    { persona: persona.id, format: 'markdown', exported_by: 'U0GRACE' },
  ]);
  await anna.command(name);
  const forStaff = await waitFor('the card once more', async () => {
    const last = await anna.sees('Who told us?');
    return last.ts === card.ts ? null : last;
  });
  expect(JSON.stringify(forStaff.blocks)).not.toContain('Export');
});

test('a process that dies while it sends a file sends it at its next start, once, and the window says so', async () => {
  const { grace, db, sandbox, persona, restart } = await approvedWorld();
  const { name } = persona.body;
  await grace.command(name);
  await grace.click('Export…');
  sandbox.faults.once('slow_answer', 'files.getUploadURLExternal');
  await grace.fill({ 'As what?': 'markdown' });
  const forms = () => db.selectFrom('inbox').selectAll().where('kind', '=', 'view_submission').execute();
  const said = () =>
    sandbox.calls.filter(
      ({ method, args }) => method === 'views.update' && /is in your/.test(JSON.stringify(args)),
    ).length;
  const [left] = await waitFor('the export, remembered and not sent', async () => {
    const exports = await db.selectFrom('exports').select('id').execute();
    return exports.length === 1 ? forms() : null;
  });
  expect(left).toMatchObject({ state: 'received', payload: expect.any(String) });
  const done = async () => ((await forms()).every(({ state }) => state === 'done') ? true : null);
  await waitFor('the word that it is there', async () => (said() === 1 ? true : null));
  await waitFor('the end of the first process’s work', done);
  await grace.sees(`${name}, version ${persona.version}: Markdown`);
  // What a process that was killed meanwhile leaves behind.
  const { state, payload, done_at } = left!;
  await db.updateTable('inbox').set({ state, payload, done_at }).where('key', '=', left!.key).execute();
  await restart();
  await waitFor('the word once more', async () => (said() === 2 ? true : null));
  await waitFor('the end', done);
  // The file that stood there already was taken away before it was sent again.
  const shown = (await grace.messages()).flatMap(({ files = [] }) => files);
  expect(shown).toHaveLength(1);
});

test('only who made a check says how it turned out', async () => {
  const { anna, ben, db, lead } = await approvedWorld();
  await anna.command(`check ${lead}`);
  const { ts, channel, blocks } = await anna.sees('This lead resembles');
  await ben.command('outcomes');
  await ben.sees('You have checked no lead yet');
  expect(await db.selectFrom('check_outcomes').selectAll().execute()).toEqual([]);
  expect([ts, channel, blocks].every((each) => each !== undefined)).toBe(true);
});
