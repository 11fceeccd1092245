import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Asking, ask } from '../../src/model/ask.ts';
import { ladderIn } from '../../src/model/ladder.ts';
import type { Model, ModelRequest } from '../../src/model/model.ts';
import { type ModelOptions, modelFor } from '../../src/model/openai.ts';
import { readJson } from '../../src/model/reading.ts';
import { spentSince } from '../../src/model/store.ts';
import { configWith, emptyWorkspace, NOW } from '../personas/world.ts';
import { type Answering, completion, endpointThat, json } from './endpoint.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const request: ModelRequest = {
  prompt: 'persona',
  promptHash: 'h',
  system: 'Answer.',
  user: 'Well?',
  schema: { name: 'answer', schema: { type: 'object' } },
};

async function modelThat(answering: Answering, options: ModelOptions = {}) {
  const endpoint = await endpointThat(answering);
  closing.push(endpoint.close);
  const config = configWith({ OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: `m${endpoint.url}` });
  const times = { timeoutMs: 2_000, retries: 0, ...options };
  return {
    ...endpoint,
    config,
    again: () => modelFor(config.model, times) as Model,
    model: modelFor(config.model, times) as Model,
  };
}

const odd: [string, string, Answering][] = [
  [
    'a page of HTML with status 200',
    'no_completion',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><body>Gateway</body></html>');
    },
  ],
  [
    'JSON that breaks off',
    'no_completion',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"choices":[{"message":{"content":"{');
    },
  ],
  ['two megabytes', 'too_long', (_, response) => json(response, 200, completion('x'.repeat(2_000_000)))],
  ['no choice', 'empty', (_, response) => json(response, 200, { ...completion(''), choices: [] })],
  [
    'content that is a list',
    'empty',
    (_, response) =>
      json(response, 200, { choices: [{ finish_reason: 'stop', message: { content: [1, 2] } }] }),
  ],
  ['a bare number', 'no_completion', (_, response) => json(response, 200, 7)],
  [
    'a refusal',
    'refused',
    (_, response) =>
      json(response, 200, {
        choices: [{ finish_reason: 'stop', message: { content: null, refusal: 'No.' } }],
      }),
  ],
  ['a cut-off answer', 'truncated', (_, response) => json(response, 200, completion('{"a":', 'length'))],
  ['a filtered answer', 'filtered', (_, response) => json(response, 200, completion('', 'content_filter'))],
  [
    'a content filter that answers 400',
    'filtered',
    (_, response) => json(response, 400, { error: { message: 'no', code: 'content_filter' } }),
  ],
  [
    'a text that is too long for it',
    'too_much',
    (_, response) => json(response, 400, { error: { message: 'no', code: 'context_length_exceeded' } }),
  ],
  ['silence', 'timeout', () => {}],
  [
    '400 to every way of asking',
    'not_understood',
    (_, response) => json(response, 400, { error: { message: 'no' } }),
  ],
];
for (const [what, outcome, answering] of odd) {
  test(`${what} is an outcome, never an exception`, async () => {
    const { model } = await modelThat(answering, { timeoutMs: what === 'silence' ? 200 : 2_000 });
    expect((await model.word(request)).outcome).toBe(outcome);
  });
}

test('a connection that breaks in the middle of an answer is an outcome', async () => {
  const { model } = await modelThat((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
    response.write('{"choices":[');
    setTimeout(() => response.destroy(), 20);
  });
  expect(['no_completion', 'unreachable']).toContain((await model.word(request)).outcome);
});

test('an answer that never ends within the time limit is given up', async () => {
  const { model } = await modelThat(
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices":[');
    },
    { timeoutMs: 200 },
  );
  expect((await model.word(request)).outcome).toBe('timeout');
});

test('Retry-After is waited for, and the second answer counts', async () => {
  const { model, bodies } = await modelThat(
    (_, response, calls) =>
      calls === 1
        ? json(response, 429, { error: { message: 'slow down' } }, { 'retry-after': '0.05' })
        : json(response, 200, completion('{}')),
    { retries: 1 },
  );
  expect((await model.word(request)).outcome).toBe('answered');
  expect(bodies).toHaveLength(2);
});

test('a bot that stops gives up what is under way, and asks nothing more', async () => {
  const stop = new AbortController();
  const { model, bodies } = await modelThat(() => stop.abort(), { stop: stop.signal });
  expect((await model.word(request)).outcome).toBe('stopped');
  expect((await model.word(request)).outcome).toBe('stopped');
  expect(bodies).toHaveLength(1);
});

