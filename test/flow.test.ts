import { expect, test } from 'vitest';
import type { Message } from '../src/sandbox/protocol.ts';
import {
  answer,
  answerAll,
  asked,
  begin,
  COMPARISON,
  formOf,
  goesOn,
  isAsked,
  PROBLEM,
} from './interviewing.ts';
import { inside, type Person, waitFor } from './person.ts';
import { openWorld, type World } from './world.ts';

const TRANSPORTS = ['socket', 'http'] as const;

/** A Wednesday; the sample's newest interview lies on the Friday before. */
const WEDNESDAY = Date.parse('2026-11-18T10:00:00Z');
const WEEK_MS = 7 * 86_400_000;

/** What stands in the database for one question, the newest revision. */
async function said({ db }: World, question: string) {
  return db
    .selectFrom('answer_revisions')
    .innerJoin('answers', 'answers.id', 'answer_revisions.answer')
    .innerJoin('interviews', 'interviews.id', 'answers.interview')
    .select(['answer_revisions.state', 'answer_revisions.value', 'answer_revisions.revision'])
    .where('answers.question', '=', question)
    .where('interviews.source', '=', 'slack')
    .orderBy('interviews.started_at', 'desc')
    .orderBy('answer_revisions.revision', 'desc')
    .executeTakeFirst();
}

/** The card of a draft of this kind in the review channel. */
function card(who: Person, kind: string): Promise<Message> {
  return waitFor(`a draft of the kind ${kind}`, async () => {
    const messages = await who.messages('C0REVIEW');
    return messages.find(({ text, ephemeral }) => !ephemeral && text.endsWith(`(${kind})`)) ?? null;
  });
}

