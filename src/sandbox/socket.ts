import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { newSecret } from './ids.ts';
import { isJson, type Json } from './json.ts';
import type { Envelope, Outcome, Retry, Timing, Transport } from './transport.ts';

/** A connection address is good for one connection, for this long. */
const TICKET_MS = 30_000;
/** Slack allows so many connections per app. */
const MAX_CONNECTIONS = 10;
const LATE_REMEMBERED = 1_000;
/** Between the word that a connection ends and its end, in milliseconds. */
const REFRESH_MS = 50;

export type SocketHub = Transport & {
  /** A one-time ticket for a socket address. */
  ticket(): string;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

type Waiting = { socket: WebSocket; finish: (outcome: Outcome) => void };

/** Socket Mode: keeps the app's connections, sends each envelope to one of them and collects the acknowledgements. */
export function createSocketHub(options: {
  appId: string;
  timing: Timing;
  now: () => number;
  onChange: () => void;
}): SocketHub {
  const server = new WebSocketServer({ noServer: true });
  const open = new Set<WebSocket>();
  const tickets = new Map<string, number>();
  const waiting = new Map<string, Waiting>();
  const late = new Set<string>();
  const arrivals = new Set<() => void>();
  let turn = 0;

  const ping = setInterval(() => {
    for (const socket of open) socket.ping();
  }, options.timing.pingMs);
  ping.unref();

  function onConnection(socket: WebSocket): void {
    if (open.size >= MAX_CONNECTIONS) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      socket.close();
      return;
    }
    open.add(socket);
    socket.on('message', (data) => acknowledge(String(data)));
    socket.on('close', () => drop(socket));
    socket.on('error', () => drop(socket));
    socket.send(JSON.stringify(hello(options.appId, open.size)));
    for (const arrived of [...arrivals]) arrived();
    options.onChange();
  }

  function drop(socket: WebSocket): void {
    if (!open.delete(socket)) return;
    for (const entry of [...waiting.values()]) {
      if (entry.socket === socket) entry.finish({ ok: false, reason: 'connection_failed', retry: true });
    }
    options.onChange();
  }

  function acknowledge(frame: string): void {
    const ack = parseAck(frame);
    if (!ack) return;
    const entry = waiting.get(ack.id);
    if (entry) entry.finish({ ok: true, payload: ack.payload });
    else late.add(ack.id);
    if (late.size > LATE_REMEMBERED) for (const id of late) if (late.delete(id)) break;
  }

  function pick(): WebSocket | null {
    const usable = [...open].filter((socket) => socket.readyState === socket.OPEN);
    turn += 1;
    return usable[turn % Math.max(usable.length, 1)] ?? null;
  }

  function send(envelope: Envelope, retry: Retry): Promise<Outcome> {
    const socket = pick();
    if (!socket) return Promise.resolve({ ok: false, reason: 'no_connection', retry: true });
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => finish({ ok: false, reason: 'timeout', retry: true }),
        options.timing.ackMs,
      );
      const finish = (outcome: Outcome): void => {
        clearTimeout(timer);
        waiting.delete(envelope.id);
        resolve(outcome);
      };
      waiting.set(envelope.id, { socket, finish });
      socket.send(JSON.stringify(frameOf(envelope, retry)));
    });
  }

  function reachable(waitMs: number): Promise<boolean> {
    if (open.size > 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        arrivals.delete(done);
        resolve(open.size > 0);
      };
      const timer = setTimeout(done, waitMs);
      timer.unref();
      arrivals.add(done);
    });
  }

  return {
    send,
    reachable,
    connected: () => open.size > 0,
    acknowledgedLate: (id) => late.delete(id),
    refresh(reason) {
      const socket = pick();
      if (!socket) return;
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
      // A warning comes ahead of its disconnect; the connection stays.
      if (reason !== 'warning') setTimeout(() => socket.close(1000), REFRESH_MS).unref();
    },
    ticket() {
      for (const [id, until] of tickets) if (until < options.now()) tickets.delete(id);
      const id = newSecret();
      tickets.set(id, options.now() + TICKET_MS);
      return id;
    },
    accept(request, socket, head) {
      const ticket = new URL(request.url ?? '/', 'http://sandbox').searchParams.get('ticket') ?? '';
      const until = tickets.get(ticket);
      tickets.delete(ticket);
      if (until === undefined || until < options.now()) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, onConnection);
    },
    close() {
      clearInterval(ping);
      for (const socket of open) closeSoftly(socket);
      open.clear();
      for (const entry of [...waiting.values()]) {
        entry.finish({ ok: false, reason: 'connection_failed', retry: true });
      }
      for (const arrived of [...arrivals]) arrived();
      server.close();
    },
  };
}

/** Asks the app to hang up, and hangs up when it does not. */
function closeSoftly(socket: WebSocket): void {
  socket.close(1001);
  setTimeout(() => socket.terminate(), 500).unref();
}

function hello(appId: string, connections: number): Json {
  return {
    type: 'hello',
    num_connections: connections,
    debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: appId },
  };
}

function frameOf(envelope: Envelope, retry: Retry): Json {
  const frame = {
    envelope_id: envelope.id,
    type: envelope.type,
    payload: envelope.payload,
    accepts_response_payload: envelope.acceptsResponse,
  };
  if (envelope.type !== 'events_api') return frame;
  return { ...frame, retry_attempt: retry.attempt, retry_reason: retry.reason };
}

function parseAck(frame: string): { id: string; payload: Json } | null {
  try {
    const ack: unknown = JSON.parse(frame);
    if (!isJson(ack) || typeof ack.envelope_id !== 'string') return null;
    return { id: ack.envelope_id, payload: isJson(ack.payload) ? ack.payload : {} };
  } catch {
    return null;
  }
}
