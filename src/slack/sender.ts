import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { nameOf } from '../failure.ts';
import type { Log } from '../log.ts';
import type { OnCheckpoint } from './checkpoint.ts';
import { createLimits, type Limits } from './limits.ts';
import { createPaces, type Pace, type Paces, UNASKED } from './pace.ts';
import { type Sent, send, type Waiting } from './send.ts';

export type SenderOptions = {
  db: Database;
  log: Log;
  clock(): Date;
  onCheckpoint: OnCheckpoint;
  /** The client for background work: it neither retries nor waits, this queue does. */
  clientOf(workspace: number): Promise<WebClient | null>;
  workspaces(): Promise<number[]>;
  /** How quickly messages follow one another in one conversation. */
  conversation: Pace;
  /** For the pace alone: milliseconds that never go back. */
  nowMs?: () => number;
};

export type Sender = {
  /** Posts all that is due; resolves when all of it was tried. */
  flush(): Promise<void>;
  /** Says that something is due: it is posted soon, and nobody waits for it. */
  wake(): void;
  /** Posts what is due now and whatever a retry brings, until `stop`. */
  start(): void;
  stop(): Promise<void>;
};

/** How often the queue is looked at for retries that have come due, in milliseconds. */
const ROUND_MS = 1_000;
/** Messages read from the outbox in one round. */
const AT_ONCE = 1_000;
/** Messages to one conversation in one round: a long queue for a channel keeps nobody else waiting. */
const IN_A_ROW = 3;
/**
 * The kinds of message that nobody waits for, by the first word of their slot. While they wait for their share, what
 * somebody waits for goes past them, in the same conversation too.
 */
const NOBODY_WAITS = new Set(['counted', 'fallen', 'invitation', 'quote', 'review', 'stale', 'summary']);
/**
 * Brings the screen to what the outbox says: one message at a time in each conversation, in order, and each
 * conversation by itself, so that a slow or limited one keeps nobody else waiting.
 */
export function createSender(options: SenderOptions): Sender {
  const lanes = new Map<string, Promise<void>>();
  /** Conversations with more to say once what they are saying is said. */
  const behind = new Set<string>();
  const limits = createLimits(options.nowMs);
  const paces = createPaces(options.nowMs);
  let reading: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | null = null;
  let soon: { timer: NodeJS.Timeout; atMs: number } | null = null;

  const begin = (conversation: string, rows: Waiting[]): void => {
    const lane = postInOrder(rows, { limits, paces }, options)
      .catch((error) => {
        options.log.error({ failure: nameOf(error) }, 'a message could not be marked');
        return null;
      })
      .then((moreInMs) => {
        lanes.delete(conversation);
        if (behind.delete(conversation) || (moreInMs === 0 && timer)) read();
        else if (moreInMs !== null && timer) readIn(moreInMs);
      });
    lanes.set(conversation, lane);
  };
  /** Sooner than the next round, where somebody's turn comes before it. */
  const readIn = (ms: number): void => {
    const atMs = performance.now() + ms;
    if (ms >= ROUND_MS || (soon && soon.atMs <= atMs)) return;
    if (soon) clearTimeout(soon.timer);
    const due = setTimeout(() => {
      soon = null;
      read();
    }, ms);
    soon = { timer: due, atMs };
  };
  const read = (): void => {
    again = true;
    reading ??= (async () => {
      while (again) {
        // Everything that becomes due in this turn of the event loop is read at once.
        await nextTurn();
        again = false;
        const due = Map.groupBy(
          await waiting(options, limits),
          ({ workspace, address }) => `${workspace}:${address}`,
        );
        for (const [conversation, rows] of due) {
          if (lanes.has(conversation)) behind.add(conversation);
          else begin(conversation, rows);
        }
      }
    })()
      .catch((error) => options.log.error({ failure: nameOf(error) }, 'the outbox could not be read'))
      .finally(() => {
        reading = null;
      });
  };
  const through = async (): Promise<void> => {
    while (reading !== null || lanes.size > 0) {
      await reading;
      await Promise.all(lanes.values());
    }
  };
  return {
    flush: () => {
      read();
      return through();
    },
    wake: read,
    start: () => {
      timer ??= setInterval(read, ROUND_MS);
      read();
    },
    stop: async () => {
      if (timer) clearInterval(timer);
      if (soon) clearTimeout(soon.timer);
      timer = null;
      await through();
    },
  };
}

/**
 * The first few messages of each conversation that do not have to wait, what somebody waits for first. A message that waits to be posted keeps those
 * behind it waiting; a change of one that stands keeps nobody.
 */
async function waiting({ db, clock, workspaces }: SenderOptions, limits: Limits): Promise<Waiting[]> {
  const now = clock().toISOString();
  const here = await workspaces();
  const [updates, removals] = [limits.heldFor('chat.update'), limits.heldFor('chat.delete')];
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom((inner) =>
          inner
            .selectFrom('outbox')
            .selectAll()
            .select(
              sql<
                string | null
              >`max(next_try_at) FILTER (WHERE message_ts IS NULL) OVER (PARTITION BY workspace, address)`.as(
                'posts_wait_until',
              ),
            )
            .where('wanted', 'is not', null)
            .where('workspace', 'in', here)
            .as('wanting'),
        )
        .selectAll()
        .select(
          sql<number>`row_number() OVER (PARTITION BY workspace, address ORDER BY ${isUnasked}, sequence)`.as(
            'place',
          ),
        )
        .where(
          sql<string | null>`coalesce(iif(message_ts IS NULL, posts_wait_until, next_try_at), '')`,
          '<=',
          now,
        )
        .where(isHeld(updates, false))
        .where(isHeld(removals, true))
        .as('queued'),
    )
    .selectAll()
    .where('place', '<=', IN_A_ROW + 1)
    .orderBy('place')
    .orderBy('sequence')
    .limit(AT_ONCE)
    .execute();
}

