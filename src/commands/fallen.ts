import type { Fallen } from '../erasure/fallen.ts';

/** What whoever is at the terminal is told of a persona that no longer stands. */
export function hasFallen({ id, name }: Fallen): string {
  return `${name} (${id}) has too little evidence left: it left look-up, checks and exports. The bot tells the reviewers; retire or redraft it.`;
}
