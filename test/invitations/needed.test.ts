import { expect, test } from 'vitest';
import { eraseCustomer, eraseStaff } from '../../src/erasure/erasure.ts';
import { setAvailability } from '../../src/invitations/person-store.ts';
import { topicFor } from '../../src/invitations/reason.ts';
import { loadTopics } from '../../src/invitations/reason-store.ts';
import { requestEvidence } from '../../src/invitations/request-store.ts';
import { addCampaign } from '../../src/invitations/store.ts';
import { waitFor } from '../person.ts';
import { draftedWorkspace } from '../personas/world.ts';
import { scripts } from '../shipped.ts';
import { openCalendar } from './world.ts';

const MONDAY = '2026-11-23T06:00:00.000Z';
const NEEDED = {
  script: null,
  people: ['U0ANNA', 'U0BEN'],
  roles: [],
  weekday: null,
  at: '09:30',
  everyWeeks: 1,
  windowDays: 5,
  reminders: 1,
  startsOn: '2026-11-23',
};

async function withConsent() {
  const world = await openCalendar(MONDAY);
  const { db, workspace } = world;
  for (const person of NEEDED.people) await setAvailability(db, workspace, person, { consent: 'yes' });
  return world;
}

const churned = {
  key: 'copper-kite',
  name: 'Copper Kite Games',
  good: null,
  consent: null,
  texts: { outcome: 'churned', ended_on: '2026-11-20' },
  numbers: {},
  traits: {},
};

test('nobody is asked by a machine that no person switched on', async () => {
  const world = await withConsent();
  const { db, workspace } = world;
  const request = { workspace, subject: 'p1', askedBy: 'U0GRACE', now: MONDAY };
  await requestEvidence(db, { ...request, reason: 'more_evidence' });
  await world.at('2026-11-23T09:30:00.000Z');
  expect(await db.selectFrom('invitations').selectAll().execute()).toEqual([]);

  await addCampaign(db, workspace, NEEDED, 'U0GRACE', MONDAY);
  await world.at('2026-11-23T09:31:00.000Z');
  await world.at('2026-11-23T09:32:00.000Z');
  expect(await db.selectFrom('invitations').select(['person', 'reason', 'script']).execute()).toEqual([
    { person: 'U0ANNA', reason: 'more_evidence', script: 'problem-customer' },
    { person: 'U0BEN', reason: 'more_evidence', script: 'problem-customer' },
  ]);
});

test('a campaign whose interview is not among the scripts asks nobody, asks Slack nothing and lets the others ask', async () => {
  const world = await withConsent();
  const { db, workspace, sandbox } = world;
  await addCampaign(db, workspace, { ...NEEDED, script: 'taken-out' }, 'U0GRACE', MONDAY);
  const lookUps = () => sandbox.calls.filter(({ method }) => method === 'users.info').length;
  const before = lookUps();
  await world.at('2026-11-23T09:31:00.000Z');
  expect(await db.selectFrom('invitations').selectAll().execute()).toEqual([]);
  expect(lookUps()).toBe(before);

  await addCampaign(db, workspace, { ...NEEDED, script: 'problem-customer' }, 'U0GRACE', MONDAY);
  await world.at('2026-11-23T09:32:00.000Z');
  expect((await db.selectFrom('invitations').select('person').execute()).map(({ person }) => person)).toEqual(
    NEEDED.people,
  );
});

test('one person is asked about a customer that has just churned, and the interview begins with that customer', async () => {
  const world = await withConsent();
  const { db, workspace, anna, ben } = world;
  await db
    .insertInto('customers')
    .values({
      workspace,
      key: churned.key,
      name: churned.name,
      record: JSON.stringify(churned),
      record_hash: 'x',
      imported_at: '2026-11-22T12:00:00.000Z',
      created_at: MONDAY,
    })
    .execute();
  await addCampaign(db, workspace, NEEDED, 'U0GRACE', MONDAY);
  await world.at('2026-11-23T08:30:00.000Z');
  await world.at('2026-11-23T09:30:00.000Z');
  await anna.sees('*Copper Kite Games* has left us.');
  expect(await ben.messages()).toEqual([]);
  await anna.click('Start');
  await anna.click('Sales');
  await anna.sees('Copper Kite Games');
  const row = await waitFor('the interview', async () => {
    const found = await db.selectFrom('interviews').select('customer').executeTakeFirst();
    return found?.customer ? found : null;
  });
  expect(row.customer).toBe('copper-kite');
});

