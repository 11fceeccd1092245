import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Visibility } from '../database/tables.ts';
import { toldBy } from '../interview/within.ts';
import { audit } from '../personas/audit.ts';

/**
 * Changes who may read an interview's answers, all wordings included: only its own reporter asks for it, and that is
 * the consent. `interview` `null`: all of theirs. Call it in a transaction.
 */
export async function setVisibility(
  db: Database,
  workspace: number,
  { person, interview, visibility, now }: Wish,
): Promise<void> {
  let own = db
    .selectFrom('interviews')
    .select('id')
    .where('workspace', '=', workspace)
    .where('id', 'in', toldBy(workspace, person))
    .where('person', '=', person);
  if (interview !== null) own = own.where('id', '=', interview);
  const ids = (await own.execute()).map(({ id }) => id);
  if (ids.length === 0) return;
  await setVisibilityOf(db, workspace, ids, visibility);
  const detail = { visibility, interviews: ids.length };
  await audit(db, workspace, { at: now, actor: person, action: 'visibility changed', subject: '', detail });
}

type Wish = { person: string; interview: string | null; visibility: Visibility; now: string };

async function setVisibilityOf(
  db: Database,
  workspace: number,
  interviews: readonly string[],
  visibility: Visibility,
): Promise<void> {
  const ids = JSON.stringify(interviews);
  await sql`
    UPDATE interview_rows SET visibility = ${visibility}
    WHERE workspace = ${workspace} AND id IN (SELECT value FROM json_each(${ids}))`.execute(db);
  await sql`
    UPDATE answer_revisions SET visibility = ${visibility}
    WHERE workspace = ${workspace} AND answer IN (SELECT answers.id FROM json_each(${ids}) AS one
      CROSS JOIN answers ON answers.workspace = ${workspace} AND answers.interview = one.value)`.execute(db);
}

/** Whether a person wants to hear in which personas their answers counted. */
export async function setHearsBack(
  db: Database,
  workspace: number,
  person: string,
  hears: boolean,
): Promise<void> {
  const hears_back = hears ? 1 : 0;
  await db
    .insertInto('people')
    .values({ workspace, id: person, hears_back })
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet({ hears_back }))
    .execute();
}

/** Whether the weekly summary may thank a person by name. */
export async function setNamed(
  db: Database,
  workspace: number,
  person: string,
  named: boolean,
): Promise<void> {
  const named_in_thanks = named ? 1 : 0;
  await db
    .insertInto('people')
    .values({ workspace, id: person, named_in_thanks })
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet({ named_in_thanks }))
    .execute();
}
