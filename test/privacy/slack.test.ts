import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { View } from '../../src/sandbox/protocol.ts';
import { answerAll, begin, isAsked, PROBLEM } from '../interviewing.ts';
import { inside, type Person, waitFor } from '../person.ts';
import { openWorld } from '../world.ts';

const modalWith = (who: Person, words: string | RegExp): Promise<View> =>
  waitFor(`a modal with ${String(words)}`, async () => {
    const top = (await who.state()).modals.at(-1);
    return top && inside(top.blocks, words) ? top : null;
  });

const WORDS = 'They reopened the quartz price after every call.';

async function interviewed(who: Person) {
  await begin(who, 'Sales');
  await answerAll(who, { ...PROBLEM, customer: 'Lantern Quartzworks', why: WORDS });
}

test('a person sees all they said, edits it, changes who reads it and deletes one answer for good', async () => {
  const world = await openWorld();
  const { anna, db } = world;
  await interviewed(anna);
  await anna.command('privacy');
  const kept = await modalWith(anna, 'Who sees my answers?');
  expect(inside(kept.blocks, /1 interview with \d+ answers/)).toBe(true);
  expect(inside(kept.blocks, /backups that an administrator made/)).toBe(true);
  await anna.useIn(kept, /^privacy_interview:/);
  const one = await modalWith(anna, WORDS);
  expect(inside(one.blocks, 'Pushed the price down')).toBe(true);
  expect(inside(one.blocks, /[*]\n(?:price_pressure|1-10|retail)/)).toBe(false);
  expect((await anna.useIn(one, /^privacy_visibility$/, 'reviewers')).ok).toBe(true);
  await waitFor('the narrower promise', async () => {
    const rows = await db.selectFrom('answer_revisions').select('visibility').distinct().execute();
    return rows.length === 1 && rows[0]?.visibility === 'reviewers' ? true : null;
  });
  const answers = async () => (await db.selectFrom('answers').select('question').execute()).length;
  const before = await answers();
  const narrowed = await modalWith(anna, 'Reviewers read it');
  expect((await anna.useIn(narrowed, /^privacy_delete_answer:why$/)).ok).toBe(true);
  await waitFor('the answer to go', async () => ((await answers()) === before - 1 ? true : null));
  await waitFor('the words to leave the conversation', async () => {
    const shown = (await anna.messages()).filter(({ user }) => user === null);
    return inside(shown, 'quartz price') ? null : true;
  });
  await waitFor('the words to leave the database', async () => {
    const rows = await db.selectFrom('answer_revisions').selectAll().execute();
    return inside(rows, 'quartz price') ? null : true;
  });
});

test('the download comes as files, and as messages where the app may not send files', async () => {
  const world = await openWorld();
  const { anna, sandbox } = world;
  await begin(anna, 'Sales');
  await anna.say('Blue Quartz Harbour');
  await isAsked(anna, 'industry');
  await anna.command('privacy');
  await anna.useIn(await modalWith(anna, 'Who sees my answers?'), /^privacy_download$/);
  const message = await anna.sees('Here is everything that is stored about you');
  expect(JSON.stringify(message)).toMatch(/mismatch-\d{4}-\d\d-\d\d\.json/);
  expect(sandbox.calls.some(({ method }) => method === 'files.completeUploadExternal')).toBe(true);
});

