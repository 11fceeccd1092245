import { expect, test } from 'vitest';
import type { Person } from '../person.ts';
import { waitFor } from '../person.ts';
import { openCalendar } from './world.ts';

/** A Monday afternoon. */
const MONDAY = '2026-11-23T14:00:00.000Z';

/** Fills the form of `/persona invite` as Grace would, and stops at the preview. */
async function plan(grace: Person, over: Record<string, unknown> = {}) {
  await grace.command('invite');
  const view = await grace.modal();
  const state = structuredClone(view.state) as Record<string, Record<string, unknown>>;
  state.people = { value: { type: 'multi_users_select', selected_users: ['U0ANNA', 'U0ELIF'] } };
  Object.assign(state, over);
  const result = await grace.act({ act: 'submit', view: view.id, state: state as never });
  return { result, preview: (await grace.state()).modals.at(-1) };
}

async function confirm(grace: Person) {
  const view = await grace.modal();
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

  // The next Tuesday closes it; her answer comes a day later.
  await world.at('2026-12-01T08:29:00.000Z');
  await world.at('2026-12-01T08:30:00.000Z');
  await anna.sees('This was open in week 2026-W48 and is closed.');
  expect(
    await db.selectFrom('invitations').select(['person', 'week', 'state']).orderBy('id').execute(),
  ).toEqual([
    { person: 'U0ELIF', week: '2026-W48', state: 'declined' },
    { person: 'U0ANNA', week: '2026-W48', state: 'closed' },
    { person: 'U0ANNA', week: '2026-W49', state: 'invited' },
  ]);
});
