import type { Database } from '../database/open.ts';
import type { InTurns } from '../database/pace.ts';
import { eraseSubjects } from '../invitations/erase.ts';

/** How the result of a draft names an answer. */
const ANSWER = /"answer": ?"a(\d+)"/g;

/**
 * The keys of erased customers in what was planned, in summaries and in the results of drafts; a result that repeats an
 * erased answer goes as a whole. What versions say of them goes as they are counted again (recount.ts).
 */
export async function eraseMentions(
  db: Database,
  workspace: number,
  inTurns: InTurns,
  gone: ReadonlySet<string>,
  answers: readonly number[],
): Promise<void> {
  const keys = [...gone].map((key) => JSON.stringify(key));
  const holds = (text: string) => keys.some((key) => text.includes(key));
  const erased = new Set(answers);
  const repeats = (text: string) => [...text.matchAll(ANSWER)].some(([, id]) => erased.has(Number(id)));
  await inTurns(async (trx) => {
    await eraseSubjects(trx, workspace, gone);
    return false;
  });
  const runs = db.selectFrom('draft_runs').where('workspace', '=', workspace).where('result', 'is not', null);
  for (const { id } of await runs.select('id').execute()) {
    const row = await runs.select('result').where('id', '=', id).executeTakeFirst();
    if (!row?.result || !(holds(row.result) || repeats(row.result))) continue;
    await inTurns(async (trx) => {
      await trx
        .updateTable('draft_runs')
        .set({ result: null })
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .execute();
      return false;
    });
  }
  if (gone.size === 0) return;
  const summaries = await db
    .selectFrom('summaries')
    .select(['week', 'body'])
    .where('workspace', '=', workspace)
    .execute();
  for (const { week, body } of summaries) {
    if (!holds(body)) continue;
    await inTurns(async (trx) => {
      await trx
        .updateTable('summaries')
        .set({ body: JSON.stringify(without(JSON.parse(body), gone)) })
        .where('workspace', '=', workspace)
        .where('week', '=', week)
        .execute();
      return false;
    });
  }
}

/** The same value without these keys in its lists; an object that is about one of them goes as a whole. */
export function without(value: unknown, gone: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((each) => !(typeof each === 'string' && gone.has(each)))
      .filter((each) => !isAbout(each, gone))
      .map((each) => without(each, gone));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, without(each, gone)]));
}

function isAbout(value: unknown, gone: ReadonlySet<string>): boolean {
  const key = typeof value === 'object' && value !== null && 'case' in value ? value.case : null;
  return typeof key === 'string' && gone.has(key);
}
