import { request } from 'node:http';
import { connect } from 'node:net';
import pino from 'pino';
import { expect, test } from 'vitest';
import { type HttpRequest, limiter } from '../../src/http/route.ts';
import { listenerFor, serve } from '../../src/http/run.ts';
import { checkRoutes } from '../../src/leads/http.ts';
import { createLog } from '../../src/log.ts';
import { openWorld } from '../world.ts';

const TOKEN = 'a-long-token-of-the-crm';
const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
const post = (port: number, body: unknown, more: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}/api/check`, {
    method: 'POST',
    headers: { ...headers, ...more },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

async function api() {
  const world = await openWorld({ env: { CHECK_API_TOKEN: TOKEN, PORT: '0' } });
  return { world, port: world.app().httpPort ?? 0 };
}

test('a CRM gets the check as JSON, and it is logged without the words', async () => {
  const { world, port } = await api();
  const answer = await post(port, { text: 'retail, 8 people, call Zebulon' });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    check: 1,
    outcome: 'no_match',
    matches: [],
    ask: null,
    notUnderstood: ['call Zebulon'],
    compared: 0,
  });
  const again = await post(port, { traits: { industry: 'retail', company_size: 8 } });
  expect(await again.json()).toMatchObject({
    understood: [
      { dimension: 'industry', value: 'retail' },
      { dimension: 'company_size', value: '1-10', raw: 8 },
    ],
  });
  const rows = await world.db.selectFrom('checks').selectAll().execute();
  expect(rows.map(({ via, asked_by }) => `${asked_by} ${via}`)).toEqual(['http http', 'http http']);
  expect(JSON.stringify(rows)).not.toContain('Zebulon');
});

test('a CRM says what became of a lead that it checked, and of no other', async () => {
  const { world, port } = await api();
  const report = (body: unknown) =>
    fetch(`http://127.0.0.1:${port}/api/outcome`, { method: 'POST', headers, body: JSON.stringify(body) });
  await post(port, { text: 'retail, 8 people' });
  const answer = await report({ check: 1, result: 'went_badly' });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { check: 1, result: 'went_badly', personas: [] },
  ]);
  await report({ check: 1, result: 'not_taken' });
  const rows = await world.db.selectFrom('check_outcomes').select(['result', 'via']).execute();
  expect(rows).toEqual([{ result: 'not_taken', via: 'http' }]);
  await world.db.updateTable('checks').set({ asked_by: 'U1', via: 'slack' }).execute();
  expect((await report({ check: 1, result: 'went_well' })).status).toBe(404);
  expect((await report({ check: 9, result: 'went_well' })).status).toBe(404);
  for (const wrong of [{}, { check: 1 }, { check: '1', result: 'went_well' }, { check: 1, result: 'fine' }]) {
    expect((await report(wrong)).status).toBe(400);
  }
});

test('everything else is refused with a sentence, in JSON', async () => {
  const { port } = await api();
  const url = `http://127.0.0.1:${port}/api/check`;
  const refused = async (answer: Response) => {
    const { error } = (await answer.json()) as { error: string };
    expect(error).toMatch(/^[A-Z].*\.$/);
    return answer.status;
  };
  expect(await refused(await fetch(url))).toBe(405);
  expect(await refused(await fetch(url, { method: 'DELETE', headers }))).toBe(405);
  expect(await refused(await fetch(`${url}/more`, { method: 'POST', headers }))).toBe(404);
  expect(await refused(await post(port, {}, { authorization: 'Bearer wrong' }))).toBe(401);
  expect(await refused(await fetch(url, { method: 'POST' }))).toBe(401);
  expect(await refused(await post(port, 'text=retail', { 'content-type': 'text/plain' }))).toBe(415);
  expect(await refused(await post(port, { text: 'x'.repeat(20_000) }))).toBe(413);
  for (const wrong of ['{', '{}', '[]', 'null', '{"text":""}', '{"text":5}', '{"text":"x","more":1}']) {
    expect(await refused(await post(port, wrong))).toBe(400);
  }
});

test('a body that never ends is cut off', async () => {
  const { port } = await api();
  const status = await new Promise((resolve, reject) => {
    const sending = request({ port, path: '/api/check', method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
      sending.destroy();
    });
    sending.on('error', reject);
    for (let i = 0; i < 40; i++) sending.write(' '.repeat(1_000));
  });
  expect(status).toBe(413);
});

test('too many requests have to wait, and wrong tokens never shut out the right one', async () => {
  const { port } = await api();
  for (let i = 0; i < 31; i++) await post(port, { text: 'retail' }, { authorization: 'Bearer no' });
  expect((await post(port, { text: 'retail' }, { authorization: 'Bearer no' })).status).toBe(429);
  expect((await post(port, { text: 'retail' })).status).toBe(200);
  const pass = limiter(2, 1_000);
  expect([pass(0), pass(400), pass(900), pass(1_000), pass(1_100)]).toEqual([null, null, 1, null, 1]);
});

test('with signed HTTP requests it stands on the same port as Slack’s own address', async () => {
  const world = await openWorld({ transport: 'http', env: { CHECK_API_TOKEN: TOKEN } });
  const port = world.app().httpPort ?? 0;
  await world.anna.command('help');
  await world.anna.sees('/persona check');
  expect((await post(port, { text: 'retail' })).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/api/check`)).status).toBe(405);
});

test('without a token there is no such address', async () => {
  const world = await openWorld();
  expect((await post(world.app().httpPort ?? 0, { text: 'retail' })).status).toBe(404);
  const deps = { db: world.db, scripts: [], workspaces: async () => [1], clock: () => new Date() };
  expect(checkRoutes({ ...deps, token: null })).toEqual([]);
});

test('a failure inside says nothing of what was sent, to the client or the log', async () => {
  const lines: string[] = [];
  const log = createLog('silent');
  log.error = ((...what: unknown[]) => void lines.push(JSON.stringify(what))) as never;
  const handle = async () => {
    throw new Error('about Zebulon');
  };
  const route = { method: 'GET' as const, path: '/x', maxBodyBytes: 0, handle };
  expect(listenerFor([route], log)).toBeTypeOf('function');
  const { port, close } = await serve([route], 0, log);
  const answer = await fetch(`http://127.0.0.1:${port}/x`);
  expect(answer.status).toBe(500);
  expect(JSON.stringify([await answer.text(), lines])).not.toContain('Zebulon');
  await close();
});

test('a request that its client breaks off is no failure of ours', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  const route = { method: 'POST' as const, path: '/x', maxBodyBytes: 100 };
  const handle = async (request: HttpRequest) => ({ status: 200, body: await request.text() });
  const { port, close } = await serve([{ ...route, handle }], 0, log);
  const half = connect(port, '127.0.0.1', () => {
    half.write('POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf', () => half.destroy());
  });
  await expect.poll(() => lines.join('')).toContain('broke its request off');
  expect(lines.map((line) => JSON.parse(line).level)).toEqual([30]);
  await close();
});
