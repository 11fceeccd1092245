import { expect, test } from 'vitest';
import { approvedPersonas, listPersonas, loadPersona } from '../../src/personas/store.ts';
import { postWaiting } from '../../src/review/post.ts';
import { byHand as byHandTexts } from '../../src/text/en/by-hand.ts';
import { review as texts } from '../../src/text/en/review.ts';
import { messageFaults, viewFaults } from '../limits.ts';
import { config, configWith, draftedWorkspace, NOW, plantedWorkspace } from '../personas/world.ts';
import { desk, drafted } from './desk.ts';

test('a draft is asked for, shown as done, and every persona stands in the review channel within the limits', async () => {
  const bot = await desk(plantedWorkspace());
  await bot.command('U0GRACE', 'draft');
  const slots = await bot.db.selectFrom('outbox').selectAll().orderBy('sequence').execute();
  const posted = slots.filter(({ slot }) => slot.startsWith('review:'));
  expect(posted.length).toBeGreaterThan(3);
  for (const { wanted, address } of slots) {
    expect(messageFaults(JSON.parse(wanted ?? '{}'))).toEqual([]);
    expect(['C0REVIEW', 'U0GRACE']).toContain(address);
  }
  const done = await bot.slot(slots.find(({ slot }) => slot.startsWith('draft:'))?.slot ?? '');
  expect(done?.text).toMatch(/^Done: \d+ drafts are ready/);
});

test('the disqualifiers stand before the reason, with their counts for and against', async () => {
  const bot = await drafted();
  const text = JSON.stringify(await bot.slot('review:p1:1'));
  expect(text.indexOf('Not for us when')).toBeLessThan(text.indexOf('*Why:*'));
  expect(text).toMatch(/problem customers, \d+ of 42 comparable ones; \d+ did not/);
  expect(text).toContain('review_approve:p1:1');
});

test('our own fault goes on the fix list by a button that says so', async () => {
  const bot = await drafted();
  const fix = await bot.db
    .selectFrom('personas')
    .select('id')
    .where('kind', '=', 'fix')
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(await bot.slot(`review:${fix.id}:1`))).toContain('Put on the fix list');
});

test('approving asks what it is for, and the message then says who decided', async () => {
  const bot = await drafted();
  await bot.click('U0GRACE', 'review_approve:p1:1');
  const modal = bot.heard.modals[0]!;
  expect(JSON.stringify(modal)).toContain('ideal customer');
  expect(await bot.submit('U0GRACE', modal, { use: ' ' })).toEqual({ errors: { use: texts.refused.use } });
  expect(await bot.submit('U0GRACE', modal, { use: 'Inbound <leads>' })).toEqual({ clear: true });
  expect(await approvedPersonas(bot.db, bot.workspace)).toHaveLength(1);
  const message = JSON.stringify(await bot.slot('review:p1:1'));
  expect(message).toContain('was approved by <@U0GRACE>');
  expect(message).toContain('Inbound &lt;leads&gt;');
  expect(message).not.toContain('review_approve');
});

test('a second click on a decided draft is told who was first', async () => {
  const bot = await drafted();
  await bot.click('U0GRACE', 'review_approve:p1:1');
  await bot.click('U0HANS', 'review_reject:p1:1');
  const [approve, reject] = bot.heard.modals;
  await bot.submit('U0GRACE', approve!, { use: 'leads' });
  const late = await bot.submit('U0HANS', reject!, { reason: 'too few' });
  expect(late).toEqual({ errors: { reason: texts.refused.decided('approved', 'U0GRACE') } });
  await bot.click('U0HANS', 'review_approve:p1:1');
  expect(bot.heard.replies.at(-1)).toContain('approved already, by <@U0GRACE>');
});

test('a name in an answer mentions nobody', async () => {
  const bot = await drafted();
  const micro = await bot.db
    .selectFrom('personas')
    .select(['id', 'parent'])
    .where('kind', '=', 'micro')
    .executeTakeFirstOrThrow();
  const parent = await loadPersona(bot.db, bot.workspace, micro.parent ?? '');
  const body = JSON.stringify({ ...parent?.body, name: 'Bob <!channel>' });
  await bot.db.updateTable('persona_versions').set({ body }).where('persona', '=', micro.parent).execute();
  await bot.click('U0GRACE', `review_approve:${micro.id}:1`);
  expect(bot.heard.replies.at(-1)).toContain('Its parent Bob &lt;!channel&gt; is not approved');
});