/** A post that nobody waits for stands behind all that somebody waits for: however many there are, they hide nothing. */
const isUnasked = sql<number>`message_ts IS NULL AND
  substr(slot, 1, instr(slot || ':', ':') - 1) IN (${sql.join([...NOBODY_WAITS])})`;

/** Leaves out changes of messages, or removals, in these workspaces. */
function isHeld(workspaces: number[], areRemovals: boolean) {
  if (workspaces.length === 0) return sql<boolean>`true`;
  const isOne = sql`message_ts IS NOT NULL AND (wanted LIKE '{"remove"%') = ${Number(areRemovals)}`;
  return sql<boolean>`NOT (workspace IN (${sql.join(workspaces)}) AND ${isOne})`;
}

type Turns = { limits: Limits; paces: Paces };

/**
 * Posts in order: a message that has to wait keeps the posts behind it waiting, their order is part of what they say.
 * Only one that nobody waits for is overtaken.
 *
 * @returns in how many milliseconds more is due in this conversation; `null`: nothing, or when the queue says so
 */
async function postInOrder(
  rows: Waiting[],
  { limits, paces }: Turns,
  options: SenderOptions,
): Promise<number | null> {
  let postsWait = false;
  let unaskedWait = false;
  let turnInMs: number | null = null;
  for (const row of rows.slice(0, IN_A_ROW)) {
    const method = methodFor(row);
    const isPost = method === 'chat.postMessage';
    const client = await options.clientOf(row.workspace);
    if (!client) return null;
    const isUnasked = NOBODY_WAITS.has(kindOf(row.slot));
    if (isPost ? postsWait || (isUnasked && unaskedWait) : limits.isHeld(row.workspace, method)) continue;
    const waitMs = isPost ? turnFor(row, paces, options.conversation) : null;
    if (waitMs !== null) {
      if (isUnasked) unaskedWait = true;
      else postsWait = true;
      turnInMs = Math.min(turnInMs ?? waitMs, waitMs);
      continue;
    }
    options.onCheckpoint('before posting');
    const sent = await send(client, row);
    options.onCheckpoint('posted');
    await mark(options, row, sent);
    options.onCheckpoint('marked posted');
    if (sent.outcome !== 'later') continue;
    if (sent.limited) limits.hold(row.workspace, method, sent.afterMs);
    if (isPost) postsWait = true;
  }
  if (postsWait || unaskedWait) return turnInMs;
  return rows.length > IN_A_ROW ? 0 : null;
}

/** Takes a turn for this message. @returns `null`: it may go now; else how many milliseconds before it may ask again */
function turnFor({ workspace, address, slot }: Waiting, paces: Paces, conversation: Pace): number | null {
  const turns: [string, Pace][] = [[`${workspace}:${address}`, conversation]];
  if (NOBODY_WAITS.has(kindOf(slot))) turns.push([`${workspace}`, UNASKED]);
  const inMs = Math.max(...turns.map(([key, pace]) => paces.waitMs(key, pace)));
  if (inMs > 0) return inMs;
  for (const [key, pace] of turns) paces.take(key, pace);
  return null;
}

/** The Web API method that brings a row on screen. */
function methodFor({ message_ts, wanted }: Waiting): string {
  if (message_ts === null) return 'chat.postMessage';
  return wanted?.startsWith('{"remove"') ? 'chat.delete' : 'chat.update';
}

/** What was put meanwhile stays wanted: only what was sent is crossed off. */
async function mark(options: SenderOptions, row: Waiting, sent: Sent): Promise<void> {
  const { db, log, clock } = options;
  const thisRow = { workspace: row.workspace, slot: row.slot };
  if (sent.outcome === 'standing') {
    await db
      .updateTable('outbox')
      .set((eb) => ({
        channel: sent.channel,
        message_ts: sent.ts,
        attempts: 0,
        failure: null,
        wanted: eb.case().when('sequence', '=', row.sequence).then(null).else(eb.ref('wanted')).end(),
      }))
      .where((eb) => eb.and(thisRow))
      .execute();
  } else if (sent.outcome === 'removed') {
    await db
      .deleteFrom('outbox')
      .where((eb) => eb.and({ ...thisRow, sequence: row.sequence }))
      .execute();
  } else if (sent.outcome === 'later') {
    const next = new Date(clock().getTime() + sent.afterMs).toISOString();
    log.warn({ slot: kindOf(row.slot), reason: sent.reason, afterMs: sent.afterMs }, 'a message has to wait');
    await db
      .updateTable('outbox')
      .set((eb) => ({ attempts: eb('attempts', '+', 1), failure: sent.reason, next_try_at: next }))
      .where((eb) => eb.and(thisRow))
      .execute();
  } else {
    log.error({ slot: kindOf(row.slot), reason: sent.reason }, 'a message cannot be posted and was given up');
    await db
      .updateTable('outbox')
      .set({ wanted: null, failure: sent.reason })
      .where((eb) => eb.and({ ...thisRow, sequence: row.sequence }))
      .execute();
  }
}

/** The kind of message, without the ids behind it. */
function kindOf(slot: string): string {
  return slot.split(':', 1)[0] ?? slot;
}
