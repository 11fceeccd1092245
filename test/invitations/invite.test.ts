import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { summaryOf } from '../../src/summary/run.ts';
import { weekNamed } from '../../src/summary/week.ts';
import { asked, goesOn } from '../interviewing.ts';
import { type Person, waitFor } from '../person.ts';
import { openCalendar } from './world.ts';

/** A Monday afternoon. */
const MONDAY = '2026-11-23T14:00:00.000Z';

/** Fills the form of `/persona invite` as Grace would, and stops at the preview. */
async function plan(grace: Person, over: Record<string, unknown> = {}) {
  await grace.command('invite');
  const view = await grace.modal('Which interview');
  const state = structuredClone(view.state) as Record<string, Record<string, unknown>>;
  state.people = { value: { type: 'multi_users_select', selected_users: ['U0ANNA', 'U0ELIF'] } };
  Object.assign(state, over);
  const result = await grace.act({ act: 'submit', view: view.id, state: state as never });
  return { result, preview: (await grace.state()).modals.at(-1) };
}

async function confirm(grace: Person) {
  const view = await grace.modal('Nobody gets more than one invitation a week');
  return grace.act({ act: 'submit', view: view.id, state: {} });
}

const mine = async (person: Person) => {
  const all = await person.messages();
  return all.filter(({ user }) => user === null);
};

test('a campaign from its plan to a late answer: preview, consent, invitation, reminder, snooze, start', async () => {
  const world = await openCalendar(MONDAY);
  const { anna, elif, grace, db } = world;
  const { preview } = await plan(grace);
  const words = JSON.stringify(preview?.blocks);
  expect(words).toContain('<@U0ANNA>: Tue 24 Nov, 09:30 (Europe/Berlin; is asked for consent first)');
  expect(words).toContain('<@U0ELIF>: Tue 24 Nov, 09:30 (Europe/Istanbul; is asked for consent first)');
  await confirm(grace);
  await waitFor(
    'the campaign',
    async () => (await db.selectFrom('campaigns').selectAll().executeTakeFirst()) ?? null,
  );

  // Istanbul is two hours ahead of Berlin.
  await world.at('2026-11-24T06:29:00.000Z');
  expect(await mine(elif)).toHaveLength(0);
  await world.at('2026-11-24T06:30:00.000Z');
  expect(await mine(elif)).toHaveLength(1);
  expect(await mine(anna)).toHaveLength(0);
  await world.at('2026-11-24T08:30:00.000Z');
  await world.at('2026-11-24T08:31:00.000Z');
  expect(await mine(anna)).toHaveLength(1);

  await elif.click('Never');
  await elif.sees('I will not ask you again');
  await anna.sees('May I ask you now and then');
  await anna.click('Yes, you may');
  const invitation = await anna.sees('Time for a few questions');
  expect(await mine(anna)).toHaveLength(1);

  await world.at('2026-11-25T08:29:00.000Z');
  expect(JSON.stringify(await mine(anna))).not.toContain('reminder');
  await world.at('2026-11-25T08:31:00.000Z');
  const reminded = await anna.sees('A reminder; there will be no other one.');
  expect(reminded.ts).toBe(invitation.ts);
  expect(await mine(anna)).toHaveLength(1);

  await anna.choose('tomorrow');
  await anna.sees('I ask again on Thu 26 Nov, 09:30.');
  await world.at('2026-11-26T08:30:00.000Z');
  const again = await anna.sees('Time for a few questions');
  expect(again.ts).not.toBe(invitation.ts);
  expect(await mine(anna)).toHaveLength(1);

  await world.at('2026-12-01T08:29:00.000Z');
  await grace.command('invite');
  await grace.clickIn(await grace.modal('Stop'), 'Stop');
  await waitFor('the stop', async () => {
    const { stopped_at } = await db.selectFrom('campaigns').selectAll().executeTakeFirstOrThrow();
    return stopped_at;
  });
  await world.at('2026-12-01T08:30:00.000Z');
  const closed = await anna.sees('This was open in week 2026-W48 and is closed.');
  expect(closed.ts).toBe(again.ts);

  await anna.click('Answer late');
  await anna.click('Sales');
  const first = await waitFor('the first question', () => asked(anna));
  expect(first.screen).toBe('customer');
  await anna.say('Lantern Pottery');
  await goesOn(anna, 'customer');
  await anna.say('stop');
  await waitFor('the end', async () => ((await asked(anna))?.screen === 'end' ? true : null));
  const config = readConfig({});
  const week = weekNamed('2026-W49', 'UTC');
  const { interviews } = await summaryOf(db, world.workspace, week!, config, week!.to);
  expect(interviews).toMatchObject({ partial: 1, late: 1, lateFrom: ['2026-W48'] });
});

