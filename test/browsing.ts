import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { openBrowser } from './sandbox/browser.ts';

const PROGRAM = resolve('src/mismatch.js');
const runProgram = promisify(execFile);

/** The bot as `npm start` runs it, in a folder of its own, and the command line beside it. */
export async function startBot(env: Record<string, string> = {}, ...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-browser-'));
  const variables = {
    PORT: '0',
    DATABASE_URL: 'file:data/sandbox.db',
    SCRIPTS_DIR: resolve('prompts/scripts'),
    LOG_LEVEL: 'error',
    ...env,
  };
  let bot = await startProcess(folder, variables, options);
  variables.PORT = new URL(bot.url).port;
  onTestFinished(() => bot.stop());
  return {
    url: bot.url,
    /** Stops it as a service manager does, and starts it again on the same files and port. */
    restart: async () => {
      await bot.stop();
      bot = await startProcess(folder, variables, options);
    },
    /** What the command prints. */
    run: async (...args: string[]): Promise<string> => {
      const options = { cwd: folder, env: variables, encoding: 'utf8' } as const;
      return (await runProgram(process.execPath, [PROGRAM, ...args], options)).stdout;
    },
    file: (name: string, text: string) => writeFileSync(join(folder, name), text),
  };
}

/** Resolves once the bot prints its address. */
async function startProcess(cwd: string, env: Record<string, string>, options: string[]) {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, 'start', ...options], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const stop = async () => {
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
  };
  const url = await new Promise<string>((found, failed) => {
    let words = '';
    child.stdout?.on('data', (chunk) => {
      words += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(words)?.[0];
      if (address) found(address);
    });
    void exited.then((code) => failed(new Error(`the bot ended with ${code}: ${words}`)));
  });
  return { url, stop };
}

/** A page that fails its test when a script on it fails; a bot that is being restarted is no failure. */
export async function openPage(url: string): Promise<Page> {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error' && !/ERR_(?:CONNECTION|INCOMPLETE)/.test(line.text()))
      faults.push(line.text());
  });
  onTestFinished(() => expect(faults).toEqual([]));
  await page.goto(url);
  return page;
}

export async function say(page: Page, text: string): Promise<void> {
  const box = page.locator('#composer');
  await box.fill(text);
  await box.press('Enter');
}

/** The newest button with this name. */
export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name }).last();

/** The newest button with this action. */
export const action = (page: Page, id: string): Locator => page.locator(`[data-action^="${id}"]`).last();

export const place = (page: Page, name: string): Locator =>
  page.getByRole('navigation').getByRole('button', { name });

export async function actAs(page: Page, name: RegExp): Promise<void> {
  await page.locator('[role=combobox][aria-controls=people]').click();
  await page.getByRole('option', { name }).click();
}

/** Opens a form by its button, chooses and types by the questions' words, and sends it. */
export async function fillForm(page: Page, open: Locator, values: Record<string, string>): Promise<void> {
  await open.click();
  const form = page.getByRole('dialog');
  for (const [label, value] of Object.entries(values)) {
    const field = form.getByLabel(label);
    const isSelect = (await field.evaluate((element) => element.nodeName)) === 'SELECT';
    if (isSelect) await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await snap(page, 'form');
  await form.locator('button[type=submit]').click();
  await form.waitFor({ state: 'hidden' });
}

let shots = 0;

/** Where `MISMATCH_PICTURES` names a folder, what is on screen goes there, for somebody who wants to look at it all. */
export async function snap(page: Page | Locator, name: string): Promise<void> {
  const folder = process.env.MISMATCH_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const number = String(++shots).padStart(2, '0');
  await page.screenshot({ path: join(folder, `${number}-${name}.png`), animations: 'disabled' });
}
