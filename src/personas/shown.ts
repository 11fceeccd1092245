import type { PersonaBody } from './persona.ts';
import type { Promised } from './quoted.ts';

/**
 * A quote may be shown to everybody where three colleagues or more stand behind the persona, or its author was promised
 * that everybody reads it. Where its author stands alone, only after their yes to this very quote.
 */
export function shownToAll({ body }: { body: PersonaBody }, { visibility, allowed }: Promised): boolean {
  if (visibility === 'all') return true;
  return visibility === 'aggregates' && (body.reporters >= 3 || (body.reporters === 1 && allowed === true));
}
