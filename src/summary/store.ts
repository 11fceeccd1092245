import type { Database } from '../database/open.ts';
import type { Row } from '../database/tables.ts';
import type { Summary } from './summary.ts';

const REQUEST = 'summary_requested:';

/** What summaries did not say in earlier versions of this program. */
const LATER: Partial<Summary> = {
  run: null,
  reckoned: [],
  coverage: { roles: [], segments: [] },
  thanks: [],
  model: null,
};

/** What was posted, or is being posted, for a week; or that it passed in silence. */
export async function storedSummary(
  db: Database,
  workspace: number,
  week: string,
): Promise<{ state: Row<'summaries'>['state']; summary: Summary } | null> {
  const row = await db
    .selectFrom('summaries')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('week', '=', week)
    .executeTakeFirst();
  if (!row) return null;
  const summary = JSON.parse(row.body) as Summary;
  return { state: row.state, summary: { ...LATER, ...summary, posted: row.posted_at } };
}

/** Takes the week for one poster; false where somebody else has it. From here on its body never changes. */
export async function claimWeek(
  db: Database,
  workspace: number,
  summary: Summary,
  channel: string,
  now: string,
): Promise<boolean> {
  if (!db.isTransaction) {
    return db.transaction().execute((trx) => claimWeek(trx, workspace, summary, channel, now));
  }
  await db
    .deleteFrom('summaries')
    .where('workspace', '=', workspace)
    .where('week', '=', summary.week)
    .where('state', '=', 'silent')
    .execute();
  return addWeek(db, workspace, summary, 'claimed', channel, now);
}

/** The week had nothing to tell and passes in silence. */
export async function passInSilence(
  db: Database,
  workspace: number,
  summary: Summary,
  now: string,
): Promise<void> {
  await addWeek(db, workspace, summary, 'silent', null, now);
}

async function addWeek(
  db: Database,
  workspace: number,
  summary: Summary,
  state: 'claimed' | 'silent',
  channel: string | null,
  now: string,
): Promise<boolean> {
  const { week } = summary;
  const body = JSON.stringify(summary);
  const result = await db
    .insertInto('summaries')
    .values({ workspace, week, state, body, channel, message_ts: null, claimed_at: now, posted_at: null })
    .onConflict((conflict) => conflict.columns(['workspace', 'week']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The message stands in the channel. */
export async function markPosted(
  db: Database,
  workspace: number,
  week: string,
  place: { channel: string | null; ts: string | null },
  now: string,
): Promise<boolean> {
  const result = await db
    .updateTable('summaries')
    .set({
      state: 'posted',
      posted_at: now,
      ...(place.channel === null ? {} : { channel: place.channel }),
      message_ts: place.ts,
    })
    .where('workspace', '=', workspace)
    .where('week', '=', week)
    .where('state', '<>', 'posted')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Nobody can tell whether the message stands in the channel. */
export async function markUnknown(db: Database, workspace: number, week: string): Promise<boolean> {
  const result = await db
    .updateTable('summaries')
    .set({ state: 'unknown' })
    .where('workspace', '=', workspace)
    .where('week', '=', week)
    .where('state', '=', 'claimed')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives a week back that is surely not in the channel, so that it can be claimed anew. */
export async function releaseWeek(
  db: Database,
  workspace: number,
  week: string,
  state: 'claimed' | 'unknown',
): Promise<boolean> {
  const result = await db
    .deleteFrom('summaries')
    .where('workspace', '=', workspace)
    .where('week', '=', week)
    .where('state', '=', state)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Weeks whose posting was begun before an instant and never finished. */
export async function claimedBefore(db: Database, workspace: number, instant: string): Promise<string[]> {
  const rows = await db
    .selectFrom('summaries')
    .select('week')
    .where('workspace', '=', workspace)
    .where('state', '=', 'claimed')
    .where('claimed_at', '<=', instant)
    .orderBy('week')
    .execute();
  return rows.map(({ week }) => week);
}

/** A person asks for a week to be posted by the running bot, due or not. */
export async function requestPost(
  db: Database,
  workspace: number,
  week: string,
  by: string,
  now: string,
): Promise<void> {
  const row = { value: week, updated_by: by, updated_at: now };
  await db
    .insertInto('settings')
    .values({ workspace, key: `${REQUEST}${week}`, ...row })
    .onConflict((conflict) => conflict.columns(['workspace', 'key']).doUpdateSet(row))
    .execute();
}

export async function requestedWeeks(db: Database, workspace: number): Promise<string[]> {
  const rows = await db
    .selectFrom('settings')
    .select('value')
    .where('workspace', '=', workspace)
    .where('key', 'like', `${REQUEST}%`)
    .orderBy('key')
    .execute();
  return rows.map(({ value }) => value);
}

export async function dropRequest(db: Database, workspace: number, week: string): Promise<void> {
  await db
    .deleteFrom('settings')
    .where('workspace', '=', workspace)
    .where('key', '=', `${REQUEST}${week}`)
    .execute();
}

/** Whether anything had happened in this workspace before an instant: a new one has no past to sum up. */
export async function hadLife(db: Database, workspace: number, before: string): Promise<boolean> {
  const interview = await db
    .selectFrom('interviews')
    .select('id')
    .where('workspace', '=', workspace)
    .where('started_at', '<', before)
    .limit(1)
    .executeTakeFirst();
  if (interview) return true;
  const version = await db
    .selectFrom('persona_versions')
    .select('persona')
    .where('workspace', '=', workspace)
    .where('drafted_at', '<', before)
    .limit(1)
    .executeTakeFirst();
  return version !== undefined;
}

/** Weeks whose summary stands in the channel, the newest first. */
export async function postedWeeks(db: Database, workspace: number): Promise<string[]> {
  const rows = await db
    .selectFrom('summaries')
    .select('week')
    .where('workspace', '=', workspace)
    .where('state', '=', 'posted')
    .orderBy('week', 'desc')
    .execute();
  return rows.map(({ week }) => week);
}