test('rejecting without a reason is refused under the input', async () => {
  const bot = await drafted();
  await bot.click('U0GRACE', 'review_reject:p1:1');
  expect(await bot.submit('U0GRACE', bot.heard.modals[0]!, { reason: '' })).toEqual({
    errors: { reason: texts.refused.reason },
  });
});

test('an approval that turns good customers away shows whom, and asks why in a second step', async () => {
  const bot = await desk(draftedWorkspace(), configWith({ COLLATERAL_SHARE: '0.05' }));
  await postWaiting(bot.db, { workspace: bot.workspace, config, now: NOW });
  await bot.click('U0GRACE', 'review_approve:p1:1');
  const first = JSON.stringify(bot.heard.modals[0]);
  expect(first).toContain('Good customers turned away as well: 3 of 42');
  expect(first).toContain('Good0 Works');
  const answer = await bot.submit('U0GRACE', bot.heard.modals[0]!, { use: 'leads' });
  const second = answer !== null && 'update' in answer ? answer.update : null;
  expect(viewFaults(second!)).toEqual([]);
  expect(await approvedPersonas(bot.db, bot.workspace)).toEqual([]);
  expect(await bot.submit('U0GRACE', second!, { reason: ' ' })).toMatchObject({ errors: {} });
  expect(await bot.submit('U0GRACE', second!, { reason: 'three small accounts' })).toEqual({ clear: true });
  expect(await approvedPersonas(bot.db, bot.workspace)).toHaveLength(1);
  expect(JSON.stringify(await bot.slot('review:p1:1'))).toContain('three small accounts');
});

test('somebody who does not review gets a friendly no everywhere', async () => {
  const bot = await drafted();
  for (const action of ['review_approve', 'review_reject', 'review_edit', 'review_evidence', 'review_open']) {
    await bot.click('U0ANNA', `${action}:p1:1`);
  }
  await bot.command('U0ANNA', 'review');
  await bot.command('U0ANNA', 'draft');
  expect(bot.heard.modals).toEqual([]);
  expect(bot.heard.replies).toHaveLength(7);
});

test('what a former reviewer still has on screen opens no draft', async () => {
  const bot = await drafted();
  await bot.click('U0LEFT', 'review_open:p1:1');
  expect(bot.heard.replies).toEqual([JSON.stringify({ text: texts.refused.notReviewer })]);
});

test.each([
  ['two colleagues stand behind it', { reporters: 2 }, 'aggregates'],
  ['its authors kept it to the reviewers', {}, 'reviewers'],
] as const)('where %s, a quote stands under Evidence and not in the review channel', async (_why, less, seen) => {
  const bot = await desk(draftedWorkspace());
  const before = await loadPersona(bot.db, bot.workspace, 'p1');
  const body = JSON.stringify({ ...before?.body, ...less });
  await bot.db.updateTable('persona_versions').set({ body }).where('persona', '=', 'p1').execute();
  await bot.db.updateTable('answer_revisions').set({ visibility: seen }).execute();
  await postWaiting(bot.db, { workspace: bot.workspace, config, now: NOW });
  await bot.click('U0GRACE', 'review_open:p1:1');
  await bot.click('U0GRACE', 'review_evidence:p1:1');
  const quotes = before?.quotes.map(({ text }) => text) ?? [];
  expect(quotes.length).toBeGreaterThan(0);
  const channel = JSON.stringify(await bot.slot('review:p1:1'));
  for (const quote of quotes) {
    expect(channel).not.toContain(quote);
    expect(bot.heard.replies[0]).not.toContain(quote);
    expect(JSON.stringify(bot.heard.modals[0])).toContain(quote);
  }
  expect(channel).toContain('for reviewers only');
});

test('a quote that everybody may see stands in the review channel', async () => {
  const bot = await drafted();
  const stored = await loadPersona(bot.db, bot.workspace, 'p1');
  expect(JSON.stringify(await bot.slot('review:p1:1'))).toContain(stored?.quotes[0]?.text);
});

