import type { Json } from './json.ts';

/** What the workspace sends to the app. */
export type Envelope = {
  id: string;
  type: 'events_api' | 'interactive' | 'slash_commands';
  payload: Json;
  /** Whether the acknowledgement may carry an answer. */
  acceptsResponse: boolean;
};

/** 0 for the first delivery; Slack says why it tries again. */
export type Retry = { attempt: number; reason: string };

export type Outcome =
  | { ok: true; payload: Json }
  | {
      ok: false;
      reason: 'timeout' | 'connection_failed' | 'http_timeout' | 'http_error' | 'no_connection';
      retry: boolean;
    };

/** One way to reach the app: Socket Mode or signed HTTP. */
export type Transport = {
  send(envelope: Envelope, retry: Retry): Promise<Outcome>;
  connected(): boolean;
  /** Waits until the app can be reached; false when it could not within `waitMs`. */
  reachable(waitMs: number): Promise<boolean>;
  /** Whether the app acknowledged an envelope after its time had run out. */
  acknowledgedLate(envelopeId: string): boolean;
  /** Asks the app to connect anew and closes one of its connections, as Slack does every few hours. */
  refresh(reason: RefreshReason): void;
  close(): void;
};

/** Why Slack closes a connection. */
export type RefreshReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

export type Timing = {
  /** The app must acknowledge within this time. */
  ackMs: number;
  /** A trigger id opens one modal, within this time of the person's act. */
  triggerMs: number;
  /** Pauses before the first, second and third redelivery of an event. */
  retryMs: readonly number[];
  /** How long an event waits for an app that is not connected. */
  waitMs: number;
  /** Between two pings on a socket. */
  pingMs: number;
};

/** Slack's own times, except that the 1 and 5 minutes between retries are shortened. */
export const DEFAULT_TIMING: Timing = {
  ackMs: 3_000,
  triggerMs: 3_000,
  retryMs: [500, 5_000, 30_000],
  waitMs: 60_000,
  pingMs: 10_000,
};
