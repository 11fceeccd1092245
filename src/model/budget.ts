import type { Config } from '../config.ts';
import type { ModelRequest } from './model.ts';

export type Prices = Pick<Config['model'], 'monthlyBudgetUsd' | 'priceInUsdPerM' | 'priceOutUsdPerM'>;
export type Usage = { in: number; out: number };

/** Roughly, for any language and any tokenizer: better to stop a little early than late. */
const UNITS_A_TOKEN = 3;
const MILLION = 1_000_000;
/** What a reply is taken for before it came, where the prompt does not say otherwise. */
const TOKENS_OUT = 1_500;

/** US dollars for some tokens, or `null` where no prices are set. */
export function costOf({ priceInUsdPerM, priceOutUsdPerM }: Prices, usage: Usage): number | null {
  if (priceInUsdPerM === null || priceOutUsdPerM === null) return null;
  return (usage.in * priceInUsdPerM + usage.out * priceOutUsdPerM) / MILLION;
}

/** Tokens of a text, for an endpoint that does not count them. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / UNITS_A_TOKEN);
}

/** What a request will use, before it is sent. */
export function estimate(request: Pick<ModelRequest, 'system' | 'user' | 'tokensOut'>): Usage {
  return { in: tokensOf(request.system + request.user), out: request.tokensOut ?? TOKENS_OUT };
}

export type Allowance =
  | { allowed: true }
  /** `no prices`: a budget without prices cannot be kept, so nothing is spent. */
  | { allowed: false; why: 'spent' | 'no prices' };

/**
 * Whether the next call still fits this month's budget.
 * @param spent US dollars; `null` where it is not known
 */
export function mayCall(prices: Prices, spent: number | null, next: Usage): Allowance {
  if (prices.monthlyBudgetUsd === null) return { allowed: true };
  const more = costOf(prices, next);
  if (spent === null || more === null) return { allowed: false, why: 'no prices' };
  return spent + more <= prices.monthlyBudgetUsd ? { allowed: true } : { allowed: false, why: 'spent' };
}
