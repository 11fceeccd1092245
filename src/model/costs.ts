import { sql } from 'kysely';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { costOf } from './budget.ts';

/** What one prompt was used for in one month (`2026-11`, UTC). `usd` is `null` where no prices are set. */
export type PromptCost = { month: string; prompt: string; calls: number; usd: number | null };

/** What a model cost, by month and prompt: the newest month first, in it what cost most. */
export async function loadCosts(
  db: Database,
  workspace: number,
  prices: Config['model'],
  from: string,
  to = '9999',
): Promise<PromptCost[]> {
  const rows = await db
    .selectFrom('model_calls')
    .select((eb) => [
      sql<string>`substr(at, 1, 7)`.as('month'),
      'prompt',
      eb.fn.countAll<number>().as('calls'),
      eb.fn.sum<number>('tokens_in').as('in'),
      eb.fn.sum<number>('tokens_out').as('out'),
    ])
    .where('workspace', '=', workspace)
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy(['month', 'prompt'])
    .execute();
  const costs = rows.map(({ month, prompt, calls, in: tokensIn, out }) => ({
    month,
    prompt,
    calls: Number(calls),
    usd: costOf(prices, { in: Number(tokensIn ?? 0), out: Number(out ?? 0) }),
  }));
  return costs.sort(
    (a, b) =>
      b.month.localeCompare(a.month) ||
      (b.usd ?? b.calls) - (a.usd ?? a.calls) ||
      (a.prompt < b.prompt ? -1 : 1),
  );
}

/** Calls and dollars of several prompts together; `usd` is `null` where it is not known of all. */
export function totalOf(costs: readonly PromptCost[]): { calls: number; usd: number | null } {
  return {
    calls: costs.reduce((sum, { calls }) => sum + calls, 0),
    usd: costs.some(({ usd }) => usd === null) ? null : costs.reduce((sum, { usd }) => sum + (usd ?? 0), 0),
  };
}
