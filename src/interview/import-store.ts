import { sql } from 'kysely';
import { finishImport, type ImportRun } from '../database/import-runs.ts';
import type { Database } from '../database/open.ts';
import type { NewRow, Row, Visibility } from '../database/tables.ts';
import type { ImportedInterview } from './import-line.ts';
import { wordingOf } from './wording.ts';

export type ImportSource = 'import' | 'sample';
export type StageContext = { run: ImportRun; source: ImportSource; visibility: Visibility };
export type Staged = { added: number; updated: number; unchanged: number; withdrawn: number };

/** Writes one batch where nobody sees it yet, in one short transaction. */
export async function stageLines(
  db: Database,
  context: StageContext,
  lines: readonly ImportedInterview[],
): Promise<Staged> {
  const { run, source } = context;
  return db.transaction().execute(async (trx) => {
    await run.beat(trx);
    const ids = lines.map(({ id }) => id);
    const stored = await trx
      .selectFrom('interviews')
      .select(['id', 'source_id', 'import_hash', 'visibility', 'status'])
      .where('workspace', '=', run.workspace)
      .where('source', '=', source)
      .where('source_id', 'in', ids)
      .execute();
    const known = new Map(stored.map((row) => [row.source_id, row]));
    const fresh = lines.filter(({ id }) => !known.has(id));
    const other = lines.filter(({ id, hash }) => known.has(id) && known.get(id)?.import_hash !== hash);
    const changed = other.filter(({ id }) => known.get(id)?.status !== 'withdrawn');
    await writePeople(trx, run, [...fresh, ...changed]);
    await writeFresh(trx, context, fresh);
    await stageHeaders(trx, run, [
      ...fresh.map((line) => ({ line, interview: interviewId(source, line) })),
      ...changed.map((line) => ({ line, interview: known.get(line.id)!.id })),
    ]);
    for (const line of changed) await stageChanges(trx, run, known.get(line.id)!, line);
    return {
      added: fresh.length,
      updated: changed.length,
      unchanged: lines.length - fresh.length - changed.length,
      withdrawn: other.length - changed.length,
    };
  });
}

function interviewId(source: ImportSource, { id }: ImportedInterview): string {
  return `${source}:${id}`;
}

/** Somebody whom an import names; what Slack or they themselves said about them stays. */
async function writePeople(trx: Database, run: ImportRun, lines: ImportedInterview[]): Promise<void> {
  const people = new Map(lines.map(({ reporter }) => [reporter.id, reporter.role]));
  if (people.size === 0) return;
  const none = { name: null, language: null, time_zone: null, dm_channel: null, home_seen_at: null };
  await trx
    .insertInto('people')
    .values([...people].map(([id, role]) => ({ workspace: run.workspace, id, role, ...none })))
    .onConflict((conflict) =>
      conflict
        .columns(['workspace', 'id'])
        .doUpdateSet((eb) => ({ role: eb.fn.coalesce('people.role', 'excluded.role') })),
    )
    .execute();
}

/** New interviews wait as withdrawn, which everything that reads interviews leaves out. */
async function writeFresh(
  trx: Database,
  { run, source, visibility }: StageContext,
  lines: ImportedInterview[],
): Promise<void> {
  if (lines.length === 0) return;
  const { workspace } = run;
  const interviews: NewRow<'interviews'>[] = lines.map((line) => ({
    workspace,
    id: interviewId(source, line),
    script: line.script.id,
    script_version: line.script.version,
    person: line.reporter.id,
    role: line.reporter.role,
    language: 'en',
    case_kind: line.kind,
    customer: null,
    status: 'withdrawn',
    visibility,
    source,
    source_id: line.id,
    permalink: null,
    started_at: line.at,
    finished_at: line.at,
    import_run: run.id,
    import_hash: line.hash,
  }));
  await trx.insertInto('interviews').values(interviews).execute();
  let answer = await lastAnswer(trx, workspace);
  const answers: NewRow<'answers'>[] = [];
  const revisions: NewRow<'answer_revisions'>[] = [];
  for (const line of lines) {
    for (const { question } of line.answers) {
      answer++;
      const interview = interviewId(source, line);
      answers.push({ workspace, id: answer, interview, question: question.key, latest_revision: 1 });
      const said = { ...saidOf(line, question.key), message_ts: null, visibility, at: line.at };
      revisions.push({ workspace, answer, revision: 1, ...said });
    }
  }
  if (answers.length === 0) return;
  for (const part of slices(answers)) await trx.insertInto('answers').values(part).execute();
  for (const part of slices(revisions)) await trx.insertInto('answer_revisions').values(part).execute();
}

/** A statement takes a limited number of values. */
function* slices<T>(rows: T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += 400) yield rows.slice(at, at + 400);
}

function saidOf({ answers, reporter }: ImportedInterview, key: string) {
  const { question, value } = answers.find((one) => one.question.key === key)!;
  return {
    state: value === null ? ('dont_know' as const) : ('answered' as const),
    value: value === null ? null : JSON.stringify(value),
    wording: wordingOf(question, 'en', reporter.role),
    language: 'en',
  };
}

