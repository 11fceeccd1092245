import { randomUUID } from 'node:crypto';
import { type Faults, LATE_MS } from './faults.ts';
import { type Json, text } from './json.ts';
import { pause } from './signed-http.ts';
import type { Envelope, Outcome, Retry, Timing, Transport } from './transport.ts';
import type { Workspace } from './workspace.ts';

const MAX_RETRIES = 3;
/** Events older than this are not delivered again after a restart. */
const STALE_MS = 3_600_000;

export type Delivery = ReturnType<typeof createDelivery>;

/**
 * Carries payloads to the app. Events are redelivered up to three times and survive a restart; interactions and
 * commands are sent once, because a person is waiting. Every payload passes through `attempt`: the place for faults.
 */
export function createDelivery(options: {
  transport: () => Transport;
  workspace: Workspace;
  timing: Timing;
  faults: Faults;
  now: () => number;
  warn: (message: string) => void;
}) {
  const closing = new AbortController();
  const { workspace, faults, timing } = options;
  /** Deliveries that are held until another one has gone out before them. */
  const held = new Set<() => void>();

  async function attempt(envelope: Envelope, retry: Retry): Promise<Outcome> {
    const transport = options.transport();
    if (faults.strikes('drop')) return unanswered();
    if (faults.strikes('delay')) await pause(LATE_MS, closing.signal);
    if (faults.strikes('reorder')) await overtaken();
    if (closing.signal.aborted) return { ok: false, reason: 'connection_failed', retry: false };
    const sent = transport.send(envelope, retry);
    if (faults.strikes('double')) void transport.send({ ...envelope, id: randomUUID() }, retry);
    if (faults.strikes('disconnect')) transport.refresh('refresh_requested');
    for (const release of held) release();
    const outcome = await sent;
    return outcome.ok && faults.strikes('lost_ack') ? unanswered() : outcome;
  }

  /** An app that is not heard of: Slack waits as long as for any other. */
  async function unanswered(): Promise<Outcome> {
    await pause(timing.ackMs, closing.signal);
    return { ok: false, reason: 'timeout', retry: true };
  }

  function overtaken(): Promise<void> {
    return new Promise((resolve) => {
      const release = (): void => {
        held.delete(release);
        resolve();
      };
      held.add(release);
      void pause(LATE_MS, closing.signal).then(release);
    });
  }

  async function deliverEvent(id: string, body: Json, from: number): Promise<void> {
    const envelope: Envelope = {
      id: randomUUID(),
      type: 'events_api',
      payload: body,
      acceptsResponse: false,
    };
    let reason = from > 0 ? 'timeout' : '';
    for (let number = from; number <= MAX_RETRIES; number += 1) {
      const reached = await options.transport().reachable(options.timing.waitMs);
      if (closing.signal.aborted) return;
      if (!reached) break;
      const outcome = await attempt(envelope, { attempt: number, reason });
      if (closing.signal.aborted) return;
      if (outcome.ok) return workspace.commit({ t: 'settled', id });
      if (!outcome.retry) break;
      if (outcome.reason === 'no_connection') number -= 1;
      else reason = outcome.reason;
      const pending = workspace.pending.get(id);
      if (pending) workspace.commit({ t: 'raised', id, pending: { ...pending, attempt: number + 1 } });
      await pause(options.timing.retryMs[Math.max(number, 0)] ?? 0, closing.signal);
      if (closing.signal.aborted) return;
      if (options.transport().acknowledgedLate(envelope.id)) return workspace.commit({ t: 'settled', id });
    }
    options.warn(`event ${id} was given up: ${reason || 'the app was not connected'}`);
    workspace.commit({ t: 'settled', id });
  }

  return {
    /** Delivers an event in the background, until it is acknowledged or given up. */
    event(body: Json): void {
      const id = text(body.event_id);
      workspace.commit({ t: 'raised', id, pending: { body, attempt: 0, since: options.now() } });
      void deliverEvent(id, body, 0);
    },
    /** Takes up the events that were not acknowledged when the process ended. */
    resume(): void {
      for (const [id, { body, attempt: number, since }] of [...workspace.pending]) {
        if (options.now() - since > STALE_MS) workspace.commit({ t: 'settled', id });
        else void deliverEvent(id, body, Math.min(Math.max(number, 1), MAX_RETRIES));
      }
    },
    /** Sends something that a person is waiting for: one attempt, no retry. */
    now(type: 'interactive' | 'slash_commands', payload: Json): Promise<Outcome> {
      return attempt(
        { id: randomUUID(), type, payload, acceptsResponse: true },
        {
          attempt: 0,
          reason: '',
        },
      );
    },
    close: () => closing.abort(),
  };
}
