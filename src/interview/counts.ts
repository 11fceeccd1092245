import type { Database } from '../database/open.ts';

/** Question key -> in how many interviews with this script it was answered. */
export async function answerCounts(
  db: Database,
  workspace: number,
  script: string,
): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('answers')
    .innerJoin('answer_revisions', (join) =>
      join
        .onRef('answer_revisions.workspace', '=', 'answers.workspace')
        .onRef('answer_revisions.answer', '=', 'answers.id')
        .onRef('answer_revisions.revision', '=', 'answers.latest_revision'),
    )
    .innerJoin('interviews', (join) =>
      join
        .onRef('interviews.workspace', '=', 'answers.workspace')
        .onRef('interviews.id', '=', 'answers.interview'),
    )
    .select((eb) => ['answers.question', eb.fn.countAll<number>().as('count')])
    .where('answers.workspace', '=', workspace)
    .where('interviews.script', '=', script)
    .where('interviews.status', '<>', 'withdrawn')
    .where('answer_revisions.state', '=', 'answered')
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
