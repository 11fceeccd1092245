import { loadKnownCustomers } from '../cases/store.ts';
import type { Database } from '../database/open.ts';
import { wholeRule } from '../personas/rule.ts';
import { loadPersona, type StoredPersona } from '../personas/store.ts';
import { type Collateral, weigh, weighedFigures } from './collateral.ts';

/** Kinds whose rule turns somebody away, where they have one. */
export function mayTurnAway({ kind }: StoredPersona['body']): boolean {
  return kind === 'negative' || kind === 'micro';
}

/**
 * Runs a version's rule over the customers as they are known now. Reads much: call it outside a transaction.
 *
 * @returns `null` for what turns nobody away
 */
export async function weighVersion(
  db: Database,
  workspace: number,
  { body }: Pick<StoredPersona, 'body'>,
): Promise<Collateral | null> {
  if (!mayTurnAway(body)) return null;
  const parent = body.parent === null ? null : await parentBody(db, workspace, body.parent);
  if (body.kind === 'micro' && parent?.kind !== 'negative') return null;
  const rule = wholeRule(body, parent);
  if (rule.length === 0) return null;
  const dimensions = new Set([...rule.map(({ dimension }) => dimension), ...weighedFigures]);
  const { cases, unjudged } = await loadKnownCustomers(db, workspace, dimensions);
  return weigh(rule, cases, unjudged);
}

async function parentBody(db: Database, workspace: number, parent: string) {
  const stored =
    (await loadPersona(db, workspace, parent, 'approved')) ?? (await loadPersona(db, workspace, parent));
  return stored?.body ?? null;
}
