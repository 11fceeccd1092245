import type { PersonaKind } from '../database/tables.ts';
import type { Claim, Trait } from '../evidence/evidence.ts';
import type { Figure } from '../personas/persona.ts';
import type { Week } from './week.ts';

/** How a claim differs from what the last draft before the week said. */
export type Change = 'new' | 'stronger' | 'weaker' | 'counts';
export type Learnt = Claim & { text: string; change: Change };
export type PersonaLine = { id: string; kind: PersonaKind; name: string; version: number; cases: number };
/** Trouble that staff say was mostly ours: `cases` of the `of` customers whose side is known, `added` of them this week. */
export type FixLine = {
  trouble: string | null;
  text: string;
  cases: number;
  of: number;
  added: number | null;
  persona: { id: string; version: number } | null;
};
export type StaleLine = { id: string; name: string; version: number; newestEvidence: string };

/** One ISO week, in the shape of docs/interchange.md and more. It is stored as it was posted and never changes then. */
export type Summary = {
  week: string;
  from: string;
  to: string;
  /** `late`: finished after their window; those begun without an invitation, after the week they were begun in. */
  interviews: { complete: number; partial: number; late: number; lateFrom: string[]; people: number };
  learnt: Learnt[];
  waiting: PersonaLine[];
  approved: PersonaLine[];
  fix: FixLine[];
  stale: StaleLine[];
  checks: { made: number; disqualified: number };
  /** What the disqualified leads would have cost and brought, by the medians of the personas they match; `null`: not known. */
  worth: { hours: number | null; acquisitionCost: number | null; revenueAtRisk: number | null };
  posted: string | null;
};

/** What the database says of one week. */
export type WeekFacts = {
  interviews: { status: 'complete' | 'partial'; person: string; lateFrom: string | null }[];
  /** Claims of the last draft before the week, and of the last one in it; `null`: there was none. */
  claims: { before: Claim[] | null; latest: Claim[] | null };
  waiting: PersonaLine[];
  approved: PersonaLine[];
  faults: Fault[];
  fixPersonas: (PersonaLine & { of: number })[];
  stale: StaleLine[];
  checks: { disqualified: boolean; economics: Record<string, Figure> | null }[];
};

/** One problem customer whose side of the fault somebody named. `ours` is `null` where reports disagree. */
export type Fault = { customer: string; ours: boolean | null; trouble: string | null; firstSaid: string };

/** @param words a trait in words, kept with the summary */
export function summarise(week: Week, facts: WeekFacts, words: (trait: Trait) => string): Summary {
  const late = facts.interviews.flatMap(({ lateFrom }) => lateFrom ?? []);
  const count = (status: string) => facts.interviews.filter((each) => each.status === status).length;
  return {
    week: week.name,
    from: week.from,
    to: week.to,
    interviews: {
      complete: count('complete'),
      partial: count('partial'),
      late: late.length,
      lateFrom: [...new Set(late)].sort(),
      people: new Set(facts.interviews.map(({ person }) => person)).size,
    },
    learnt: learnt(facts.claims).map((claim) => ({ ...claim, text: claim.traits.map(words).join(' + ') })),
    waiting: facts.waiting,
    approved: facts.approved,
    fix: [...fixPersonas(facts.fixPersonas), ...faults(facts.faults, week, words)],
    stale: facts.stale,
    checks: {
      made: facts.checks.length,
      disqualified: facts.checks.filter(({ disqualified }) => disqualified).length,
    },
    worth: worth(facts.checks),
    posted: null,
  };
}