const nameOn = ({ text }: Message) => /^Draft to review: (.*) \(/.exec(text)?.[1] ?? '';

/** The words of the signs that a card names, as a salesperson would type them. */
const signsOn = ({ blocks }: Message) =>
  [...JSON.stringify(blocks).matchAll(/• \*(.*?)\*/g)].map(([, sign]) => sign).join(', ');

test.for(TRANSPORTS)('an interview has every kind of step, over %s', async (transport) => {
  const world = await openWorld({ transport });
  const { anna } = world;

  const first = await begin(anna);
  expect([first.at, first.of]).toEqual([1, 8]);
  await anna.sees('never with your name');
  await anna.say(PROBLEM.customer ?? '');
  await isAsked(anna, 'industry');

  await anna.click(/^Answer/);
  await anna.fill({ 'q.industry': 'retail', 'q.company_size': ':dont_know' });
  await isAsked(anna, 'main_trouble');
  expect(await said(world, 'company_size')).toMatchObject({ state: 'dont_know' });
  expect(await said(world, 'budget_fit')).toMatchObject({ state: 'skipped' });

  await anna.choose('tone');
  await isAsked(anna, 'why');
  await anna.choose('back');
  await isAsked(anna, 'main_trouble');
  await anna.choose('price_pressure');
  await isAsked(anna, 'why');
  expect(await said(world, 'main_trouble')).toMatchObject({ value: '"price_pressure"', revision: 2 });

  await anna.choose('pause');
  await anna.sees('Paused at 4 of 8');
  await anna.say('Are you there?');
  await anna.sees('You are in the middle of one');
  await anna.command('interview problem');
  await anna.click('Resume');
  await isAsked(anna, 'why');

  const message = await anna.say('They reopened the price after every call.');
  await goesOn(anna, 'why');
  await anna.edit(message.ok ? (message.ts ?? '') : '', 'They reopened the price twice.');
  await anna.sees('They reopened the price twice.');
  await anna.remove(message.ok ? (message.ts ?? '') : '');
  await anna.sees('is taken back');
  await anna.click('Undo');
  await waitFor('the answer again', async () =>
    (await said(world, 'why'))?.state === 'answered' ? true : null,
  );

  await answer(anna, await isAsked(anna, 'hours_to_close'), PROBLEM);
  await isAsked(anna, 'fault');
  await anna.click('Don’t know');
  await isAsked(anna, 'misfit');
  await anna.click('Skip');
  await isAsked(anna, 'preferred_channel');
  const end = await answerAll(anna, PROBLEM);
  expect(await said(world, 'fault')).toMatchObject({ state: 'dont_know' });
  expect(await said(world, 'take_again')).toMatchObject({ state: 'skipped' });

  await anna.clickAction(end.message, /:industry:industry$/);
  await formOf(anna);
  await anna.fill({ 'q.industry': 'education' });
  await waitFor('the summary with it', async () => {
    const now = await asked(anna);
    return now?.screen === 'end' && inside(now.message.blocks, 'Education or research') ? true : null;
  });
  expect(await said(world, 'industry')).toMatchObject({ value: '"education"', revision: 2 });

  await anna.click('One that went well (under a minute)');
  const second = await waitFor('the second interview', async () => {
    const now = await asked(anna);
    return now?.screen === 'customer' ? now : null;
  });
  expect(second.of).toBe(4);
  await answerAll(anna, COMPARISON);
  await anna.sees('That was all, thank you.');
  const kinds = await world.db.selectFrom('interviews').select(['case_kind', 'status']).execute();
  expect(kinds.sort((a, b) => a.case_kind.localeCompare(b.case_kind))).toEqual([
    { case_kind: 'comparison', status: 'complete' },
    { case_kind: 'problem', status: 'complete' },
  ]);
});

test.for(
  TRANSPORTS,
)('drafts are made, decided, looked up and checked against, over %s', async (transport) => {
  const world = await openWorld({ transport, sample: true, clock: () => new Date(WEDNESDAY) });
  const { grace, ben, anna } = world;

  await ben.command('draft', 'C0REVIEW');
  await ben.sees('Only reviewers and administrators', 'C0REVIEW');
  await anna.command('negative');
  await anna.sees('No persona is approved at the moment');
  await anna.command('check retail');
  await anna.sees('No negative persona is approved at the moment');

  await grace.command('draft', 'C0REVIEW');
  await grace.sees(/drafts are ready for review/);
  const good = await card(grace, 'Negative persona');
  await ben.clickAt(good, 'Approve');
  await ben.sees('Only the reviewers decide about personas', 'C0REVIEW');
  await grace.clickAt(good, 'Evidence');
  const evidence = await grace.modal(/For \(\d+\)/);
  await grace.act({ act: 'close', view: evidence.id });

  await grace.clickAt(good, 'Approve');
  await grace.modal('Had this been the rule');
  await grace.fill({ use: 'Qualifying inbound leads' });
  await grace.sees(`*${nameOn(good)}* (version 1) was approved by <@U0GRACE>`, 'C0REVIEW');

  const other = await card(grace, 'Negative persona');
  await grace.clickAt(other, 'Reject');
  await grace.modal('Why?');
  expect(await grace.fill({})).toMatchObject({ ok: false, errors: { reason: expect.any(String) } });
  await grace.fill({ reason: 'Two of these are one customer.' });
  await grace.sees('Reason: Two of these are one customer.', 'C0REVIEW');

  const changing = await card(grace, 'Challenging, keep');
  const { ts = '' } = await world
    .app()
    .bot.client.chat.postMessage({ channel: 'C0REVIEW', text: 'again', blocks: changing.blocks as never });
  await grace.clickAt(changing, 'Edit');
  await grace.fill({ subtitle: 'Slow, and worth waiting for' });
  await grace.sees('Slow, and worth waiting for', 'C0REVIEW');
  await grace.clickAt({ ...changing, ts }, 'Approve');
  await grace.sees('Version 1 is outdated: version 2 stands now', 'C0REVIEW');

  await anna.command('negative');
  await anna.sees(nameOn(good));
  await anna.sees('Do not chase when');
  await anna.command('zeppelin');
  await anna.sees('I know no approved persona for “zeppelin”');
  await anna.command('help');
  await anna.sees('What you can type');
  expect(inside(await anna.messages(), nameOn(other))).toBe(false);

  await anna.command(`check ${signsOn(good)}`);
  await anna.sees(/^This lead resembles /);
  await anna.command('check budget is above our prices, came through a recommendation, contact is the owner');
  await anna.sees('This lead resembles none of our approved negative personas.');
  await anna.command('check 8 people');
  await anna.sees('Not enough is known to say');
  await anna.command('check');
  await anna.modal('Anything else, in your own words');
  expect(await anna.fill({})).toMatchObject({ ok: false });
});

test('the weekly summary is previewed, posted once, and not again after a restart', async () => {
  let now = WEDNESDAY;
  const world = await openWorld({ sample: true, clock: () => new Date(now) });
  const { anna } = world;
  const summaries = async () =>
    (await anna.messages('C0SUMMARY')).filter(
      ({ text, user, files }) => user === null && text !== '' && files.length === 0,
    );
  const pictures = async () => (await anna.messages('C0SUMMARY')).filter(({ files }) => files.length > 0);
  await anna.sees('The week of 9 – 15 November 2026', 'C0SUMMARY');
  const [first] = await summaries();
  const shown = await waitFor('the pictures', async () => (await pictures())[0] ?? null);
  expect(shown.threadTs).toBe(first?.ts);
  expect(shown.files.map(({ name, picture }) => [name, picture !== null])).toContainEqual([
    'interviews.png',
    true,
  ]);
  expect(shown.files[0]?.alt).toContain('2026-W46');
  expect(shown.files.map(({ title }) => title)).toContain('Interviews by week');
  expect(shown.text).toBe('2026-W46 in pictures:');
  await world.restart();
  await anna.command('summary preview');
  await anna.sees('This week so far');
  expect(await summaries()).toHaveLength(1);
  expect(await pictures()).toHaveLength(1);

  await begin(anna);
  await answerAll(anna, PROBLEM);
  now += WEEK_MS;
  await world.restart();
  await anna.sees('The week of 16 – 22 November 2026', 'C0SUMMARY');
  await anna.sees('Thank you: 1 interview by 1 person.', 'C0SUMMARY');
  await world.restart();
  await anna.command('summary preview');
  await anna.sees('23 – 29 November 2026');
  expect(await summaries()).toHaveLength(2);
});

test('the Home tab shows staff their interview and reviewers what waits', async () => {
  const world = await openWorld({ sample: true });
  const { anna, grace } = world;
  const home = await anna.home('Whom should we stop chasing?');
  expect(inside(home.blocks, 'For reviewers')).toBe(false);
  await anna.clickIn(home, 'Talk about a customer');
  await anna.modal('open the Messages tab');
  await isAsked(anna, 'customer');
  await anna.say('Lantern Pottery');
  await isAsked(anna, 'industry');
  await anna.home('You are in the middle of an interview about *Lantern Pottery*');

  const review = await grace.home('For reviewers');
  await grace.clickIn(review, 'Draft personas');
  await grace.sees(/drafts are ready for review/);
  // The tab is drawn anew while drafts are posted: a click on what has just been replaced is refused, as in Slack.
  await grace.home(/drafts wait for a decision/);
  await waitFor('a click on what stands there', async () => {
    const { home } = await grace.state();
    return home && (await grace.clickIn(home, 'Review')).ok ? true : null;
  });
  await grace.modal(/ · draft 1$/);
});

test('the message shortcut starts from a colleague’s words, and stores only what the reporter sends', async () => {
  const world = await openWorld();
  const { anna } = world;
  const message = await anna.sees('Harbour Loft Studio changed the scope again', 'C0SALES');
  await anna.act({
    act: 'message_shortcut',
    callbackId: 'report_problem_customer',
    channel: 'C0SALES',
    ts: message.ts,
  });
  const form = await anna.modal('q.customer.new');
  expect(inside(form.state, 'Harbour Loft Studio changed the scope again')).toBe(true);
  await anna.fill({
    'q.role': 'sales',
    'q.customer.new': 'Harbour Loft Studio',
    'q.why': 'They changed the scope three times.',
  });
  await isAsked(anna, 'industry');
  expect(await said(world, 'why')).toMatchObject({ value: '"They changed the scope three times."' });
  const { permalink } = await world.db.selectFrom('interviews').select('permalink').executeTakeFirstOrThrow();
  expect(permalink).toBe(message.permalink);
  await anna.sees(/About <http.*\|this message>/);
});

test('the global shortcut offers the interviews, and a known customer is found while typing', async () => {
  const world = await openWorld({ sample: true });
  const { elif } = world;
  await elif.act({ act: 'shortcut', callbackId: 'start_interview' });
  const choice = await elif.sees('What would you like to talk about?');
  await elif.clickAction(choice, /interview_start:problem-customer/);
  await isAsked(elif, 'customer');
  const { name } = await world.db
    .selectFrom('customers')
    .select('name')
    .orderBy('key')
    .executeTakeFirstOrThrow();
  await elif.find(name.slice(0, 6), name);
  await isAsked(elif, 'industry');
  await elif.sees(name);
});
