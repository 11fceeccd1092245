import type { LeadResult } from '../database/tables.ts';
import type { Trait } from '../evidence/evidence.ts';
import type { CheckOutcome } from './check.ts';

/** What can become of a lead. */
export const results = ['went_well', 'went_badly', 'not_taken'] as const satisfies LeadResult[];

/** A logged check: what was understood of the lead, never its words. */
export type MadeCheck = {
  id: number;
  at: string;
  traits: (Trait & { not?: boolean })[];
  outcome: CheckOutcome['outcome'];
  /** Ids of the personas it resembled. */
  matched: string[];
  /** What became of it; `null`: nobody has said. */
  result: LeadResult | null;
};
