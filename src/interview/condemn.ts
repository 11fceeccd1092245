import { sql } from 'kysely';
import { tellImport } from '../database/import-erasures.ts';
import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import { breatheWithin } from '../database/pace.ts';
import type { Script } from '../scripts/script.ts';
import { forgetSetAside } from '../slack/inbox.ts';

/** Never the number of an import: no view shows an interview that bears it (0027_erasures_in_short_steps.sql). */
export const CONDEMNED = -1;

/** Interviews hidden in one go: with what their triggers do, some milliseconds. */
const AT_ONCE = 100;

/**
 * Hides interviews for good, with all that was said in them and every quote from them; erase.ts deletes them. Those that an
 * import has not shown yet as well. Call it in a transaction.
 */
export async function condemnInterviews(
  db: Database,
  workspace: number,
  ids: readonly string[],
  actor: string,
  now: string,
): Promise<void> {
  const people: string[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    people.push(...(await hide(db, workspace, ids.slice(from, from + AT_ONCE))));
    await breatheWithin();
  }
  await tellImport(db, workspace, 'interview', ids);
  for (const person of new Set(people)) await forgetSetAside(db, workspace, person);
  await note(db, workspace, 'interview erased', people.length, actor, now);
}

/** @returns who gave each of those that there are */
async function hide(db: Database, workspace: number, ids: readonly string[]): Promise<string[]> {
  const list = JSON.stringify(ids);
  // Whoever has one open may begin another.
  const { rows } = await sql<{ person: string }>`
    UPDATE interview_rows SET import_run = ${CONDEMNED},
      status = CASE WHEN status IN ('in_progress', 'paused') THEN 'withdrawn' ELSE status END
    WHERE workspace = ${workspace} AND id IN (SELECT value FROM json_each(${list})) RETURNING person`.execute(
    db,
  );
  await sql`
    DELETE FROM quotes WHERE workspace = ${workspace} AND answer IN (
      SELECT a.id FROM json_each(${list}) AS one
      CROSS JOIN answer_rows AS a ON a.workspace = ${workspace} AND a.interview = one.value)`.execute(db);
  return rows.map(({ person }) => person);
}

/**
 * Hides one answer with all its wordings for good, likewise. The interview goes on without it; one whose customer was named
 * by it is about nobody, and may be asked the question anew. What stands on screen is the caller's business.
 */
export async function condemnAnswer(
  db: Database,
  workspace: number,
  answer: number,
  actor: string,
  now: string,
): Promise<void> {
  const row = await db
    .selectFrom('answers')
    .innerJoin('interviews', (join) =>
      join
        .onRef('interviews.workspace', '=', 'answers.workspace')
        .onRef('interviews.id', '=', 'answers.interview'),
    )
    .innerJoin('scripts', (join) =>
      join
        .onRef('scripts.workspace', '=', 'interviews.workspace')
        .onRef('scripts.id', '=', 'interviews.script')
        .onRef('scripts.version', '=', 'interviews.script_version'),
    )
    .select(['interviews.id', 'interviews.person', 'answers.question', 'scripts.body'])
    .where('answers.workspace', '=', workspace)
    .where('answers.id', '=', answer)
    .executeTakeFirst();
  if (!row) return;
  await db.insertInto('condemned_answers').values({ workspace, answer }).execute();
  await db.deleteFrom('quotes').where('workspace', '=', workspace).where('answer', '=', answer).execute();
  await db
    .updateTable('answer_rows')
    .set({ question: `${row.question} (erased ${answer})` })
    .where('workspace', '=', workspace)
    .where('id', '=', answer)
    .execute();
  const { questions } = JSON.parse(row.body) as Script;
  if (questions.some(({ key, type }) => key === row.question && type === 'customer')) {
    await db
      .updateTable('interviews')
      .set({ customer: null })
      .where('workspace', '=', workspace)
      .where('id', '=', row.id)
      .execute();
  }
  await forgetSetAside(db, workspace, row.person);
  await note(db, workspace, 'answer erased', 1, actor, now);
}

/** That something was erased, a line for each, and not what: an imported interview's id may name a customer. */
async function note(
  db: Database,
  workspace: number,
  action: string,
  times: number,
  actor: string,
  now: string,
): Promise<void> {
  const first = await nextId(db, 'audit_log', workspace);
  await sql`
    WITH RECURSIVE line (id) AS (SELECT ${first} WHERE ${times} > 0 UNION ALL SELECT id + 1 FROM line WHERE id + 1 < ${first} + ${times})
    INSERT INTO audit_log (workspace, id, at, actor, action, subject, detail)
    SELECT ${workspace}, id, ${now}, ${actor}, ${action}, '', '{}' FROM line`.execute(db);
}
