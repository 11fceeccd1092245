import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Database } from '../database/open.ts';
import { isPassing, onceTaken, type Patience } from '../database/passing.ts';
import { nameOf } from '../failure.ts';
import type { Log } from '../log.ts';
import type { OnCheckpoint } from './checkpoint.ts';
import { type Envelope, type EnvelopeKind, envelopeOf } from './envelope.ts';
import { type Delivery, finish, receive, setAside, unfinished } from './inbox.ts';

type Processor = { processEvent(event: ReceiverEvent): Promise<void> };

export type DurableOptions = Patience & {
  db: Database;
  /** Our number for a Slack team, or `null` for one that never installed this bot. */
  workspaceOf(team: string): Promise<number | null>;
  clock(): Date;
  onCheckpoint: OnCheckpoint;
  onAcknowledged: OnAcknowledged;
};

/** Hears how long Slack waited for each acknowledgement. */
export type OnAcknowledged = (kind: EnvelopeKind, seconds: number) => void;

export type DurableReceiver = Receiver & {
  /** Finishes what a killed process had stored and not done. */
  resume(): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
};

/**
 * Puts the inbox before a Bolt receiver: a delivery is stored, then acknowledged, then worked on, one at a time for
 * each person. Bolt alone acknowledges events before any listener runs, and a crash in between loses them.
 * A submitted modal is acknowledged by its listener, because the answer decides whether it closes.
 */
export function durable(inner: Receiver, options: DurableOptions): DurableReceiver {
  const { db, log, clock, onCheckpoint } = options;
  const lanes = new Map<string, Promise<void>>();
  const underWay = new Set<string>();
  let app: Processor | null = null;

  const inOrder = (lane: string, work: () => Promise<void>): Promise<void> => {
    const before = lanes.get(lane) ?? Promise.resolve();
    const now = before.then(work, work);
    lanes.set(lane, now);
    const leave = () => {
      if (lanes.get(lane) === now) lanes.delete(lane);
    };
    now.then(leave, leave);
    return now;
  };

  /**
   * What no listener can be found for, such as a payload without its person, is kept for the administrator. What the
   * database does not take just now is worked on again until it does, and whoever sent it is heard no further meanwhile.
   */
  const handOver = async (event: ReceiverEvent, workspace: number, envelope: Envelope): Promise<void> => {
    const delivery: Delivery = { key: envelope.key, isDone: false };
    const { isOutsider } = envelope;
    const customProperties = { ...event.customProperties, delivery, workspace, isOutsider };
    try {
      await onceTaken(async () => app?.processEvent({ ...event, customProperties }), options);
    } catch (error) {
      // Told to stop meanwhile: the next start takes it up.
      if (isPassing(error)) throw error;
      await onceTaken(() => setAside(db, workspace, envelope.key, nameOf(error)), options);
      // Whoever sent a form sees that it failed; everything else is acknowledged already.
      if (envelope.kind === 'view_submission') throw error;
      return;
    }
    if (delivery.isDone) return;
    await onceTaken(() => finish(db, workspace, envelope.key, clock().toISOString()), options);
  };

  const work = async (event: ReceiverEvent, workspace: number, envelope: Envelope): Promise<void> => {
    const place = `${workspace}:${envelope.key}`;
    if (underWay.has(place)) return;
    underWay.add(place);
    try {
      await inOrder(`${workspace}:${envelope.person ?? envelope.key}`, () =>
        handOver(event, workspace, envelope),
      );
    } finally {
      underWay.delete(place);
    }
  };

  const take = async (delivered: ReceiverEvent): Promise<void> => {
    const envelope = envelopeOf(delivered.body);
    const event = timed(delivered, (seconds) => options.onAcknowledged(envelope.kind, seconds));
    const workspace = await workspaceFor(envelope, options);
    if (workspace === null) {
      log.warn(
        { kind: envelope.kind },
        'a delivery for a workspace that this bot is not installed in was dropped',
      );
      await event.ack();
      return;
    }
    if (passesBy(envelope)) {
      await app?.processEvent({ ...event, customProperties: { workspace, isOutsider: envelope.isOutsider } });
      return;
    }
    const stored = await receive(db, workspace, envelope, event.body, clock().toISOString());
    onCheckpoint('envelope stored');
    if (stored === 'finished') {
      await event.ack();
      return;
    }
    if (envelope.kind === 'view_submission') {
      await work(event, workspace, envelope);
      return;
    }
    await acknowledge(event, log);
    onCheckpoint('acknowledged');
    await work({ ...event, ack: async () => {} }, workspace, envelope).catch((error: unknown) =>
      log.error(
        { failure: nameOf(error) },
        'a delivery is stored and not worked on: the next start takes it up',
      ),
    );
  };

  return {
    init: (bolt) => {
      app = bolt;
      const front: App = Object.create(bolt);
      front.processEvent = take;
      inner.init(front);
    },
    start: (...args) => inner.start(...args),
    stop: (...args) => inner.stop(...args),
    resume: async () => {
      for (const row of await unfinished(db)) {
        const body = JSON.parse(row.payload ?? '{}') as Record<string, unknown>;
        // What fails is set aside: it never keeps the bot from starting.
        await work({ body, ack: async () => {} }, row.workspace, envelopeOf(body)).catch(() => {});
      }
    },
    idle: async () => {
      while (lanes.size > 0) await Promise.allSettled([...lanes.values()]);
    },
  };
}

/**
 * What is not stored: nobody waits for it and nothing is lost with it. A changed profile holds names and addresses of
 * people who never spoke to the bot; an echo of our own message repeats words that may just have been erased.
 */
function passesBy({ kind }: Envelope): boolean {
  return kind === 'block_suggestion' || kind === 'profile' || kind === 'echo' || kind === 'other';
}

async function workspaceFor({ team }: Envelope, { workspaceOf }: DurableOptions): Promise<number | null> {
  return team === null ? null : workspaceOf(team);
}

/** The same delivery; its first acknowledgement that goes through is told with the seconds it took. */
function timed(event: ReceiverEvent, onAcknowledged: (seconds: number) => void): ReceiverEvent {
  const sinceMs = performance.now();
  let told = false;
  const ack: ReceiverEvent['ack'] = async (response) => {
    await event.ack(response);
    if (!told) onAcknowledged((performance.now() - sinceMs) / 1_000);
    told = true;
  };
  return { ...event, ack };
}

/** The delivery is stored: where the connection is gone, Slack sends it again and finds it done. */
async function acknowledge(event: ReceiverEvent, log: Log): Promise<void> {
  try {
    await event.ack();
  } catch (error) {
    log.warn(
      { failure: nameOf(error) },
      'an acknowledgement did not reach Slack; the delivery is stored and worked on',
    );
  }
}
