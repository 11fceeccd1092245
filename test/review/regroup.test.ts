import { expect, test } from 'vitest';
import { casesOf } from '../../src/personas/customers.ts';
import { historyOf, listPersonas, loadPersona } from '../../src/personas/store.ts';
import { regroupAsked } from '../../src/review/regroup.ts';
import { review as texts } from '../../src/text/en/review.ts';
import { config, NOW } from '../personas/world.ts';
import { drafted } from './desk.ts';

type Bot = Awaited<ReturnType<typeof drafted>>;

const kinds = async ({ db, workspace }: Bot) =>
  (await listPersonas(db, workspace, 'draft')).filter(({ body }) => body.kind !== 'micro');
const customersOf = ({ db, workspace }: Bot, version: { id: string; version: number }) =>
  casesOf(db, workspace, version);
const cardOf = async (bot: Bot, id: string, version: number) =>
  JSON.stringify(await bot.slot(`review:${id}:${version}`));

async function merged() {
  const bot = await drafted();
  const [one, two] = await kinds(bot);
  await bot.choose('U0GRACE', `review_group:${one!.id}:1`, 'merge');
  const modal = bot.heard.modals.at(-1)!;
  const answer = await bot.submit('U0GRACE', modal, { with: [two!.id], reason: 'the same trouble' });
  expect(answer).toEqual({ clear: true });
  return { bot, one: one!, two: two! };
}

test('two drafts are merged in Slack: one new draft over the customers of both, and the other card says where it went', async () => {
  const { bot, one, two } = await merged();
  const now = (await loadPersona(bot.db, bot.workspace, one.id))!;
  expect(now).toMatchObject({ version: 2, status: 'draft' });
  const both = [...(await customersOf(bot, one)), ...(await customersOf(bot, two))];
  expect(await customersOf(bot, now)).toEqual(both.sort());
  expect(await cardOf(bot, two.id, 1)).toMatch(/is merged into .* by <@U0GRACE>/);
  expect(await cardOf(bot, one.id, 2)).toContain(texts.regroup.menu.undo);
  expect((await loadPersona(bot.db, bot.workspace, two.id))?.status).toBe('superseded');
  expect((await historyOf(bot.db, bot.workspace, one.id))[0]).toMatchObject({
    decision: 'merge',
    by: 'U0GRACE',
    reason: 'the same trouble',
  });
});

test('a merge is taken back until it is approved: both drafts are there again with their own numbers', async () => {
  const { bot, one, two } = await merged();
  await bot.choose('U0GRACE', `review_group:${one.id}:2`, 'undo');
  const modal = bot.heard.modals.at(-1)!;
  expect(await bot.submit('U0GRACE', modal, { reason: ' ' })).toMatchObject({
    errors: { reason: expect.any(String) },
  });
  expect(await bot.submit('U0GRACE', modal, { reason: 'two kinds after all' })).toEqual({ clear: true });
  const back = await kinds(bot);
  for (const before of [one, two]) {
    const again = back.find(({ id }) => id === before.id)!;
    expect(await customersOf(bot, again)).toEqual(await customersOf(bot, before));
  }
});

test('what was approved as merged is not taken apart behind the approval', async () => {
  const { bot, one } = await merged();
  const asked = {
    workspace: bot.workspace,
    persona: one.id,
    version: null,
    by: 'U0GRACE',
    via: 'slack',
  } as const;
  await bot.db
    .updateTable('persona_versions')
    .set({ status: 'approved' })
    .where('persona', '=', one.id)
    .where('version', '=', 2)
    .execute();
  const undone = await regroupAsked(bot.db, {
    ...asked,
    wish: { kind: 'undo' },
    reason: 'no',
    config,
    now: NOW,
  });
  expect(undone).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('was approved as it is grouped'),
  });
});

test('a draft is split by a trait or by picked customers, and only one of the two', async () => {
  const bot = await drafted();
  const kind = (await kinds(bot)).find(({ body }) => body.divisions.length > 0)!;
  const { id } = kind;
  const cases = await customersOf(bot, kind);
  await bot.choose('U0GRACE', `review_group:${id}:1`, 'split');
  const modal = bot.heard.modals.at(-1)!;
  const why = { reason: 'they differ' };
  expect(await bot.submit('U0GRACE', modal, why)).toMatchObject({
    errors: { customers: texts.regroup.split.neither },
  });
  const both = { ...why, trait: ['0'], customers: cases.slice(0, 5) };
  expect(await bot.submit('U0GRACE', modal, both)).toMatchObject({
    errors: { customers: texts.regroup.split.both },
  });
  const few = { ...why, customers: cases.slice(0, 2) };
  expect(await bot.submit('U0GRACE', modal, few)).toMatchObject({
    errors: { customers: expect.stringContaining('at least 5') },
  });
  const strange = { ...why, customers: ['good1', ...cases.slice(0, 5)] };
  expect(await bot.submit('U0GRACE', modal, strange)).toMatchObject({
    errors: { customers: expect.stringContaining('good1') },
  });
  expect(await bot.submit('U0GRACE', modal, { ...why, trait: ['0'] })).toEqual({ clear: true });
  const parts = (await kinds(bot)).filter(({ body }) => body.regrouped.length > 0);
  expect(parts).toHaveLength(2);
  const part = parts.find((one) => one.id !== id)!;
  expect(await cardOf(bot, part.id, 1)).toContain('A reviewer split one kind in two');
  await bot.choose('U0GRACE', `review_group:${id}:2`, 'undo');
  await bot.submit('U0GRACE', bot.heard.modals.at(-1)!, { reason: 'one kind after all' });
  expect(await customersOf(bot, (await loadPersona(bot.db, bot.workspace, id))!)).toEqual(cases);
  expect(await cardOf(bot, part.id, 1)).toContain('was taken back by <@U0GRACE>');
});

test('picked customers are found by a part of their name, by reviewers alone', async () => {
  const bot = await drafted();
  const [kind] = await kinds(bot);
  const [first = ''] = await customersOf(bot, kind!);
  const found = await bot.find('U0GRACE', `review_cases:${kind!.id}:1`, first.slice(0, 4));
  expect(found.map(({ value }) => value)).toContain(first);
  expect(await bot.find('U0ANNA', `review_cases:${kind!.id}:1`, '')).toEqual([]);
});

test('a persona that is in use, a micro persona and the draft itself cannot be merged in', async () => {
  const bot = await drafted();
  const [one, two] = await kinds(bot);
  await bot.db
    .updateTable('persona_versions')
    .set({ status: 'approved' })
    .where('persona', '=', two!.id)
    .execute();
  const ask = (other: string) =>
    regroupAsked(bot.db, {
      workspace: bot.workspace,
      persona: one!.id,
      version: null,
      wish: { kind: 'merge', with: other },
      by: 'U0GRACE',
      via: 'slack',
      reason: 'the same',
      config,
      now: NOW,
    });
  expect(await ask(two!.id)).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('is in use'),
  });
  expect(await ask(one!.id)).toMatchObject({ outcome: 'refused', reason: texts.regroup.itself });
  expect(await ask('p99')).toMatchObject({ outcome: 'refused', field: 'with' });
  const micro = (await listPersonas(bot.db, bot.workspace)).find(({ body }) => body.kind === 'micro');
  if (micro) expect(await ask(micro.id)).toMatchObject({ outcome: 'refused' });
});
