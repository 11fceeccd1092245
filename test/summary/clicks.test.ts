import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { draft } from '../../src/drafting/run.ts';
import { checkLead, loadGround } from '../../src/leads/run.ts';
import { recordCheck } from '../../src/leads/store.ts';
import { listPersonas } from '../../src/personas/store.ts';
import { decide } from '../../src/review/store.ts';
import type { Message } from '../../src/sandbox/protocol.ts';
import { inside, type Person, waitFor } from '../person.ts';
import { scripts } from '../shipped.ts';
import { openWorld, type World } from '../world.ts';
import { interviewed } from './golden.ts';

const WEDNESDAY = Date.parse('2026-11-18T10:00:00Z');
const MONDAY = Date.parse('2026-11-23T10:00:00Z');
const CHANNEL = 'C0SUMMARY';

/** A workspace whose clock a test turns, and one interview in the week of its Wednesday. */
async function uneventful(env: Record<string, string> = {}) {
  let now = WEDNESDAY;
  const world = await openWorld({ sample: true, clock: () => new Date(now), env });
  const { workspace } = world.app().bot;
  await interviewed({ db: world.db, workspace }, { at: new Date(now).toISOString() });
  const later = async () => {
    now = MONDAY;
    await world.restart();
  };
  return { world, workspace, later };
}

/** The same with a draft, an approval and a check. */
async function eventful() {
  const { world, workspace, later } = await uneventful();
  const { db } = world;
  const at = new Date(WEDNESDAY).toISOString();
  const config = readConfig({ REVIEWERS: 'U0GRACE', ADMINS: 'U0GRACE' });
  await draft({ db, workspace, config, now: at, model: null, askedBy: 'U0GRACE' });
  const negative = (await listPersonas(db, workspace)).find(({ body }) => body.kind === 'negative')!;
  await decide(db, {
    ...{ workspace, persona: negative.id, version: null, decision: 'approve', by: 'U0GRACE', via: 'slack' },
    ...{ reason: 'It fits.', use: 'Sales', acceptCollateral: true, config, now: at },
  });
  const pairs = negative.body.disqualifiers.map(({ dimension, value }) => `${dimension}=${String(value)}`);
  const { lead, result } = checkLead(await loadGround(db, workspace, scripts), { pairs });
  await recordCheck(db, workspace, { lead, result, askedBy: 'U0ANNA', via: 'slack', at });
  return { world, persona: negative, later };
}

const posted = ({ anna }: World): Promise<Message> => anna.sees('16 – 22 November 2026', CHANNEL);
const summaries = async (anna: Person) =>
  (await anna.messages(CHANNEL)).filter(
    ({ blocks, files, ephemeral }) => blocks?.length && files.length === 0 && !ephemeral,
  );

/** A bot that has just started may miss the first click: whoever sees nothing happen clicks again. */
const clicks = (who: Person, label: string) =>
  waitFor(`a click on ${label}`, async () => ((await who.click(label)).ok ? true : null));

test('every button of a summary does what it says, for whom it is meant', async () => {
  const { world, persona, later } = await eventful();
  const { anna, ben, grace } = world;
  await anna.command('privacy');
  const kept = await anna.modal('Thank me by name');
  await anna.clickIn(kept, 'Thank me by name');
  await anna.modal('Thank me without my name');
  await later();
  const message = await posted(world);
  expect(inside(message.blocks, 'Among them <@U0ANNA>.')).toBe(true);

  await anna.clickAt(message, 'How this is reckoned');
  await anna.sees(`${persona.body.name}, version 1: 1 lead × `, CHANNEL);
  await grace.clickAt(message, 'Open');
  expect((await grace.sees(/ · draft 1$/, CHANNEL)).ephemeral).toBe(true);
  await grace.clickAt(message, 'Invite somebody');
  await grace.modal(/^Who$/);
  await anna.clickAt(message, 'Where the numbers come from');
  await anna.sees('Only reviewers and administrators see the cases behind the numbers.', CHANNEL);
  await grace.clickAt(message, 'Where the numbers come from');
  const sources = await grace.modal('Leads checked: 1');
  expect(inside(sources.blocks, 'Customers: ')).toBe(true);
  // A query that was cut could not be run.
  expect(inside(sources.blocks, 'SELECT')).toBe(true);
  expect(inside(sources.blocks, '…```')).toBe(false);

  await anna.command(persona.body.name);
  await anna.sees(persona.body.name);
  await anna.click('As a picture');
  const card = await anna.sees(`The card of ${persona.body.name}`);
  expect(card.files).toMatchObject([{ name: `card-${persona.id}.png`, title: persona.body.name }]);
  await anna.command('summary preview', 'C0SALES');
  await anna.sees('Only you see this preview.', 'C0SALES');
  expect(inside(await ben.messages('C0SALES'), 'Only you see this preview.')).toBe(false);

  await anna.command('privacy');
  await anna.clickIn(await anna.modal('Thank me without my name'), 'Thank me without my name');
  await waitFor('the name to leave the summary', async () =>
    inside(await anna.messages(CHANNEL), '<@U0ANNA>') ? null : true,
  );
  expect(await summaries(anna)).toHaveLength(2);
});

test('where the connection breaks while a summary is posted, an administrator looks and says that it is there', async () => {
  const { world, later } = await uneventful();
  const { anna, grace, sandbox } = world;
  await anna.sees('9 – 15 November 2026', CHANNEL);
  sandbox.faults.once('lost_answer', 'chat.postMessage');
  await later();
  await posted(world);
  await grace.sees('I was stopped while posting the summary of 2026-W47');
  await clicks(grace, 'It is there');
  await grace.sees('counts as posted');
  await world.restart();
  expect(await summaries(anna)).toHaveLength(2);
});

test('a channel that Slack no longer knows is reported to an administrator, who names another and posts again', async () => {
  const { world, workspace, later } = await uneventful({ SUMMARY_CHANNEL: 'C0GONE' });
  const { grace, db } = world;
  await later();
  await grace.sees('The summary of 2026-W47 was not posted: Slack knows no such channel');
  const row = { value: CHANNEL, updated_by: 'U0GRACE', updated_at: new Date(MONDAY).toISOString() };
  await db
    .insertInto('settings')
    .values({ workspace, key: 'SUMMARY_CHANNEL', ...row })
    .execute();
  await clicks(grace, 'Post it again');
  await grace.sees('I post the summary of 2026-W47 within a minute.');
  await world.restart();
  await posted(world);
});
