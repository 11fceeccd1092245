import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { costOf } from './budget.ts';

/** What one prompt was used for. `usd` is `null` where the price of a call is not known. */
export type PromptCost = { prompt: string; calls: number; usd: number | null };

/**
 * What a model cost between two instants, prompt by prompt, what cost most first. Each call costs what it cost on its
 * day; one that was made without prices costs by those of today, unless it was another model's.
 */
export async function loadCosts(
  db: Database,
  workspace: number,
  prices: Config['model'],
  { from, to }: { from: string; to: string },
): Promise<PromptCost[]> {
  const rows = await db
    .selectFrom('model_calls')
    .select((eb) => [
      'prompt',
      'model',
      eb.fn.countAll<number>().as('calls'),
      eb.fn.sum<number>('usd').as('usd'),
      // What has no price of its own.
      eb.fn.sum<number>(eb.case().when('usd', 'is', null).then(eb.ref('tokens_in')).end()).as('in'),
      eb.fn.sum<number>(eb.case().when('usd', 'is', null).then(eb.ref('tokens_out')).end()).as('out'),
    ])
    .where('workspace', '=', workspace)
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy(['prompt', 'model'])
    .execute();
  const costs = [...Map.groupBy(rows, ({ prompt }) => prompt)].map(([prompt, all]): PromptCost => {
    const parts = all.map((row) => {
      const unpriced = { in: Number(row.in ?? 0), out: Number(row.out ?? 0) };
      const isFree = unpriced.in + unpriced.out === 0;
      const ours = row.model === prices.endpoint?.model ? costOf(prices, unpriced) : null;
      const rest = isFree ? 0 : ours;
      return { prompt, calls: Number(row.calls), usd: rest === null ? null : rest + Number(row.usd ?? 0) };
    });
    return { prompt, ...totalOf(parts) };
  });
  return costs.sort((a, b) => (b.usd ?? b.calls) - (a.usd ?? a.calls) || (a.prompt < b.prompt ? -1 : 1));
}

/** Calls and dollars of several prompts together; `usd` is `null` where it is not known of all. */
export function totalOf(costs: readonly PromptCost[]): { calls: number; usd: number | null } {
  return {
    calls: costs.reduce((sum, { calls }) => sum + calls, 0),
    usd: costs.some(({ usd }) => usd === null) ? null : costs.reduce((sum, { usd }) => sum + (usd ?? 0), 0),
  };
}
