import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { CaseKind } from '../database/tables.ts';

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

/** Finished interviews that stand as they are: in the words of their index (0033), which SQLite takes for no others. */
const STANDS = sql`status IN ('complete', 'partial') AND import_run IS NULL AND next_run IS NULL`;

/** Likewise the others, which an import brings or changes, as the view shows them. */
const underImport = (workspace: number) => sql`
  workspace = ${workspace} AND status IN ('complete', 'partial') AND id IN (
    SELECT id FROM interview_rows WHERE workspace = ${workspace} AND import_run IS NOT NULL
    UNION ALL SELECT id FROM interview_rows WHERE workspace = ${workspace} AND next_run IS NOT NULL)`;

type ByKind = { problem: number; comparison: number };

/** Finished interviews about a customer, by kind of case: a comparison is asked for until they are equal. */
export async function caseCounts(db: Database, workspace: number): Promise<ByKind> {
  const { rows } = await sql<KindCount>`
    SELECT case_kind, count(*) AS count FROM interview_rows
    WHERE workspace = ${workspace} AND ${STANDS} AND customer IS NOT NULL GROUP BY case_kind
    UNION ALL
    SELECT case_kind, count(*) FROM interviews
    WHERE ${underImport(workspace)} AND customer IS NOT NULL GROUP BY case_kind`.execute(db);
  return byKind(rows);
}

/** Customers who were told of in finished interviews, by kind of case. */
export async function customerCounts(db: Database, workspace: number): Promise<ByKind> {
  const { rows } = await sql<KindCount>`
    SELECT case_kind, count(*) AS count FROM (SELECT DISTINCT case_kind, customer FROM interview_rows
      WHERE workspace = ${workspace} AND ${STANDS} AND customer IS NOT NULL) GROUP BY case_kind
    UNION ALL
    SELECT case_kind, count(DISTINCT customer) FROM interviews AS told
    WHERE ${underImport(workspace)} AND NOT EXISTS (SELECT 1 FROM interview_rows
      WHERE workspace = ${workspace} AND ${STANDS} AND case_kind = told.case_kind AND customer = told.customer)
    GROUP BY case_kind`.execute(db);
  return byKind(rows);
}

/** Every customer that a finished problem interview is about, by key. */
export async function problemCustomers(db: Database, workspace: number): Promise<string[]> {
  const { rows } = await sql<{ customer: string }>`
    SELECT DISTINCT customer FROM interview_rows
    WHERE workspace = ${workspace} AND ${STANDS} AND case_kind = 'problem' AND customer IS NOT NULL
    UNION ALL
    SELECT customer FROM interviews
    WHERE ${underImport(workspace)} AND case_kind = 'problem' AND customer IS NOT NULL`.execute(db);
  return [...new Set(rows.map(({ customer }) => customer))];
}

/** How many people finished an interview. */
export async function reporterCount(db: Database, workspace: number): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    SELECT count(DISTINCT person) AS people FROM (
      SELECT person FROM interview_rows WHERE workspace = ${workspace} AND ${STANDS}
      UNION ALL SELECT person FROM interviews WHERE ${underImport(workspace)})`.execute(db);
  return rows[0]?.people ?? 0;
}

type KindCount = { case_kind: CaseKind; count: number };

function byKind(rows: readonly KindCount[]): ByKind {
  const of = (kind: CaseKind) =>
    rows.filter(({ case_kind }) => case_kind === kind).reduce((sum, { count }) => sum + count, 0);
  return { problem: of('problem'), comparison: of('comparison') };
}
