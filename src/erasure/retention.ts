import type { Database } from '../database/open.ts';
import { pace } from '../database/pace.ts';
import { forgetCalls } from '../model/store.ts';
import { audit } from '../personas/audit.ts';
import { forgetSetAsideBefore } from '../slack/inbox.ts';
import { type Erased, nothing } from './carry-out.ts';
import { condemnOlder, type Ordered } from './erasure.ts';

/** What was too old, by kind. */
export type Forgotten = { modelCalls: number; setAside: number; checks: number; exports: number };
/** Everything before an instant. `retentionDays`: why, for the audit log. */
export type TooOld = { retentionDays: number; before: string };
export type Taken = { erased: Erased; forgotten: Forgotten };

/** What one transaction takes: interviews that are hidden, rows that are deleted. */
const AT_ONCE = { interviews: 25, rows: 200 };

/**
 * Takes everything that is too old, and writes down how much it was. Interviews are all hidden first, because what counts
 * them is counted again once for all of them. In short transactions, unless one is open already.
 *
 * @param carriedOut takes what is hidden out of the counts and deletes it
 */
export async function takeOlder(
  scope: Ordered,
  { retentionDays, before }: TooOld,
  carriedOut: () => Promise<Erased>,
): Promise<Taken> {
  const { db, workspace, now, actor } = scope;
  const hidden = await untilNone(db, (trx) =>
    condemnOlder({ ...scope, db: trx }, before, AT_ONCE.interviews),
  );
  const erased = hidden > 0 ? await carriedOut() : nothing();
  const forgotten = {
    modelCalls: await forgetCalls(db, workspace, now, before),
    setAside: await forgetSetAsideBefore(db, workspace, before),
    checks: await untilNone(db, (trx) => forgetRows(trx, workspace, 'checks', before)),
    exports: await untilNone(db, (trx) => forgetRows(trx, workspace, 'exports', before)),
  };
  if (erased.interviews > 0 || Object.values(forgotten).some((rows) => rows > 0)) {
    const { interviews, drafts, fallen } = erased;
    const detail = { retentionDays, interviews, ...forgotten, drafts, fallen: fallen.map(({ id }) => id) };
    const line = { at: now, actor, action: 'what is too old erased', subject: '', detail };
    if (db.isTransaction) await audit(db, workspace, line);
    else await db.transaction().execute((trx) => audit(trx, workspace, line));
  }
  return { erased, forgotten };
}

/** Does a little at a time until nothing is left. @returns how much it was in all */
async function untilNone(db: Database, little: (trx: Database) => Promise<number>): Promise<number> {
  let all = 0;
  const once = async (trx: Database) => {
    const done = await little(trx);
    all += done;
    return done > 0;
  };
  if (!db.isTransaction) await pace(db)(once);
  else while (await once(db));
  return all;
}

/** What was checked, with what became of it, and which files left. @returns how many rows went */
async function forgetRows(
  db: Database,
  workspace: number,
  table: 'checks' | 'exports',
  before: string,
): Promise<number> {
  const old = db.selectFrom(table).select('id').where('workspace', '=', workspace).where('at', '<', before);
  const { numDeletedRows } = await db
    .deleteFrom(table)
    .where('workspace', '=', workspace)
    .where('id', 'in', old.orderBy('at').limit(AT_ONCE.rows))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