test('the evidence names the customers for and against each claim', async () => {
  const bot = await drafted();
  await bot.click('U0GRACE', 'review_evidence:p1:1');
  const text = JSON.stringify(bot.heard.modals[0]);
  expect(text).toMatch(/\*For \(1\d\):\* Bargain0 Works/);
  expect(text).toContain('*Comparable, against');
});

test('an edit of the words makes a new version on the same evidence; the numbers cannot be edited', async () => {
  const bot = await drafted();
  await bot.click('U0GRACE', 'review_edit:p1:1');
  const modal = bot.heard.modals[0]!;
  const before = await loadPersona(bot.db, bot.workspace, 'p1');
  const line = before?.body.story[0]?.text ?? '';
  const wrong = await bot.submit('U0GRACE', modal, { 'story.0': `${line} That is 77 in all.` });
  expect(wrong).toEqual({ errors: { 'story.0': expect.stringContaining('77') } });
  expect(await bot.submit('U0GRACE', modal, { name: 'Thrifty Theo', 'story.1': '' })).toEqual({
    clear: true,
  });
  const after = await loadPersona(bot.db, bot.workspace, 'p1');
  expect(after).toMatchObject({
    version: 2,
    status: 'draft',
    voice: 'person',
    body: { name: 'Thrifty Theo' },
  });
  expect(after?.body.story).toHaveLength((before?.body.story.length ?? 0) - 1);
  expect(after?.claims).toEqual(before?.claims);
  expect(after?.quotes).toEqual(before?.quotes);
  expect(JSON.stringify(await bot.slot('review:p1:1'))).toContain('replaced by a newer draft');
  expect(JSON.stringify(await bot.slot('review:p1:2'))).toContain('Thrifty Theo');
  const again = await bot.draft();
  expect(again.personas.find(({ id }) => id === 'p1')).toMatchObject({ version: 2, name: 'Thrifty Theo' });
});

test('a name that another persona has is refused', async () => {
  const bot = await drafted();
  const other = await loadPersona(bot.db, bot.workspace, 'p2');
  await bot.click('U0GRACE', 'review_edit:p1:1');
  const answer = await bot.submit('U0GRACE', bot.heard.modals[0]!, { name: other?.body.name ?? '' });
  expect(answer).toEqual({ errors: { name: texts.edit.taken } });
});

test('the queue lists what waits, and opens each', async () => {
  const bot = await drafted();
  await bot.command('U0GRACE', 'review');
  expect(bot.heard.replies.at(-1)).toContain('review_open:p1:1');
  await bot.click('U0GRACE', 'review_open:p1:1');
  expect(bot.heard.replies.at(-1)).toContain('review_approve:p1:1');
});

test('a click on an old message is answered', async () => {
  const bot = await drafted();
  await bot.click('U0GRACE', 'review_approve:p99:7');
  await bot.click('U0GRACE', 'review_evidence:p1:9');
  await bot.click('U0GRACE', 'review_edit:p1:0');
  expect(bot.heard.replies).toHaveLength(3);
});

test('a persona in use is retired from its message, and more evidence is asked for once', async () => {
  const bot = await drafted();
  await bot.click('U0GRACE', 'review_approve:p1:1');
  await bot.submit('U0GRACE', bot.heard.modals[0]!, { use: 'leads' });
  expect(JSON.stringify(await bot.slot('review:p1:1'))).toContain('review_retire:p1:1');
  await bot.click('U0GRACE', 'review_more:p1:1');
  await bot.click('U0GRACE', 'review_more:p1:1');
  expect(bot.heard.replies.slice(-2)[0]).toContain('Noted');
  expect(bot.heard.replies.at(-1)).toContain('wanted already');
  await bot.click('U0GRACE', 'review_retire:p1:1');
  expect(await bot.submit('U0GRACE', bot.heard.modals[1]!, { reason: '' })).toMatchObject({ errors: {} });
  expect(await bot.submit('U0GRACE', bot.heard.modals[1]!, { reason: 'prices' })).toEqual({ clear: true });
  expect(await approvedPersonas(bot.db, bot.workspace)).toEqual([]);
  await bot.click('U0GRACE', 'review_retire:p1:1');
  expect(bot.heard.replies.at(-1)).toContain('not approved');
});

const marketer = {
  name: 'Marketing Nadia',
  subtitle: 'Runs a small team and has to show results',
  company: 'Software, 50 to 200 people',
  professionalGoals: 'More leads\nShow what they bring',
  marketing: 'Show a worked example.',
  sales: 'Ask who signs.',
  support: 'Offer a first review call.',
};

