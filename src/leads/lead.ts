import type { Trait } from '../evidence/evidence.ts';

/** A trait of a lead; `raw` is the number it was said as, `said` the words. */
export type LeadTrait = Trait & { raw: number | null; said?: string };

/** An amount in a named currency: taken as it stands, or left out where the trait is kept in another one. */
export type Foreign = { said: string; named: string; kept: string | null };

/** What a description says: what the lead is, what it is known not to be, and what was not understood. */
export type Lead = {
  traits: LeadTrait[];
  excluded: Trait[];
  notUnderstood: string[];
  /** Amounts whose currency was named: nothing is converted. */
  foreign: Foreign[];
};

/** In characters. */
const LONGEST_PIECE = 80;

/** What several statements say. */
export function together(leads: Lead[]): Lead {
  return {
    traits: leads.flatMap(({ traits }) => traits),
    excluded: leads.flatMap(({ excluded }) => excluded),
    notUnderstood: leads.flatMap(({ notUnderstood }) => notUnderstood),
    foreign: leads.flatMap(({ foreign }) => foreign),
  };
}

/** A statement that nothing is made of. */
export function unread(text: string): Lead {
  return { traits: [], excluded: [], notUnderstood: [piece(text)], foreign: [] };
}

/** Words of a description, as they are shown: not too many. */
export function piece(text: string): string {
  const points = [...text.trim()];
  return points.length <= LONGEST_PIECE ? text.trim() : `${points.slice(0, LONGEST_PIECE - 1).join('')}…`;
}
