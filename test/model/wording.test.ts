import { LLMock } from '@copilotkit/aimock';
import { afterEach, expect, test } from 'vitest';
import type { DraftResult } from '../../src/drafting/result.ts';
import { showPrompt } from '../../src/drafting/show-prompt.ts';
import { modelFor } from '../../src/model/openai.ts';
import { listPersonas } from '../../src/personas/store.ts';
import { configWith, NOW, plantedWorkspace, problem } from '../personas/world.ts';

/** Different free-text answers of the planted workspace: each is read once. */
const TEXTS = 8;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Material = { name: string; sentences: { place: string; text: string }[] };
type Answer = { name: string; subtitle: string; sentences: unknown[]; suggestions: unknown[] };

/** An endpoint that nobody here wrote, answering as `answer` says to the material it was given. */
async function endpoint(answer: (material: Material) => Answer | string, timeoutMs = 5_000) {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  mock.on({ predicate: () => true }, (request) => {
    const user = request.messages.at(-1)?.content;
    const [material = ''] = String(user).split('\n\nYour last answer');
    const given = JSON.parse(material) as Material;
    // What is read for themes has tests of its own: here nothing is found.
    const reply = 'question' in given ? '{"findings":[]}' : answer(given);
    return { content: typeof reply === 'string' ? reply : JSON.stringify(reply) };
  });
  await mock.start();
  closing.push(() => mock.stop());
  const config = configWith({ OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_MODEL: 'test-model' });
  const model = modelFor(config.model, { timeoutMs, retries: 0 });
  const sent = () => mock.getRequests().map(({ body }) => JSON.stringify(body));
  const bodies = () => sent().filter((body) => body.includes('You edit short descriptions'));
  return { mock, config, model, sent, bodies };
}

async function planted() {
  const world = await plantedWorkspace();
  closing.push(() => world.close());
  return world;
}

/** What the embedded drafter says about the same world, counted once. */
let embeddedOnce: Promise<DraftResult> | null = null;
function embeddedDraft(): Promise<DraftResult> {
  embeddedOnce ??= planted().then((world) => world.draft());
  return embeddedOnce;
}

const spaced = (text: string) => text.replaceAll(/[ˆ¦‡¬⁞]/g, ' ');
const kindly = ({ sentences }: Material): Answer => ({
  name: 'Thoughtful Theo',
  subtitle: 'In the words of a colleague',
  sentences: sentences.map(({ place, text }) => ({ place, text: `Put kindly, ${spaced(text)}` })),
  suggestions: [{ team: 'sales', text: 'Keep a friendly note on why we declined.' }],
});

test('a model words the same evidence: numbers, quotes and ids stay what they were', async () => {
  const world = await planted();
  const embedded = await embeddedDraft();
  const { config, model } = await endpoint(kindly);
  const worded = await world.draft({ config, model });
  expect(worded.model.calls).toBe(worded.personas.length + TEXTS);
  const [one, other] = [embedded.personas[0]!, worded.personas[0]!];
  expect(other.voice).toBe('model');
  expect(other.name).toBe('Thoughtful Theo');
  expect(other.story.map(({ text }) => text)).toEqual(one.story.map(({ text }) => `Put kindly, ${text}`));
  expect(other.story.map(({ evidence }) => evidence)).toEqual(one.story.map(({ evidence }) => evidence));
  expect({ ...other.quotes }).toEqual({ ...one.quotes });
  expect(other.claims).toEqual(one.claims);
  expect(other.actions.sales.at(-1)).toEqual({
    text: 'Keep a friendly note on why we declined.',
    evidence: [],
    assumption: true,
  });
});

test('a rerun without new evidence makes no call', async () => {
  const world = await planted();
  const { config, model } = await endpoint(kindly);
  await world.draft({ config, model });
  expect((await world.draft({ config, model })).model.calls).toBe(0);
});

