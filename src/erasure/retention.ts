import type { Database } from '../database/open.ts';
import { forgetCalls } from '../model/store.ts';
import { audit } from '../personas/audit.ts';
import { forgetSetAsideBefore } from '../slack/inbox.ts';
import { type Erased, eraseOlder, type Scope } from './erasure.ts';

/** What was too old, by kind. */
export type Forgotten = { modelCalls: number; setAside: number; checks: number; exports: number };
export type Taken = { erased: Erased; forgotten: Forgotten };

const DAY_MS = 86_400_000;
/** Interviews of one transaction of a running bot: others write in between. */
const AT_ONCE = 20;

/**
 * Takes everything that is older than so many days, and writes down how much it was. Call it in a transaction.
 *
 * @param atMost interviews to take now; the oldest go first
 */
export async function takeOlder(scope: Scope, retentionDays: number, atMost?: number): Promise<Taken> {
  const { db, workspace, now, actor } = scope;
  const before = new Date(Date.parse(now) - retentionDays * DAY_MS).toISOString();
  const erased = await eraseOlder(scope, before, atMost);
  const forgotten = {
    modelCalls: await forgetCalls(db, workspace, retentionDays, now),
    setAside: await forgetSetAsideBefore(db, workspace, before),
    checks: await forgetRows(db, workspace, 'checks', before),
    exports: await forgetRows(db, workspace, 'exports', before),
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
 * @returns how many interviews went
 */
export async function takeOlderInTurns(
  scope: Scope,
  retentionDays: number,
  onTaken: (db: Database, taken: Taken) => Promise<void>,
): Promise<number> {
  for (let interviews = 0; ; ) {
    const since = performance.now();
    const taken = await scope.db.transaction().execute(async (db) => {
      const one = await takeOlder({ ...scope, db }, retentionDays, AT_ONCE);
      await onTaken(db, one);
      return one;
    });
    interviews += taken.erased.interviews;
    if (taken.erased.interviews < AT_ONCE) return interviews;
    await new Promise((resolve) => setTimeout(resolve, performance.now() - since));
  }
}

/** What was checked, with what became of it, and which files left. */
async function forgetRows(
  db: Database,
  workspace: number,
  table: 'checks' | 'exports',
  before: string,
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom(table)
    .where('workspace', '=', workspace)
    .where('at', '<', before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
