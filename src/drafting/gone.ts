import { sql } from 'kysely';
import type { Case, CaseTable } from '../cases/case.ts';
import type { Database } from '../database/open.ts';

/** Looked up at a time: a case rests on some tens of answers. */
const CASES_AT_A_TIME = 500;

/** Whether anything that these cases were made from has been deleted since: a customer, or an answer as it was counted. */
export async function isAnyGone(
  db: Database,
  workspace: number,
  { cases, unjudged, dimensions }: CaseTable,
): Promise<boolean> {
  const all = [...cases, ...unjudged];
  const keys = Object.keys(dimensions);
  for (let from = 0; from < all.length; from += CASES_AT_A_TIME) {
    const part = all.slice(from, from + CASES_AT_A_TIME);
    const customers = JSON.stringify(part.map(({ key }) => key));
    const answers = JSON.stringify(part.flatMap((one) => answersOf(one, keys)));
    const { rows } = await sql`
      SELECT 1 FROM json_each(${customers}) AS one
      WHERE NOT EXISTS (SELECT 1 FROM customer_rows WHERE workspace = ${workspace} AND key = one.value)
      UNION ALL
      SELECT 1 FROM json_each(${answers}) AS one
      WHERE NOT EXISTS (SELECT 1 FROM answer_revisions
        WHERE workspace = ${workspace} AND answer = one.value ->> 0 AND revision = one.value ->> 1)
      LIMIT 1`.execute(db);
    if (rows.length > 0) return true;
  }
  return false;
}

type Counted = [answer: number, revision: number];

function answersOf({ sources, texts }: Case, dimensions: readonly string[]): Counted[] {
  const behind = dimensions.flatMap((key) => sources.get(key) ?? []);
  const told = behind.flatMap((one): Counted[] => (one.answer === null ? [] : [[one.answer, one.revision]]));
  return [...told, ...texts.map(({ answer, revision }): Counted => [answer, revision])];
}
