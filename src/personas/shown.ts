import type { Quote } from './quoted.ts';
import type { StoredPersona } from './store.ts';

/** A quote may be shown to everybody where three colleagues or more stand behind the persona, or its author allowed it. */
export function shownToAll(persona: StoredPersona, quote: Quote): boolean {
  const { visibility } = quote;
  return visibility === 'all' || (visibility === 'aggregates' && persona.body.reporters >= 3);
}
