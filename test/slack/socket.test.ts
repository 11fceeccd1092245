import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { App, ReceiverEvent } from '@slack/bolt';
import { expect, onTestFinished, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createLog } from '../../src/log.ts';
import { openLink } from '../../src/slack/link.ts';
import { AppTokenRefused, socketReceiver } from '../../src/slack/socket.ts';
import { waitFor } from '../person.ts';

type Answer = { status?: number; headers?: Record<string, string>; body?: unknown };

/** Just enough of Slack to be unkind: what `apps.connections.open` answers, and what comes over the sockets. */
async function unkindSlack() {
  const sockets: WebSocket[] = [];
  const acks: string[] = [];
  const refusals: Answer[] = [];
  let opened = 0;
  let greets = true;
  const server = createServer((_, response) => {
    opened += 1;
    const { port } = server.address() as AddressInfo;
    const {
      status = 200,
      headers = {},
      body,
    } = refusals.shift() ?? {
      body: { ok: true, url: `ws://127.0.0.1:${port}/link` },
    };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body ?? {}));
  });
  const hub = new WebSocketServer({ server });
  hub.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (frame) => acks.push(String(JSON.parse(String(frame)).envelope_id)));
    if (greets) socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.length }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.terminate();
    hub.close();
    server.close();
  });
  return {
    ...{ sockets, acks, refusals },
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    opened: () => opened,
    greet: (does: boolean) => {
      greets = does;
    },
    open: () => sockets.filter((socket) => socket.readyState === socket.OPEN),
  };
}

type Slack = Awaited<ReturnType<typeof unkindSlack>>;

async function connected(slack: Slack, work?: (event: ReceiverEvent) => Promise<void>) {
  const taken: string[] = [];
  const receiver = socketReceiver({ appToken: 'xapp-1', apiUrl: slack.apiUrl, log: createLog('silent') });
  const processEvent = async (event: ReceiverEvent) => {
    taken.push(String(event.body.event_id));
    if (work) await work(event);
    else await event.ack();
  };
  receiver.init({ processEvent } as App);
  await receiver.start();
  onTestFinished(async () => void (await receiver.stop()));
  await waitFor('two connections', async () => (slack.open().length >= 2 ? true : null));
  return { taken, receiver };
}

const deliver = (socket: WebSocket | undefined, id: string) =>
  socket?.send(
    JSON.stringify({
      ...{ type: 'events_api', envelope_id: `e-${id}`, accepts_response_payload: false },
      payload: { type: 'event_callback', event_id: id, event: { type: 'message' } },
    }),
  );

test('two connections are held, and what comes over either is acknowledged there', async () => {
  const slack = await unkindSlack();
  const { taken } = await connected(slack);
  for (const [n, socket] of slack.open().entries()) deliver(socket, `Ev${n}`);
  await waitFor('both', async () => (slack.acks.length === 2 ? true : null));
  expect(taken.sort()).toEqual(['Ev0', 'Ev1']);
});

test.for([
  'warning',
  'refresh_requested',
])('a connection that Slack wants back (%s) is replaced first, and heard until then', async (reason) => {
  const slack = await unkindSlack();
  const { taken } = await connected(slack);
  const [old] = slack.open();
  slack.greet(false);
  old?.send(JSON.stringify({ type: 'disconnect', reason }));
  await waitFor('the next connection', async () => (slack.sockets.length === 3 ? true : null));
  deliver(old, 'Meanwhile');
  await waitFor('it', async () => (slack.acks.includes('e-Meanwhile') ? true : null));
  expect(old?.readyState).toBe(old?.OPEN);
  slack.sockets[2]?.send(JSON.stringify({ type: 'hello' }));
  await waitFor('the old one closed', async () => (old?.readyState === old?.CLOSED ? true : null));
  deliver(slack.sockets[2], 'After');
  await waitFor('what comes next', async () => (taken.includes('After') ? true : null));
});

test('a lost connection is opened again, however Slack refuses meanwhile, and no rejection is left unhandled', async () => {
  const slack = await unkindSlack();
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const { taken } = await connected(slack);
  slack.refusals.push(
    { status: 500 },
    { status: 429, headers: { 'retry-after': '1' } },
    { body: { ok: false, error: 'fatal_error' } },
  );
  for (const socket of slack.open()) socket.terminate();
  await waitFor('both again', async () =>
    slack.sockets.length >= 4 && slack.open().length === 2 ? true : null,
  );
  deliver(slack.open()[0], 'Again');
  await waitFor('it', async () => (taken.includes('Again') ? true : null));
  expect(unhandled).toEqual([]);
});

test('a notice of the rate limit and frames that are none kill nothing', async () => {
  const slack = await unkindSlack();
  const { taken } = await connected(slack);
  const [socket] = slack.open();
  const limited = { type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1 };
  for (const frame of [
    ...[
      { type: 'events_api', envelope_id: 'limit', payload: limited },
      limited,
      { type: 'events_api' },
      null,
      7,
      [],
    ],
    ...[
      { type: 'interactive', envelope_id: 'x', payload: 'text' },
      { type: 'of tomorrow', envelope_id: 'y', payload: {} },
    ],
  ]) {
    socket?.send(JSON.stringify(frame));
  }
  socket?.send('{');
  socket?.send(Buffer.from([1, 2, 3]));
  deliver(socket, 'Behind');
  await waitFor('what stands behind', async () => (slack.acks.includes('e-Behind') ? true : null));
  expect(taken).toEqual(['Behind']);
  expect(slack.acks).toContain('limit');
  expect(slack.open()).toHaveLength(2);
});

test('an app token that Slack refuses stops the start', async () => {
  const slack = await unkindSlack();
  slack.refusals.push({ body: { ok: false, error: 'invalid_auth' } });
  const receiver = socketReceiver({ appToken: 'xapp-1', apiUrl: slack.apiUrl, log: createLog('silent') });
  await expect(receiver.start()).rejects.toThrow(AppTokenRefused);
});

test('a stop waits for the acknowledgements that are due and takes nothing new', async () => {
  const slack = await unkindSlack();
  const gate = Promise.withResolvers<void>();
  const { taken, receiver } = await connected(slack, async (event) => {
    await gate.promise;
    await event.ack();
  });
  const [socket] = slack.open();
  deliver(socket, 'Under way');
  await waitFor('it taken', async () => (taken.length === 1 ? true : null));
  const stopped = receiver.stop();
  deliver(socket, 'Too late');
  gate.resolve();
  await stopped;
  await waitFor('the connections closed', async () => (slack.open().length === 0 ? true : null));
  expect(slack.acks).toEqual(['e-Under way']);
  expect(taken).toEqual(['Under way']);
});

test('a connection that takes too long to open is given up, and opens behind nobody’s back', async () => {
  const server = createServer();
  const asked = new Promise<Duplex>((resolve) =>
    server.on('upgrade', (_, socket) => resolve(socket.resume())),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const link = openLink(url, () => {}, createLog('silent'), 100);
  const [socket] = await Promise.all([asked, expect(link).rejects.toThrow('did not greet')]);
  onTestFinished(() => void socket.destroy());
  await expect.poll(() => socket.destroyed || socket.readableEnded).toBe(true);
});
