import { sql } from 'kysely';

/**
 * Ids of the interviews that may have been finished in a stretch of time, as SQL for `where('interviews.id', 'in', …)`.
 * What the view `interviews` shows while an import changes rows stands in no index: the ids narrow the search through
 * the table's own, those of rows under change come along, and the view's columns still decide.
 */
export function finishedWithin(workspace: number, from: string, to: string) {
  return sql<string>`(SELECT id FROM interview_rows WHERE workspace = ${workspace} AND finished_at >= ${from} AND finished_at < ${to}
    UNION ALL SELECT id FROM interview_rows WHERE workspace = ${workspace} AND next_run IS NOT NULL)`;
}

/** Likewise the interviews that may be about one of these customers. */
export function aboutAny(workspace: number, customers: readonly string[]) {
  return sql<string>`(SELECT id FROM interview_rows WHERE workspace = ${workspace} AND customer IN (${sql.join(customers)})
    UNION ALL SELECT id FROM interview_rows WHERE workspace = ${workspace} AND next_run IS NOT NULL)`;
}

/** Likewise the interviews that may be somebody's. */
export function toldBy(workspace: number, person: string) {
  return sql<string>`(SELECT id FROM interview_rows WHERE workspace = ${workspace} AND person = ${person}
    UNION ALL SELECT id FROM interview_rows WHERE workspace = ${workspace} AND next_run IS NOT NULL)`;
}
