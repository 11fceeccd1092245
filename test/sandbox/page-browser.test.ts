import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { openBrowser } from './browser.ts';
import { plain, withBolt } from './harness.ts';

/** The page in a real browser, with a small app of the tests' own on the other side. */
let browser: Browser;
let workspace: Awaited<ReturnType<typeof withBolt>>;
const seen: { action: string; state: unknown }[] = [];
const submitted: unknown[] = [];
/** Until it resolves, a click on "Slow" is under way. */
let finished = Promise.resolve();

const view = (callback_id: string) => ({
  type: 'modal' as const,
  callback_id,
  title: plain('About the customer'),
  submit: plain('Save'),
  blocks: [
    {
      type: 'input',
      block_id: 'who',
      label: plain('Customer'),
      element: { type: 'external_select', action_id: 'look', min_query_length: 1 },
    },
    {
      type: 'input',
      block_id: 'hours',
      label: plain('Hours'),
      element: { type: 'number_input', action_id: 'n', is_decimal_allowed: false },
    },
    {
      type: 'input',
      block_id: 'why',
      optional: true,
      label: plain('Why'),
      element: { type: 'plain_text_input', action_id: 't', multiline: true },
    },
    {
      type: 'actions',
      block_id: 'more',
      elements: [{ type: 'button', action_id: 'peek', text: plain('Peek') }],
    },
  ],
});

beforeAll(async () => {
  browser = await openBrowser();
  workspace = await withBolt((app) => {
    app.event('message', async ({ event, say }) => {
      if (event.subtype !== undefined) return;
      const ask = (text: string, action_id: string) => ({
        type: 'button' as const,
        action_id,
        text: plain(text),
        value: 'v',
      });
      const block = {
        type: 'actions' as const,
        elements: [ask('Open the form', 'open'), ask('Slow', 'slow')],
      };
      await say({ text: 'What now?', blocks: [{ type: 'section', text: plain('What now?') }, block] });
    });
    app.action('open', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({
        trigger_id: (body as { trigger_id: string }).trigger_id,
        view: view('form') as never,
      });
    });
    app.action('slow', async ({ ack }) => {
      seen.push({ action: 'slow', state: null });
      await finished;
      await ack();
    });
    app.action('peek', async ({ ack, body }) => {
      await ack();
      seen.push({
        action: 'peek',
        state: (body as { view?: { state: { values: unknown } } }).view?.state.values,
      });
    });
    app.options('look', ({ ack, payload }) =>
      ack({
        options: ['Copper Kite Games', 'Pinewood Bakery']
          .filter((one) => one.toLowerCase().includes(payload.value))
          .map((one) => ({ text: plain(one), value: one })),
      }),
    );
    app.view('form', async ({ ack, view: { state } }) => {
      const hours = Number(state.values.hours?.n?.value);
      if (hours > 100)
        return ack({ response_action: 'errors', errors: { hours: 'That is more than a hundred.' } });
      submitted.push(state.values);
      return ack();
    });
  });
});

afterAll(async () => {
  await browser?.close();
  await workspace?.stop();
});

/** A page opened at the workspace; it fails the test when a script on it fails. */
async function openPage(
  options: { path?: string; width?: number } = {},
): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage({ viewport: { width: options.width ?? 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error' && /Content.Security|Refused/.test(line.text())) faults.push(line.text());
  });
  await page.goto(workspace.sandbox.url + (options.path ?? '/'));
  await page.locator('#composer').waitFor();
  return { page, faults };
}

async function say(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message' });
  await box.fill(text);
  await box.press('Enter');
}

test('a form keeps what was typed, shows errors under their fields, and is sent once it is right', async () => {
  const { page, faults } = await openPage();
  await say(page, 'hello');
  await page.getByRole('button', { name: 'Open the form' }).click();
  const form = page.getByRole('dialog', { name: 'About the customer' });
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Please complete this required field.').first().waitFor();
  await form.getByRole('combobox', { name: 'Customer' }).fill('copper');
  await form.getByRole('option', { name: 'Copper Kite Games' }).click();
  await form.getByLabel('Why').fill('Kept changing it');
  await form.getByLabel('Hours').fill('300');
  await form.getByRole('button', { name: 'Peek' }).click();
  await expect.poll(() => seen.some((one) => one.action === 'peek')).toBe(true);
  expect(seen.find((one) => one.action === 'peek')?.state).toMatchObject({
    why: { t: { value: 'Kept changing it' } },
  });
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('That is more than a hundred.').waitFor();
  expect(await form.getByLabel('Why').inputValue()).toBe('Kept changing it');
  await form.getByLabel('Hours').fill('30');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'hidden' });
  expect(submitted).toMatchObject([
    { hours: { n: { value: '30' } }, who: { look: { selected_option: { value: 'Copper Kite Games' } } } },
  ]);
  expect(faults).toEqual([]);
  await page.close();
});