test('an interview that was begun by command takes the invitation up', async () => {
  const world = await withConsent();
  const { db, workspace, anna } = world;
  await addCampaign(db, workspace, { ...NEEDED, script: 'problem-customer' }, 'U0GRACE', MONDAY);
  await world.at('2026-11-23T09:30:00.000Z');
  await anna.sees('Time for a few questions');
  await anna.command('interview problem');
  await anna.click('Sales');
  await anna.sees('Which customer is it about?');
  await world.at('2026-11-24T09:30:00.000Z');
  await anna.sees('The questions are below.');
  const { state } = await db
    .selectFrom('invitations')
    .select('state')
    .where('person', '=', 'U0ANNA')
    .executeTakeFirstOrThrow();
  expect(state).toBe('started');
});

test('what a person wanted to know goes before what the machine found, and whoever knows the customer is asked', () => {
  const topic = (reason: 'churned' | 'more_evidence' | 'stale', subject: string, knownTo: string[] = []) => ({
    ...{ reason, subject, knownTo, name: null, person: null, script: 'problem-customer' },
    roles: ['sales' as const],
  });
  const topics = [
    topic('stale', 'p1'),
    topic('churned', 'c1', ['U2']),
    topic('churned', 'c2'),
    topic('churned', 'c3', ['U1']),
  ];
  const sales = { id: 'U1', role: 'sales' as const };
  expect(topicFor(sales, topics, [])?.subject).toBe('c3');
  expect(topicFor(sales, topics, [{ reason: 'churned', subject: 'c3', person: 'U9' }])?.subject).toBe('c2');
  expect(topicFor(sales, [...topics, topic('more_evidence', 'p2')], [])?.subject).toBe('p2');
  expect(topicFor({ id: 'U1', role: 'marketing' }, topics, [])).toBeNull();
});

test('an erased person leaves no plan, no invitation and no setting behind; an erased customer no reason', async () => {
  const world = await withConsent();
  const { db, workspace } = world;
  await db
    .insertInto('customers')
    .values({
      ...{ workspace, key: 'c1', name: 'C1', created_at: MONDAY },
      record: null,
      record_hash: null,
      imported_at: null,
    })
    .execute();
  await requestEvidence(db, { workspace, reason: 'reported', subject: 'c1', askedBy: 'U0ANNA', now: MONDAY });
  await addCampaign(db, workspace, NEEDED, 'U0ANNA', MONDAY);
  await world.at('2026-11-23T09:30:00.000Z');
  expect(await db.selectFrom('invitations').selectAll().execute()).toHaveLength(1);
  const scope = { db, workspace, now: MONDAY, caution: '', actor: 'command line' };
  await eraseCustomer(scope, 'c1');
  expect(await db.selectFrom('invitations').select(['reason', 'subject']).execute()).toEqual([
    { reason: null, subject: null },
  ]);
  await eraseStaff(scope, 'U0ANNA');
  for (const table of [
    'invitations',
    'availability',
    'campaigns',
    'campaign_audience',
    'evidence_requests',
  ] as const) {
    expect(JSON.stringify(await db.selectFrom(table).selectAll().execute())).not.toContain('U0ANNA');
  }
});

test('who wrote the message that a colleague reported is asked about that customer too', async () => {
  const world = await withConsent();
  const { db, workspace, anna, ben } = world;
  await addCampaign(db, workspace, NEEDED, 'U0GRACE', MONDAY);
  const message = (await ben.messages('C0SALES')).find(({ user }) => user === 'U0ANNA');
  await ben.act({
    act: 'message_shortcut',
    callbackId: 'report_problem_customer',
    channel: 'C0SALES',
    ts: message?.ts ?? '',
  });
  const view = await ben.modal('q.customer.new');
  const state = structuredClone(view.state) as Record<string, Record<string, unknown>>;
  state['q.customer.new'] = { value: { type: 'plain_text_input', value: 'Pinewood Bakery' } };
  state['q.role'] = { value: { type: 'static_select', selected_option: { value: 'sales' } } };
  expect(await ben.act({ act: 'submit', view: view.id, state: state as never })).toMatchObject({ ok: true });
  await waitFor(
    'the request',
    async () => (await db.selectFrom('evidence_requests').selectAll().executeTakeFirst()) ?? null,
  );
  await world.at('2026-11-23T08:30:00.000Z');
  await anna.sees('*Pinewood Bakery* was reported as a problem.');
});

test('what a draft knows too little about is asked next, in an interview that asks it', async () => {
  const world = await draftedWorkspace();
  const topics = await loadTopics(world.db, world.workspace, scripts, MONDAY);
  const { questions } = await world.draft();
  await world.close();
  const asked = topics.filter(({ reason }) => reason === 'question');
  expect(asked.map(({ subject }) => subject)).toEqual(questions);
  expect(asked).toContainEqual(expect.objectContaining({ subject: 'misfit', script: 'problem-customer' }));
});
