import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import type { Row } from '../database/tables.ts';
import type { Envelope } from './envelope.ts';

/** After this many failures a delivery is set aside, so that it never blocks the ones behind it. */
export const ATTEMPTS = 3;

/** A stored delivery that is worked on; done once a change that it led to is committed. */
export type Delivery = { key: string; isDone: boolean };

export type Stored = 'new' | 'unfinished' | 'finished';

/** Stores a delivery before it is acknowledged. A second one with the same key stores nothing. */
export async function receive(
  db: Database,
  workspace: number,
  envelope: Envelope,
  body: unknown,
  now: string,
): Promise<Stored> {
  const { key, kind, person } = envelope;
  const row = { workspace, key, kind, person, payload: JSON.stringify(body), received_at: now };
  const { numAffectedRows } = await insertOnce(db, row);
  if (numAffectedRows === 1n) return 'new';
  const { state } = await db
    .selectFrom('inbox')
    .select('state')
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return state === 'received' ? 'unfinished' : 'finished';
}

type Received = Pick<Row<'inbox'>, 'workspace' | 'key' | 'kind' | 'person' | 'payload' | 'received_at'>;

const insertOnce = prepared((db, received: Received) =>
  db
    .insertInto('inbox')
    .values({
      workspace: received.workspace,
      key: received.key,
      kind: received.kind,
      person: received.person,
      payload: received.payload,
      state: 'received',
      failure: null,
      received_at: received.received_at,
      done_at: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace', 'key']).doNothing()),
);

/**
 * Marks a delivery done and forgets what it said. Runs inside the transaction of the change it led to, or when its
 * listeners have ended without one. What was set aside stays set aside.
 */
export async function finish(db: Database, workspace: number, key: string, now: string): Promise<void> {
  await markDone(db, { workspace, key, now });
}

const markDone = prepared((db, { workspace, key, now }: { workspace: number; key: string; now: string }) =>
  db
    .updateTable('inbox')
    .set({ state: 'done', payload: null, done_at: now, failure: null })
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .where('state', '=', 'received'),
);

/**
 * Counts a failure; at the third the delivery is set aside with its payload kept for the administrator.
 * @param reason the error's name and code, never its payload
 */
export async function fail(
  db: Database,
  workspace: number,
  key: string,
  reason: string,
): Promise<'try again' | 'set aside'> {
  const row = await db
    .updateTable('inbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), failure: reason }))
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .where('state', '=', 'received')
    .returning('attempts')
    .executeTakeFirst();
  if (!row || row.attempts < ATTEMPTS) return 'try again';
  await setAside(db, workspace, key, reason);
  return 'set aside';
}

/**
 * Sets a delivery aside with its payload kept for the administrator, unless it is done already.
 * @param reason the error's name and code, never its payload
 */
export async function setAside(db: Database, workspace: number, key: string, reason: string): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ state: 'set_aside', failure: reason })
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .where('state', '=', 'received')
    .execute();
}

/** What was received and never finished, in the order it came: the work of a process that was killed. */
export async function unfinished(db: Database): Promise<Row<'inbox'>[]> {
  return db.selectFrom('inbox').selectAll().where('state', '=', 'received').orderBy(sql`rowid`).execute();
}

/** Forgets the keys of what was done before `before`: Slack retries for minutes, not for days. */
export async function forgetDone(db: Database, before: string): Promise<void> {
  await db.deleteFrom('inbox').where('state', '=', 'done').where('done_at', '<', before).execute();
}

/** Forgets a person's deliveries that were set aside: their payloads may hold what is being erased. */
export async function forgetSetAside(db: Database, workspace: number, person: string): Promise<void> {
  await db
    .deleteFrom('inbox')
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .where('state', '=', 'set_aside')
    .execute();
}

/** Forgets what was set aside and received before `before`. @returns how many deliveries went */
export async function forgetSetAsideBefore(db: Database, workspace: number, before: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('inbox')
    .where('workspace', '=', workspace)
    .where('state', '=', 'set_aside')
    .where('received_at', '<', before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
