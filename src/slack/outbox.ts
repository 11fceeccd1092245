import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import { steady } from '../database/steady.ts';
import type { Wanted } from './message.ts';

/**
 * Says what should stand on screen; call it inside the transaction that makes it true. The sender (sender.ts)
 * posts it, or updates the message that already stands in this slot, and retries until it is there.
 *
 * @param slot names one message for good, for example `interview:iv_1:screen:why`
 * @param address a channel id, or a person's id for their direct message; fixed with the first put of a slot
 */
export async function put(
  db: Database,
  workspace: number,
  slot: string,
  address: string,
  wanted: Wanted,
  now: string,
): Promise<void> {
  await want(db, { workspace, slot, address, wanted: JSON.stringify(wanted), now });
}

type Put = { workspace: number; slot: string; address: string; wanted: string; now: string };

const want = prepared((db, { workspace, slot, address, wanted, now }: Put) => {
  // The order is one of what waits: what stands on screen already is never counted through.
  const sequence = sql<number>`(SELECT coalesce(max(sequence), 0) + 1 FROM outbox
    WHERE workspace = ${steady(workspace)} AND wanted IS NOT NULL)`;
  const row = { wanted, wanted_at: now, attempts: 0, next_try_at: null, failure: null, sequence };
  return db
    .insertInto('outbox')
    .values({ workspace, slot, address, channel: null, message_ts: null, ...row })
    .onConflict((conflict) =>
      conflict.columns(['workspace', 'slot']).doUpdateSet((eb) => ({
        wanted: eb.ref('excluded.wanted'),
        wanted_at: eb.ref('excluded.wanted_at'),
        attempts: eb.ref('excluded.attempts'),
        next_try_at: eb.ref('excluded.next_try_at'),
        failure: eb.ref('excluded.failure'),
        sequence: eb.ref('excluded.sequence'),
      })),
    );
});

/** The slots whose names begin like this, in their order. */
export async function slotsBelow(db: Database, workspace: number, prefix: string): Promise<string[]> {
  const { rows } = await slotsBetween(db, { workspace, from: prefix, to: `${prefix}\uffff` });
  return rows.map(({ slot }) => slot);
}

const slotsBetween = prepared(
  (db, { workspace, from, to }: { workspace: number; from: string; to: string }) =>
    db
      .selectFrom('outbox')
      .select('slot')
      .where('workspace', '=', workspace)
      .where('slot', '>=', from)
      .where('slot', '<', to),
);

/**
 * Takes away the message of a slot and of every slot below it: `interview:iv_1` has `interview:iv_1:screen:why`.
 * What was never posted is not posted any more.
 */
export async function takeAway(db: Database, workspace: number, slot: string, now: string): Promise<void> {
  const rows = await db
    .selectFrom('outbox')
    .select(['slot', 'address'])
    .where('workspace', '=', workspace)
    .where((eb) =>
      eb.or([
        eb('slot', '=', slot),
        eb.and([eb('slot', '>=', `${slot}:`), eb('slot', '<', `${slot}:\uffff`)]),
      ]),
    )
    .execute();
  for (const row of rows) await put(db, workspace, row.slot, row.address, { remove: true }, now);
}

/** The slots of files begin like this; the id behind it is the file's. */
export const FILE_SLOT = 'file:';

/** A file that stands on nobody's screen any more. */
export async function forgetFile(db: Database, workspace: number, id: string): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where('workspace', '=', workspace)
    .where('slot', '=', `${FILE_SLOT}${id}`)
    .execute();
}

/** A file that was sent is one more thing that stands on a person's screen, and can be taken away like a message. */
export async function rememberFile(
  db: Database,
  workspace: number,
  person: string,
  id: string,
  now: string,
): Promise<void> {
  const slot = `${FILE_SLOT}${id}`;
  await put(db, workspace, slot, person, { remove: true }, now);
  await db
    .updateTable('outbox')
    .set({ wanted: null, channel: person, message_ts: id })
    .where('workspace', '=', workspace)
    .where('slot', '=', slot)
    .execute();
}

/** The slot whose message this is, or `null`: a click or an edit names a message, not a slot. */
export async function slotOf(
  db: Database,
  workspace: number,
  channel: string,
  messageTs: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('outbox')
    .select('slot')
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('message_ts', '=', messageTs)
    .executeTakeFirst();
  return row?.slot ?? null;
}
