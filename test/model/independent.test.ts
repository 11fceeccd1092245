import { LLMock } from '@copilotkit/aimock';
import { expect, onTestFinished, test } from 'vitest';
import { loadCaseTable } from '../../src/cases/store.ts';
import { loadDropped, standingFindings } from '../../src/cases/theme-store.ts';
import { modelFor } from '../../src/model/openai.ts';
import { configWith, plantedWorkspace } from '../personas/world.ts';

type Sentence = { id: string; place: string; text: string };
type Material = { question?: string; sentences: Sentence[] };

/** An endpoint that nobody here wrote; it answers 400 to every way of asking that it does not `know`. */
async function endpoint(known: readonly string[]) {
  const mock = new LLMock({ port: 0, logLevel: 'silent' });
  mock.on({ predicate: () => true }, (request) => {
    const way = request.response_format?.type ?? 'plain';
    if (!known.includes(way)) return { error: { message: 'response_format is not supported' }, status: 400 };
    const [text = ''] = String(request.messages.at(-1)?.content).split('\n\nYour last answer');
    const { question, sentences } = JSON.parse(text) as Material;
    const content = question === undefined ? words(sentences) : { findings: sentences.flatMap(findingsIn) };
    return { content: JSON.stringify(content) };
  });
  await mock.start();
  onTestFinished(() => mock.stop());
  const config = configWith({ OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_MODEL: `m${mock.url}` });
  const model = modelFor(config.model, { timeoutMs: 20_000, retries: 0 });
  const ways = () =>
    mock.getRequests().map(({ body }) => {
      return /"response_format":\{"type":"(\w+)"/.exec(JSON.stringify(body))?.[1] ?? 'plain';
    });
  return { config, model, ways };
}

const findingsIn = ({ id, text }: Sentence) => [
  ...(text.includes('discount') ? [{ kind: 'theme', label: 'Price pressure', sentence: id }] : []),
  ...(text.includes('contract') ? [{ kind: 'theme', label: 'Read 100 of 100 times', sentence: id }] : []),
];
const words = (sentences: Sentence[]) => ({
  name: '',
  subtitle: '',
  sentences: sentences.map(({ place, text }) => ({
    place,
    text: `Typically: ${text.replaceAll(/[ˆ¦‡¬⁞]/g, ' ')}`,
  })),
  suggestions: [],
});

async function planted() {
  const world = await plantedWorkspace();
  onTestFinished(() => world.close());
  return world;
}

const rungs = [
  { known: ['json_schema', 'json_object', 'plain'], first: ['json_schema'], after: 'json_schema' },
  { known: ['json_object', 'plain'], first: ['json_schema', 'json_object'], after: 'json_object' },
  { known: ['plain'], first: ['json_schema', 'json_object', 'plain'], after: 'plain' },
];
for (const { known, first, after } of rungs) {
  test(`an endpoint of somebody else’s that knows ${known.join(', ')} reads the answers and words the personas`, async () => {
    const world = await planted();
    const { config, model, ways } = await endpoint(known);
    const result = await world.draft({ config, model });
    expect(ways().slice(0, first.length)).toEqual(first);
    expect(new Set(ways().slice(first.length))).toEqual(new Set([after]));
    expect(ways()).toHaveLength(result.model.calls + first.length - 1);

    const found = await standingFindings(world.db, world.workspace);
    const { cases } = await loadCaseTable(world.db, world.workspace);
    const texts = new Map(cases.flatMap((one) => one.texts.map(({ answer, text }) => [answer, text])));
    expect(found.length).toBeGreaterThan(3);
    for (const { answer, start, end } of found)
      expect(texts.get(answer)?.slice(start, end)).toContain('discount');
    expect(await loadDropped(world.db, world.workspace)).toEqual([
      { said: 'Read 100 of 100 times', why: 'shape' },
    ]);
    expect(result.model.themes).toBe(1);
    expect(result.personas.every(({ voice }) => voice === 'model')).toBe(true);
    expect(result.personas[0]?.story[0]?.text).toMatch(/^Typically: /);
    expect((await world.draft({ config, model })).model.calls).toBe(0);
  });
}

test('an endpoint of somebody else’s that knows none leaves everything to the built-in drafter, and the note says so', async () => {
  const world = await planted();
  const { config, model, ways } = await endpoint([]);
  const result = await world.draft({ config, model });
  expect(ways().slice(0, 3)).toEqual(['json_schema', 'json_object', 'plain']);
  expect(result.personas.every(({ voice }) => voice === 'embedded')).toBe(true);
  expect(result.model.note).toContain('refused every way of asking');
  expect(await standingFindings(world.db, world.workspace)).toEqual([]);
});
