import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import { customerCounts, reporterCount } from '../interview/counts.ts';
import { toldBy } from '../interview/within.ts';
import { quotesOf } from '../personas/quoted.ts';
import { shownToAll } from '../personas/shown.ts';
import { countedToday } from '../personas/standing-store.ts';
import { type ApprovedPersona, approvedPersonas } from '../personas/store.ts';
import type { View } from './answer.ts';

/** Where things stand in a workspace, as counts. */
export type Status = {
  problem: number;
  comparison: number;
  people: number;
  waiting: number;
  /** As many as look-up finds: one whose evidence is gone is not among them. */
  approved: number;
  lastDraft: { outcome: 'running' | 'done' | 'failed'; at: string } | null;
};

/** Counts customers and people, never answers. */
export async function loadStatus(db: Database, workspace: number): Promise<Status> {
  const customers = await customerCounts(db, workspace);
  await breathe(db);
  const people = await reporterCount(db, workspace);
  await breathe(db);
  const { waiting } = await db
    .selectFrom('persona_versions')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('workspace', '=', workspace)
    .where('status', '=', 'draft')
    .executeTakeFirstOrThrow();
  const run = await db
    .selectFrom('draft_runs')
    .select(['outcome', 'started_at', 'finished_at'])
    .where('workspace', '=', workspace)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    ...customers,
    people,
    waiting: Number(waiting),
    approved: (await approvedPersonas(db, workspace)).length,
    lastDraft: run ? { outcome: run.outcome, at: run.finished_at ?? run.started_at } : null,
  };
}

/** Whether a person told of one of the customers that a version counts. */
export async function hasTold(
  db: Database,
  workspace: number,
  person: string,
  { id, version }: Pick<ApprovedPersona, 'id' | 'version'>,
): Promise<boolean> {
  // From the person's few interviews outward, hence CROSS JOIN: a version may count everybody.
  const { rows } = await sql`
    SELECT 1 FROM interviews AS told
    CROSS JOIN persona_cases AS counted ON counted.workspace = ${workspace} AND counted.persona = ${id}
      AND counted.version = ${version} AND counted.customer = told.customer
    WHERE told.workspace = ${workspace} AND told.id IN ${toldBy(workspace, person)} AND told.person = ${person}
      AND told.status IN ('complete', 'partial')
    LIMIT 1`.execute(db);
  return rows.length > 0;
}

/** Reads, of the persona that a card shows and of no other, what may have changed since its approval. */
export function readingIn(db: Database, workspace: number): Pick<View, 'quotes' | 'today'> {
  return {
    quotes: (persona) => quotesOf(db, workspace, persona, (quote) => shownToAll(persona, quote)),
    today: (persona) => countedToday(db, workspace, persona),
  };
}
