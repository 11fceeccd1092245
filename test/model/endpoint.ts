import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Body = {
  messages: { role: string; content: string }[];
  response_format?: { type: string; json_schema?: { schema: Record<string, unknown> } };
};
export type Answering = (body: Body, response: ServerResponse, calls: number) => void | Promise<void>;

/** An endpoint of our own that may answer however badly it likes. `bodies` holds every request as it arrived. */
export async function endpointThat(answering: Answering) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      bodies.push(text);
      return answering(JSON.parse(text) as Body, response, bodies.length);
    });
  });
  // On a busy machine the time between two requests is long: an idle connection must not be closed while one is sent.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/v1`, bodies, close };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export function json(response: ServerResponse, status: number, value: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

/** A completion as OpenAI's endpoints answer it. */
export function completion(
  content: unknown,
  finish = 'stop',
  usage: object | null = { prompt_tokens: 100, completion_tokens: 50 },
) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return {
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'hostile',
    choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content: text } }],
    ...(usage === null ? {} : { usage }),
  };
}