test('no two personas get the same name, whatever the model says', async () => {
  const world = await planted();
  const { config, model } = await endpoint(kindly);
  const { personas } = await world.draft({ config, model });
  expect(new Set(personas.map(({ name }) => name)).size).toBe(personas.length);
});

const hostile: Record<string, (text: string) => string> = {
  'a number of its own': (text) => `${spaced(text)} That is 99 of 100.`,
  'a number in words': (text) => `${spaced(text)} That is nineteen hundred.`,
  'a number left out': (text) => spaced(text).replaceAll(/\{n\d+\}/g, 'many'),
  'an insult': (text) => `${spaced(text)} What greedy idiots.`,
  'a link': (text) => `${spaced(text)} See https://evil.example`,
  'a mention': (text) => `${spaced(text)} <!channel>`,
};
for (const [what, change] of Object.entries(hostile)) {
  test(`a sentence with ${what} is dropped, said so, and the embedded one stands`, async () => {
    const world = await planted();
    const embedded = await embeddedDraft();
    const { config, model } = await endpoint((material) => ({
      ...kindly(material),
      suggestions: [],
      sentences: material.sentences
        .filter(({ place }) => place === 'story.0')
        .map(({ place, text }) => ({ place, text: change(text) })),
    }));
    const { personas } = await world.draft({ config, model });
    expect(personas[0]?.story).toEqual(embedded.personas[0]?.story);
    expect(personas[0]?.dropped.map(({ what: place }) => place)).toContain('story.0');
  });
}

test('a protected trait in an action is dropped', async () => {
  const world = await planted();
  const { config, model } = await endpoint((material) => ({
    ...kindly(material),
    suggestions: [{ team: 'marketing', text: 'Do not advertise to pregnant women.' }],
  }));
  const { personas } = await world.draft({ config, model });
  expect(JSON.stringify(personas.map(({ actions }) => actions))).not.toContain('pregnant');
});

for (const reply of ['not json at all', '<html>502 Bad Gateway</html>', '{"name":"x"}', '{"name":']) {
  test(`an answer like ${reply} falls back to the embedded drafter and says so`, async () => {
    const world = await planted();
    const { config, model } = await endpoint(() => reply);
    const result = await world.draft({ config, model });
    expect(result.personas.every(({ voice }) => voice === 'embedded')).toBe(true);
    expect(result.model.note).toContain('not in the shape');
  });
}

