import { afterEach, expect, test } from 'vitest';
import { loadHome } from '../../src/home/store.ts';
import { loadStatus } from '../../src/lookup/store.ts';
import { approvedPersonas } from '../../src/personas/store.ts';
import { isAsked } from '../interviewing.ts';
import { type Person, waitFor } from '../person.ts';
import { config, draftedWorkspace, type World } from '../personas/world.ts';
import { openWorld } from '../world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

const modalTitled = (who: Person, title: string) =>
  waitFor(`a modal ${title}`, async () => {
    const top = (await who.state()).modals.at(-1);
    return top && JSON.stringify(top).includes(title) ? top : null;
  });

test('whoever starts from the Home tab for the first time is asked for their side and told where it goes on', async () => {
  const { anna, sandbox } = await openWorld();
  const home = await anna.home('Whom should we stop chasing?');
  await anna.clickIn(home, 'Talk about a customer');
  const role = await modalTitled(anna, 'Which side do you see customers from');
  expect((await anna.clickIn(role, 'Sales')).ok).toBe(true);
  await modalTitled(anna, 'open the Messages tab');
  await isAsked(anna, 'customer');
  const said = JSON.stringify(sandbox.calls.filter(({ method }) => method === 'chat.postMessage'));
  expect(said).not.toContain('a moment too long');
});

test('a stop over an old Home tab is seen to happen, and one that comes too late is answered', async () => {
  const { anna, db } = await openWorld();
  const home = await anna.home('Whom should we stop chasing?');
  // As if the tab could not be drawn anew.
  await waitFor('the tab to be known, and forgotten', async () => {
    const { numDeletedRows } = await db.deleteFrom('homes').executeTakeFirst();
    return numDeletedRows > 0n ? true : null;
  });
  await anna.command('interview problem');
  await anna.click('Sales');
  await isAsked(anna, 'customer');
  await anna.say('Northwind');
  await isAsked(anna, 'industry');
  expect((await anna.clickIn(home, 'Talk about a customer')).ok).toBe(true);
  const both = await modalTitled(anna, 'You are in the middle of one');
  await anna.clickIn(both, 'Stop that one');
  await modalTitled(anna, 'open the Messages tab');
  await isAsked(anna, 'customer');
  await anna.say('Blue Harbour');
  await isAsked(anna, 'industry');
  await anna.command('interview comparable-customer');
  const old = await anna.sees('You are in the middle of one');
  await anna.clickAt(old, 'Stop that one');
  await isAsked(anna, 'customer');
  await anna.clickAt(old, 'Stop that one');
  await anna.sees('The newest question is at the bottom');
});

test('words that steer nowhere are answered with where one is', async () => {
  const { anna } = await openWorld();
  await anna.command('interview problem');
  await anna.click('Sales');
  await isAsked(anna, 'customer');
  await anna.say('back');
  await anna.sees('You are in the middle of one');
  await anna.say('resume');
  await anna.say('pause');
  await anna.sees('Paused at 1 of');
  await anna.say('pause');
  await waitFor('an answer to each of them', async () =>
    (await anna.messages()).filter(({ text }) => text.includes('You are in the middle of one')).length === 3
      ? true
      : null,
  );
});

test('the Home tab and the status show as personas in use what look-up finds: one whose evidence is gone is not there', async () => {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, workspace } = world;
  const persona = await world.idOf('negative');
  await world.decide({ persona });
  const inUse = async () => (await loadHome(db, workspace, 'U0ANNA', config)).approved.map(({ id }) => id);
  expect(await inUse()).toEqual([persona]);
  expect((await loadStatus(db, workspace)).approved).toBe(1);
  await db.updateTable('interviews').set({ status: 'withdrawn' }).execute();
  expect(await approvedPersonas(db, workspace)).toEqual([]);
  expect(await inUse()).toEqual([]);
  expect((await loadStatus(db, workspace)).approved).toBe(0);
});

test('somebody who has left keeps nobody else’s Home tab as it was', async () => {
  const { anna, ben, db, app, sandbox } = await openWorld();
  const { workspace } = app().bot;
  await anna.home('Whom should we stop chasing?');
  await waitFor(
    'the tab to be known',
    async () => (await db.selectFrom('homes').select('person').execute())[0] ?? null,
  );
  await db.updateTable('homes').set({ drawn: 'otherwise' }).execute();
  const now = new Date().toISOString();
  await db.insertInto('homes').values({ workspace, person: 'U0A', opened_at: now, drawn: '' }).execute();
  // Of what everybody's tab shows.
  const change = {
    workspace,
    id: 900,
    at: now,
    actor: 'U0GRACE',
    action: 'settings',
    subject: '',
    detail: '{}',
  };
  await db.insertInto('audit_log').values(change).execute();
  const published = (person: string) =>
    sandbox.calls.filter(({ method, args }) => method === 'views.publish' && args.user_id === person).length;
  const before = published('U0ANNA');
  await ben.command('interview problem');
  await ben.click('Sales');
  await waitFor('her tab drawn anew', async () => (published('U0ANNA') > before ? true : null));
  expect(published('U0A')).toBe(1);
});
