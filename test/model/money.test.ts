import { expect, onTestFinished, test } from 'vitest';
import { estimateDraft } from '../../src/drafting/show-prompt.ts';
import { modelFor } from '../../src/model/openai.ts';
import { spentSince } from '../../src/model/store.ts';
import { progressMessage, summary } from '../../src/review/drafting.ts';
import { configWith, NOW, plantedWorkspace } from '../personas/world.ts';
import { completion, endpointThat, json } from './endpoint.ts';

const PRICES = { MODEL_PRICE_IN_USD_PER_M: '1', MODEL_PRICE_OUT_USD_PER_M: '1' };

async function priced(budget: string | null) {
  const suggestions = [{ team: 'sales', text: 'Keep a friendly note.' }];
  const wording = { name: '', subtitle: '', sentences: [], suggestions };
  const endpoint = await endpointThat((body, response) => {
    const reads = body.messages.at(-1)?.content.includes('"question"');
    json(response, 200, completion(reads ? { findings: [] } : wording));
  });
  onTestFinished(endpoint.close);
  const place = { OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: 'm' };
  const changed = (more: Record<string, string>) => configWith({ ...place, ...PRICES, ...more });
  const config = changed(budget === null ? {} : { MODEL_MONTHLY_BUDGET_USD: budget });
  return { ...endpoint, config, changed, model: modelFor(config.model, { retries: 0, timeoutMs: 20_000 }) };
}

test('the month’s stop in the middle of a run: nothing beyond it is spent, the draft says so, the next one asks the rest', async () => {
  const world = await plantedWorkspace();
  onTestFinished(() => world.close());
  const { config, changed, model, bodies } = await priced('0.0015');
  const first = await world.draft({ config, model });
  const made = bodies.length;
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(8);
  expect(first.model).toMatchObject({ calls: made, left: 8 - made });
  expect(first.personas.every(({ voice }) => voice === 'embedded')).toBe(true);
  const spent = await spentSince(world.db, world.workspace, config.model, '2026-11-01T00:00:00.000Z');
  expect(spent).toBeLessThanOrEqual(0.0015);
  const told = JSON.stringify(
    summary({ outcome: 'done', run: 1, result: { ...first, unexplained: 0 } }, config, 'en'),
  );
  expect(told).toContain('budget is spent');

  const more = changed({ MODEL_MONTHLY_BUDGET_USD: '10' });
  const second = await world.draft({ config: more, model });
  expect(second.model.calls).toBe(8 - made + first.personas.length);
  expect(bodies).toHaveLength(8 + first.personas.length);
});

test('a new month where the workspace is frees the budget', async () => {
  const world = await plantedWorkspace();
  onTestFinished(() => world.close());
  const { changed, model, bodies } = await priced('0.0015');
  const config = changed({ MODEL_MONTHLY_BUDGET_USD: '0.0015', TIMEZONE: 'Asia/Tokyo' });
  // Several calls at once reserve what they may cost, so a run may stop a little early.
  let made = -1;
  while (made < bodies.length) {
    made = bodies.length;
    await world.draft({ config, model, now: '2026-11-30T14:59:59.000Z' });
  }
  expect(made).toBeLessThan(8);
  // In Tokyo it is December, in London it is not.
  await world.draft({ config, model, now: '2026-11-30T15:00:00.000Z' });
  expect(bodies.length).toBeGreaterThan(made);
});

test('what a run will cost is said before it; without prices the cost is unknown, not nothing', async () => {
  const world = await plantedWorkspace();
  onTestFinished(() => world.close());
  const { config, changed } = await priced(null);
  const { db, workspace } = world;
  const estimate = await estimateDraft({ db, workspace, config });
  const progress = { stage: 'listening', share: 0 } as const;
  expect(progressMessage({ ...progress, estimate }, 'en').text).toMatch(/about \d+ calls, \$0\.0/);
  const free = changed({ MODEL_PRICE_IN_USD_PER_M: '' });
  const unknown = await estimateDraft({ db, workspace, config: free });
  expect(unknown.usd).toBeNull();
  const text = progressMessage({ ...progress, estimate: unknown }, 'en').text;
  expect(text).toContain('cost unknown');
  expect(text).not.toContain('$');
});

test('nothing is sent while a run is estimated, whether the endpoint is there or not', async () => {
  const world = await plantedWorkspace();
  onTestFinished(() => world.close());
  const { config, bodies, close } = await priced(null);
  const job = { db: world.db, workspace: world.workspace, config };
  const there = await estimateDraft(job);
  await close();
  expect(await estimateDraft(job)).toEqual(there);
  expect(bodies).toEqual([]);
  expect(await world.db.selectFrom('model_calls').select('id').where('at', '=', NOW).execute()).toEqual([]);
});
