import { sql } from 'kysely';
import { insertAll } from '../database/bulk.ts';
import type { ImportRun } from '../database/import-runs.ts';
import { lastAnswerNumber } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import type { NewRow, Visibility } from '../database/tables.ts';
import { changeAnswers, saidOf } from './interview-change.ts';
import type { ImportedInterview } from './interview-line.ts';

export type ImportSource = 'import' | 'sample';
export type StageContext = { db: Database; run: ImportRun; source: ImportSource; visibility: Visibility };
export type Staged = {
  added: number;
  updated: number;
  unchanged: number;
  /** Changed in the file, but withdrawn by their reporters. */
  withdrawn: number;
  /** About somebody, a customer or an interview that was erased since the run began. */
  erased: number;
};

/** Lines of one transaction's statement: few enough for a slow machine, many enough to be quick. */
const FEW = 5;

/**
 * Writes lines where nobody sees them yet. What was erased since the run began stays erased; lines that change nothing
 * take no lock.
 */
export async function stageLines(context: StageContext, all: readonly ImportedInterview[]): Promise<Staged> {
  const hashes = await storedHashes(context, all);
  const lines = all.filter(({ id, hash }) => hashes.get(id) !== hash);
  const unchanged = all.length - lines.length;
  const sum: Staged = { added: 0, updated: 0, unchanged, withdrawn: 0, erased: 0 };
  if (lines.length === 0) return sum;
  let at = 0;
  await context.run.write(async (trx, erased) => {
    const few = lines.slice(at, at + FEW);
    at += FEW;
    const wanted = few.filter(
      (line) =>
        !erased.has('person', line.reporter.id) &&
        !erased.has('customer', line.customer.key) &&
        !erased.has('interview', interviewId(context.source, line)),
    );
    const staged = await stageFew(trx, context, wanted);
    sum.added += staged.added;
    sum.updated += staged.updated;
    sum.unchanged += staged.unchanged;
    sum.withdrawn += staged.withdrawn;
    sum.erased += few.length - wanted.length;
    return at < lines.length;
  });
  return sum;
}

async function storedHashes({ db, run, source }: StageContext, lines: readonly ImportedInterview[]) {
  const ids = JSON.stringify(lines.map(({ id }) => id));
  const rows = await db
    .selectFrom('interview_rows')
    .select(['source_id', 'import_hash'])
    .where('workspace', '=', run.workspace)
    .where('source', '=', source)
    .where('source_id', 'in', sql<string>`(select value from json_each(${ids}))`)
    .execute();
  return new Map(rows.map((row) => [row.source_id, row.import_hash]));
}

async function stageFew(trx: Database, context: StageContext, lines: ImportedInterview[]) {
  const { run, source } = context;
  const ids = lines.map(({ id }) => id);
  const stored = await trx
    .selectFrom('interview_rows')
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
  await writeCustomers(trx, run, [...fresh, ...changed]);
  await writeFresh(trx, context, fresh);
  const changes = changed.map((line) => {
    const { id, visibility } = known.get(line.id)!;
    return { line, interview: id, visibility };
  });
  await stageHeaders(trx, run, changes);
  await changeAnswers(trx, run, changes);
  return {
    added: fresh.length,
    updated: changed.length,
    unchanged: lines.length - fresh.length - changed.length,
    withdrawn: other.length - changed.length,
  };
}

function interviewId(source: ImportSource, { id }: ImportedInterview): string {
  return `${source}:${id}`;
}

/** Somebody whom an import names; what Slack or they themselves said about them stays. */
async function writePeople(trx: Database, run: ImportRun, lines: ImportedInterview[]): Promise<void> {
  const people = new Map(lines.map(({ reporter }) => [reporter.id, reporter.role]));
  if (people.size === 0) return;
  await trx
    .insertInto('people')
    .values([...people].map(([id, role]) => ({ workspace: run.workspace, id, role })))
    .onConflict((conflict) =>
      conflict
        .columns(['workspace', 'id'])
        .doUpdateSet((eb) => ({ role: eb.fn.coalesce('people.role', 'excluded.role') })),
    )
    .execute();
}

/** Customers whom nobody knew yet; they are seen once the run is done, or as soon as somebody names them. */
async function writeCustomers(trx: Database, run: ImportRun, lines: ImportedInterview[]): Promise<void> {
  const named = new Map(lines.map(({ customer }) => [customer.key, customer.name]));
  if (named.size === 0) return;
  const { workspace, id: import_run, now: created_at } = run;
  const none = { record: null, record_hash: null, imported_at: null };
  await trx
    .insertInto('customer_rows')
    .values([...named].map(([key, name]) => ({ workspace, key, name, ...none, created_at, import_run })))
    .onConflict((conflict) => conflict.columns(['workspace', 'key']).doNothing())
    .execute();
}

/** New interviews are written as they will be seen, once the run is done. */
async function writeFresh(
  trx: Database,
  { run, source, visibility }: StageContext,
  lines: ImportedInterview[],
): Promise<void> {
  if (lines.length === 0) return;
  const { workspace } = run;
  const interviews: NewRow<'interview_rows'>[] = lines.map((line) => ({
    workspace,
    id: interviewId(source, line),
    script: line.script.id,
    script_version: line.script.version,
    person: line.reporter.id,
    role: line.reporter.role,
    language: 'en',
    case_kind: line.kind,
    customer: line.customer.key,
    status: 'complete',
    visibility,
    source,
    source_id: line.id,
    permalink: null,
    started_at: line.at,
    finished_at: line.at,
    import_run: run.id,
    import_hash: line.hash,
  }));
  await insertAll(trx, 'interview_rows', interviews);
  let answer = await lastAnswerNumber(trx, workspace);
  const answers: NewRow<'answer_rows'>[] = [];
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
  await insertAll(trx, 'answer_rows', answers);
  await insertAll(trx, 'answer_revisions', revisions);
}

/** What a changed interview will say of itself waits beside it. */
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
  await insertAll(trx, 'staged_interviews', rows);
  await trx
    .updateTable('interview_rows')
    .set({ next_run: run.id })
    .where('workspace', '=', run.workspace)
    .where(
      'id',
      'in',
      lines.map(({ interview }) => interview),
    )
    .execute();
}
