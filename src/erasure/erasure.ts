import { tellImport } from '../database/import-erasures.ts';
import type { Database } from '../database/open.ts';
import { keysOfCustomer } from '../interview/alias-store.ts';
import { dropIfUnused, dropRecord } from '../interview/customer-store.ts';
import { eraseAnswer, eraseInterview } from '../interview/erase.ts';
import { audit } from '../personas/audit.ts';
import { takeAway } from '../slack/outbox.ts';
import { type Fallen, fallenBy } from './fallen.ts';
import { recount, type VersionKey } from './recount.ts';
import { type Doomed, eraseReplies, readableSince } from './replies.ts';
import { forgetNames, namesJudgedIn } from './rulings.ts';
import { eraseMentions, eraseTraces } from './traces.ts';

/** What an erasure took with it, for whoever ordered it. */
export type Erased = {
  interviews: number;
  /** Drafts that rested on what is gone. */
  drafts: string[];
  /** Versions that counted what is gone, approved ones and earlier ones: their counts are new. */
  recounted: (VersionKey & { name: string })[];
  fallen: Fallen[];
  /** Files that left the database earlier and hold what is gone. */
  exports: { persona: string; version: number; format: string; at: string }[];
};

/** `caution`: what a reader of a persona that was counted again is told from now on. */
export type Scope = { db: Database; workspace: number; now: string; caution: string; actor: string };

/** Erases everything a person said and every mention of their id. `null`: nobody of that id is known. */
export async function eraseStaff(scope: Scope, person: string): Promise<Erased | null> {
  const { db } = scope;
  if (!db.isTransaction) return db.transaction().execute((trx) => eraseStaff({ ...scope, db: trx }, person));
  await tellImport(db, scope.workspace, 'person', person);
  const interviews = await interviewsWhere(scope, 'person', person);
  const known = await db
    .selectFrom('people')
    .select('id')
    .where('workspace', '=', scope.workspace)
    .where('id', '=', person)
    .executeTakeFirst();
  if (!known && interviews.length === 0) return null;
  const erased = await eraseAll(scope, { interviews });
  await eraseTraces(db, scope.workspace, person);
  await note(scope, 'person erased', erased);
  return erased;
}

/** Erases a customer under all keys that count as it: what anybody said, its records, every mention. `null`: not known. */
export async function eraseCustomer(scope: Scope, key: string): Promise<Erased | null> {
  return scope.db.transaction().execute(async (db) => {
    const within = { ...scope, db };
    const keys = await keysOfCustomer(db, scope.workspace, key);
    for (const one of keys) await tellImport(db, scope.workspace, 'customer', one);
    const known = await db
      .selectFrom('customer_rows')
      .select('key')
      .where('workspace', '=', scope.workspace)
      .where('key', '=', key)
      .executeTakeFirst();
    if (!known) return null;
    const interviews: string[] = [];
    for (const one of keys) interviews.push(...(await interviewsWhere(within, 'customer', one)));
    const erased = await eraseAll(within, { interviews, customers: keys });
    await note(within, 'customer erased', erased);
    return erased;
  });
}

/**
 * Erases interviews that ended, or never ended, before an instant. Call it in a transaction.
 *
 * @param atMost so many of them, the oldest first
 */
export async function eraseOlder(scope: Scope, before: string, atMost?: number): Promise<Erased> {
  const older = scope.db
    .selectFrom('interviews')
    .select('id')
    .where('workspace', '=', scope.workspace)
    .where((eb) => eb(eb.fn.coalesce('finished_at', 'started_at'), '<', before))
    .orderBy((eb) => eb.fn.coalesce('finished_at', 'started_at'));
  const rows = await (atMost === undefined ? older : older.limit(atMost)).execute();
  // Where nothing goes, a model's kept replies stay: they save the next draft its calls.
  if (rows.length === 0) return { interviews: 0, drafts: [], recounted: [], fallen: [], exports: [] };
  return eraseAll(scope, { interviews: rows.map(({ id }) => id) });
}

/** Erases one interview, for its own reporter. Call it in a transaction. */
export async function eraseOne(scope: Scope, interview: string): Promise<Erased> {
  return eraseAll(scope, { interviews: [interview] });
}

/** Erases one answer with all its wordings, for its own reporter. Call it in a transaction. */
export async function eraseAnswerOf(scope: Scope, interview: string, question: string): Promise<Erased> {
  const rows = await scope.db
    .selectFrom('answer_rows')
    .select('id')
    .where('workspace', '=', scope.workspace)
    .where('interview', '=', interview)
    .where('question', '=', question)
    .execute();
  return eraseAll(scope, { answers: rows.map(({ id }) => id) });
}

/** Also those that an import has not shown yet. */
async function interviewsWhere(
  { db, workspace }: Scope,
  column: 'person' | 'customer',
  value: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('interview_rows')
    .select('id')
    .where('workspace', '=', workspace)
    .where(column, '=', value)
    .union(
      db
        .selectFrom('staged_interviews')
        .select('interview as id')
        .where('workspace', '=', workspace)
        .where(column, '=', value),
    )
    .execute();
  return rows.map(({ id }) => id);
}

async function eraseAll(scope: Scope, doomed: Doomed): Promise<Erased> {
  const { db, workspace } = scope;
  const { done, fallen } = await fallenBy(db, workspace, () => eraseAndRecount(scope, doomed));
  return { interviews: doomed.interviews?.length ?? 0, ...done, fallen };
}

