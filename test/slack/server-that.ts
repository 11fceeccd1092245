import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void;

/** A server for one test that answers each request so. @returns its address, with a slash at the end */
export async function serverThat(answer: Answer): Promise<string> {
  const server = createServer(async (request, response) => answer(request, await text(request), response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
