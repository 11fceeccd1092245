import type { Config } from '../config.ts';

type Prices = Pick<Config['model'], 'monthlyBudgetUsd' | 'priceInUsdPerM' | 'priceOutUsdPerM'>;
export type Usage = { in: number; out: number };

/** Roughly, for any language and any tokenizer: better to stop a little early than late. */
const UNITS_A_TOKEN = 3;
const MILLION = 1_000_000;

/** US dollars for some tokens, or `null` where no prices are set. */
export function costOf({ priceInUsdPerM, priceOutUsdPerM }: Prices, usage: Usage): number | null {
  if (priceInUsdPerM === null || priceOutUsdPerM === null) return null;
  return (usage.in * priceInUsdPerM + usage.out * priceOutUsdPerM) / MILLION;
}

/** What a request will use, before it is sent. */
export function estimate(request: { system: string; user: string }, tokensOut = 1_500): Usage {
  return { in: Math.ceil((request.system.length + request.user.length) / UNITS_A_TOKEN), out: tokensOut };
}

export type Allowance =
  | { allowed: true }
  /** `no prices`: a budget without prices cannot be kept, so nothing is spent. */
  | { allowed: false; why: 'spent' | 'no prices' };

/** Whether the next call still fits this month's budget. */
export function mayCall(prices: Prices, spent: Usage, next: Usage): Allowance {
  if (prices.monthlyBudgetUsd === null) return { allowed: true };
  const before = costOf(prices, spent);
  const more = costOf(prices, next);
  if (before === null || more === null) return { allowed: false, why: 'no prices' };
  return before + more <= prices.monthlyBudgetUsd ? { allowed: true } : { allowed: false, why: 'spent' };
}
