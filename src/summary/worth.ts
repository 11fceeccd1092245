import type { Figure } from '../personas/persona.ts';

/** One lead that was checked in the week, as it was checked last. `persona` is the most specific one it matched, as it was then; `null`: it was not disqualified. */
export type Check = {
  persona: { id: string; version: number; name: string } | null;
  economics: Record<string, Figure> | null;
};
export type Worth = { hours: number | null; acquisitionCost: number | null; revenueAtRisk: number | null };
/** What one lead like this is worth, by the medians of the version it matched, and how many there were. */
export type Reckoned = { persona: string; version: number; name: string; leads: number; each: Worth };

/** Hours a lead would have taken: what the customer record says, else what staff said. */
export const HOURS = [
  ['sales_hours', 'hours_to_close'],
  ['support_hours', 'cost_time'],
] as const;

/** The sum over all disqualified leads; `null` where nothing is known of any of them. */
export function worthOf(checks: readonly Check[]): Worth {
  const each = checks.filter(({ persona }) => persona !== null).map(eachOf);
  const sum = (of: (worth: Worth) => number | null): number | null => {
    const known = each.map(of).filter((number) => number !== null);
    if (each.length > 0 && known.length === 0) return null;
    return cents(known.reduce((total, number) => total + number, 0));
  };
  return {
    hours: sum(({ hours }) => hours),
    acquisitionCost: sum(({ acquisitionCost }) => acquisitionCost),
    revenueAtRisk: sum(({ revenueAtRisk }) => revenueAtRisk),
  };
}

/** The same, persona by persona, those of most leads first. */
export function reckoned(checks: readonly Check[]): Reckoned[] {
  const matched = checks.filter(({ persona }) => persona !== null);
  const groups = Map.groupBy(matched, ({ persona }) => `${persona?.id} ${persona?.version}`);
  return [...groups.values()]
    .map((of) => {
      const { persona } = of[0]!;
      const { id = '', version = 0, name = '' } = persona ?? {};
      return { persona: id, version, name, leads: of.length, each: eachOf(of[0]!) };
    })
    .sort((a, b) => b.leads - a.leads || (a.persona < b.persona ? -1 : 1));
}

function eachOf({ economics }: Check): Worth {
  const median = (key: string) => economics?.[key]?.median ?? null;
  const parts = HOURS.flatMap(([record, staff]) => median(record) ?? median(staff) ?? []);
  return {
    hours: parts.length === 0 ? null : cents(parts.reduce((total, part) => total + part, 0)),
    acquisitionCost: median('acquisition_cost'),
    revenueAtRisk: median('revenue'),
  };
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
