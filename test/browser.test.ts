import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { actAs, button, fillForm, openPage, place, say, snap, startBot } from './browsing.ts';

/** The picture of the README, made only when it is asked for. */
async function picture(page: Page): Promise<void> {
  if (process.env.MISMATCH_SCREENSHOT !== '1') return;
  await page.mouse.move(600, 90);
  await page.getByRole('textbox', { name: 'Message' }).blur();
  await page.screenshot({ path: 'docs/screenshot.png', animations: 'disabled' });
}

test('a newcomer takes an interview, approves a draft, looks it up and reads the summary', async () => {
  const page = await openPage((await startBot()).url);

  await takeInterview(page);

  await actAs(page, /Grace Lind/);
  const name = await approveFirstDraft(page);

  await place(page, 'sales').click();
  await say(page, '/persona negative');
  await page.getByText('Do not chase when').waitFor();
  await page.getByRole('heading', { name, exact: true }).waitFor();
  await say(page, '/persona check retail, 8 people, budget below our prices');
  await page.getByText('Understood: ').waitFor();

  await place(page, 'weekly-summary').click();
  await page.getByRole('heading', { name: /^What we learnt/ }).waitFor();
  await page.getByText('Our own trouble, to fix').waitFor();
  await snap(page, 'summary');
});

/** From the Home tab to the last answer, the way somebody does who has never seen it. */
async function takeInterview(page: Page): Promise<void> {
  await place(page, 'Mismatch').click();
  await page.getByRole('tab', { name: 'Home' }).click();
  await page.getByText('Whom should we stop chasing?').waitFor();
  await button(page, 'Talk about a customer').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('tab', { name: 'Messages' }).click();
  await page.getByText('Which customer is it about?').waitFor();
  await say(page, 'Lantern Pottery');
  await fillForm(page, button(page, /^Answer \(/), {
    'What industry are they in?': 'Retail or e-commerce',
    'How many people work there?': '1 to 10',
    'Who was your main contact during the sale?': 'Owner or founder',
    'How did they first come to us?': 'Search ads',
    'How did their budget fit our prices?': 'Below our prices',
  });
  await page.getByLabel('Choose an answer').selectOption({ label: 'Pushed the price down' });
  await page.getByText('Write your answer as a message.').waitFor();
  await say(page, 'They reopened the price after every call, and once after the contract was signed.');
  await page.getByText('5 of 8').waitFor();
  await fillForm(page, button(page, /^Answer \(/), {
    'How long did it take to close the deal?': '2 days',
    'How much time did they cost beyond what is normal?': '3 days',
    'How much money did they cost beyond plan?': '1200',
    'How hard was it on the team?': '4 - hurt the mood',
    'How much did it hurt our reputation?': '1 - not at all',
  });
  await page.getByText('6 of 8').waitFor();
  await picture(page);
  await fillForm(page, button(page, /^Answer \(/), {
    'Where did most of the trouble come from?': 'Mostly from them',
    'Could we have seen it coming before the sale?': 'Yes',
  });
  await page.getByText('7 of 8').waitFor();
  await fillForm(page, button(page, /^Answer \(/), { 'Would you take them on again?': 'No' });
  await page.getByText('8 of 8').waitFor();
  await button(page, 'Don’t know').click();
  await page.getByText('That was all, thank you.').waitFor();
}

/** Reads the evidence, says what it is for, approves. Returns the persona's name. */
async function approveFirstDraft(page: Page): Promise<string> {
  await place(page, 'persona-review').click();
  const heading = page.getByRole('heading', { name: / · draft 1$/ }).first();
  const name = (await heading.textContent())?.split(' · ')[0] ?? '';
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Evidence' }).first().click();
  await dialog.getByText('Comparable, against').first().waitFor();
  await dialog.getByRole('button', { name: 'Close dialog' }).click();
  await page.getByRole('button', { name: 'Approve' }).first().click();
  await dialog.getByText('Good customers turned away as well').waitFor();
  await dialog.getByLabel('What is it for?').fill('Qualifying inbound leads');
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await page.getByText(/was approved by/).waitFor();
  return name;
}
