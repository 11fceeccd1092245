import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { textsIn } from '../src/text/catalogue.ts';
import { actAs, button, fillForm, openPage, place, say, snap, startBot } from './browsing.ts';

/** One person's words for the same interview. */
const talks = [
  {
    language: 'en',
    person: /Anna Petrov/,
    side: 'Sales',
    account: {
      'What industry are they in?': 'Retail or e-commerce',
      'How did their budget fit our prices?': 'Below our prices',
    },
    trouble: 'Pushed the price down',
    vague: 'They were difficult',
    example: 'They reopened the price after every call.',
    corrected: 'They reopened the price after every single call.',
    pause: 'pause',
    costs: { 'How long did it take to close the deal?': '2 days' },
    stop: 'stop',
  },
  {
    language: 'ru',
    person: /Dmitri/,
    side: 'Поддержка',
    account: {
      'В какой они отрасли?': 'Розница или интернет-торговля',
      'Насколько их бюджет подходил под наши цены?': 'Ниже наших цен',
    },
    trouble: 'Продавливали цену',
    vague: 'С ними было тяжело',
    example: 'После каждого звонка они заново открывали разговор о цене.',
    corrected: 'После каждого из девяти звонков они заново открывали разговор о цене.',
    pause: 'пауза',
    costs: { 'Сколько времени заняла продажа': '2 дня' },
    stop: 'стоп',
  },
] as const;

test('an interview in English and one in Russian: a follow-up, an edit, a pause over a restart, and all of it deleted', async () => {
  const bot = await startBot({}, '--empty');
  const page = await openPage(bot.url);
  for (const talk of talks) await talkUntilPaused(page, talk);
  await bot.restart();
  await page.reload();
  for (const talk of talks) await finishAndDelete(page, talk);
});

type Talk = (typeof talks)[number];

async function talkUntilPaused(page: Page, talk: Talk): Promise<void> {
  const texts = textsIn(talk.language).interview;
  await actAs(page, talk.person);
  await place(page, 'Mismatch').click();
  await say(page, '/persona interview problem-customer');
  await page.getByRole('button', { name: talk.side, exact: true }).click();
  await page.getByText(texts.position(1, 8)).waitFor();
  await snap(page, `${talk.language}-first`);
  await say(page, 'Lantern Pottery');
  await fillForm(page, button(page, texts.answerForm(6)), talk.account);
  await page.getByText(texts.position(3, 8)).waitFor();
  await page.getByLabel(texts.choose).selectOption({ label: talk.trouble });
  await page.getByText(texts.writeIt).waitFor();
  await say(page, talk.vague);
  await page.getByText(texts.followUp(4, 8)).waitFor();
  await snap(page, `${talk.language}-follow-up`);
  await say(page, talk.example);
  await page.getByText(texts.position(5, 8)).waitFor();

  await page.locator('[data-action^="interview_form:"][data-action$=":why?1"]').click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox').last().fill(talk.corrected);
  await snap(page, `${talk.language}-edit`);
  await form.locator('button[type=submit]').click();
  await form.waitFor({ state: 'hidden' });
  await page.getByText(talk.corrected).waitFor();
  await say(page, talk.pause);
  await page.getByText(texts.paused(5, 8)).waitFor();
  await snap(page, `${talk.language}-paused`);
}

async function finishAndDelete(page: Page, talk: Talk): Promise<void> {
  const texts = textsIn(talk.language).interview;
  await actAs(page, talk.person);
  await place(page, 'Mismatch').click();
  await button(page, texts.resume).click();
  await fillForm(page, button(page, texts.answerForm(5)), talk.costs);
  await page.getByText(texts.position(6, 8)).waitFor();
  await say(page, talk.stop);
  await page.getByText(texts.partial.replaceAll('*', '')).waitFor();
  await snap(page, `${talk.language}-end`);

  await button(page, texts.deleteAll).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(texts.deleteText).waitFor();
  await snap(page, `${talk.language}-delete`);
  await dialog.locator('button[type=submit]').click();
  await page.getByText(texts.deleted).waitFor();
  await page.getByText(talk.corrected).waitFor({ state: 'hidden' });
  await snap(page, `${talk.language}-deleted`);
}
