import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ReceiverEvent } from '@slack/bolt';
import { ping, WebSocket } from 'undici';
import type { Log } from '../log.ts';

/** One Socket Mode connection that Slack has greeted. */
export type Link = {
  /** Resolves with the reason once Slack wants it back, or it is lost: time for another one. */
  leaving: Promise<string>;
  closed: Promise<void>;
  close(): void;
};

type Json = Record<string, unknown>;

const HELLO_MS = 10_000;
const PING_MS = 10_000;
/** No word from the other side for this long: the connection is dead, whatever the socket says. */
const SILENCE_MS = 30_000;
const DELIVERIES = ['events_api', 'interactive', 'slash_commands'];

/** Connects and waits for Slack's hello. @throws where there is none in time */
export async function openLink(
  url: string,
  take: (event: ReceiverEvent) => void,
  log: Log,
  helloMs = HELLO_MS,
): Promise<Link> {
  const socket = new WebSocket(url);
  const [leaving, leave] = promise<string>();
  const [closed, close] = promise<void>();
  const [greeted, greet] = promise<boolean>();
  const quiet = watchSilence(socket, () => leave('silence'));
  socket.addEventListener('message', ({ data }) => {
    quiet.heard();
    const frame = frameIn(data);
    if (frame?.type === 'hello') greet(true);
    else if (frame?.type === 'disconnect') leave(reasonOf(frame));
    else if (frame) deliver(frame, socket, take, log);
  });
  const end = () => {
    quiet.stop();
    greet(false);
    leave('closed');
    close();
  };
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  const tooLate = setTimeout(() => greet(false), helloMs);
  const isGreeted = await greeted;
  clearTimeout(tooLate);
  if (isGreeted) return { leaving, closed, close: () => hangUp(socket, end) };
  hangUp(socket, end);
  throw new Error('Slack did not greet the connection');
}

/** Hands on what is a delivery and names what is none: `app_rate_limited` and whatever Slack thinks of next. */
function deliver(frame: Json, socket: WebSocket, take: (event: ReceiverEvent) => void, log: Log): void {
  const { type, envelope_id: id, payload } = frame;
  const isDelivery = DELIVERIES.includes(String(type)) && typeof id === 'string' && isObject(payload);
  if (!isDelivery || payload.type === 'app_rate_limited') {
    const what = isObject(payload) && typeof payload.type === 'string' ? payload.type : type;
    log.warn({ what: String(what).slice(0, 40) }, 'Slack sent something that is no delivery');
    if (typeof id === 'string') send(socket, { envelope_id: id });
    return;
  }
  take({
    body: payload,
    ack: async (response) => {
      const answer = typeof response === 'string' ? { text: response } : response;
      send(socket, { envelope_id: id, ...(answer === undefined ? {} : { payload: answer }) });
    },
    ...(typeof frame.retry_attempt === 'number' ? { retryNum: frame.retry_attempt } : {}),
    ...(typeof frame.retry_reason === 'string' ? { retryReason: frame.retry_reason } : {}),
  });
}

/** @throws where the connection is gone: the delivery comes again over another one */
function send(socket: WebSocket, message: Json): void {
  if (socket.readyState !== WebSocket.OPEN) throw new Error('the connection is gone');
  socket.send(JSON.stringify(message));
}

/** Pings, and tells once when nothing has been heard for too long. */
function watchSilence(socket: WebSocket, silent: () => void) {
  let heardAt = Date.now();
  const heard = () => {
    heardAt = Date.now();
  };
  const onFrame = (message: unknown) => {
    if ((message as { websocket?: unknown }).websocket === socket) heard();
  };
  const channels = ['undici:websocket:ping', 'undici:websocket:pong'];
  for (const channel of channels) subscribe(channel, onFrame);
  const timer = setInterval(() => {
    if (Date.now() - heardAt > SILENCE_MS) silent();
    else if (socket.readyState === WebSocket.OPEN) ping(socket);
  }, PING_MS);
  return {
    heard,
    stop: () => {
      clearInterval(timer);
      for (const channel of channels) unsubscribe(channel, onFrame);
    },
  };
}

/** A dead peer never answers the closing handshake: the link counts as closed at once. */
function hangUp(socket: WebSocket, end: () => void): void {
  if (socket.readyState <= WebSocket.OPEN) socket.close(1000);
  end();
}

function frameIn(data: unknown): Json | null {
  if (typeof data !== 'string') return null;
  try {
    const frame: unknown = JSON.parse(data);
    return isObject(frame) ? frame : null;
  } catch {
    return null;
  }
}

function reasonOf({ reason }: Json): string {
  return typeof reason === 'string' ? reason.slice(0, 40) : 'asked';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function promise<T>(): [Promise<T>, (value: T) => void] {
  const { promise, resolve } = Promise.withResolvers<T>();
  return [promise, resolve];
}
