import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import type { Database } from '../database/open.ts';
import { onceTaken, type Patience } from '../database/passing.ts';
import { prepared } from '../database/prepared.ts';
import { nameOf } from '../failure.ts';
import type { OnCheckpoint } from './checkpoint.ts';
import { createLimits, type Limits } from './limits.ts';
import { createPaces, type Pace, type Paces, UNASKED } from './pace.ts';
import { dueIn, IN_A_ROW, isPost, isUnasked, kindOf, type Queued, queueOf, waitingIn } from './queue.ts';
import { type Sent, send, type Waiting } from './send.ts';

export type SenderOptions = Patience & {
  db: Database;
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

  const begin = (conversation: string, due: Queued[]): void => {
    const lane = sendDue(due, { limits, paces }, options)
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
        const queue = await queueOf(options.db, await options.workspaces());
        for (const [conversation, due] of dueIn(queue, options.clock().toISOString(), limits)) {
          if (lanes.has(conversation)) behind.add(conversation);
          else begin(conversation, due);
        }
      }
    })()
      .catch((error) => options.log.error({ failure: nameOf(error) }, 'the outbox could not be read'))
      .finally(() => {
        reading = null;
        // Woken just as it ended.
        if (again) read();
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

type Turns = { limits: Limits; paces: Paces };

/** What one conversation is told with. */
type Telling = SenderOptions & Turns & { client: WebClient };

/**
 * What is due in one conversation. Posts and changes of what stands do not wait for each other: the next question is
 * there while the answered one still asks Slack for its change. Where one fails, the other is still waited for: begun
 * again meanwhile, a post would stand there twice.
 *
 * @returns in how many milliseconds more is due here; `null`: nothing, or when the queue says so
 */
async function sendDue(due: Queued[], turns: Turns, options: SenderOptions): Promise<number | null> {
  const client = due[0] ? await options.clientOf(due[0].workspace) : null;
  if (!client) return null;
  const telling = { ...options, ...turns, client };
  const inARow = due.slice(0, IN_A_ROW);
  const changes = inARow.filter((one) => !isPost(one));
  const [posted, changed] = await Promise.allSettled([
    postInOrder(inARow.filter(isPost), telling),
    change(changes, telling),
  ]);
  if (changed.status === 'rejected') throw changed.reason;
  if (posted.status === 'rejected') throw posted.reason;
  if (posted.value !== null) return posted.value.turnInMs;
  return due.length > IN_A_ROW ? 0 : null;
}

/**
 * Posts in order: a message that has to wait keeps those behind it waiting, their order is part of what they say. Only
 * one that nobody waits for is overtaken.
 *
 * @returns `null` where none has to wait; else in how many milliseconds one may go, where that is known
 */
async function postInOrder(posts: Queued[], telling: Telling): Promise<{ turnInMs: number | null } | null> {
  let postsWait = false;
  let unaskedWait = false;
  let turnInMs: number | null = null;
  for (const queued of posts) {
    const nobodyWaits = isUnasked(queued);
    if (postsWait || (nobodyWaits && unaskedWait)) continue;
    const row = await waitingIn(telling.db, queued);
    if (!row) continue;
    const waitMs = turnFor(row, telling.paces, telling.conversation);
    if (waitMs !== null) {
      if (nobodyWaits) unaskedWait = true;
      else postsWait = true;
      turnInMs = Math.min(turnInMs ?? waitMs, waitMs);
    } else if ((await bring(row, telling)).outcome === 'later') postsWait = true;
  }
  return postsWait || unaskedWait ? { turnInMs } : null;
}

/** Changes what stands, in order; one that has to wait keeps no other waiting. */
async function change(changes: Queued[], telling: Telling): Promise<void> {
  for (const queued of changes) {
    const row = await waitingIn(telling.db, queued);
    if (row && !telling.limits.isHeld(row.workspace, row.method)) await bring(row, telling);
  }
}

/** Brings one message on screen as it is wanted now, and says so in the outbox. */
async function bring(row: Waiting & Pick<Queued, 'method'>, telling: Telling): Promise<Sent> {
  telling.onCheckpoint('before posting');
  const sent = await send(telling.client, row);
  telling.onCheckpoint('posted');
  // Not marked it would be posted again.
  await onceTaken(() => mark(telling, row, sent), telling);
  telling.onCheckpoint('marked posted');
  if (sent.outcome === 'later' && sent.limited) telling.limits.hold(row.workspace, row.method, sent.afterMs);
  return sent;
}

/** Takes a turn for this message. @returns `null`: it may go now; else how many milliseconds before it may ask again */
function turnFor(row: Waiting, paces: Paces, conversation: Pace): number | null {
  const { workspace, address } = row;
  const turns: [string, Pace][] = [[`${workspace}:${address}`, conversation]];
  if (isUnasked(row)) turns.push([`${workspace}`, UNASKED]);
  const inMs = Math.max(...turns.map(([key, pace]) => paces.waitMs(key, pace)));
  if (inMs > 0) return inMs;
  for (const [key, pace] of turns) paces.take(key, pace);
  return null;
}

/** What was put meanwhile stays wanted: only what was sent is crossed off. */
async function mark(options: SenderOptions, row: Waiting, sent: Sent): Promise<void> {
  const { db, log, clock } = options;
  const thisRow = { workspace: row.workspace, slot: row.slot };
  if (sent.outcome === 'standing') {
    await markStanding(db, { ...thisRow, sequence: row.sequence, channel: sent.channel, ts: sent.ts });
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

type Standing = { workspace: number; slot: string; sequence: number; channel: string; ts: string };

const markStanding = prepared((db, { workspace, slot, sequence, channel, ts }: Standing) =>
  db
    .updateTable('outbox')
    .set((eb) => ({
      channel,
      message_ts: ts,
      attempts: 0,
      failure: null,
      wanted: eb.case().when('sequence', '=', sequence).then(null).else(eb.ref('wanted')).end(),
    }))
    .where('workspace', '=', workspace)
    .where('slot', '=', slot),
);
