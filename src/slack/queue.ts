import { type SqlBool, sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import type { Limits } from './limits.ts';
import type { Waiting } from './send.ts';

/** The Web API method that brings a message on screen. */
type Method = 'chat.postMessage' | 'chat.update' | 'chat.delete';
/** A message of the outbox that waits, without its words: those are read when its turn has come. */
export type Queued = Pick<Waiting, 'workspace' | 'slot' | 'address' | 'sequence' | 'next_try_at'> & {
  method: Method;
};

/** Messages begun in one round. */
const AT_ONCE = 1_000;
/** Messages to one conversation in one round: a long queue for a channel keeps nobody else waiting. */
export const IN_A_ROW = 3;
/**
 * The kinds of message that nobody waits for, by the first word of their slot. While they wait for their share, what
 * somebody waits for goes past them, in the same conversation too.
 */
const NOBODY_WAITS = new Set(['counted', 'fallen', 'invitation', 'quote', 'review', 'stale', 'summary']);

/** The kind of message, without the ids behind it. */
export function kindOf(slot: string): string {
  return slot.split(':', 1)[0] ?? slot;
}

export function isUnasked({ slot }: Pick<Queued, 'slot'>): boolean {
  return NOBODY_WAITS.has(kindOf(slot));
}

export function isPost({ method }: Pick<Queued, 'method'>): boolean {
  return method === 'chat.postMessage';
}

/** Everything that waits in these workspaces, in the order in which it was put. */
export async function queueOf(db: Database, workspaces: number[]): Promise<Queued[]> {
  const { rows } = await wantedIn(db, { workspaces: JSON.stringify(workspaces) });
  return rows;
}

const method = sql<Method>`CASE WHEN message_ts IS NULL THEN 'chat.postMessage'
  WHEN substr(wanted, 1, 9) = '{"remove"' THEN 'chat.delete' ELSE 'chat.update' END`.as('method');

const wantedIn = prepared((db, { workspaces }: { workspaces: string }) =>
  db
    .selectFrom('outbox')
    .select(['workspace', 'slot', 'address', 'sequence', 'next_try_at', method])
    .where(sql<SqlBool>`workspace IN (SELECT value FROM json_each(${workspaces}))`)
    .where('wanted', 'is not', null)
    .orderBy('workspace')
    .orderBy('sequence'),
);

/** A message as it is wanted now, which may be otherwise than when it was queued; `undefined`: nothing is any more. */
export async function waitingIn(
  db: Database,
  { workspace, slot }: Pick<Queued, 'workspace' | 'slot'>,
): Promise<(Waiting & { method: Method }) | undefined> {
  return (await wantedAt(db, { workspace, slot })).rows[0];
}

const wantedAt = prepared((db, { workspace, slot }: { workspace: number; slot: string }) =>
  db
    .selectFrom('outbox')
    .selectAll()
    .select(method)
    .where('workspace', '=', workspace)
    .where('slot', '=', slot)
    .where('wanted', 'is not', null),
);

/**
 * The first few messages of each conversation that do not have to wait, what somebody waits for first: one more than are
 * sent in a row, so that the sender knows of what is left. A message that waits to be posted keeps those behind it
 * waiting; a change of one that stands keeps nobody.
 *
 * @param now ISO 8601
 */
export function dueIn(
  queue: readonly Queued[],
  now: string,
  limits: Pick<Limits, 'isHeld'>,
): Map<string, Queued[]> {
  const places = [
    ...Map.groupBy(queue, ({ workspace, address }) => `${workspace}:${address}`).values(),
  ].flatMap((all) => {
    const postsWait = all.some((one) => isPost(one) && (one.next_try_at ?? '') > now);
    const due = all.filter((one) =>
      isPost(one) ? !postsWait : (one.next_try_at ?? '') <= now && !limits.isHeld(one.workspace, one.method),
    );
    return due
      .sort((a, b) => Number(goesLast(a)) - Number(goesLast(b)) || a.sequence - b.sequence)
      .slice(0, IN_A_ROW + 1)
      .map((queued, place) => ({ queued, place }));
  });
  const first = places
    .sort((a, b) => a.place - b.place || a.queued.sequence - b.queued.sequence)
    .slice(0, AT_ONCE)
    .map(({ queued }) => queued);
  return Map.groupBy(first, ({ workspace, address }) => `${workspace}:${address}`);
}

/** A post that nobody waits for stands behind all that somebody waits for: however many there are, they hide nothing. */
function goesLast(queued: Queued): boolean {
  return isPost(queued) && isUnasked(queued);
}