test('an endpoint that cannot be reached is asked once a run, and the next run makes the missing calls', async () => {
  const world = await planted();
  const nowhere = configWith({ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' });
  const lost = modelFor(nowhere.model, { timeoutMs: 2_000, retries: 0 });
  const first = await world.draft({ config: nowhere, model: lost });
  expect(first.model).toMatchObject({ calls: 1, note: expect.stringContaining('cannot be reached') });
  expect(first.personas.length).toBeGreaterThan(2);
  const { config, model } = await endpoint(kindly);
  const second = await world.draft({ config, model });
  expect(second.model.calls).toBe(first.personas.length + TEXTS);
  expect(second.personas[0]).toMatchObject({ voice: 'model', version: 2 });
});

for (const status of [401, 429, 500]) {
  test(`HTTP status ${status} falls back and says so`, async () => {
    const world = await planted();
    const { mock, config, model } = await endpoint(kindly);
    mock.nextRequestError(status, { message: 'no' });
    const result = await world.draft({ config, model });
    expect(result.model.note).toContain(String(status));
    expect(result.personas.every(({ voice }) => voice === 'embedded')).toBe(true);
  });
}

test('an endpoint that knows no strict schema is asked more simply', async () => {
  const world = await planted();
  const { mock, config, model, sent } = await endpoint(kindly);
  mock.nextRequestError(400, { message: 'response_format is not supported' });
  const result = await world.draft({ config, model });
  expect(result.personas[0]?.voice).toBe('model');
  const ways = sent().map((body) => /"response_format":\{"type":"(\w+)"/.exec(body)?.[1]);
  expect(ways.slice(0, 2)).toEqual(['json_schema', 'json_object']);
  expect(ways.slice(2).every((way) => way === 'json_object')).toBe(true);
});

test('no name, address, number or id of anybody is in a request, nor in what --show-prompt prints', async () => {
  const world = await planted();
  await world.db
    .insertInto('people')
    .values({ workspace: world.workspace, id: 'U77', name: 'Zebulon Quist' })
    .execute();
  const canaries = [
    'Bargaincanary',
    'Zebulon',
    'Quist',
    'mole@secret.example',
    '1234567',
    'DE89',
    '4111',
    'U0123ABCDE',
  ];
  await world.interviews(
    Array.from({ length: 6 }, (_, i) =>
      problem(`bargaincanary${i}`, i, {
        industry: 'agency',
        budget_fit: 'below',
        contact_role: 'owner',
        company_size: '1-10',
        lead_source: 'search_ads',
        main_trouble: 'price_pressure',
        misfit: 'no_budget',
        fault: 'theirs',
        why: `Bargaincanary${i} Works told Zebulon Quist that the budget and the price and the discount were a joke, mole@secret.example, +49 30 1234567, DE89 3704 0044 0532 0130 00, 4111 1111 1111 1111, <@U0123ABCDE>.`,
      }),
    ),
  );
  const { config, model, sent: requests } = await endpoint(kindly);
  const prompts = JSON.stringify(await showPrompt({ db: world.db, workspace: world.workspace, config }));
  const result = await world.draft({ config, model });
  expect(result.model.calls).toBeGreaterThan(0);
  const sent = requests().join('\n');
  expect(sent).toContain('Contact-');
  for (const canary of canaries) {
    expect(sent, canary).not.toContain(canary);
    expect(prompts, canary).not.toContain(canary);
  }
});

test('--show-prompt sends nothing and shows exactly what would be sent', async () => {
  const world = await planted();
  const { mock, config, model, sent } = await endpoint(kindly);
  const shown = await showPrompt({ db: world.db, workspace: world.workspace, config });
  expect(mock.getRequests()).toEqual([]);
  expect(await listPersonas(world.db, world.workspace)).toEqual([]);
  await world.draft({ config, model });
  for (const { user } of shown) expect(sent().some((body) => body.includes(JSON.stringify(user)))).toBe(true);
  expect(sent()).toHaveLength(shown.length);
});

test('a month whose budget is spent makes no call', async () => {
  const world = await planted();
  const { mock, model, config } = await endpoint(kindly);
  const tight = {
    ...config,
    model: { ...config.model, monthlyBudgetUsd: 0.001, priceInUsdPerM: 100, priceOutUsdPerM: 100 },
  };
  const result = await world.draft({ config: tight, model });
  expect(result.model).toMatchObject({ calls: 0, note: expect.stringContaining('budget') });
  expect(mock.getRequests()).toEqual([]);
});

test('every call is a row with prompt, model, tokens, time and outcome', async () => {
  const world = await planted();
  const { config, model } = await endpoint(kindly);
  const { model: told } = await world.draft({ config, model });
  const rows = await world.db.selectFrom('model_calls').selectAll().execute();
  expect(rows).toHaveLength(told.calls);
  expect(rows.filter(({ reply }) => reply !== null).every(({ prompt }) => prompt === 'persona')).toBe(true);
  expect(rows.find(({ prompt }) => prompt === 'persona')).toMatchObject({
    at: NOW,
    model: 'test-model',
    outcome: 'answered',
  });
});

test('the quotes that reach a model are data: their words are joined by a sign', async () => {
  const world = await planted();
  const { config, model, bodies } = await endpoint(kindly);
  await world.draft({ config, model });
  expect(bodies()[0]).toContain('The' + 'ˆ' + 'budget');
  expect(bodies()[0]).not.toContain('The budget was gone');
});
