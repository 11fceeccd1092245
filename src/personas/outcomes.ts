import type { Database } from '../database/open.ts';
import type { CheckVia, LeadResult } from '../database/tables.ts';

/** What people later said of one checked lead that resembled a persona. */
export type Outcome = {
  check: number;
  persona: string;
  /** The version that the lead was held against. */
  version: number;
  result: LeadResult;
  at: string;
};

/** How often a persona was right and wrong about leads that were taken all the same. */
export type Tally = {
  /** It warned, they were taken, it went badly. */
  for: number;
  /** It warned, they were taken, it went well. */
  against: number;
  /** It was heeded, or they did not buy: says nothing either way. */
  notTaken: number;
  newestAgainst: string | null;
};

/**
 * Remembers what became of a checked lead; a later report on the same check replaces the earlier one. `false`: there
 * is no such check.
 */
export async function reportOutcome(
  db: Database,
  workspace: number,
  report: { check: number; result: LeadResult; by: string; via: CheckVia; at: string },
): Promise<boolean> {
  const known = await db
    .selectFrom('checks')
    .select('id')
    .where('workspace', '=', workspace)
    .where('id', '=', report.check)
    .executeTakeFirst();
  if (!known) return false;
  const { result, by, via, at } = report;
  const said = { result, reported_by: by, via, at };
  await db
    .insertInto('check_outcomes')
    .values({ workspace, check_id: report.check, ...said })
    .onConflict((conflict) => conflict.columns(['workspace', 'check_id']).doUpdateSet(said))
    .execute();
  return true;
}

/** Every reported outcome of a lead that matched a persona, one for each persona it matched, the oldest first. */
export async function loadOutcomes(db: Database, workspace: number): Promise<Outcome[]> {
  const rows = await db
    .selectFrom('check_outcomes as said')
    .innerJoin('checks as made', (join) =>
      join.onRef('made.workspace', '=', 'said.workspace').onRef('made.id', '=', 'said.check_id'),
    )
    .select(['said.check_id', 'said.result', 'said.at', 'made.matched'])
    .where('said.workspace', '=', workspace)
    .orderBy('said.at')
    .orderBy('said.check_id')
    .execute();
  return rows.flatMap(({ check_id, result, at, matched }) =>
    (JSON.parse(matched) as { id: string; version: number }[]).map(({ id, version }) => ({
      check: check_id,
      persona: id,
      version,
      result,
      at,
    })),
  );
}

/**
 * Counts outcomes for and against each persona.
 * @param since only those reported after this instant, by persona: the approval of the version that is shown
 */
export function tallied(
  outcomes: readonly Outcome[],
  since: (persona: string) => string | null = () => null,
): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { persona, result, at } of outcomes) {
    if (at < (since(persona) ?? '')) continue;
    const tally = tallies.get(persona) ?? { for: 0, against: 0, notTaken: 0, newestAgainst: null };
    if (result === 'went_badly') tally.for += 1;
    if (result === 'not_taken') tally.notTaken += 1;
    if (result === 'went_well') {
      tally.against += 1;
      tally.newestAgainst = at;
    }
    tallies.set(persona, tally);
  }
  return tallies;
}
