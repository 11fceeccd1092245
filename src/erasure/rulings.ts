import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { InTurns } from '../database/pace.ts';
import { CONDEMNED } from '../interview/condemn.ts';
import { nameKey } from '../model/probable.ts';
import { createFinders } from '../model/redact.ts';

/**
 * Forgets what was said of names that stand in these answers and, once they are gone, in none any more: nobody else's name
 * outlives what named them.
 */
export async function forgetNames(
  db: Database,
  workspace: number,
  inTurns: InTurns,
  answers: readonly number[],
): Promise<void> {
  const judged = await db
    .selectFrom('judged_names')
    .select('name')
    .where('workspace', '=', workspace)
    .execute();
  if (judged.length === 0) return;
  const going = textsOf((await saidIn(db, workspace, answers)).rows);
  const names = judged.map(({ name }) => name).filter((name) => going.some(holding(name)));
  if (names.length === 0) return;
  const left = textsOf((await saidIn(db, workspace, null)).rows);
  for (const name of names) {
    if (left.some(holding(name))) continue;
    await inTurns(async (trx) => {
      await trx
        .deleteFrom('judged_names')
        .where('workspace', '=', workspace)
        .where('name', '=', name)
        .execute();
      return false;
    });
  }
}

/**
 * Every wording of these answers; `null`: of all that are not on their way out, also of one that an import has not shown
 * yet.
 */
function saidIn(db: Database, workspace: number, answers: readonly number[] | null) {
  const which =
    answers === null
      ? sql`FROM interview_rows AS interview
          CROSS JOIN answers AS answer ON answer.workspace = ${workspace} AND answer.interview = interview.id
          CROSS JOIN answer_revisions AS revision ON revision.workspace = ${workspace} AND revision.answer = answer.id
          WHERE interview.workspace = ${workspace} AND interview.import_run IS NOT ${CONDEMNED}`
      : sql`FROM json_each(${JSON.stringify(answers)}) AS one
          CROSS JOIN answer_revisions AS revision ON revision.workspace = ${workspace} AND revision.answer = one.value
          WHERE true`;
  return sql<{ value: string | null }>`SELECT revision.value ${which} AND revision.value LIKE '"%'`.execute(
    db,
  );
}

const textsOf = (rows: { value: string | null }[]): string[] =>
  rows.map(({ value }) => JSON.parse(value ?? '""') as string);

/** Whether a text holds a name, also inflected: a name that stays hidden in one answer must not be forgotten. */
function holding(name: string): (text: string) => boolean {
  const { sure: find } = createFinders({ customers: [], people: [], hidden: [name] });
  const beginnings = name.split(/[^\p{L}\p{N}]+/u).flatMap((word) => word.slice(0, 3) || []);
  return (text) => {
    const folded = nameKey(text);
    if (!beginnings.some((letters) => folded.includes(letters))) return false;
    return folded.includes(name) || find(text).some(({ kind }) => kind !== 'contact');
  };
}
