import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { PersonaStatus } from '../database/tables.ts';
import type { Home } from './home.ts';

/** Reads what one person's Home tab shows. */
export async function loadHome(
  db: Database,
  workspace: number,
  person: string,
  config: Config,
): Promise<Home> {
  const { count: finished } = await db
    .selectFrom('interviews')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .where('status', 'in', ['complete', 'partial'])
    .executeTakeFirstOrThrow();
  return {
    visibility: config.answerVisibility,
    open: await openInterview(db, workspace, person),
    finished,
    waiting: config.reviewers.includes(person) ? await versions(db, workspace, 'draft') : null,
    approved: await versions(db, workspace, 'approved'),
  };
}

async function openInterview(db: Database, workspace: number, person: string): Promise<Home['open']> {
  const row = await db
    .selectFrom('interviews')
    .leftJoin('customers', (join) =>
      join
        .onRef('customers.workspace', '=', 'interviews.workspace')
        .onRef('customers.key', '=', 'interviews.customer'),
    )
    .select(['interviews.id', 'interviews.status', 'customers.name'])
    .select((eb) =>
      eb
        .selectFrom('answers')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('answers.workspace', '=', 'interviews.workspace')
        .whereRef('answers.interview', '=', 'interviews.id')
        .as('answered'),
    )
    .where('interviews.workspace', '=', workspace)
    .where('interviews.person', '=', person)
    .where('interviews.status', 'in', ['in_progress', 'paused'])
    .executeTakeFirst();
  if (!row) return null;
  const status = row.status === 'paused' ? 'paused' : 'in_progress';
  return { interview: row.id, customer: row.name, status, answered: row.answered ?? 0 };
}

async function versions(db: Database, workspace: number, status: PersonaStatus) {
  const rows = await db
    .selectFrom('persona_versions')
    .select(['persona', 'version', 'name', 'body'])
    .where('workspace', '=', workspace)
    .where('status', '=', status)
    .orderBy('drafted_at', 'desc')
    .orderBy('persona')
    .execute();
  return rows.map(({ persona, version, name, body }) => {
    const { subtitle } = JSON.parse(body) as { subtitle?: string };
    return { id: persona, version, name, subtitle: subtitle ?? '' };
  });
}
