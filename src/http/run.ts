import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nameOf, placeOf } from '../failure.ts';
import type { Log } from '../log.ts';
import { BodyTooLarge, type HttpAnswer, type Route, refusal, routeFor } from './route.ts';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** How long a client may take to send its request, in milliseconds. */
const SLOWEST_MS = 10_000;

/** Answers our own addresses. What was sent never reaches the log. */
export function listenerFor(routes: readonly Route[], log: Log): Listener {
  return (request, response) => {
    answer(routes, request)
      .catch((error: unknown) => {
        if (error instanceof BodyTooLarge) {
          return refusal(413, `The body is too large: send at most ${error.maxBodyBytes} bytes.`);
        }
        if (isBrokenOff(request, error)) {
          log.info('a client broke its request off');
          return refusal(400, 'The request was broken off.');
        }
        log.error({ failure: nameOf(error), at: placeOf(error) }, 'an HTTP request failed');
        return refusal(500, 'Something went wrong here; the log of Mismatch says where.');
      })
      .then((said) => send(request, response, said))
      .catch((error: unknown) => log.warn({ failure: nameOf(error) }, 'an HTTP answer was not sent'));
  };
}

/** Whoever can reach the port can do so as often as they like: no fault of ours. */
function isBrokenOff(request: IncomingMessage, error: unknown): boolean {
  return !request.complete && (error as { code?: unknown } | null)?.code === 'ECONNRESET';
}

/** Whether one of our own addresses is asked for. */
export function isAtRoute(routes: readonly Route[], request: IncomingMessage): boolean {
  return routes.some(({ path }) => path === pathOf(request));
}

/** Serves our own addresses on a port of their own, where no other server of the bot does. */
export async function serve(
  routes: readonly Route[],
  port: number,
  log: Log,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer({ requestTimeout: SLOWEST_MS }, listenerFor(routes, log));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1_000).unref();
      }),
  };
}

async function answer(routes: readonly Route[], request: IncomingMessage): Promise<HttpAnswer> {
  const { method = 'GET', headers } = request;
  const path = pathOf(request);
  const found = routeFor(routes, method, path);
  if (!('handle' in found)) return found;
  const query = new URLSearchParams((request.url ?? '').split('?').slice(1).join('?'));
  return found.handle({ method, path, query, headers, text: () => bodyOf(request, found.maxBodyBytes) });
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

async function bodyOf(request: IncomingMessage, maxBodyBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new BodyTooLarge(maxBodyBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, headers }: HttpAnswer,
): void {
  const text = typeof body === 'string' ? body : `${JSON.stringify(body)}\n`;
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  // A request that was not read to its end would be taken for the next one on the same connection.
  const unread = request.readableEnded || request.complete ? {} : { connection: 'close' };
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...unread,
    ...headers,
  });
  response.end(text);
  if (!request.complete) request.resume();
}
