import { afterEach, expect, test } from 'vitest';
import { loadCosts, totalOf } from '../../src/model/costs.ts';
import { forgetCalls, recordCall } from '../../src/model/store.ts';
import { summaryOf } from '../../src/summary/run.ts';
import { weekNamed } from '../../src/summary/week.ts';
import { configWith, emptyWorkspace } from '../personas/world.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const priced = configWith({ MODEL_PRICE_IN_USD_PER_M: '1', MODEL_PRICE_OUT_USD_PER_M: '10' });

async function called(calls: [string, string][]) {
  const world = await emptyWorkspace();
  closing.push(world.close);
  for (const [at, prompt] of calls) {
    const request = { prompt, promptHash: 'h', system: '', user: at, schema: { name: 's', schema: {} } };
    const reply = {
      outcome: 'answered' as const,
      text: '{}',
      tokens: { in: 10_000, out: 1_000 },
      durationMs: 5,
    };
    await recordCall(world.db, world.workspace, { model: 'm', request, reply, outcome: 'answered', at });
  }
  return world;
}

test('costs stand by month and prompt, from the tokens of every call', async () => {
  const { db, workspace } = await called([
    ['2026-10-31T23:59:00.000Z', 'persona'],
    ['2026-11-01T00:00:00.000Z', 'persona'],
    ['2026-11-02T00:00:00.000Z', 'themes'],
    ['2026-11-03T00:00:00.000Z', 'themes'],
  ]);
  const costs = await loadCosts(db, workspace, priced.model, '2026-01-01');
  expect(costs.map(({ month, prompt, calls }) => [month, prompt, calls])).toEqual([
    ['2026-11', 'themes', 2],
    ['2026-11', 'persona', 1],
    ['2026-10', 'persona', 1],
  ]);
  expect(totalOf(costs).usd).toBeCloseTo(0.08);
  expect(totalOf(await loadCosts(db, workspace, configWith({}).model, '2026-01-01')).usd).toBeNull();
});

test('the weekly summary says what the week’s calls cost', async () => {
  const { db, workspace } = await called([['2026-11-10T10:00:00.000Z', 'persona']]);
  const week = weekNamed('2026-W46', 'UTC')!;
  const { model } = await summaryOf(db, workspace, week, priced, week.to);
  expect(model).toEqual({ calls: 1, usd: 0.02 });
});

test('old replies are forgotten before their rows, and both sooner where answers are kept for less', async () => {
  const { db, workspace } = await called([
    ['2025-01-01T00:00:00.000Z', 'persona'],
    ['2026-06-01T00:00:00.000Z', 'persona'],
    ['2026-11-01T00:00:00.000Z', 'persona'],
  ]);
  const kept = () => db.selectFrom('model_calls').select(['at', 'reply']).orderBy('at').execute();
  expect(await forgetCalls(db, workspace, null, '2026-11-16T00:00:00.000Z')).toBe(1);
  expect((await kept()).map(({ reply }) => reply)).toEqual([null, '{}']);
  expect(await forgetCalls(db, workspace, 30, '2026-11-16T00:00:00.000Z')).toBe(1);
  expect(await kept()).toHaveLength(1);
});