/** Claims that are new or that changed, the most telling first. */
export function learnt({ before, latest }: WeekFacts['claims']): (Claim & { change: Change })[] {
  const known = new Map((before ?? []).map((claim) => [traitsOf(claim), claim]));
  const changed = (latest ?? []).flatMap((claim) => {
    const change = changeOf(claim, known.get(traitsOf(claim)));
    return change === null ? [] : [{ ...claim, change }];
  });
  const kinds: Change[] = ['new', 'stronger', 'weaker', 'counts'];
  return changed.sort(
    (a, b) =>
      STRENGTHS.indexOf(b.strength) - STRENGTHS.indexOf(a.strength) ||
      kinds.indexOf(a.change) - kinds.indexOf(b.change) ||
      (b.ratio ?? 0) - (a.ratio ?? 0) ||
      b.problem.for - a.problem.for ||
      (a.id < b.id ? -1 : 1),
  );
}

const STRENGTHS = ['hypothesis', 'tentative', 'supported'];

function changeOf(now: Claim, before: Claim | undefined): Change | null {
  if (!before) return 'new';
  const moved = STRENGTHS.indexOf(now.strength) - STRENGTHS.indexOf(before.strength);
  if (moved !== 0) return moved > 0 ? 'stronger' : 'weaker';
  const counts = ({ problem, comparison }: Claim) => JSON.stringify([problem, comparison]);
  return counts(now) === counts(before) ? null : 'counts';
}

function traitsOf({ traits }: Claim): string {
  return traits
    .map(({ dimension, value }) => JSON.stringify([dimension, value]))
    .sort()
    .join();
}

const MOST_FIXES = 5;

function faults(all: Fault[], week: Week, words: (trait: Trait) => string): FixLine[] {
  const ours = all.filter(({ ours }) => ours === true);
  const of = all.filter(({ ours }) => ours !== null).length;
  const troubles = Map.groupBy(ours, ({ trouble }) => trouble);
  return [...troubles]
    .map(([trouble, cases]) => ({
      trouble,
      text: trouble === null ? '' : words({ dimension: 'main_trouble', value: trouble }),
      cases: cases.length,
      of,
      added: cases.filter(({ firstSaid }) => firstSaid >= week.from).length,
      persona: null,
    }))
    .sort((a, b) => b.cases - a.cases || ((a.trouble ?? '~') < (b.trouble ?? '~') ? -1 : 1))
    .slice(0, MOST_FIXES);
}

function fixPersonas(approved: WeekFacts['fixPersonas']): FixLine[] {
  return approved.map(({ id, name, version, cases, of }) => ({
    trouble: null,
    text: name,
    cases,
    of,
    added: null,
    persona: { id, version },
  }));
}

/** Hours a lead would have taken: what the customer record says, else what staff said. */
const HOURS = [
  ['sales_hours', 'hours_to_close'],
  ['support_hours', 'cost_time'],
];

function worth(checks: WeekFacts['checks']): Summary['worth'] {
  const avoided = checks.filter(({ disqualified }) => disqualified).map(({ economics }) => economics ?? {});
  const sum = (figure: (of: Record<string, Figure>) => number | null): number | null => {
    const known = avoided.map(figure).filter((number) => number !== null);
    if (avoided.length > 0 && known.length === 0) return null;
    return Math.round(known.reduce((total, number) => total + number, 0) * 100) / 100;
  };
  const median = (key: string) => (of: Record<string, Figure>) => of[key]?.median ?? null;
  return {
    hours: sum((of) => {
      const parts = HOURS.flatMap(([record, staff]) => of[record!]?.median ?? of[staff!]?.median ?? []);
      return parts.length === 0 ? null : parts.reduce((total, part) => total + part, 0);
    }),
    acquisitionCost: sum(median('acquisition_cost')),
    revenueAtRisk: sum(median('revenue')),
  };
}

/** True where a week holds nothing to tell. */
export function isEmpty({ interviews, learnt, waiting, approved, fix, stale, checks }: Summary): boolean {
  const parts = [learnt, waiting, approved, stale, fix.filter(({ added }) => (added ?? 0) > 0)];
  return (
    interviews.complete + interviews.partial + checks.made === 0 && parts.every(({ length }) => length === 0)
  );
}
