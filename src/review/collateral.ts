import type { Case } from '../cases/case.ts';
import { type Interval, studentT95, wilson } from '../evidence/intervals.ts';
import { amountOf, type FigureKey } from '../facts/economics.ts';
import type { Disqualifier } from '../personas/persona.ts';
import { allHold, knownOf } from '../personas/rule.ts';

/** One kind of customer under a rule. A customer of whom too little is known counts as untold, never as safe. */
export type Reach = {
  excluded: number;
  /** Customers of whom it can be told whether the rule excludes them. */
  told: number;
  untold: number;
  /** Of `told`; `null` where there are none. With Wilson's 95 %. */
  share: number | null;
  interval: Interval | null;
};

/** A figure over the excluded customers: exact where all of them are known, else estimated from those that are. */
export type Sum = {
  known: number;
  of: number;
  sum: number;
  /** For all `of` of them; `null` where too few are known. */
  total: number | null;
  interval: Interval | null;
};

/** What a rule would have done to the customers there are (docs/method.md, section 11). */
export type Collateral = {
  problem: Reach;
  good: Reach;
  /** Customers on record that nobody has called good or bad. */
  unjudged: Reach;
  /** Over the excluded problem customers. Money in the records' own currency, hours in hours. */
  saved: { acquisitionCost: Sum; hours: Sum };
  /** Revenue of the excluded good customers, and what the excluded problem customers paid. */
  lost: { goodRevenue: Sum; problemRevenue: Sum };
  /** Keys of excluded good customers, the first of them. */
  goodExcluded: string[];
};

/** Everything a rule is weighed by, beside its own dimensions. */
export const weighedFigures: FigureKey[] = [
  'acquisition_cost',
  'revenue',
  'sales_hours',
  'support_hours',
  'cost_time',
];
const MOST_NAMED = 20;
/** Fewer known figures than this say nothing about the others. */
const ENOUGH = 5;

/** Runs a rule over the known customers. Pure; one pass, whatever their number. */
export function weigh(
  rule: readonly Disqualifier[],
  cases: readonly Case[],
  unjudged: ReadonlySet<string>,
): Collateral {
  const sides = { problem: side(), good: side(), unjudged: side() };
  for (const one of cases) {
    const to = unjudged.has(one.key) ? sides.unjudged : one.kind === 'problem' ? sides.problem : sides.good;
    const held = allHold(rule, knownOf(one, rule));
    if (held === 'yes') to.excluded.push(one);
    else if (held === 'no') to.safe += 1;
    else to.untold += 1;
  }
  const { problem, good } = sides;
  return {
    problem: reach(problem),
    good: reach(good),
    unjudged: reach(sides.unjudged),
    saved: {
      acquisitionCost: summed(problem.excluded, (one) => figure(one, 'acquisition_cost')),
      hours: summed(problem.excluded, hoursOf),
    },
    lost: {
      goodRevenue: summed(good.excluded, (one) => figure(one, 'revenue')),
      problemRevenue: summed(problem.excluded, (one) => figure(one, 'revenue')),
    },
    goodExcluded: good.excluded.slice(0, MOST_NAMED).map(({ key }) => key),
  };
}

type Side = { excluded: Case[]; safe: number; untold: number };
const side = (): Side => ({ excluded: [], safe: 0, untold: 0 });

function reach({ excluded: { length: excluded }, safe, untold }: Side): Reach {
  const told = excluded + safe;
  return told === 0
    ? { excluded, told, untold, share: null, interval: null }
    : { excluded, told, untold, share: excluded / told, interval: wilson(excluded, told) };
}

const figure = (one: Case, key: FigureKey) => amountOf(one, key)?.amount ?? null;

/** Hours on record for selling and support; where there are none, the hours beyond the usual that staff reported. */
function hoursOf(one: Case): number | null {
  const recorded = [figure(one, 'sales_hours'), figure(one, 'support_hours')].filter((n) => n !== null);
  return recorded.length > 0 ? recorded.reduce((a, b) => a + b) : figure(one, 'cost_time');
}

/**
 * The total of a finite population from those of it that are known: n times their mean, with Student's interval and
 * the finite population correction (Cochran, Sampling Techniques, 1977, section 2.8). Never below what is known.
 */
export function summed(cases: readonly Case[], amountOf: (one: Case) => number | null): Sum {
  const amounts = cases.map(amountOf).filter((amount) => amount !== null);
  const of = cases.length;
  const known = amounts.length;
  const sum = amounts.reduce((a, b) => a + b, 0);
  if (known === of) return { known, of, sum, total: sum, interval: of === 0 ? null : [sum, sum] };
  if (known < ENOUGH) return { known, of, sum, total: null, interval: null };
  const mean = sum / known;
  const variance = amounts.reduce((a, x) => a + (x - mean) ** 2, 0) / (known - 1);
  const reachOf = studentT95(known - 1) * of * Math.sqrt((1 - known / of) * (variance / known));
  const total = mean * of;
  return { known, of, sum, total, interval: [Math.max(sum, total - reachOf), total + reachOf] };
}

/** Whether an approval needs a second look: more than this share of the good customers would be turned away. */
export function isTooMuch({ excluded, told }: Pick<Reach, 'excluded' | 'told'>, limit: number): boolean {
  return told > 0 && excluded / told > limit;
}
