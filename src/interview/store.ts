import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import type { Row, Visibility } from '../database/tables.ts';
import { chooseRotation, type Rotation } from '../scripts/path.ts';
import type { Role, Script } from '../scripts/script.ts';
import { loadScript, pinScript } from '../scripts/store.ts';
import type { Language } from '../text/language.ts';
import { loadAnswers, saveAnswers } from './answer-store.ts';
import { answerCounts } from './counts.ts';
import { addCustomer, dropIfUnused, isCounted } from './customer-store.ts';
import { rememberRole } from './people-store.ts';
import { loadProbes, saveProbes } from './probe-store.ts';
import { customerOf } from './progress.ts';
import type { Interview } from './state.ts';

/** What an interview begins with. */
export type Beginning = {
  id: string;
  script: Script;
  person: string;
  role: Role;
  language: Language;
  visibility: Visibility;
  permalink: string | null;
};

/**
 * Begins an interview: pins its script, chooses the questions of rotating screens and remembers the person's role.
 * The database allows one open interview a person; look with {@link openInterviewOf} first.
 */
export async function startInterview(
  db: Database,
  workspace: number,
  beginning: Beginning,
  now: string,
): Promise<Interview> {
  const { id, person, role, language, visibility, permalink } = beginning;
  const script = await pinScript(db, workspace, beginning.script, now);
  const rotates = Object.keys(script.rotate).length > 0;
  const rotation = rotates ? chooseRotation(script, await answerCounts(db, workspace, script.id)) : {};
  await rememberRole(db, workspace, person, role);
  await insertInterview(db, {
    ...{ workspace, id, person, role, language, visibility, permalink, now },
    ...{ script: script.id, version: script.version, case: script.case, rotation: JSON.stringify(rotation) },
  });
  const fresh = { customer: null, answers: {}, reopened: [], probes: {}, finishedAt: null };
  return {
    ...fresh,
    id,
    script,
    person,
    role,
    language,
    status: 'in_progress',
    visibility,
    rotation,
    permalink,
    startedAt: now,
  };
}

type Begun = Omit<Beginning, 'script'> & {
  workspace: number;
  script: string;
  version: number;
  case: Script['case'];
  rotation: string;
  now: string;
};

const insertInterview = prepared((db, begun: Begun) =>
  db.insertInto('interviews').values({
    workspace: begun.workspace,
    id: begun.id,
    script: begun.script,
    script_version: begun.version,
    person: begun.person,
    role: begun.role,
    language: begun.language,
    case_kind: begun.case,
    customer: null,
    status: 'in_progress',
    visibility: begun.visibility,
    rotation: begun.rotation,
    source: 'slack',
    source_id: begun.id,
    permalink: begun.permalink,
    started_at: begun.now,
    finished_at: null,
  }),
);

const rowOf = prepared((db, { workspace, id }: { workspace: number; id: string }) =>
  db.selectFrom('interviews').selectAll().where('workspace', '=', workspace).where('id', '=', id),
);

