import { test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { workspaceOfTeam } from '../../src/database/workspace.ts';
import { setAvailability } from '../../src/invitations/person-store.ts';
import { addCampaign } from '../../src/invitations/store.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { newDatabase } from '../new-database.ts';
import { person, waitFor } from '../person.ts';
import { spawnBot } from './process.ts';

const PEOPLE = ['U0ANNA', 'U0BEN', 'U0ELIF'];

/** A bot of its own that has somebody to ask the moment it starts, whatever day and hour it is. */
async function dueNow(sandbox: Sandbox) {
  const databaseUrl = await newDatabase();
  const database = openDatabase(databaseUrl);
  const { db } = database;
  const now = new Date().toISOString();
  const { id, name } = (await person(sandbox.url, 'U0ANNA').state()).team;
  const workspace = await workspaceOfTeam(db, { id, name }, 'sandbox', now);
  for (const one of PEOPLE) {
    const always = { days: '[1,2,3,4,5,6,7]', quiet_from: '00:00', quiet_to: '00:00' };
    await setAvailability(db, workspace, one, { consent: 'yes', ...always });
  }
  const plan = { roles: [], weekday: null, at: '00:00', everyWeeks: null, windowDays: 5, reminders: 1 };
  const startsOn = '2026-01-01';
  await addCampaign(
    db,
    workspace,
    { ...plan, script: 'problem-customer', people: PEOPLE, startsOn },
    'U0GRACE',
    now,
  );
  await database.close();
  return databaseUrl;
}

test('killed between the commit and the post, it invites everybody once', async ({
  expect,
  onTestFinished,
}) => {
  const sandbox = await startSandbox({ journal: null });
  onTestFinished(() => sandbox.close());
  const databaseUrl = await dueNow(sandbox);

  // What to say to all three is committed by then, and not said.
  const first = spawnBot(sandbox, databaseUrl, { place: 'before posting', times: 2 });
  await new Promise((resolve) => first.once('exit', resolve));
  expect(first.signalCode).toBe('SIGKILL');
  const second = spawnBot(sandbox, databaseUrl, null);
  onTestFinished(async () => {
    const gone = new Promise((resolve) => second.once('exit', resolve));
    second.kill('SIGKILL');
    await gone;
  });

  for (const id of PEOPLE) {
    const one = person(sandbox.url, id);
    await waitFor(`the invitation of ${id}`, async () => {
      const channel = (await one.state()).conversations.find(({ withApp }) => withApp);
      return channel && (await one.messages(channel.id)).length > 0 ? true : null;
    });
  }
  const posted = sandbox.calls.filter(({ method }) => method === 'chat.postMessage');
  expect(posted.map(({ args }) => args.channel).sort()).toEqual(PEOPLE);
  const database = openDatabase(databaseUrl);
  const rows = await database.db
    .selectFrom('invitations')
    .select(['person', 'state'])
    .orderBy('person')
    .execute();
  await database.close();
  expect(rows).toEqual(PEOPLE.map((id) => ({ person: id, state: 'invited' })));
});
