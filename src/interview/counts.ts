import type { Database } from '../database/open.ts';
import { newestAnswers } from './newest.ts';

/** Question key -> in how many interviews with this script it was answered. */
export async function answerCounts(
  db: Database,
  workspace: number,
  script: string,
): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom(newestAnswers(db).as('said'))
    .innerJoin('interviews', (join) =>
      join.onRef('interviews.workspace', '=', 'said.workspace').onRef('interviews.id', '=', 'said.interview'),
    )
    .select((eb) => ['said.question', eb.fn.countAll<number>().as('count')])
    .where('said.workspace', '=', workspace)
    .where('interviews.script', '=', script)
    .where('interviews.status', '<>', 'withdrawn')
    .where('said.state', '=', 'answered')
    .groupBy('said.question')
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
