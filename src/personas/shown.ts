import type { Quote } from './quoted.ts';
import type { StoredPersona } from './store.ts';

/**
 * A quote may be shown to everybody where three colleagues or more stand behind the persona, or its author was promised
 * that everybody reads it. Where its author stands alone, only after their yes to this very quote.
 */
export function shownToAll(persona: StoredPersona, quote: Quote): boolean {
  const { visibility, allowed } = quote;
  const { reporters } = persona.body;
  if (visibility === 'all') return true;
  return visibility === 'aggregates' && (reporters >= 3 || (reporters === 1 && allowed === true));
}