test('a second click while the first is under way is ignored', async () => {
  const { page } = await openPage({ path: '/?as=U0BEN' });
  await say(page, 'hello');
  const { promise, resolve: finish } = Promise.withResolvers<void>();
  finished = promise;
  const slow = page.getByRole('button', { name: 'Slow' });
  await slow.dblclick();
  await expect.poll(() => slow.getAttribute('aria-busy')).toBe('true');
  finish();
  await expect.poll(() => slow.getAttribute('aria-busy')).toBe('false');
  expect(seen.filter((one) => one.action === 'slow')).toHaveLength(1);
  await page.close();
});

test('a message that arrives while a button is pressed moves nothing under the pointer', async () => {
  const { page } = await openPage({ path: '/?as=U0ELIF' });
  const beside = await openPage({ path: '/?as=U0ELIF' });
  for (const text of ['one', 'two', 'three', 'four', 'five', 'six']) await say(page, text);
  const asked = page.getByRole('button', { name: 'Slow' });
  const other = beside.page.getByRole('button', { name: 'Slow' });
  await expect.poll(() => asked.count()).toBe(6);
  await asked.last().hover();
  await page.mouse.down();
  const before = seen.length;
  await say(beside.page, 'seven');
  await expect.poll(() => other.count()).toBe(7);
  const place = await asked.last().boundingBox();
  expect(await asked.count()).toBe(6);
  expect(await asked.last().boundingBox()).toEqual(place);
  await page.mouse.up();
  await expect.poll(() => asked.count()).toBe(7);
  expect(seen.length).toBe(before + 1);
  await page.close();
  await beside.page.close();
});

test('what people and the app write is shown as text', async () => {
  const { page, faults } = await openPage({ path: '/?as=U0CHLOE' });
  const nasty =
    '<img src=x onerror="window.hit=1"> <script>window.hit=1</script> <javascript:alert(1)|click>';
  await say(page, nasty);
  await workspace.app.client.chat.postMessage({
    channel: 'C0REVIEW',
    text: nasty,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: nasty } }],
  });
  await page.getByText('window.hit=1').first().waitFor();
  await page.getByRole('button', { name: 'persona-review' }).click();
  await page.getByText('window.hit=1').first().waitFor();
  expect(await page.evaluate('window.hit')).toBeUndefined();
  expect(await page.locator('a[href^="javascript"], img[src="x"]').count()).toBe(0);
  expect(faults).toEqual([]);
  await page.close();
});

test('the chosen person and place survive a reload, also on a phone', async () => {
  const { page, faults } = await openPage({ width: 390 });
  await page.getByLabel('Acting as').click();
  await page.getByRole('option', { name: /Grace Lind/ }).click();
  await page.getByRole('button', { name: 'Open the sidebar' }).click();
  await page.getByRole('navigation').getByRole('button', { name: 'sales' }).click();
  await page.getByText('Pinewood Bakery').waitFor();
  await page.reload();
  await page.getByText('Pinewood Bakery').waitFor();
  expect(await page.getByLabel('Acting as').textContent()).toContain('Grace Lind');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  expect(faults).toEqual([]);
  await page.close();
});

test('the page speaks the language of whoever one acts as, its buttons and its days included', async () => {
  const { page, faults } = await openPage({ path: '/?as=U0DMITRI' });
  await page.getByRole('tab', { name: 'Сообщения' }).waitFor();
  await page.getByText('ничто не покидает этот компьютер').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ru');
  await page.getByRole('textbox', { name: 'Сообщение' }).fill('Привет');
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByText('Сегодня').waitFor();
  await page.getByRole('combobox', { name: 'Вы сейчас' }).click();
  await page.getByRole('option', { name: /Grace Lind.*Маркетинг/s }).click();
  await page.getByRole('tab', { name: 'Messages' }).waitFor();
  expect(faults).toEqual([]);
  await page.close();
});

test('where most speak Russian the page begins with somebody who does', async () => {
  const russian = await startSandbox({ language: 'ru' });
  const state = await fetch(`${russian.url}/sandbox/state?user=`);
  expect(await state.json()).toMatchObject({ me: { locale: 'ru-RU' } });
  await russian.close();
});
