import { WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { plainText } from '../../src/commands/plain.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { SlackMessage } from '../../src/slack/message.ts';
import { type OutgoingFile, uploadOf } from '../../src/slack/send-files.ts';
import { picturesBelow } from '../../src/summary/run.ts';
import type { Source } from '../../src/summary/source.ts';
import { labelOf } from '../../src/summary/source-blocks.ts';
import { sourcesOf } from '../../src/summary/sources.ts';
import type { Summary } from '../../src/summary/summary.ts';
import { en } from '../../src/text/catalogue.ts';
import { openPage, place, snap } from '../browsing.ts';
import { messageFaults } from '../limits.ts';
import { person } from '../person.ts';
import { goldenWeeks } from './golden.ts';

type Shown = {
  name: string;
  summary: Summary;
  message: SlackMessage;
  sources: Source[];
  /** What the queries gave. */
  found: Pick<Source, 'figure' | 'value'>[];
  files: OutgoingFile[];
  comment: string;
};

/** Below these the pictures are looked at as well. */
const PICTURED = ['drafted', 'five-thousand'];
const shown: Shown[] = [];
const said = (name: string) => plainText(shown.find((one) => one.name === name)!.message);

beforeAll(async () => {
  await goldenWeeks(['en', 'ru'], async (scene, language, { summary, message, at }) => {
    const place = { ...scene.config, language };
    const none = { files: [], comment: '' };
    const below = PICTURED.includes(scene.name)
      ? await picturesBelow(at.db, at.workspace, scene.week, place)
      : none;
    const sources = language === 'en' ? sourcesOf(summary, at.workspace) : [];
    const found = await Promise.all(
      sources.map(async ({ figure, sql: query }) => {
        const { rows } = await sql.raw<Record<string, number | null>>(query).execute(at.db);
        return { figure, value: Object.values(rows[0] ?? {})[0] ?? null };
      }),
    );
    shown.push({ name: `${scene.name}-${language}`, summary, message, sources, found, ...below });
  });
});

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
  expect(said('drafted-en')).toContain('4 leads checked, 3 resemble a negative persona');
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

test('golden weeks: every number that is read has a query, which gives it again', () => {
  const english = shown.filter(({ sources }) => sources.length > 0);
  expect(english.length).toBeGreaterThan(5);
  for (const { name, summary, message, sources, found } of english) {
    expect({ name, found }).toEqual({ name, found: sources.map(({ figure, value }) => ({ figure, value })) });
    // The dates of the title, weeks by their names, and words that somebody said are no figures of ours.
    const text = plainText(message)
      .replace(/^.*\n/, '')
      .replaceAll(/^>.*$/gm, '')
      .replaceAll(/\d{4}-W\d\d|last \d+ weeks/g, '');
    const known = new Set(sources.map(({ value }) => Math.abs(Math.round(value ?? 0))));
    const lists = [summary.waiting, summary.learnt, summary.fix].flatMap(({ length }) => [
      length - 1,
      length - 3,
    ]);
    const numbers = [...text.matchAll(/\d[\d,]*/g)].map(([digits]) => Number(digits.replaceAll(',', '')));
    const { complete, partial } = summary.interviews;
    const all = new Set([...known, ...lists, complete + partial]);
    expect({ name, unknown: numbers.filter((number) => !all.has(number)) }).toEqual({ name, unknown: [] });
    expect(sources.map((source) => labelOf(summary, source, en.summary))).not.toContain('');
    for (const source of sources) expect(labelOf(summary, source, en.summary)).not.toBe(source.figure);
  }
});

test('golden weeks fit a wide screen and a phone, in both languages, light and dark', async () => {
  const sandbox = await startSandbox({ journal: null });
  onTestFinished(() => sandbox.close());
  const posted = await post(sandbox);
  const page = await openPage(sandbox.url);
  await place(page, 'weekly-summary').click();
  const last = page.locator(`[data-ts="${posted.at(-1)!.ts}"]`);
  await last.getByText('Reply in a thread').waitFor();
  expect(await last.locator('img').last().isVisible()).toBe(false);
  for (const reply of await page.getByText('Reply in a thread').all()) await reply.click();
  await last.locator('figure img').last().waitFor();
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
});

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