/** `null`: there is no such interview, or it was deleted. */
export async function loadInterview(db: Database, workspace: number, id: string): Promise<Interview | null> {
  const [row] = (await rowOf(db, { workspace, id })).rows;
  if (!row) return null;
  const script = await loadScript(db, workspace, row.script, row.script_version);
  const answers = await loadAnswers(db, workspace, id);
  const question = script.questions.find(({ type }) => type === 'customer');
  const named = row.customer ?? (question && answers[question.key]?.before?.value);
  const customer = typeof named === 'string' ? await nameOf(db, workspace, named) : null;
  return {
    id,
    script,
    person: row.person,
    role: row.role as Role,
    language: row.language as Language,
    customer,
    status: row.status,
    visibility: row.visibility,
    answers,
    probes: await loadProbes(db, workspace, id),
    reopened: JSON.parse(row.reopened) as string[],
    rotation: JSON.parse(row.rotation) as Rotation,
    permalink: row.permalink,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

async function nameOf(db: Database, workspace: number, key: string): Promise<Interview['customer']> {
  const { rows } = await nameIn(db, { workspace, key });
  return rows[0] ?? null;
}

const nameIn = prepared((db, { workspace, key }: { workspace: number; key: string }) =>
  db
    .selectFrom('customers')
    .select(['key', 'name'])
    .where('workspace', '=', workspace)
    .where('key', '=', key),
);

/** The person's interview that takes answers; there is at most one. */
export async function openInterviewOf(
  db: Database,
  workspace: number,
  person: string,
): Promise<Interview | null> {
  const open = await openPlaceOf(db, workspace, person);
  return open ? loadInterview(db, workspace, open.id) : null;
}

/** The same, without what was said in it. An interview that is being imported is never open. */
export async function openPlaceOf(
  db: Database,
  workspace: number,
  person: string,
): Promise<Pick<Interview, 'id' | 'status'> | null> {
  const { rows } = await openOf(db, { workspace, person });
  return rows[0] ?? null;
}

const openOf = prepared((db, { workspace, person }: { workspace: number; person: string }) =>
  db
    .selectFrom('interview_rows')
    .select(['id', 'status'])
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    // Written out, as in the index of open interviews: with parameters SQLite would not take it.
    .where(sql<boolean>`status IN ('in_progress', 'paused')`),
);

/** The interview with an answer that came in this message of this person. */
export async function interviewOfMessage(
  db: Database,
  workspace: number,
  person: string,
  messageTs: string,
): Promise<Interview | null> {
  const row = await db
    .selectFrom('answer_revisions')
    .innerJoin('answers', (join) =>
      join
        .onRef('answers.workspace', '=', 'answer_revisions.workspace')
        .onRef('answers.id', '=', 'answer_revisions.answer'),
    )
    .innerJoin('interviews', (join) =>
      join
        .onRef('interviews.workspace', '=', 'answers.workspace')
        .onRef('interviews.id', '=', 'answers.interview'),
    )
    .select('interviews.id')
    .where('answer_revisions.workspace', '=', workspace)
    .where('answer_revisions.message_ts', '=', messageTs)
    .where('interviews.person', '=', person)
    .executeTakeFirst();
  return row ? loadInterview(db, workspace, row.id) : null;
}

/**
 * Stores what a step has changed. Revisions are only ever added. Call it in the transaction in which the interview was
 * loaded.
 *
 * @param before as it is stored
 */
export async function saveInterview(
  db: Database,
  workspace: number,
  before: Interview,
  after: Interview,
  now: string,
): Promise<void> {
  const customer = customerOf(after);
  const former = customerOf(before)?.key ?? null;
  if (customer && customer.key !== former) await addCustomer(db, workspace, customer, now);
  const stored = columnsOf(before);
  const columns = columnsOf(after);
  if (COLUMNS.some((column) => columns[column] !== stored[column])) {
    await updateInterview(db, { workspace, id: after.id, ...columns });
  }
  await saveAnswers(db, workspace, before, after);
  await saveProbes(db, workspace, before, after);
  const withdrawn = after.customer?.key === former;
  if (former === null || former === customer?.key || withdrawn) return;
  if (!(await isCounted(db, workspace, former))) await dropIfUnused(db, workspace, former);
}

/** What a step may change. */
const COLUMNS = ['customer', 'status', 'reopened', 'finished_at'] as const;
type Columns = Pick<Row<'interviews'>, (typeof COLUMNS)[number]>;

function columnsOf(interview: Interview): Columns {
  return {
    customer: customerOf(interview)?.key ?? null,
    status: interview.status,
    reopened: JSON.stringify(interview.reopened),
    finished_at: interview.finishedAt,
  };
}

const updateInterview = prepared((db, row: Columns & { workspace: number; id: string }) =>
  db
    .updateTable('interviews')
    .set({ customer: row.customer, status: row.status, reopened: row.reopened, finished_at: row.finished_at })
    .where('workspace', '=', row.workspace)
    .where('id', '=', row.id),
);