test('deleting everything leaves no word of a person in the file, in whatever table, and no name', async () => {
  const world = await openWorld();
  const { anna, db, databaseUrl } = world;
  await interviewed(anna);
  await anna.home('What you told');
  const said = await anna.sees(/Lantern Quartzworks/);
  expect(said.channel).not.toBe('');
  await anna.command('privacy');
  const kept = await modalWith(anna, 'Who sees my answers?');
  await anna.useIn(kept, /^privacy_download$/);
  await anna.sees('Here is everything that is stored about you');
  const files = async () => (await anna.messages()).flatMap((message) => message.files);
  expect(await files()).toHaveLength(2);
  await anna.command('privacy');
  const again = await waitFor('the view anew', async () => {
    const top = await modalWith(anna, 'Who sees my answers?');
    return top.id === kept.id ? null : top;
  });
  expect((await anna.useIn(again, /^privacy_delete_all$/)).ok).toBe(true);
  await modalWith(anna, 'Everything is deleted');
  await waitFor('the Home tab of somebody new', async () => {
    const { home } = await anna.state();
    return home && !inside(home.blocks, 'What you told') ? true : null;
  });
  await waitFor('the messages to go', async () => {
    const rows = await db.selectFrom('outbox').selectAll().execute();
    return rows.every(({ wanted }) => wanted === null) ? true : null;
  });
  expect(await files()).toEqual([]);
  const path = databaseUrl.replace('file:', '');
  const bytes = [path, `${path}-wal`].map((file) => readFileSync(file).toString('latin1')).join('');
  expect(/quartz/i.test(bytes)).toBe(false);
  const rows = await db.selectFrom('audit_log').selectAll().execute();
  expect(rows.some(({ action }) => action === 'person erased')).toBe(true);
  for (const table of ['interviews', 'answers', 'answer_revisions', 'quote_consents', 'homes'] as const) {
    expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
  }
  expect(JSON.stringify(rows)).not.toContain('U0ANNA');
});

test('a wider promise holds for new answers; what was said before waits for a yes', async () => {
  const world = await openWorld({ env: { ANSWER_VISIBILITY: 'all' } });
  const { anna, db } = world;
  await begin(anna, 'Sales');
  await anna.say('Harbour Mill');
  await isAsked(anna, 'industry');
  await db.updateTable('interviews').set({ visibility: 'aggregates' }).execute();
  await db.updateTable('answer_revisions').set({ visibility: 'aggregates' }).execute();
  const said = (await anna.messages()).find(({ text }) => text === 'Harbour Mill');
  await anna.edit(said?.ts ?? '', 'Harbour Windmill');
  const visibilities = async () =>
    (await db.selectFrom('answer_revisions').select('visibility').execute()).map(
      ({ visibility }) => visibility,
    );
  await waitFor('the edit', async () => ((await visibilities()).length === 2 ? true : null));
  expect(await visibilities()).toEqual(['aggregates', 'aggregates']);
  await anna.command('privacy');
  await anna.useIn(
    await modalWith(anna, 'What you said earlier stays as it was promised'),
    /^privacy_widen:/,
  );
  await waitFor('the yes', async () => ((await visibilities()).every((one) => one === 'all') ? true : null));
});

test('an open Home tab follows what its person does, and others are left alone', async () => {
  const world = await openWorld();
  const { anna, ben, sandbox } = world;
  await anna.home('Talk about a customer');
  await ben.home('Talk about a customer');
  const published = (user: string) =>
    sandbox.calls.filter(({ method, args }) => method === 'views.publish' && args.user_id === user).length;
  const before = published('U0BEN');
  await begin(anna, 'Sales');
  await waitFor('the open interview on Home', async () => {
    const { home } = await anna.state();
    return home && inside(home.blocks, 'You are in the middle of an interview') ? true : null;
  });
  expect(published('U0BEN')).toBe(before);
});

async function importedInterview(who: Person): Promise<View> {
  await who.command('privacy');
  await who.useIn(await modalWith(who, 'Who sees my answers?'), /^privacy_interview:0$/);
  return modalWith(who, 'Who may read this interview');
}

test('an imported interview is looked at, narrowed and deleted like one told here', async () => {
  const { grace, db } = await openWorld({ sample: true });
  const mine = db.selectFrom('interviews').select('id').where('person', '=', 'U0GRACE');
  const before = await mine.execute();
  expect(before.every(({ id }) => id.includes(':'))).toBe(true);
  await grace.useIn(await importedInterview(grace), /^privacy_visibility$/, 'reviewers');
  const narrowed = await modalWith(grace, 'Reviewers read it');
  expect((await grace.useIn(narrowed, /^privacy_delete_interview$/)).ok).toBe(true);
  await modalWith(grace, 'That interview is deleted');
  expect(await mine.execute()).toHaveLength(before.length - 1);
});

test('an answer of an imported interview opens in its form', async () => {
  const { grace } = await openWorld({ sample: true });
  await grace.useIn(await importedInterview(grace), /^interview_form:/);
  await waitFor('the form', async () =>
    (await grace.state()).modals.at(-1)?.callbackId === 'interview_form' ? true : null,
  );
});