test('the way an endpoint understands is remembered in the database, for the next thread and the next command', async () => {
  const world = await emptyWorkspace();
  closing.push(world.close);
  const picky: Answering = ({ response_format }, response) =>
    response_format === undefined ? json(response, 200, completion('{}')) : json(response, 400, {});
  const ladder = ladderIn(world.db, world.workspace, NOW);
  const { model, again, bodies } = await modelThat(picky, { ladder });
  await model.word(request);
  expect(bodies).toHaveLength(3);
  expect(JSON.parse(bodies[2] ?? '')).toMatchObject({ max_tokens: expect.any(Number) });
  await again().word(request);
  expect(bodies).toHaveLength(4);
  const later = ladderIn(world.db, world.workspace, '2027-02-01T00:00:00.000Z');
  const known = await world.db.selectFrom('model_endpoints').select('place').execute();
  expect(await later.rungOf(known[0]?.place ?? '')).toBeNull();
});

test('an endpoint that fails teaches nothing about how it wants to be asked', async () => {
  const world = await emptyWorkspace();
  closing.push(world.close);
  const ladder = ladderIn(world.db, world.workspace, NOW);
  const { model } = await modelThat((_, response) => json(response, 400, {}), { ladder });
  await model.word(request);
  expect(await world.db.selectFrom('model_endpoints').selectAll().execute()).toEqual([]);
});

async function asking(answering: Answering, more: Record<string, string> = {}) {
  const world = await emptyWorkspace();
  closing.push(world.close);
  const { model, bodies, config } = await modelThat(answering);
  const prices = configWith(more).model;
  const job: Asking = {
    db: world.db,
    workspace: world.workspace,
    model,
    config: { ...prices, endpoint: config.model.endpoint },
    now: NOW,
    monthFrom: '2026-11-01T00:00:00.000Z',
    underWay: { in: 0, out: 0 },
    fruitless: 0,
  };
  return { world, job, bodies };
}
const shape = z.strictObject({ name: z.string() });
const read = (text: string) => readJson(text, shape);

test('an answer in another shape is asked for once more, with what was wrong and none of its words', async () => {
  const { world, job, bodies } = await asking((_, response, calls) =>
    json(response, 200, completion(calls === 1 ? { nom: 'EVIL WORDS' } : { name: 'ok' })),
  );
  expect(await ask(job, request, read)).toMatchObject({ answered: true, value: { name: 'ok' }, calls: 2 });
  expect(bodies[1]).toContain('name');
  expect(bodies[1]).not.toContain('EVIL');
  const rows = await world.db.selectFrom('model_calls').select('outcome').execute();
  expect(rows.map(({ outcome }) => outcome)).toEqual(['unreadable', 'answered']);
  expect(await ask(job, request, read)).toMatchObject({ answered: true, calls: 0 });
});

test('it is asked for once more, not again and again', async () => {
  const { job, bodies } = await asking((_, response) => json(response, 200, completion('prose')));
  expect(await ask(job, request, read)).toMatchObject({ answered: false, why: 'unreadable', calls: 2 });
  expect(bodies).toHaveLength(2);
});

test('an endpoint that counts no tokens is counted by the length of the texts', async () => {
  const { world, job } = await asking((_, response) =>
    json(response, 200, completion({ name: 'ok' }, 'stop', null)),
  );
  await ask(job, request, read);
  const { tokens_in, tokens_out } = await world.db
    .selectFrom('model_calls')
    .select(['tokens_in', 'tokens_out'])
    .executeTakeFirstOrThrow();
  expect(tokens_in).toBeGreaterThan(0);
  expect(tokens_out).toBeGreaterThan(0);
  const prices = { monthlyBudgetUsd: null, priceInUsdPerM: 1, priceOutUsdPerM: 1 };
  expect(await spentSince(world.db, world.workspace, prices, job.monthFrom)).toBeCloseTo(
    ((tokens_in ?? 0) + (tokens_out ?? 0)) / 1_000_000,
  );
});

test('several calls at once stay within the budget together', async () => {
  const priced = {
    MODEL_MONTHLY_BUDGET_USD: '0.004',
    MODEL_PRICE_IN_USD_PER_M: '1',
    MODEL_PRICE_OUT_USD_PER_M: '1',
  };
  const { job, bodies } = await asking(
    (_, response) => json(response, 200, completion({ name: 'ok' })),
    priced,
  );
  const asked = Array.from({ length: 6 }, (_, i) => ask(job, { ...request, user: `Well ${i}?` }, read));
  const answers = await Promise.all(asked);
  expect(answers.filter((answer) => !answer.answered && answer.why === 'spent')).toHaveLength(4);
  expect(bodies).toHaveLength(2);
});
