import { tellImport } from '../database/import-erasures.ts';
import type { Database } from '../database/open.ts';
import { keysOfCustomer } from '../interview/alias-store.ts';
import { condemnAnswer, condemnInterviews } from '../interview/condemn.ts';
import { slotsAbove } from '../interview/screen.ts';
import { audit } from '../personas/audit.ts';
import { takeAway } from '../slack/outbox.ts';
import { beginErasure, carryOut, type Erased, type OnErased, type Scope } from './carry-out.ts';
import { eraseTraces } from './traces.ts';

export type { Erased, Scope } from './carry-out.ts';
/** Who orders it; `caution` is needed only where it is carried out. */
export type Ordered = Omit<Scope, 'caution'>;

/**
 * Everything a person said is hidden, and every mention of their id goes; carryOut does the rest. `false`: nobody of that id
 * is known. Call it in a transaction.
 */
export async function condemnStaff(scope: Ordered, person: string): Promise<boolean> {
  const { db, workspace } = scope;
  await tellImport(db, workspace, 'person', [person]);
  const interviews = await interviewsWhere(scope, 'person', person);
  const known = await db
    .selectFrom('people')
    .select('id')
    .where('workspace', '=', workspace)
    .where('id', '=', person)
    .executeTakeFirst();
  if (!known && interviews.length === 0) return false;
  await beginErasure(db, workspace);
  await condemnInterviews(db, workspace, interviews, scope.actor, scope.now);
  await eraseTraces(db, workspace, person);
  await note(scope, 'person erased', interviews.length);
  return true;
}

/** One interview is hidden for its own reporter, and taken off their screen; carryOut does the rest. Call it in a transaction. */
export async function condemnOne({ db, workspace, actor, now }: Ordered, interview: string): Promise<void> {
  await beginErasure(db, workspace);
  await condemnInterviews(db, workspace, [interview], actor, now);
  await takeAway(db, workspace, slotsAbove(interview), now);
}

/** One answer with all its wordings is hidden for its own reporter; carryOut does the rest. Call it in a transaction. */
export async function condemnAnswerOf(scope: Ordered, interview: string, question: string): Promise<void> {
  const { db, workspace, actor, now } = scope;
  const rows = await db
    .selectFrom('answers')
    .select('id')
    .where('workspace', '=', workspace)
    .where('interview', '=', interview)
    .where('question', '=', question)
    .execute();
  await beginErasure(db, workspace);
  for (const { id } of rows) await condemnAnswer(db, workspace, id, actor, now);
}

/**
 * Interviews that ended, or never ended, before an instant are hidden; carryOut does the rest. Call it in a transaction.
 *
 * @param atMost so many of them, the oldest first
 * @returns how many
 */
export async function condemnOlder(scope: Ordered, before: string, atMost?: number): Promise<number> {
  const { db, workspace, actor, now } = scope;
  const older = db
    .selectFrom('interviews')
    .select('id')
    .where('workspace', '=', workspace)
    .where((eb) => eb(eb.fn.coalesce('finished_at', 'started_at'), '<', before))
    .orderBy((eb) => eb.fn.coalesce('finished_at', 'started_at'));
  const rows = await (atMost === undefined ? older : older.limit(atMost)).execute();
  if (rows.length === 0) return 0;
  await beginErasure(db, workspace);
  const ids = rows.map(({ id }) => id);
  await condemnInterviews(db, workspace, ids, actor, now);
  return rows.length;
}

/** Erases everything a person said and every mention of their id. `null`: nobody of that id is known. */
export async function eraseStaff(scope: Scope, person: string, onErased?: OnErased): Promise<Erased | null> {
  const known = await inOne(scope, (within) => condemnStaff(within, person));
  return known ? carryOut(scope, onErased) : null;
}

/** Erases a customer under all keys that count as it: what anybody said, its records, every mention. `null`: not known. */
export async function eraseCustomer(scope: Scope, key: string, onErased?: OnErased): Promise<Erased | null> {
  const known = await inOne(scope, (within) => condemnCustomer(within, key));
  return known ? carryOut(scope, onErased) : null;
}

async function condemnCustomer(scope: Ordered, key: string): Promise<boolean> {
  const { db, workspace, actor, now } = scope;
  const keys = await keysOfCustomer(db, workspace, key);
  await tellImport(db, workspace, 'customer', keys);
  const known = await db
    .selectFrom('customer_rows')
    .select('key')
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!known) return false;
  await beginErasure(db, workspace);
  const interviews: string[] = [];
  for (const one of keys) interviews.push(...(await interviewsWhere(scope, 'customer', one)));
  await condemnInterviews(db, workspace, interviews, actor, now);
  await db
    .insertInto('condemned_customers')
    .values(keys.map((customer) => ({ workspace, customer })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db.deleteFrom('quotes').where('workspace', '=', workspace).where('customer', 'in', keys).execute();
  await note(scope, 'customer erased', interviews.length);
  return true;
}

function inOne<T>(scope: Scope, work: (within: Scope) => Promise<T>): Promise<T> {
  return scope.db.transaction().execute((db: Database) => work({ ...scope, db }));
}

/** Also those that an import has not shown yet. */
async function interviewsWhere(
  { db, workspace }: Ordered,
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

async function note(
  { db, workspace, now, actor }: Ordered,
  action: string,
  interviews: number,
): Promise<void> {
  await audit(db, workspace, { at: now, actor, action, subject: '', detail: { interviews } });
}
