import { WebClient } from '@slack/web-api';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { plainText } from '../../src/commands/plain.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { SlackMessage } from '../../src/slack/message.ts';
import { type OutgoingFile, uploadOf } from '../../src/slack/send-files.ts';
import { picturesBelow } from '../../src/summary/run.ts';
import { openPage, place, snap } from '../browsing.ts';
import { messageFaults } from '../limits.ts';
import { person } from '../person.ts';
import { goldenWeeks } from './golden.ts';

type Shown = { name: string; message: SlackMessage; files: OutgoingFile[]; comment: string };

/** Below these the pictures are looked at as well. */
const PICTURED = ['drafted', 'five-thousand'];
const shown: Shown[] = [];
const said = (name: string) => plainText(shown.find((one) => one.name === name)!.message);

beforeAll(async () => {
  await goldenWeeks(['en', 'ru'], async (scene, language, { message, at }) => {
    const place = { ...scene.config, language };
    const none = { files: [], comment: '' };
    const below = PICTURED.includes(scene.name)
      ? await picturesBelow(at.db, at.workspace, scene.week, place)
      : none;
    shown.push({ name: `${scene.name}-${language}`, message, ...below });
  });
}, 60_000);

test('golden weeks: what a manager reads, in order, whatever the week brought', () => {
  expect(shown.flatMap(({ message }) => messageFaults(message))).toEqual([]);
  const order = [
    'What we learnt, 8 – 14 February 2027',
    'Waiting for a decision',
    'What it is worth',
    'Our own trouble',
    'Who has not been heard',
  ];
  const found = order.map((part) => said('drafted-en').indexOf(part));
  expect(found).toEqual(found.toSorted((a, b) => a - b));
  expect(found[0]).toBeGreaterThanOrEqual(0);
  expect(said('drafted-en')).toMatch(/9 of 42 problem cases, 0 of 42 comparable ones, 7 staff\n> “/);
  expect(said('drafted-en')).toContain('3 leads checked, 2 resemble a negative persona');
  expect(said('drafted-ru')).toContain('9 из 42 проблемных случаев, среди сравнимых 0 из 42, 7 сотрудников');
  expect(said('contradicted-en')).toContain(
    'Penny-Wise Parker: more good customers than problem ones fit it since it was approved',
  );
  expect(said('nothing-en')).toMatch(/^The week of 15 – 21 February 2027/);
  expect(said('one-interview-en')).toContain('Thank you: 1 interview by 1 person.');
  expect(said('one-interview-ru')).toContain('Спасибо: 1 интервью от 1 человека.');
  expect(said('late-en')).toContain('2 interviews by 2 people. 1 of them late, from week 2027-W08.');
  // The interview of Sunday 23:59 counts, the one of Monday 00:00 does not.
  expect(said('clock-change-en')).toContain('22 – 28 March 2027');
  expect(said('clock-change-en')).toContain('Thank you: 1 interview by 1 person.');
  expect(said('five-thousand-en')).toContain('Thank you: 5,000 interviews by 40 people.');
  expect(said('five-thousand-ru')).toMatch(/1\s344 из 3\s041 проблемного случая/);
});

test('golden weeks fit a wide screen and a phone, in both languages, light and dark', async () => {
  const sandbox = await startSandbox({ journal: null });
  onTestFinished(() => sandbox.close());
  const posted = await post(sandbox);
  const page = await openPage(sandbox.url);
  await place(page, 'weekly-summary').click();
  await page
    .locator(`[data-ts="${posted.at(-1)!.ts}"] img`)
    .last()
    .waitFor();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 1700 });
    const tooWide = await page
      .locator('article')
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
    expect({ width, tooWide }).toEqual({ width, tooWide: 0 });
    if (!process.env.MISMATCH_PICTURES) continue;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const { name, ts } of posted) {
        await snap(page.locator(`[data-ts="${ts}"]`), `${name}-${width}-${colorScheme}`);
      }
    }
  }
}, 120_000);

async function post({ url, botToken, apiUrl }: { url: string; botToken: string; apiUrl: string }) {
  const client = new WebClient(botToken, { slackApiUrl: apiUrl });
  const anna = person(url, 'U0ANNA');
  const posted: { name: string; ts: string }[] = [];
  for (const { name, message, files, comment } of shown) {
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0SUMMARY', ...message });
    posted.push({ name, ts });
    const [first, ...more] = files.map(uploadOf);
    if (!first) continue;
    await client.filesUploadV2({
      ...{ channel_id: 'C0SUMMARY', thread_ts: ts, initial_comment: comment },
      file_uploads: [first, ...more],
    });
    posted.push({ name: `${name}-pictures`, ts: (await anna.messages('C0SUMMARY')).at(-1)?.ts ?? '' });
  }
  return posted;
}