async function lastAnswer(trx: Database, workspace: number): Promise<number> {
  const { last } = await trx
    .selectFrom('answers')
    .select((eb) => eb.fn.max('id').as('last'))
    .where('workspace', '=', workspace)
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

async function stageHeaders(
  trx: Database,
  run: ImportRun,
  lines: { line: ImportedInterview; interview: string }[],
): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ line, interview }) => ({
    workspace: run.workspace,
    run: run.id,
    interview,
    script: line.script.id,
    script_version: line.script.version,
    person: line.reporter.id,
    role: line.reporter.role,
    case_kind: line.kind,
    customer: line.customer.key,
    customer_name: line.customer.name,
    at: line.at,
    hash: line.hash,
  }));
  await trx.insertInto('staged_interviews').values(rows).execute();
}

/**
 * A changed line gives a new revision to each answer that now reads otherwise. The file wins also over what was
 * edited in Slack since; the edit stays in the history.
 */
async function stageChanges(
  trx: Database,
  run: ImportRun,
  stored: Pick<Row<'interviews'>, 'id' | 'visibility'>,
  line: ImportedInterview,
): Promise<void> {
  const before = await trx
    .selectFrom('answers')
    .innerJoin('answer_revisions', (join) =>
      join
        .onRef('answer_revisions.workspace', '=', 'answers.workspace')
        .onRef('answer_revisions.answer', '=', 'answers.id')
        .onRef('answer_revisions.revision', '=', 'answers.latest_revision'),
    )
    .select(['answers.question', 'state', 'value', 'wording', 'language'])
    .where('answers.workspace', '=', run.workspace)
    .where('answers.interview', '=', stored.id)
    .execute();
  const old = new Map(before.map((row) => [row.question, row]));
  const changes = line.answers
    .map(({ question }) => ({ question: question.key, ...saidOf(line, question.key) }))
    .filter(({ question, state, value }) => {
      const was = old.get(question);
      return was?.state !== state || was.value !== value;
    });
  const asked = new Set(line.answers.map(({ question }) => question.key));
  const gone = before
    .filter(({ question, state }) => !asked.has(question) && state !== 'withdrawn')
    .map(({ question, wording, language }) => ({
      question,
      state: 'withdrawn' as const,
      value: null,
      wording,
      language,
    }));
  const rows = [...changes, ...gone].map((change) => ({
    workspace: run.workspace,
    run: run.id,
    interview: stored.id,
    visibility: stored.visibility,
    ...change,
  }));
  if (rows.length > 0) await trx.insertInto('staged_revisions').values(rows).execute();
}

/** Makes everything that was staged visible, at once. */
export async function showStaged(db: Database, run: ImportRun): Promise<void> {
  const mine = sql`s.workspace = ${run.workspace} and s.run = ${run.id}`;
  await db.transaction().execute(async (trx) => {
    await sql`
      insert into customers (workspace, key, name, created_at)
      select s.workspace, s.customer, min(s.customer_name), ${run.now} from staged_interviews s
      where ${mine} group by s.workspace, s.customer on conflict do nothing`.execute(trx);
    await sql`
      update interviews set
        script = s.script, script_version = s.script_version, person = s.person, role = s.role,
        case_kind = s.case_kind, customer = s.customer, started_at = s.at, finished_at = s.at,
        import_hash = s.hash, import_run = null,
        status = case when interviews.import_run = s.run then 'complete' else interviews.status end
      from staged_interviews s
      where ${mine} and interviews.workspace = s.workspace and interviews.id = s.interview`.execute(trx);
    await showRevisions(trx, run, mine);
    await finishImport(trx, run);
  });
}

async function showRevisions(trx: Database, run: ImportRun, mine: ReturnType<typeof sql>): Promise<void> {
  const answer = sql`a.workspace = s.workspace and a.interview = s.interview and a.question = s.question`;
  const last = await lastAnswer(trx, run.workspace);
  await sql`
    insert into answers (workspace, id, interview, question, latest_revision)
    select s.workspace, ${last} + row_number() over (order by s.interview, s.question), s.interview, s.question, 0
    from staged_revisions s
    where ${mine} and not exists (select 1 from answers a where ${answer})`.execute(trx);
  await sql`
    update answers set latest_revision = latest_revision + 1
    from staged_revisions s
    where ${mine} and answers.workspace = s.workspace and answers.interview = s.interview
      and answers.question = s.question`.execute(trx);
  await sql`
    insert into answer_revisions
      (workspace, answer, revision, state, value, wording, language, visibility, message_ts, at)
    select s.workspace, a.id, a.latest_revision, s.state, s.value, s.wording, s.language, s.visibility, null, ${run.now}
    from staged_revisions s join answers a on ${answer} where ${mine}`.execute(trx);
}
