import type { CaseTable } from '../cases/case.ts';
import type { Strength } from '../database/tables.ts';

export type Trait = { dimension: string; value: string };
/** `for` of `of`: cases with the traits among the cases in which they are known. */
export type Counts = { for: number; of: number };

/** A statement about the cases, with the counts for and against it (docs/method.md, section 2). */
export type Claim = {
  id: string;
  traits: Trait[];
  problem: Counts;
  comparison: Counts | null;
  /** Share of problem cases over share of comparison cases, .5 added to each cell where one is 0. */
  ratio: number | null;
  /** Wilson 95 % for the problem share. */
  interval: [number, number];
  oddsRatio: number | null;
  /** Woolf 95 % for the odds ratio. */
  oddsInterval?: [number, number] | null;
  /** Share of problem cases minus share of comparison cases, with Newcombe's 95 %. */
  difference?: { value: number; interval: [number, number] } | null;
  q: number | null;
  reporters: number;
  strength: Strength;
  /** Too little of its evidence is left since somebody erased theirs. */
  unsupported?: true;
} & Sides & {
    /** The same on the comparison side. */
    comparisonCases: string[];
    comparisonAgainst: string[];
  };

/** Cases that have the traits, and those known not to. Keys, sorted. */
export type Sides = { cases: string[]; against: string[] };

/** A claim as it is kept and shown: the customers it counts are found by its links, and read where they are wanted. */
export type ClaimCounts = Omit<Claim, keyof Sides | 'comparisonCases' | 'comparisonAgainst'>;

export type Group = {
  id: string;
  cases: string[];
  /** Cases that are nearer to this kept group than to any other and hardly resemble it: unexplained. Left out: none. */
  fringe?: string[];
  /** Mean Jaccard over bootstraps, 0 to 1. */
  stability: number;
  kept: boolean;
  /** `supported` and `tentative` are kept; a `hypothesis` is shown as unexplained cases. */
  strength?: Strength;
  reporters: number;
  /** What most of its cases have in common: described, never called "more often than". */
  profile: { trait: Trait; for: number; of: number; cases: string[]; against: string[] }[];
};

/** A subset of one macro group that differs in subtle traits. */
export type MicroGroup = Group & { parent: string };

export type QuoteSpan = {
  case: string;
  question: string;
  answer: number;
  revision: number;
  /** UTF-16 code units of the stored revision. */
  start: number;
  end: number;
  text: string;
  dissenting: boolean;
};

/** Why no more is said: what is missing, with its count and how many are needed, 0 where there is none. */
export type Gap = {
  gap:
    | 'no problem cases'
    | 'list only'
    | 'single traits only'
    | 'no comparison cases'
    | 'few comparison cases'
    | 'no kinds'
    | 'one voice'
    | 'disputed';
  count: number;
  needed: number;
};

/** Everything that can be counted, before a word is written. The same table and seed give the same evidence. */
export type Evidence = {
  scope: { problem: number; comparison: number; reporters: number; mode: 'list' | 'tentative' | 'full' };
  claims: Claim[];
  groups: Group[];
  microGroups: MicroGroup[];
  /** All problem cases as one group, where no kinds of them can be told apart; else `null`. */
  overall?: Group | null;
  /** Problem cases in no kept group, those at the fringe of one among them. */
  unexplained: string[];
  notDrafted: Gap[];
  /** Subtle dimensions whose answers are too few to decide: asked next. */
  questions: string[];
  /** Protected dimensions left out. */
  leftOut: string[];
};

export type FindEvidence = (
  table: CaseTable,
  options?: { seed?: number; onProgress?: (share: number) => void },
) => Evidence;
