import { sql } from 'kysely';
import type { Database } from '../database/open.ts';

/** Interviews that tell which questions were asked least: the open ones, and so many of those that ended last. */
const COUNTED = 500;

/** Question key -> in how many of the latest interviews with this script it was answered. */
export async function answerCounts(
  db: Database,
  workspace: number,
  script: string,
): Promise<Record<string, number>> {
  const latest = sql<string>`(SELECT id FROM interview_rows
      WHERE workspace = ${workspace} AND script = ${script} AND finished_at IS NULL
    UNION ALL SELECT id FROM (SELECT id FROM interview_rows
      WHERE workspace = ${workspace} AND script = ${script} AND finished_at IS NOT NULL
      ORDER BY finished_at DESC LIMIT ${COUNTED}))`;
  const rows = await db
    .selectFrom('interviews')
    // In this order: from the other end SQLite would walk through all answers of the workspace.
    .crossJoin('answers')
    .crossJoin('answer_revisions as newest')
    .select((eb) => ['answers.question', eb.fn.countAll<number>().as('count')])
    .where('interviews.workspace', '=', workspace)
    .where('interviews.id', 'in', latest)
    .where('interviews.script', '=', script)
    .where('interviews.status', '<>', 'withdrawn')
    .whereRef('answers.workspace', '=', 'interviews.workspace')
    .whereRef('answers.interview', '=', 'interviews.id')
    .whereRef('newest.workspace', '=', 'answers.workspace')
    .whereRef('newest.answer', '=', 'answers.id')
    .whereRef('newest.revision', '=', 'answers.latest_revision')
    .where('newest.state', '=', 'answered')
    .groupBy('answers.question')
    .execute();
  return Object.fromEntries(rows.map(({ question, count }) => [question, Number(count)]));
}

/** Finished interviews about a customer, by kind of case: a comparison is asked for until they are equal. */
export async function caseCounts(
  db: Database,
  workspace: number,
): Promise<{ problem: number; comparison: number }> {
  const rows = await db
    .selectFrom('interviews')
    .select((eb) => ['case_kind', eb.fn.countAll<number>().as('count')])
    .where('workspace', '=', workspace)
    .where('status', 'in', ['complete', 'partial'])
    .where('customer', 'is not', null)
    .groupBy('case_kind')
    .execute();
  const of = (kind: string) => Number(rows.find(({ case_kind }) => case_kind === kind)?.count ?? 0);
  return { problem: of('problem'), comparison: of('comparison') };
}