test('nobody is asked while on vacation, and a traveller is asked by the clock where they are', async () => {
  const world = await openCalendar(MONDAY);
  const { anna, elif, grace } = world;
  await anna.act({ act: 'status', emoji: ':palm_tree:', text: 'Back soon', until: '' });
  await elif.act({ act: 'zone', tz: 'America/New_York' });
  const { preview } = await plan(grace);
  expect(JSON.stringify(preview?.blocks)).toContain('<@U0ANNA>: is away');
  expect(JSON.stringify(preview?.blocks)).toContain('<@U0ELIF>: Tue 24 Nov, 09:30 (America/New_York;');
  await confirm(grace);

  await world.at('2026-11-24T08:30:00.000Z');
  expect(await mine(anna)).toHaveLength(0);
  expect(await mine(elif)).toHaveLength(0);
  await world.at('2026-11-24T14:30:00.000Z');
  expect(await mine(elif)).toHaveLength(1);

  await anna.act({ act: 'status', emoji: '', text: '', until: '' });
  await world.at('2026-11-25T08:30:00.000Z');
  expect(await mine(anna)).toHaveLength(1);
});

test('mute, unmute and not this time each say what they did', async () => {
  const world = await openCalendar(MONDAY);
  const { anna, grace, db } = world;
  await plan(grace, { weekday: { value: { type: 'static_select', selected_option: { value: '2' } } } });
  await confirm(grace);
  await world.at('2026-11-24T08:30:00.000Z');
  await anna.sees('May I ask you now and then');
  await anna.click('Yes, you may');
  await anna.sees('Time for a few questions');
  await anna.choose('mute');
  await anna.sees('Muted: I ask you nothing until Tuesday');
  await world.at('2026-12-01T08:30:00.000Z');
  expect(
    await db.selectFrom('invitations').select('person').where('person', '=', 'U0ANNA').execute(),
  ).toHaveLength(1);
  await anna.click('Unmute');
  await anna.sees('Unmuted.');
  await world.at('2026-12-01T08:31:00.000Z');
  await anna.sees('Time for a few questions');
  await anna.click('Not this time');
  await anna.sees('Fine, not this time.');
});

test('who is neither reviewer nor administrator plans nothing; a plan without people or day is not taken', async () => {
  const world = await openCalendar(MONDAY);
  const { anna, grace, db } = world;
  await anna.command('invite');
  await anna.sees('Only reviewers and administrators invite.');
  const none = await plan(grace, { people: { value: { type: 'multi_users_select', selected_users: [] } } });
  expect(none.result).toMatchObject({ ok: false, error: 'Choose at least one person or one group.' });
  const any = { value: { type: 'static_select', selected_option: { value: 'any' } } };
  const daily = await plan(grace, { weekday: any });
  expect(daily.result).toMatchObject({ ok: false, error: expect.stringContaining('Choose a day') });
  expect(await db.selectFrom('campaigns').selectAll().execute()).toEqual([]);
});

test('the Home tab shows when one may be asked, and what is changed there holds', async () => {
  const world = await openCalendar(MONDAY);
  const { anna, grace } = world;
  const home = await anna.home('When I may ask you');
  expect(JSON.stringify(home.blocks)).toContain('Mon, Tue, Wed, Thu, Fri, 09:00 to 18:00 (Europe/Berlin');
  await anna.clickIn(home, 'Change');
  const view = await anna.modal('May I ask you?');
  const state = structuredClone(view.state) as Record<string, Record<string, unknown>>;
  const time = (selected_time: string) => ({ value: { type: 'timepicker', selected_time } });
  const wrong = { ...state, from: time('18:00'), to: time('09:00') };
  expect(await anna.act({ act: 'submit', view: view.id, state: wrong as never })).toMatchObject({
    error: 'The end must be later than the beginning.',
  });
  const may = { value: { type: 'radio_buttons', selected_option: { value: 'yes' } } };
  const changed = { ...state, may, from: time('11:00'), to: time('15:00') };
  expect(await anna.act({ act: 'submit', view: view.id, state: changed as never })).toMatchObject({
    ok: true,
  });
  await anna.home('11:00 to 15:00');

  await plan(grace);
  await confirm(grace);
  await world.at('2026-11-24T09:59:00.000Z');
  expect(await mine(anna)).toHaveLength(0);
  await world.at('2026-11-24T10:00:00.000Z');
  await anna.sees('Time for a few questions');
});
