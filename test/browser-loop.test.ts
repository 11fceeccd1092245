import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { actAs, action, button, fillForm, openPage, place, say, snap, startBot } from './browsing.ts';

type Bot = Awaited<ReturnType<typeof startBot>>;
type Condition = { dimension: string; operator: string; value: string };
type Drafted = { id: string; name: string; kind: string; disqualifiers: Condition[] };

test('the full loop: a draft is weighed, approved, used, contradicted, and gone everywhere once it is retired', async () => {
  const bot = await startBot({ COLLATERAL_SHARE: '0.01' });
  const page = await openPage(bot.url);
  await actAs(page, /Grace Lind/);
  const persona = await draftToWeigh(bot);

  await goodCustomers(bot, persona, ['Lucky Strike Looms']);
  const name = await decide(page, persona);
  await lookUpAndCheck(page, { ...persona, name });
  await exportIt(page, name);
  await goodCustomers(bot, persona, ['Maple Ferry', 'Quiet Harbour', 'Plum Street Press']);
  await bot.restart();
  await retireFromTheCard(page, name);
  await isGone(page, bot, { ...persona, name });
});

/** The draft of a negative persona with the longest rule. */
async function draftToWeigh(bot: Bot): Promise<Drafted> {
  const { results } = JSON.parse(await bot.run('personas', '--status', 'draft', '--json')) as {
    results: Drafted[];
  };
  const [first] = results
    .filter(({ kind }) => kind === 'negative')
    .sort((a, b) => b.disqualifiers.length - a.disqualifiers.length);
  if (first === undefined) throw new Error('the sample drafts no negative persona');
  return first;
}

/** Reads the evidence, words it better, sees whom else the rule turns away, and approves it all the same. */
async function decide(page: Page, { id }: Drafted): Promise<string> {
  const dialog = page.getByRole('dialog');
  await place(page, 'persona-review').click();
  await snap(page, 'draft');
  await action(page, `review_evidence:${id}:`).click();
  await dialog.getByText('Comparable, against').first().waitFor();
  await snap(page, 'evidence');
  await dialog.getByRole('button', { name: 'Close dialog' }).click();

  await fillForm(page, action(page, `review_edit:${id}:`), {
    Name: 'Thrifty Theo',
    'In short': 'Asks for the price first, and for a lower one next',
  });
  await page.getByRole('heading', { name: 'Thrifty Theo · draft 2' }).waitFor();
  await snap(page, 'edited');

  await action(page, `review_approve:${id}:2`).click();
  await dialog.getByText('Good customers among them: Lucky Strike Looms').waitFor();
  await dialog.getByLabel('What is it for?').fill('Qualifying inbound leads');
  await snap(page, 'collateral');
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  await dialog.getByLabel('Why is it worth it?').fill('One small account, and we can call them.');
  await snap(page, 'approve-anyway');
  await dialog.getByRole('button', { name: 'Approve anyway' }).click();
  await page.getByText('Thrifty Theo (version 2) was approved by').waitFor();
  await snap(page, 'approved');
  return 'Thrifty Theo';
}

async function lookUpAndCheck(page: Page, { name, disqualifiers }: Drafted): Promise<void> {
  await place(page, 'sales').click();
  await say(page, `/persona ${name}`);
  await page.getByRole('heading', { name, exact: true }).waitFor();
  await snap(page, 'card');
  const [first, ...rest] = disqualifiers.map(({ dimension, value }) => `${dimension}=${value}`);
  await say(page, `/persona check ${[first, ...rest].join(', ')}`);
  await page.getByText(`This lead resembles ${name}`).waitFor();
  await snap(page, 'match');
  await say(page, '/persona check budget is above our prices, came through a tender');
  await page.getByText('This lead resembles none of our approved negative personas').waitFor();
  await say(page, '/persona check prefers email');
  await page.getByText('Not enough is known to say').waitFor();
  await snap(page, 'checks');
}

async function exportIt(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await say(page, `/persona ${name}`);
  await button(page, 'Export…').click();
  await dialog.getByText('Markdown').click();
  await snap(page, 'export');
  await dialog.locator('button[type=submit]').click();
  await dialog.getByText('The file is in your direct message').waitFor();
  await snap(page, 'exported');
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await place(page, 'Mismatch').click();
  await page.getByText(`${name}, version 2: Markdown`).waitFor();
  await snap(page, 'file');
}

/** Good customers who meet the whole rule, from a file that is imported beside the running bot. */
async function goodCustomers(bot: Bot, { disqualifiers }: Drafted, names: string[]): Promise<void> {
  const answers = Object.fromEntries(disqualifiers.map(({ dimension, value }) => [dimension, value]));
  const lines = names.map((name) => ({
    id: name,
    case: { key: name, name, kind: 'comparison' },
    reporter: { id: 'U0ANNA', role: 'sales' },
    script: 'comparable-customer',
    at: new Date().toISOString(),
    answers,
  }));
  bot.file('good.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
  await bot.run('import', 'interviews', 'good.jsonl');
}

async function retireFromTheCard(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByText(`Does ${name} still hold?`).waitFor();
  await snap(page, 'stale');
  await action(page, 'review_retire:').click();
  await dialog.getByLabel('Why?').fill('Our small plan serves them now.');
  await snap(page, 'retire');
  await dialog.getByRole('button', { name: 'Retire' }).click();
  await page.getByText('was retired by').first().waitFor();
  await snap(page, 'retired');
}

async function isGone(page: Page, bot: Bot, { id, name, disqualifiers }: Drafted): Promise<void> {
  await place(page, 'sales').click();
  await say(page, `/persona ${name}`);
  await page
    .getByText(/No persona is approved|I know no approved persona/)
    .last()
    .waitFor();
  await say(
    page,
    `/persona check ${disqualifiers.map(({ dimension, value }) => `${dimension}=${value}`).join(', ')}`,
  );
  await page.getByText('No negative persona is approved at the moment').waitFor();
  await snap(page, 'gone');
  await expect(bot.run('export', id, '--format', 'markdown')).rejects.toThrow('is not approved');
  const found = JSON.parse(await bot.run('lookup', 'negative', '--json')) as { results: unknown[] };
  expect(found.results).toEqual([]);
  await place(page, 'Mismatch').click();
  await page.getByRole('tab', { name: 'Home' }).click();
  await page.getByText('For reviewers').waitFor();
  await snap(page, 'home');
}
