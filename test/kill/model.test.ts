import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { type Body, completion, endpointThat, json } from '../model/endpoint.ts';
import { person } from '../person.ts';

/** The bot as people start it, on its sample, with a model behind an address. */
async function started(databaseUrl: string, modelUrl: string) {
  const child = spawn(process.execPath, [resolve('src/mismatch.js'), 'start'], {
    env: {
      PORT: '0',
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'error',
      SCRIPTS_DIR: resolve('prompts/scripts'),
      OPENAI_BASE_URL: modelUrl,
      OPENAI_MODEL: 'm',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const url = await new Promise<string>((found) => {
    child.stdout.on('data', (words) => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(String(words))?.[0];
      if (address) found(address);
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const [code] = await ended;
    return code;
  };
  return { grace: person(url, 'U0GRACE'), stop };
}

const isReading = ({ messages }: Body) => messages.at(-1)?.content.includes('"question"') === true;

test('told to stop while a draft waits for the model, the bot gives the call up and ends; the next drafts make only the missing calls', async () => {
  const databaseUrl = `file:${join(mkdtempSync(join(tmpdir(), 'mismatch-abort-')), 'test.db')}`;
  let holds: ((body: Body) => boolean) | null = isReading;
  const answered: Body[] = [];
  let held: (response: ServerResponse) => void = () => {};
  const words = { name: '', subtitle: '', sentences: [] };
  const suggestions = [{ team: 'sales', text: 'Keep a friendly note.' }];
  const endpoint = await endpointThat((body, response) => {
    if (holds?.(body)) return held(response);
    answered.push(body);
    json(response, 200, completion(isReading(body) ? { findings: [] } : { ...words, suggestions }));
  });
  onTestFinished(endpoint.close);
  const waits = () => new Promise<ServerResponse>((found) => (held = found));
  const givenUp = (response: ServerResponse) => response.closed || once(response, 'close');

  // While it reads the answers, then while it words the first persona.
  for (const place of [isReading, (body: Body) => !isReading(body)]) {
    holds = place;
    const waiting = waits();
    const bot = await started(databaseUrl, endpoint.url);
    await bot.grace.command('draft');
    const response = await waiting;
    expect(await bot.stop()).toBe(0);
    await givenUp(response);
  }
  const { db, close } = openDatabase(databaseUrl);
  onTestFinished(close);
  const outcomes = async () =>
    (await db.selectFrom('draft_runs').select('outcome').orderBy('id').execute()).map(
      ({ outcome }) => outcome,
    );
  expect(await outcomes()).not.toContain('running');

  holds = null;
  const bot = await started(databaseUrl, endpoint.url);
  await bot.grace.command('draft');
  await bot.grace.sees('The model worded');
  const calls = answered.length;
  await bot.grace.command('draft');
  await bot.grace.sees('nothing new');
  expect(answered).toHaveLength(calls);
  expect(await bot.stop()).toBe(0);

  const told = answered.map(({ messages }) => messages.at(-1)?.content);
  expect(new Set(told).size).toBe(calls);
  const keys = await db.selectFrom('read_answers').select('key').distinct().execute();
  const drafts = await db
    .selectFrom('persona_versions')
    .select('persona')
    .distinct()
    .where('voice', '=', 'model')
    .execute();
  expect(answered.filter(isReading)).toHaveLength(keys.length);
  expect(calls - keys.length).toBe(drafts.length);
  expect(drafts.length).toBeGreaterThan(2);
});
