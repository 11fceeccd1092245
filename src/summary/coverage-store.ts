import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { finishedWithin } from '../interview/within.ts';
import type { Run } from './runs.ts';
import type { WeekFacts } from './summary.ts';
import type { Week } from './week.ts';

/** Whoever finished no interview in this many weeks has not been heard. */
export const COVERAGE_WEEKS = 12;
const WEEK_MS = 7 * 86_400_000;

/** Since when somebody must have finished an interview to count as heard. */
export function heardSince({ to }: Pick<Week, 'to'>): string {
  return new Date(Date.parse(to) - COVERAGE_WEEKS * WEEK_MS).toISOString();
}

/** Colleagues by role who were heard, among those who may be asked; and what the last draft had heard of. */
export async function loadCoverage(
  db: Database,
  workspace: number,
  week: Week,
  run: Run | null,
): Promise<WeekFacts['coverage']> {
  const heard = db
    .selectFrom('interviews')
    .select('person')
    .distinct()
    .where('workspace', '=', workspace)
    .where('interviews.id', 'in', finishedWithin(workspace, heardSince(week), week.to))
    .where('finished_at', '>=', heardSince(week))
    .where('finished_at', '<', week.to)
    .where('status', 'in', ['complete', 'partial']);
  const rows = await db
    .selectFrom('people')
    .leftJoin('availability', (join) =>
      join
        .onRef('availability.workspace', '=', 'people.workspace')
        .onRef('availability.person', '=', 'people.id'),
    )
    .leftJoin(heard.as('heard'), (join) => join.onRef('heard.person', '=', 'people.id'))
    .select(['people.role', sql<number>`count(*)`.as('of'), sql<number>`count(heard.person)`.as('heard')])
    .where('people.workspace', '=', workspace)
    .where('people.role', 'is not', null)
    .where((eb) => eb.or([eb('consent', 'is', null), eb('consent', '<>', 'never')]))
    .groupBy('people.role')
    .orderBy('people.role')
    .execute();
  const roles = rows.map(({ role, of, heard }) => ({ role: role ?? '', heard, of }));
  return { roles, heard: run?.kept.heard ?? [] };
}
