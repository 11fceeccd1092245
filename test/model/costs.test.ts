import { afterEach, expect, test } from 'vitest';
import { loadCosts, totalOf } from '../../src/model/costs.ts';
import { monthOf } from '../../src/model/month.ts';
import { forgetCalls, recordCall } from '../../src/model/store.ts';
import { summaryOf } from '../../src/summary/run.ts';
import { weekNamed } from '../../src/summary/week.ts';
import { configWith, emptyWorkspace, NOW } from '../personas/world.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const prices = {
  OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
  OPENAI_MODEL: 'm',
  MODEL_PRICE_IN_USD_PER_M: '1',
  MODEL_PRICE_OUT_USD_PER_M: '10',
};
const priced = configWith(prices);
const free = configWith({ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODEL: 'm' });

async function called(calls: [string, string][], config = priced) {
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
    const call = { model: 'm', request, reply, outcome: 'answered', at, prices: config.model };
    await recordCall(world.db, world.workspace, call);
  }
  return world;
}

test('a month begins where the workspace is, also when the clocks change', () => {
  expect(monthOf('2026-10-31T23:30:00.000Z', 'Europe/Berlin')).toEqual({
    name: '2026-11',
    from: '2026-10-31T23:00:00.000Z',
    to: '2026-11-30T23:00:00.000Z',
  });
  expect(monthOf('2026-11-01T03:00:00.000Z', 'America/New_York').name).toBe('2026-10');
  expect(monthOf('2026-01-15T00:00:00.000Z', 'Asia/Kolkata', 1)).toEqual({
    name: '2025-12',
    from: '2025-11-30T18:30:00.000Z',
    to: '2025-12-31T18:30:00.000Z',
  });
});

test('costs stand by prompt, what cost most first, from the tokens of every call of a month', async () => {
  const { db, workspace } = await called([
    ['2026-10-31T22:59:00.000Z', 'persona'],
    ['2026-10-31T23:30:00.000Z', 'persona'],
    ['2026-11-02T00:00:00.000Z', 'themes'],
    ['2026-11-03T00:00:00.000Z', 'themes'],
  ]);
  const costs = async (before: number) =>
    loadCosts(db, workspace, priced.model, monthOf(NOW, 'Europe/Berlin', before));
  expect((await costs(0)).map(({ prompt, calls }) => [prompt, calls])).toEqual([
    ['themes', 2],
    ['persona', 1],
  ]);
  expect(totalOf(await costs(0)).usd).toBeCloseTo(0.06);
  expect(totalOf(await costs(1))).toEqual({ calls: 1, usd: 0.02 });
});

test('a call costs what it cost on its day; without prices its cost is unknown, not nothing', async () => {
  const november = monthOf(NOW, 'UTC');
  const dear = configWith({ ...prices, MODEL_PRICE_IN_USD_PER_M: '1000' });
  const known = await called([['2026-11-02T00:00:00.000Z', 'persona']]);
  expect(totalOf(await loadCosts(known.db, known.workspace, dear.model, november)).usd).toBe(0.02);
  expect(totalOf(await loadCosts(known.db, known.workspace, free.model, november)).usd).toBe(0.02);
  const unknown = await called([['2026-11-02T00:00:00.000Z', 'persona']], free);
  expect(totalOf(await loadCosts(unknown.db, unknown.workspace, free.model, november)).usd).toBeNull();
  expect(totalOf(await loadCosts(unknown.db, unknown.workspace, priced.model, november)).usd).toBe(0.02);
  const other = configWith({ ...prices, OPENAI_MODEL: 'another' });
  expect(totalOf(await loadCosts(unknown.db, unknown.workspace, other.model, november)).usd).toBeNull();
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
  expect(await forgetCalls(db, workspace, '2026-11-16T00:00:00.000Z')).toBe(1);
  expect((await kept()).map(({ reply }) => reply)).toEqual([null, '{}']);
  expect(await forgetCalls(db, workspace, '2026-11-16T00:00:00.000Z', '2026-10-17T00:00:00.000Z')).toBe(1);
  expect(await kept()).toHaveLength(1);
});
