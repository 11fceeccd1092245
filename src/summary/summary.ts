import type { PersonaKind } from '../database/tables.ts';
import type { Heard } from '../drafting/result.ts';
import type { Claim, Trait } from '../evidence/evidence.ts';
import type { FaultCounts } from './faults.ts';
import type { Week } from './week.ts';
import { type Check, type Reckoned, reckoned, type Worth, worthOf } from './worth.ts';

/** How a claim differs from what the last draft before the week said. */
export type Change = 'new' | 'stronger' | 'weaker' | 'counts';
/** Where the evidence of a claim is kept: its links stand with this version. */
export type Held = { persona: string; version: number; claim: string };
/** As in docs/interchange.md. The words are cut from the stored answer whenever they are shown. */
export type QuoteRef = { answer: string; revision: number; start: number; end: number };
export type Learnt = Claim & { text: string; change: Change; held: Held | null; quote: QuoteRef | null };
export type PersonaLine = { id: string; kind: PersonaKind; name: string; version: number; cases: number };
/**
 * Trouble that staff say was mostly ours: `cases` of the `of` customers whose side is known; `added` is how many more
 * than a week before.
 */
export type FixLine = {
  trouble: string | null;
  text: string;
  cases: number;
  of: number;
  added: number | null;
  persona: { id: string; version: number } | null;
};
/** Why an approved persona should be looked at again. */
export type StaleCause = 'old' | 'mostly_old' | 'contradicted' | 'outcomes';
export type StaleLine = {
  id: string;
  name: string;
  version: number;
  newestEvidence: string | null;
  causes: StaleCause[];
};
/** Who was heard in the last weeks, and of which kinds of customer hardly anything was. */
export type Coverage = {
  roles: { role: string; heard: number; of: number }[];
  segments: (Heard & { text: string })[];
};

/** One ISO week, in the shape of docs/interchange.md and more. It is stored as it was posted and never changes then. */
export type Summary = {
  week: string;
  from: string;
  to: string;
  /** `late`: finished after their window; those begun without an invitation, after the week they were begun in. */
  interviews: { complete: number; partial: number; late: number; lateFrom: string[]; people: number };
  /** The draft run that the claims were read from. */
  run: number | null;
  learnt: Learnt[];
  waiting: PersonaLine[];
  approved: PersonaLine[];
  fix: FixLine[];
  stale: StaleLine[];
  checks: { made: number; disqualified: number };
  /** What the disqualified leads would have cost and brought, by the medians of the personas they match; `null`: not known. */
  worth: Worth;
  /** The same, persona by persona. */
  reckoned: Reckoned[];
  coverage: Coverage;
  /** Ids of those who answered this week and agreed to be named. */
  thanks: string[];
  /** What a model was asked in the week; `null`: none was. */
  model: { calls: number; usd: number | null } | null;
  posted: string | null;
};

/** What the database says of one week. */
export type WeekFacts = {
  interviews: { status: 'complete' | 'partial'; person: string; lateFrom: string | null; named: boolean }[];
  /** Claims of the last draft before the week, and of the last one in it; `null`: there was none. */
  claims: { before: Claim[] | null; latest: Claim[] | null };
  run: number | null;
  waiting: PersonaLine[];
  approved: PersonaLine[];
  faults: { now: FaultCounts; before: FaultCounts };
  fixPersonas: (PersonaLine & { of: number })[];
  stale: StaleLine[];
  checks: Check[];
  coverage: { roles: Coverage['roles']; heard: Heard[] };
};

/** @param words a trait in words, kept with the summary */
export function summarise(week: Week, facts: WeekFacts, words: (trait: Trait) => string): Summary {
  const late = facts.interviews.flatMap(({ lateFrom }) => lateFrom ?? []);
  const count = (status: string) => facts.interviews.filter((each) => each.status === status).length;
  const named = facts.interviews.filter(({ named }) => named).map(({ person }) => person);
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
    run: facts.run,
    learnt: learnt(facts.claims).map((claim) => ({
      ...claim,
      text: claim.traits.map(words).join(' + '),
      held: null,
      quote: null,
    })),
    waiting: facts.waiting,
    approved: facts.approved,
    fix: [...fixPersonas(facts.fixPersonas), ...faults(facts.faults, words)],
    stale: facts.stale,
    checks: {
      made: facts.checks.length,
      disqualified: facts.checks.filter(({ persona }) => persona !== null).length,
    },
    worth: worthOf(facts.checks),
    reckoned: reckoned(facts.checks),
    coverage: { roles: facts.coverage.roles, segments: unheard(facts.coverage.heard, words) },
    thanks: [...new Set(named)].sort(),
    model: null,
    posted: null,
  };
}

/** Fewer problem cases than this, and nothing can be said of a kind of customer (docs/method.md, section 2). */
const HEARD_FROM = 3;
const MOST_SEGMENTS = 3;

/** The kinds of customer that were heard of least; none of a dimension of which nothing is known. */
function unheard(heard: Heard[], words: (trait: Trait) => string): Coverage['segments'] {
  const asked = new Set(heard.filter(({ cases }) => cases > 0).map(({ dimension }) => dimension));
  return heard
    .filter(({ dimension, cases }) => asked.has(dimension) && cases < HEARD_FROM)
    .sort((a, b) => a.cases - b.cases)
    .slice(0, MOST_SEGMENTS)
    .map((one) => ({ ...one, text: words(one) }));
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

const MOST_FIXES = 3;

function faults({ now, before }: WeekFacts['faults'], words: (trait: Trait) => string): FixLine[] {
  return Object.entries(now.ours)
    .map(([trouble, cases]) => ({
      trouble: trouble === '' ? null : trouble,
      text: trouble === '' ? '' : words({ dimension: 'main_trouble', value: trouble }),
      cases,
      of: now.known,
      added: cases - (before.ours[trouble] ?? 0),
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

/** True where a week holds nothing to tell. */
export function isEmpty({ interviews, learnt, waiting, approved, fix, stale, checks }: Summary): boolean {
  const parts = [learnt, waiting, approved, stale, fix.filter(({ added }) => (added ?? 0) !== 0)];
  return (
    interviews.complete + interviews.partial + checks.made === 0 && parts.every(({ length }) => length === 0)
  );
}
