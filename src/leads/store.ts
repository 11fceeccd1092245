import { loadDimensions } from '../cases/store.ts';
import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import type { CheckVia } from '../database/tables.ts';
import type { Trait } from '../evidence/evidence.ts';
import type { Script } from '../interview/script.ts';
import type { CheckOutcome } from './check.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import type { Lead } from './parse.ts';

/** The traits a lead's description can be read against, as the last draft cut them. */
export async function loadLexicon(
  db: Database,
  workspace: number,
  scripts: readonly Script[],
  rules: readonly Trait[],
): Promise<Lexicon> {
  return lexiconOf(await loadDimensions(db, workspace, scripts), rules);
}

/** Logs a check: what was understood and what came of it, never the lead's own words. Returns its number. */
export async function recordCheck(
  db: Database,
  workspace: number,
  check: { lead: Lead; result: CheckOutcome; askedBy: string; via: CheckVia; at: string },
): Promise<number> {
  const { lead, result, askedBy, via, at } = check;
  const traits = lead.traits.map(({ dimension, value }) => ({ dimension, value }));
  const excluded = lead.excluded.map(({ dimension, value }) => ({ dimension, value, not: true }));
  const id = await nextId(db, 'checks', workspace);
  await db
    .insertInto('checks')
    .values({
      workspace,
      id,
      asked_by: askedBy,
      via,
      traits: JSON.stringify([...traits, ...excluded]),
      outcome: result.outcome,
      matched: JSON.stringify(result.matches.map(({ id, version }) => ({ id, version }))),
      at,
    })
    .execute();
  return id;
}
