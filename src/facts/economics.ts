import type { Case } from '../cases/case.ts';
import type { Figure } from '../personas/persona.ts';

/** The figures a group is described by, in the order in which they are shown. */
export const figureKeys = [
  'cost_time',
  'cost_money',
  'cost_staff',
  'cost_reputation',
  'hours_to_close',
  'acquisition_cost',
  'cost_to_serve',
  'revenue',
  'lifetime_value',
  'sales_hours',
  'support_hours',
  'support_tickets',
  'complaints',
  'returns',
  'discount_percent',
] as const;
export type FigureKey = (typeof figureKeys)[number];

type Amount = { case: string; amount: number; source: Figure['source'] };
export type Economics = {
  figures: Partial<Record<FigureKey, Figure>>;
  /** The cases that each figure was taken from. */
  cases: Partial<Record<FigureKey, string[]>>;
  /** One margin a case, where revenue, cost to serve and cost to acquire are all known. */
  margins: { case: string; margin: number }[];
  /** Cost to acquire beside lifetime value, where both are known. */
  acquisition: { case: string; cost: number; lifetime: number }[];
};

/** Fewer cases than this never decide anything. */
export const ENOUGH_ANSWERS = 3;

/** What the customers of a group cost and bring, each figure with how many cases know it and who says so. */
export function economicsOf(cases: Case[]): Economics {
  const economics: Economics = { figures: {}, cases: {}, margins: [], acquisition: [] };
  for (const key of figureKeys) {
    const amounts = cases.map((one) => amountOf(one, key)).filter((found) => found !== null);
    if (amounts.length === 0) continue;
    economics.figures[key] = {
      median: median(amounts.map(({ amount }) => amount)),
      n: amounts.length,
      source: mergedSource(amounts),
    };
    economics.cases[key] = amounts.map((amount) => amount.case).sort();
  }
  for (const one of cases) {
    const revenue = amountOf(one, 'revenue')?.amount;
    const serve = amountOf(one, 'cost_to_serve')?.amount;
    const acquire = amountOf(one, 'acquisition_cost')?.amount;
    const lifetime = amountOf(one, 'lifetime_value')?.amount;
    // Without revenue there is no share of it to keep: such a case can only speak through its other figures.
    if (revenue !== undefined && serve !== undefined && acquire !== undefined && revenue > 0) {
      economics.margins.push({ case: one.key, margin: (revenue - serve - acquire) / revenue });
    }
    if (acquire !== undefined && lifetime !== undefined) {
      economics.acquisition.push({ case: one.key, cost: acquire, lifetime });
    }
  }
  return economics;
}

/** The number of one case: its customer record first, else what staff said. */
export function amountOf(one: Case, key: FigureKey): Amount | null {
  const recorded = one.record?.numbers[key];
  if (recorded !== undefined) return { case: one.key, amount: recorded, source: 'record' };
  const trait = one.traits.get(key);
  if (!trait || trait.disputed) return null;
  const amount = trait.raw ?? plainNumber(trait.values);
  if (amount === null) return null;
  const sources = one.sources.get(key) ?? [];
  const staff = sources.some(({ answer }) => answer !== null);
  const record = sources.some(({ answer }) => answer === null);
  return { case: one.key, amount, source: staff && record ? 'both' : record ? 'record' : 'staff' };
}

/** A scale's step is stored as text: "4". */
function plainNumber(values: string[] | null): number | null {
  const only = values?.length === 1 ? values[0] : undefined;
  return only !== undefined && /^-?\d+(\.\d+)?$/.test(only) ? Number(only) : null;
}

function mergedSource(amounts: Amount[]): Figure['source'] {
  const sources = new Set(amounts.map(({ source }) => source));
  return sources.size === 1 ? (amounts[0]?.source ?? 'staff') : 'both';
}

/** The middle value; the mean of the two middle ones where their number is even. */
export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}