test('a buyer persona is written in a form, waits for review, is approved, and ends the warning', async () => {
  const bot = await drafted();
  await bot.click('U0GRACE', 'persona_write');
  const form = bot.heard.modals[0]!;
  const faults = await bot.submit('U0GRACE', form, { ...marketer, sales: 'They are idiots, be quick.' });
  expect(faults).toEqual({ errors: { sales: 'This cannot stand: it insults.' } });
  expect(await bot.submit('U0GRACE', form, marketer)).toEqual({ clear: true });
  const [stored] = (await listPersonas(bot.db, bot.workspace)).filter(({ body }) => body.kind === 'buyer');
  const card = JSON.stringify(await bot.slot(`review:${stored?.id}:1`));
  expect(card).toContain('every line is an assumption');
  expect(card).toContain('Software, 50 to 200 people');
  await bot.click('U0GRACE', `review_approve:${stored?.id}:1`);
  expect(JSON.stringify(bot.heard.modals[1])).toContain('no case stands behind it');
  expect(await bot.submit('U0GRACE', bot.heard.modals[1]!, { use: 'campaigns' })).toEqual({ clear: true });
  await bot.click('U0GRACE', 'review_approve:p1:1');
  expect(JSON.stringify(bot.heard.modals[2])).not.toContain('no ideal customer');
});

test('a micro persona is written under an approved buyer persona alone, and says only what differs', async () => {
  const bot = await drafted();
  const form = async () => {
    await bot.click('U0GRACE', 'persona_write');
    return bot.heard.modals.at(-1)!;
  };
  const first = await form();
  expect(JSON.stringify(first)).not.toContain('micro:');
  expect(await bot.submit('U0GRACE', first, { ...marketer, sales: '' })).toMatchObject({
    errors: { sales: expect.stringContaining('at least a word') },
  });
  await bot.submit('U0GRACE', first, marketer);
  const [buyer] = (await listPersonas(bot.db, bot.workspace)).filter(({ body }) => body.kind === 'buyer');
  const young = { name: 'Young Mary', subtitle: 'Automates everything', kind: [`micro:${buyer!.id}`] };
  expect(await bot.submit('U0GRACE', first, young)).toEqual({ errors: { kind: byHandTexts.parentGone } });
  await bot.click('U0GRACE', `review_approve:${buyer!.id}:1`);
  await bot.submit('U0GRACE', bot.heard.modals.at(-1)!, { use: 'campaigns' });
  const second = await form();
  expect(JSON.stringify(second)).toContain(`micro:${buyer!.id}`);
  expect(await bot.submit('U0GRACE', second, young)).toEqual({ clear: true });
  const micro = await loadPersona(bot.db, bot.workspace, 'Young Mary');
  expect(micro?.body).toMatchObject({ kind: 'micro', parent: buyer!.id });
});

test('a portrait written by hand is changed in the same form; what the form does not hold stays', async () => {
  const bot = await drafted();
  await bot.click('U0GRACE', 'persona_write');
  await bot.submit('U0GRACE', bot.heard.modals[0]!, marketer);
  const [stored] = (await listPersonas(bot.db, bot.workspace)).filter(({ body }) => body.kind === 'buyer');
  await bot.click('U0GRACE', `review_edit:${stored!.id}:1`);
  const form = bot.heard.modals.at(-1)!;
  expect(JSON.stringify(form)).toContain('Software, 50 to 200 people');
  expect(await bot.submit('U0GRACE', form, marketer)).toEqual({
    errors: { name: texts.edit.unchanged },
  });
  const insult = { ...marketer, challenges: 'They are idiots.' };
  expect(await bot.submit('U0GRACE', form, insult)).toMatchObject({
    errors: { challenges: expect.any(String) },
  });
  expect(await bot.submit('U0GRACE', form, { ...marketer, company: 'Software, 20 people' })).toEqual({
    clear: true,
  });
  const now = await loadPersona(bot.db, bot.workspace, stored!.id);
  expect(now).toMatchObject({ version: 2, status: 'draft' });
  expect(now?.body.portrait?.company).toEqual({ about: 'Software, 20 people' });
  expect(now?.body.actions).toEqual(stored!.body.actions);
});
