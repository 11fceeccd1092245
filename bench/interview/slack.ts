import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { signedHeaders } from '../../src/sandbox/sign.ts';

export const TOKENS = { botToken: 'xoxb-bench', appToken: 'xapp-1-bench', signingSecret: 'bench' };
export const TEAM = 'T0BENCH';

type Payload = Record<string, unknown>;
export type Delivery = { type: 'events_api' | 'slash_commands'; payload: Payload };

/**
 * As little of Slack as a measurement needs: it takes the calls of one app, names each message posted to a person, and
 * delivers over the transport that the app chose. It checks nothing, so that what it costs is the same for every app.
 */
export async function thinSlack(onPosted: (person: string, text: string) => void) {
  const waiting = new Map<string, () => void>();
  let sockets: WebSocket[] = [];
  let requestUrl: string | null = null;
  let count = 0;
  const upgrades = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => {
    // No async iteration: what this side costs is taken from the app on the same machine.
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(request, Buffer.concat(parts).toString(), response));
  });
  server.on('upgrade', (request, socket, head) => {
    upgrades.handleUpgrade(request, socket, head, (opened) => {
      sockets.push(opened);
      opened.on('close', () => {
        sockets = sockets.filter((one) => one !== opened);
      });
      opened.on('message', (data) => {
        const { envelope_id: id } = JSON.parse(String(data)) as { envelope_id: string };
        waiting.get(id)?.();
        waiting.delete(id);
      });
      opened.send(JSON.stringify({ type: 'hello', num_connections: 1, debug_info: {}, connection_info: {} }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
    const method = (request.url ?? '').split('/').at(-1) ?? '';
    const args = argumentsIn(request, body);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: true, ...replyTo(method, args) }));
    if (method === 'chat.postMessage') onPosted(String(args.channel), String(args.text));
  }

  function replyTo(method: string, args: Payload): Payload {
    count += 1;
    switch (method) {
      case 'auth.test':
        return { team_id: TEAM, team: 'Bench', user_id: 'U0BOT', bot_id: 'B0BOT', url: 'https://bench.test' };
      case 'apps.connections.open':
        return { url: `ws://127.0.0.1:${port}/link` };
      case 'users.info':
        return { user: { locale: 'en-GB', tz: 'Europe/Berlin' } };
      case 'chat.postMessage':
      case 'chat.update':
        return {
          channel: args.channel,
          ts: args.ts ?? `1763500000.${String(count).padStart(6, '0')}`,
        };
      default:
        return {};
    }
  }

  async function overHttp(delivery: Delivery): Promise<void> {
    const isEvent = delivery.type === 'events_api';
    const body = isEvent
      ? JSON.stringify(delivery.payload)
      : new URLSearchParams(delivery.payload as Record<string, string>).toString();
    const type = isEvent ? 'application/json' : 'application/x-www-form-urlencoded';
    const headers = { 'content-type': type, ...signedHeaders(TOKENS.signingSecret, Date.now(), body) };
    const response = await fetch(requestUrl ?? '', { method: 'POST', headers, body });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`the app answered ${response.status}`);
  }

  function overSocket(delivery: Delivery): Promise<void> {
    count += 1;
    const id = String(count);
    const socket = sockets[count % sockets.length];
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      socket?.send(JSON.stringify({ envelope_id: id, accepts_response_payload: false, ...delivery }));
    });
  }

  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    /** Where the app takes signed requests; `null` is Socket Mode. */
    setRequestUrl: (url: string | null) => {
      requestUrl = url;
    },
    connected: () => sockets.length > 0,
    /** Resolves when the app has acknowledged. */
    deliver: (delivery: Delivery) => (requestUrl === null ? overSocket(delivery) : overHttp(delivery)),
    close: () => {
      for (const socket of sockets) socket.terminate();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** As a form, which Bolt's clients send, or as JSON. */
function argumentsIn({ headers }: IncomingMessage, body: string): Payload {
  const isJson = headers['content-type']?.includes('json');
  return isJson ? (JSON.parse(body) as Payload) : Object.fromEntries(new URLSearchParams(body));
}
