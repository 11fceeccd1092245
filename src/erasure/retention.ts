import type { Database } from '../database/open.ts';
import { forgetCalls } from '../model/store.ts';
import { audit } from '../personas/audit.ts';
import { forgetSetAsideBefore } from '../slack/inbox.ts';
import { type Erased, eraseOlder, type Scope } from './erasure.ts';

/** What was too old, by kind. */
export type Forgotten = { modelCalls: number; setAside: number; checks: number; exports: number };
/** Everything before an instant. `retentionDays`: why, for the audit log. */
export type TooOld = { retentionDays: number; before: string };
export type Taken = { erased: Erased; forgotten: Forgotten };

/**
 * Interviews, and rows of each kind, of one transaction of a running bot: others write in between. Counting personas
 * again costs the same for 20 interviews as for 100.
 */
const AT_ONCE = { interviews: 100, rows: 1_000 };

/**
 * Takes everything that is too old, and writes down how much it was. Call it in a transaction.
 *
 * @param atMost what to take now; the oldest interviews go first
 */
export async function takeOlder(
  scope: Scope,
  { retentionDays, before }: TooOld,
  atMost?: typeof AT_ONCE,
): Promise<Taken> {
  const { db, workspace, now, actor } = scope;
  const erased = await eraseOlder(scope, before, atMost?.interviews);
  const forgotten = {
    modelCalls: await forgetCalls(db, workspace, now, before),
    setAside: await forgetSetAsideBefore(db, workspace, before),
    checks: await forgetRows(db, workspace, 'checks', before, atMost?.rows),
    exports: await forgetRows(db, workspace, 'exports', before, atMost?.rows),
  };
  if (erased.interviews > 0 || Object.values(forgotten).some((rows) => rows > 0)) {
    const { interviews, drafts, fallen } = erased;
    const detail = { retentionDays, interviews, ...forgotten, drafts, fallen: fallen.map(({ id }) => id) };
    await audit(db, workspace, { at: now, actor, action: 'what is too old erased', subject: '', detail });
  }
  return { erased, forgotten };
}

/**
 * The same beside a running bot: a few interviews at a time, and between two of these as long a rest as the first took.
 *
 * @param onTaken told in the same transaction what went
 * @returns how many interviews and other rows went
 */
export async function takeOlderInTurns(
  scope: Scope,
  tooOld: TooOld,
  onTaken: (db: Database, taken: Taken) => Promise<void>,
): Promise<{ interviews: number; forgotten: number }> {
  const all = { interviews: 0, forgotten: 0 };
  for (;;) {
    const since = performance.now();
    const taken = await scope.db.transaction().execute(async (db) => {
      const one = await takeOlder({ ...scope, db }, tooOld, AT_ONCE);
      await onTaken(db, one);
      return one;
    });
    const { interviews } = taken.erased;
    const { checks, exports, modelCalls, setAside } = taken.forgotten;
    all.interviews += interviews;
    all.forgotten += checks + exports + modelCalls + setAside;
    if (interviews < AT_ONCE.interviews && Math.max(checks, exports) < AT_ONCE.rows) return all;
    await new Promise((resolve) => setTimeout(resolve, performance.now() - since));
  }
}

/** What was checked, with what became of it, and which files left. */
async function forgetRows(
  db: Database,
  workspace: number,
  table: 'checks' | 'exports',
  before: string,
  atMost?: number,
): Promise<number> {
  const old = db.selectFrom(table).select('id').where('workspace', '=', workspace).where('at', '<', before);
  const { numDeletedRows } = await db
    .deleteFrom(table)
    .where('workspace', '=', workspace)
    .where('id', 'in', atMost === undefined ? old : old.orderBy('at').limit(atMost))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
