import type { Dimension } from '../cases/case.ts';
import { loadDimensions } from '../cases/store.ts';
import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import type { CheckVia, Row } from '../database/tables.ts';
import type { Script } from '../scripts/script.ts';
import type { CheckOutcome } from './check.ts';
import type { Lead } from './lead.ts';
import type { MadeCheck } from './made.ts';

/** The dimensions that a lead's description can be read against, good for one number (0017_standing_of_personas.sql). */
export type Known = { revision: number; byKey: Record<string, Dimension> };

/** The dimensions as the last draft cut them; the same ones come back while nothing that they follow from has changed. */
export async function knownDimensions(
  db: Database,
  workspace: number,
  scripts: readonly Script[],
  known: Known | undefined,
): Promise<Known> {
  const row = await db
    .selectFrom('evidence_revisions')
    .select('dimensions')
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  const revision = row?.dimensions ?? 0;
  if (known?.revision === revision) return known;
  return { revision, byKey: await loadDimensions(db, workspace, scripts) };
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

const MOST_SHOWN = 10;

/** A person's own checks that understood something, the newest first. */
export async function checksOf(db: Database, workspace: number, person: string): Promise<MadeCheck[]> {
  const rows = await db
    .selectFrom('checks as made')
    .leftJoin('check_outcomes as said', (join) =>
      join.onRef('said.workspace', '=', 'made.workspace').onRef('said.check_id', '=', 'made.id'),
    )
    .select(['made.id', 'made.at', 'made.traits', 'made.outcome', 'made.matched', 'said.result'])
    .where('made.workspace', '=', workspace)
    .where('made.asked_by', '=', person)
    .where('made.traits', '<>', '[]')
    .orderBy('made.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return rows.map(madeCheck);
}

/** One check, if this person made it. */
export async function ownCheck(
  db: Database,
  workspace: number,
  person: string,
  id: number,
): Promise<{ matched: string[] } | null> {
  const row = await db
    .selectFrom('checks')
    .select('matched')
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('asked_by', '=', person)
    .executeTakeFirst();
  return row ? { matched: idsIn(row.matched) } : null;
}

type CheckRow = Pick<Row<'checks'>, 'id' | 'at' | 'traits' | 'outcome' | 'matched'> &
  Pick<MadeCheck, 'result'>;

function madeCheck({ id, at, traits, outcome, matched, result }: CheckRow): MadeCheck {
  return {
    id,
    at,
    traits: JSON.parse(traits) as MadeCheck['traits'],
    outcome,
    matched: idsIn(matched),
    result,
  };
}

function idsIn(matched: string): string[] {
  return (JSON.parse(matched) as { id: string }[]).map(({ id }) => id);
}
