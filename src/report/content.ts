import type { ClaimCounts } from '../evidence/evidence.ts';
import type { Sheet } from '../exports/sheet.ts';
import type { Picture } from '../pictures/svg.ts';
import type { Language } from '../text/language.ts';

/** `all`: whoever works here. `reviewers`: people who may see cases; their pages name customers. */
export const audiences = ['all', 'reviewers'] as const;
export type Audience = (typeof audiences)[number];

/** Everything that a site shows; what its audience may not see is not in it. */
export type Content = {
  language: Language;
  audience: Audience;
  /** ISO 8601, UTC. */
  madeAt: string;
  personas: PersonaPage[];
  /** What waits for a decision: for reviewers alone, empty for everybody else. */
  drafts: DraftPage[];
  weeks: WeekPage[];
  pictures: Picture[];
};
export type PersonaPage = {
  id: string;
  parent: string | null;
  sheet: Sheet;
  claims: ClaimRow[];
  described: string[];
  card: Picture;
};
/** A version that nobody approved: what it says and what it rests on, never a card or a rule to work by. */
export type DraftPage = {
  id: string;
  version: number;
  name: string;
  kind: string;
  subtitle: string;
  rule: string[];
  quotes: string[];
  claims: ClaimRow[];
  /** What was counted of its customers, a line each: what there is of customers who are wanted, who have no claims. */
  described: string[];
};
/** Customers are named for reviewers alone: `null` for everybody else. */
export type ClaimRow = Pick<
  ClaimCounts,
  'problem' | 'comparison' | 'interval' | 'ratio' | 'reporters' | 'strength'
> & {
  text: string;
  customers: { for: string[]; against: string[] } | null;
};
export type WeekPage = { week: string; title: string; lines: string[] };
/** One file of the site. */
export type SiteFile = { path: string; text: string };
