import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { roleOf } from '../interview/people-store.ts';
import { openPlaceOf } from '../interview/store.ts';
import { toldBy } from '../interview/within.ts';
import { availabilityOf, timeZoneOf } from '../invitations/person-store.ts';
import { openInvitationOf } from '../invitations/store.ts';
import { ownSide } from '../personas/persona.ts';
import { type ApprovedPersona, approvedPersonas, listPersonas } from '../personas/store.ts';
import type { Script } from '../scripts/script.ts';
import { chosenLanguage } from '../slack/people.ts';
import { type Home, type Listed, startsFor } from './home.ts';

/** Interviews listed on the tab; all of them stand in `/persona privacy`. */
const HISTORY = 5;

/** Reads what one person's Home tab shows. */
export async function loadHome(
  db: Database,
  workspace: number,
  person: string,
  config: Config,
  scripts: readonly Script[] = [],
): Promise<Home> {
  const approved = await inUse(db, workspace);
  return {
    visibility: config.answerVisibility,
    language: await chosenLanguage(db, workspace, person),
    open: await openInterview(db, workspace, person),
    ...(await finishedOf(db, workspace, person)),
    starts: startsFor(await roleOf(db, workspace, person), scripts),
    hearsBack: await hearsBack(db, workspace, person),
    counted: await countedIn(db, workspace, person, approved),
    asking: {
      chosen: await availabilityOf(db, workspace, person),
      timeZone: (await timeZoneOf(db, workspace, person)) ?? config.timeZone,
      isWaiting: (await openInvitationOf(db, workspace, person)) !== null,
    },
    waiting: config.reviewers.includes(person) ? await drafts(db, workspace) : null,
    administers: config.admins.includes(person),
    approved: approved.map(listed),
  };
}

/** How many interviews a person gave, and the last ones of them. */
async function finishedOf(
  db: Database,
  workspace: number,
  person: string,
): Promise<Pick<Home, 'finished' | 'history'>> {
  const rows = await db
    .selectFrom('interviews')
    .leftJoin('customers', (join) =>
      join
        .onRef('customers.workspace', '=', 'interviews.workspace')
        .onRef('customers.key', '=', 'interviews.customer'),
    )
    .select(['interviews.id', 'customers.name', 'interviews.finished_at', 'interviews.started_at'])
    .select((eb) => eb.fn.countAll<number>().over().as('finished'))
    .where('interviews.workspace', '=', workspace)
    .where('interviews.id', 'in', toldBy(workspace, person))
    .where('interviews.person', '=', person)
    .where('interviews.status', 'in', ['complete', 'partial'])
    .orderBy('interviews.finished_at', 'desc')
    .orderBy('interviews.id')
    .limit(HISTORY)
    .execute();
  const history = rows.map((row) => ({
    interview: row.id,
    customer: row.name,
    on: (row.finished_at ?? row.started_at).slice(0, 10),
  }));
  return { finished: rows[0]?.finished ?? 0, history };
}

async function hearsBack(db: Database, workspace: number, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('people')
    .select('hears_back')
    .where('workspace', '=', workspace)
    .where('id', '=', person)
    .executeTakeFirst();
  return row?.hears_back !== 0;
}

/** Remembers whose tab has been opened, and what stands on it. */
export async function rememberHome(
  db: Database,
  workspace: number,
  { person, drawn, now }: { person: string; drawn: string; now: string },
): Promise<void> {
  await db
    .insertInto('homes')
    .values({ workspace, person, opened_at: now, drawn })
    .onConflict((conflict) =>
      conflict.columns(['workspace', 'person']).doUpdateSet({ opened_at: now, drawn }),
    )
    .execute();
}

async function openInterview(db: Database, workspace: number, person: string): Promise<Home['open']> {
  const open = await openPlaceOf(db, workspace, person);
  if (open === null) return null;
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
    .where('interviews.id', '=', open.id)
    .executeTakeFirst();
  if (!row) return null;
  const status = row.status === 'paused' ? 'paused' : 'in_progress';
  return { interview: row.id, customer: row.name, status, answered: row.answered ?? 0 };
}

const listed = ({ id, body: { name, kind, subtitle } }: Pick<ApprovedPersona, 'id' | 'body'>): Listed => ({
  id,
  name,
  kind,
  subtitle,
});

async function drafts(db: Database, workspace: number): Promise<NonNullable<Home['waiting']>> {
  const rows = await listPersonas(db, workspace, 'draft');
  return rows.map((row) => ({ ...listed(row), version: row.version }));
}

/** What look-up would find: an approved persona whose evidence is gone is not in use. */
async function inUse(db: Database, workspace: number): Promise<ApprovedPersona[]> {
  const personas = await approvedPersonas(db, workspace);
  return personas.toSorted((a, b) => (a.approvedAt < b.approvedAt ? 1 : -1));
}

/** As in what reporters hear (src/privacy/run.ts): answers about problem cases that speak for a claim. */
async function countedIn(
  db: Database,
  workspace: number,
  person: string,
  approved: ApprovedPersona[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('interviews')
    // In this order: from the other end SQLite would walk through all answers of the workspace.
    .crossJoin('answers')
    .crossJoin('evidence_links as link')
    .select(['link.persona', 'link.version', 'link.case_kind'])
    .distinct()
    .where('interviews.workspace', '=', workspace)
    .where('interviews.id', 'in', toldBy(workspace, person))
    .where('interviews.person', '=', person)
    .whereRef('answers.workspace', '=', 'interviews.workspace')
    .whereRef('answers.interview', '=', 'interviews.id')
    .whereRef('link.workspace', '=', 'answers.workspace')
    .whereRef('link.answer', '=', 'answers.id')
    .where('link.side', '=', 'for')
    .execute();
  return approved
    .filter(({ id, version, body }) =>
      rows.some((row) => row.persona === id && row.version === version && row.case_kind === ownSide(body)),
    )
    .map(({ body }) => body.name);
}

/** Whether somebody was told what this is, or has found out by writing or answering. */
export async function wasWelcomed(db: Database, workspace: number, person: string): Promise<boolean> {
  const row = await db
    .selectFrom('people')
    .select('home_seen_at')
    .where('workspace', '=', workspace)
    .where('id', '=', person)
    .executeTakeFirst();
  if (row?.home_seen_at) return true;
  const spoken = await db
    .selectFrom('outbox')
    .select('slot')
    .where('workspace', '=', workspace)
    .where('address', '=', person)
    .executeTakeFirst();
  return spoken !== undefined;
}

export async function rememberWelcome(
  db: Database,
  workspace: number,
  person: string,
  now: string,
): Promise<void> {
  const unknown = { name: null, role: null, language: null, time_zone: null, dm_channel: null };
  await db
    .insertInto('people')
    .values({ workspace, id: person, home_seen_at: now, ...unknown })
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet({ home_seen_at: now }))
    .execute();
}
