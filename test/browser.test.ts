import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { openBrowser } from './sandbox/browser.ts';
import { freePort } from './world.ts';

/** The bot as `npm start` runs it, on a database of its own; resolves once it prints its address. */
async function startBot(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-browser-'));
  const child: ChildProcess = spawn(process.execPath, [resolve('src/mismatch.js'), 'start'], {
    cwd: folder,
    env: {
      PORT: String(await freePort()),
      DATABASE_URL: 'file:data/sandbox.db',
      SCRIPTS_DIR: resolve('prompts/scripts'),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
  });
  return new Promise((found, failed) => {
    let words = '';
    child.stdout?.on('data', (chunk) => {
      words += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(words)?.[0];
      if (url) found(url);
    });
    void exited.then((code) => failed(new Error(`the bot ended with ${code}: ${words}`)));
  });
}

/** A page that fails its test when a script on it fails. */
async function openPage(url: string): Promise<Page> {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  onTestFinished(() => expect(faults).toEqual([]));
  await page.goto(url);
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message' });
  await box.fill(text);
  await box.press('Enter');
}

/** The newest button with this name. */
const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name }).last();

const place = (page: Page, name: string): Locator =>
  page.getByRole('navigation').getByRole('button', { name });

/** Opens a form by its button, chooses and types by the questions' words, and sends it. */
async function fillForm(page: Page, open: Locator, values: Record<string, string>): Promise<void> {
  await open.click();
  const form = page.getByRole('dialog');
  for (const [label, value] of Object.entries(values)) {
    const field = form.getByLabel(label);
    const isSelect = (await field.evaluate((element) => element.nodeName)) === 'SELECT';
    if (isSelect) await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await form.locator('button[type=submit]').click();
  await form.waitFor({ state: 'hidden' });
}

/** The picture of the README, made only when it is asked for. */
async function picture(page: Page): Promise<void> {
  if (process.env.MISMATCH_SCREENSHOT !== '1') return;
  await page.mouse.move(600, 90);
  await page.getByRole('textbox', { name: 'Message' }).blur();
  await page.screenshot({ path: 'docs/screenshot.png', animations: 'disabled' });
}

test('a newcomer takes an interview, approves a draft, looks it up and reads the summary', async () => {
  const page = await openPage(await startBot());

  await takeInterview(page);

  await page.getByLabel('Acting as').click();
  await page.getByRole('option', { name: /Grace Lind/ }).click();
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
}, 90_000);

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
