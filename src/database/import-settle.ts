import { type RawBuilder, sql } from 'kysely';
import type { Database } from './open.ts';
import { pace } from './pace.ts';

type Run = { workspace: number; id: number };

/**
 * Moves what a finished run changed into the rows themselves, a few at a time. The views show the same before, between
 * and after, so this may be broken off at any point and taken up by the next import.
 */
export async function settleImport(db: Database, run: Run): Promise<void> {
  await inSteps(db, (trx, limit) =>
    sql`
      update customer_rows set (name, record, record_hash, imported_at, next_run) =
        (select s.name, s.record, s.hash, r.started_at, null
          from staged_customers s join import_runs r on r.workspace = s.workspace and r.id = s.run
          where s.workspace = ${run.workspace} and s.run = ${run.id} and s.key = customer_rows.key)
      where ${some('customer_rows', 'key', 'next_run', run, limit)}`.execute(trx),
  );
  await inSteps(db, (trx, limit) =>
    sql`
      update interview_rows set
        (script, script_version, person, role, case_kind, customer, started_at, finished_at, import_hash, next_run) =
        (select script, script_version, person, role, case_kind, customer, at, at, hash, null from staged_interviews s
          where s.workspace = ${run.workspace} and s.run = ${run.id} and s.interview = interview_rows.id)
      where ${some('interview_rows', 'id', 'next_run', run, limit)}`.execute(trx),
  );
  await inSteps(db, (trx, limit) =>
    sql`
      update answer_rows set latest_revision = next_revision, next_revision = null, next_run = null
      where ${some('answer_rows', 'id', 'next_run', run, limit)}`.execute(trx),
  );
  await clearStaged(db, run);
}

/** Settles every finished run of which something is left. */
export async function settleImports(db: Database, workspace: number): Promise<void> {
  for (const id of await unsettled(db, workspace)) await settleImport(db, { workspace, id });
}

/** The runs, finished or not, of which something is left beside the rows that are seen. */
export async function unsettled(db: Database, workspace: number): Promise<number[]> {
  const { rows } = await sql<{ run: number }>`
    select next_run as run from customer_rows where workspace = ${workspace} and next_run is not null
    union select next_run from interview_rows where workspace = ${workspace} and next_run is not null
    union select next_run from answer_rows where workspace = ${workspace} and next_run is not null
    union select run from staged_customers where workspace = ${workspace}
    union select run from staged_interviews where workspace = ${workspace}
    union select run from import_erasures where workspace = ${workspace}`.execute(db);
  return rows.map(({ run }) => run);
}

/** Undoes a run that did not finish: whatever it wrote goes, a few rows at a time. Nobody ever saw it. */
export async function dropImport(db: Database, run: Run, now: string): Promise<void> {
  const open = await db
    .selectFrom('import_runs')
    .select('id')
    .where('workspace', '=', run.workspace)
    .where('id', '=', run.id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  if (!open) return;
  await dropRevisions(db, run);
  for (const [table, key, few] of [
    ['interview_rows', 'id', FEW_INTERVIEWS],
    ['customer_rows', 'key', FEW],
  ] as const) {
    const rows = sql.table(table);
    await inSteps(db, (trx) =>
      sql`delete from ${rows} where ${some(table, key, 'import_run', run, few)}`.execute(trx),
    );
    await inSteps(db, (trx, limit) =>
      sql`update ${rows} set next_run = null where ${some(table, key, 'next_run', run, limit)}`.execute(trx),
    );
  }
  await clearStaged(db, run);
  await db
    .updateTable('import_runs')
    .set({ state: 'dropped', finished_at: now })
    .where('workspace', '=', run.workspace)
    .where('id', '=', run.id)
    .where('state', '=', 'running')
    .execute();
}

/** The revisions that a run wanted to add, and the answers that it would have added. */
async function dropRevisions(db: Database, { workspace, id }: Run): Promise<void> {
  await inSteps(db, async (trx, limit) => {
    const mine = await trx
      .selectFrom('answer_rows')
      .select('id')
      .where('workspace', '=', workspace)
      .where('next_run', '=', id)
      .limit(limit)
      .execute();
    const few = sql`workspace = ${workspace} and id in (select value from json_each(${JSON.stringify(mine.map((row) => row.id))}))`;
    await sql`
      delete from answer_revisions where workspace = ${workspace} and (answer, revision) in
        (select id, next_revision from answer_rows where ${few})`.execute(trx);
    await sql`delete from answer_rows where ${few} and latest_revision = 0`.execute(trx);
    await sql`update answer_rows set next_run = null, next_revision = null where ${few}`.execute(trx);
    return { numAffectedRows: BigInt(mine.length) };
  });
}

/** What waited beside the rows, once it is in them or not wanted any more. */
async function clearStaged(db: Database, run: Run): Promise<void> {
  for (const [table, key] of [
    ['staged_customers', 'key'],
    ['staged_interviews', 'interview'],
    ['import_erasures', 'subject'],
  ] as const) {
    // Without the run twice, SQLite would look through all that is staged at every step.
    await inSteps(db, (trx, limit) =>
      sql`delete from ${sql.table(table)} where run = ${run.id} and ${some(table, key, 'run', run, limit)}`.execute(
        trx,
      ),
    );
  }
}

/** The first `limit` rows of a table that belong to a run. */
function some(table: string, key: string, column: string, run: Run, limit: number): RawBuilder<unknown> {
  return sql`${sql.ref(`${table}.workspace`)} = ${run.workspace} and ${sql.ref(`${table}.${key}`)} in (
    select m.${sql.ref(key)} from ${sql.table(table)} m
    where m.workspace = ${run.workspace} and m.${sql.ref(column)} = ${run.id} limit ${limit})`;
}

/** Rows of one statement: few enough for a slow machine, many enough to be quick. */
const FEW = 25;
/** Interviews take their answers with them. */
const FEW_INTERVIEWS = 4;

/** Repeats a statement until it finds nothing more to do. */
async function inSteps(
  db: Database,
  work: (trx: Database, limit: number) => Promise<{ numAffectedRows?: bigint }>,
): Promise<void> {
  await pace(db)(async (trx) => Boolean((await work(trx, FEW)).numAffectedRows));
}