async function eraseAndRecount(
  scope: Scope,
  doomed: Doomed,
): Promise<Pick<Erased, 'drafts' | 'recounted' | 'exports'>> {
  const { interviews = [], customers = [], answers = [] } = doomed;
  const { db, workspace, now, caution, actor } = scope;
  const customersBefore = await customerKeys(scope);
  const touched = await versionsOn(scope, doomed);
  const exports = await exportsOf(scope, touched);
  const since = await readableSince(db, workspace, doomed);
  const judged = await namesJudgedIn(db, workspace, doomed);
  for (const id of interviews) await eraseInterview(db, workspace, id, actor, now);
  for (const answer of answers) await eraseAnswer(db, workspace, answer, actor, now);
  for (const customer of customers) await dropCustomer(scope, customer);
  await forgetNames(db, workspace, judged);
  const left = new Set(await customerKeys(scope));
  const gone = new Set(customersBefore.filter((key) => !left.has(key)));
  const drafts = await dropDrafts(scope, touched);
  const recounted: Erased['recounted'] = [];
  for (const version of touched) {
    if (drafts.some((draft) => draft.persona === version.persona && draft.version === version.version))
      continue;
    recounted.push({ ...version, name: await recount(db, workspace, version, gone, caution) });
  }
  // Last, because counting again compares with the cases that a version had.
  await eraseMentions(db, workspace, gone);
  if (since !== null) await eraseReplies(db, workspace, since);
  return { drafts: drafts.map(({ persona }) => persona), recounted, exports };
}

async function customerKeys({ db, workspace }: Scope): Promise<string[]> {
  const rows = await db.selectFrom('customers').select('key').where('workspace', '=', workspace).execute();
  return rows.map(({ key }) => key);
}

/** Every version of a persona that counted what is about to go. */
async function versionsOn(
  { db, workspace }: Scope,
  { interviews = [], customers = [], answers = [] }: Doomed,
): Promise<VersionKey[]> {
  const found = new Map<string, VersionKey>();
  const counting = db
    .selectFrom('evidence_links as link')
    .innerJoin('answers as answer', (join) =>
      join.onRef('answer.workspace', '=', 'link.workspace').onRef('answer.id', '=', 'link.answer'),
    )
    .select(['link.persona', 'link.version'])
    .distinct()
    .where('link.workspace', '=', workspace);
  for (const query of [
    ...interviews.map((interview) => counting.where('answer.interview', '=', interview)),
    ...answers.map((answer) => counting.where('answer.id', '=', answer)),
  ]) {
    for (const row of await query.execute()) found.set(`${row.persona} ${row.version}`, row);
  }
  for (const customer of customers) {
    for (const table of ['evidence_links', 'persona_cases'] as const) {
      const rows = await db
        .selectFrom(table)
        .select(['persona', 'version'])
        .distinct()
        .where('workspace', '=', workspace)
        .where('customer', '=', customer)
        .execute();
      for (const row of rows) found.set(`${row.persona} ${row.version}`, row);
    }
  }
  return [...found.values()];
}

async function exportsOf({ db, workspace }: Scope, touched: VersionKey[]): Promise<Erased['exports']> {
  const rows = await db
    .selectFrom('exports')
    .select(['persona', 'version', 'format', 'at'])
    .where('workspace', '=', workspace)
    .orderBy('id')
    .execute();
  return rows.filter((row) =>
    touched.some(({ persona, version }) => persona === row.persona && version === row.version),
  );
}

/** The record and everything that points at the customer; its interviews are gone already. */
async function dropCustomer({ db, workspace }: Scope, key: string): Promise<void> {
  for (const table of ['block_links', 'persona_cases', 'regrouping_cases', 'quotes'] as const) {
    await db.deleteFrom(table).where('workspace', '=', workspace).where('customer', '=', key).execute();
  }
  await dropRecord(db, workspace, key);
  await dropIfUnused(db, workspace, key);
}

/** A draft is made anew from what is left; nobody has to review what no longer stands, nor read its quotes. */
async function dropDrafts({ db, workspace, now }: Scope, touched: VersionKey[]): Promise<VersionKey[]> {
  const dropped: VersionKey[] = [];
  for (const { persona, version } of touched) {
    const row = await db
      .selectFrom('persona_versions')
      .select('status')
      .where('workspace', '=', workspace)
      .where('persona', '=', persona)
      .where('version', '=', version)
      .executeTakeFirst();
    if (row?.status !== 'draft') continue;
    for (const table of ['decisions', 'exports'] as const) {
      await db
        .deleteFrom(table)
        .where('workspace', '=', workspace)
        .where('persona', '=', persona)
        .where('version', '=', version)
        .execute();
    }
    await db
      .deleteFrom('persona_versions')
      .where('workspace', '=', workspace)
      .where('persona', '=', persona)
      .where('version', '=', version)
      .execute();
    await takeAway(db, workspace, reviewSlot(persona, version), now);
    dropped.push({ persona, version });
  }
  return dropped;
}

/** Where review/post.ts shows a draft. */
const reviewSlot = (persona: string, version: number) => `review:${persona}:${version}`;

async function note({ db, workspace, now, actor }: Scope, action: string, erased: Erased): Promise<void> {
  const detail = {
    interviews: erased.interviews,
    drafts: erased.drafts,
    fallen: erased.fallen.map(({ id }) => id),
  };
  await audit(db, workspace, { at: now, actor, action, subject: '', detail });
}
