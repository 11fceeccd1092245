import { WebAPIPlatformError } from '@slack/web-api';
import pino from 'pino';
import { expect, test } from 'vitest';
import { nameOf, placeOf } from '../../src/failure.ts';
import { slackLogger } from '../../src/slack/logger.ts';
import { answerAll, begin, PROBLEM } from '../interviewing.ts';
import { waitFor } from '../person.ts';
import { openWorld, type World } from '../world.ts';

const WEDNESDAY = Date.parse('2026-11-18T10:00:00Z');

/** Whatever the database holds of people's words and names, as it would stand in a line of JSON. */
async function wordsIn({ db }: World): Promise<string[]> {
  const revisions = await db
    .selectFrom('answer_revisions')
    .select('value')
    .where('value', 'is not', null)
    .execute();
  const answers = revisions
    .map(({ value }) => JSON.parse(value ?? '""') as unknown)
    .filter((value) => typeof value === 'string' && value.includes(' '));
  const customers = (await db.selectFrom('customers').select('name').execute()).map(({ name }) => name);
  const people = (await db.selectFrom('people').select('name').execute()).map(({ name }) => name);
  const words = [...answers, ...customers, ...people].filter(
    (each) => typeof each === 'string' && each.length > 3,
  );
  return [...new Set(words as string[])].map((each) => JSON.stringify(each).slice(1, -1));
}

test('at LOG_LEVEL=trace, from an interview to a lead check, no answer, name or token reaches the log', async () => {
  const lines: string[] = [];
  // Without the redaction of the program's own log: nothing may depend on it.
  const log = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  // It goes on, because what failed is tried again after a while.
  const offsetMs = WEDNESDAY - Date.now();
  const clock = () => new Date(Date.now() + offsetMs);
  const env = { CHECK_API_TOKEN: 'token-of-the-crm', LOG_LEVEL: 'trace' };
  const world = await openWorld({ sample: true, env, log, clock });
  const { anna, grace, sandbox } = world;
  await begin(anna);
  await answerAll(anna, PROBLEM);
  // What fails is logged at more length than what goes well.
  sandbox.faults.once('http_500', 'chat.postMessage');
  sandbox.faults.once('rate_limited', 'chat.update');
  await anna.command('privacy');
  await anna.modal('Who sees my answers?');
  await grace.command('draft', 'C0REVIEW');
  await grace.sees(/drafts are ready for review/);
  const card = await waitFor('a draft', async () => {
    const messages = await grace.messages('C0REVIEW');
    return messages.find(({ text }) => text.endsWith('(Negative persona)')) ?? null;
  });
  await grace.clickAt(card, 'Approve');
  await grace.modal('Had this been the rule');
  await grace.fill({ use: 'Qualifying inbound leads of Zebulon' });
  await grace.sees('was approved by', 'C0REVIEW');
  await anna.command('check retail, 8 people, call Zebulon');
  await anna.sees(/This lead|Not enough/);
  const http = `http://127.0.0.1:${world.app().httpPort}/api/check`;
  const headers = { authorization: 'Bearer token-of-the-crm', 'content-type': 'application/json' };
  const body = JSON.stringify({ text: 'retail, 8 people, call Zebulon' });
  expect((await fetch(http, { method: 'POST', headers, body })).status).toBe(200);

  const all = lines.join('');
  expect(lines.map((line) => JSON.parse(line).level)).toContain(40);
  const words = await wordsIn(world);
  expect(words).toContain('Lantern Pottery');
  expect(words.length).toBeGreaterThan(100);
  const secrets = [sandbox.botToken, sandbox.appToken, 'token-of-the-crm', 'Zebulon', PROBLEM.why ?? '?'];
  const found = [...secrets, ...words].filter((each) => all.includes(each));
  expect(found).toEqual([]);
});

test('of a failure the log tells the class, the code and the place, and no line of its message', () => {
  const error = Object.assign(new TypeError('Zebulon said:\n    at noon\nat Zebulon Bakery'), {
    code: 'E_ODD',
  });
  expect(nameOf(error)).toBe('TypeError E_ODD');
  expect(placeOf(error)[0]).toContain('log.test.ts');
  expect(placeOf(error).join()).not.toMatch(/noon|Zebulon/);
  const page = new WebAPIPlatformError({ ok: false, error: '<html>Zebulon Bakery</html>' });
  expect(nameOf(page)).toBe('WebAPIPlatformError slack_webapi_platform_error an answer that is no code');
  expect(nameOf(new WebAPIPlatformError({ ok: false, error: 'not_in_channel' }))).toContain('not_in_channel');
  expect([nameOf('Zebulon'), placeOf('Zebulon')]).toEqual(['string', []]);
});

test('what Slack’s client says of an answer or a request is logged without the words in it', () => {
  const lines: string[] = [];
  const logger = slackLogger(pino({ level: 'trace' }, { write: (line) => void lines.push(line) }));
  logger.debug('{"text":"Zebulon"}');
  logger.warn('http request failed', `Unexpected token 'Z', "Zebulon's <b"... is not valid JSON`);
  logger.error(
    'must be a valid URL: "https://zebulon.example" [json-pointer:/blocks/0]',
    new Error('Zebulon'),
  );
  expect(lines).toHaveLength(2);
  expect(lines.join('')).toContain('json-pointer:/blocks/0');
  expect(lines.join('')).not.toMatch(/zebulon/i);
});
