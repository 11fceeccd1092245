import pino from 'pino';
import { expect, test } from 'vitest';
import { DiskFailed, onDisk } from '../../src/database/on-disk.ts';
import { createLog } from '../../src/log.ts';
import { createMetrics, exposition } from '../../src/operations/metrics.ts';
import { openWorld } from '../world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;

const get = async (world: World, path: string) => {
  const answer = await fetch(`http://127.0.0.1:${world.app().httpPort}${path}`);
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};

/** Each sample by its name with labels. */
const samples = (text: string) =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), Number(line.slice(at + 1))] as const;
      }),
  );

test.each(['socket', 'http'] as const)('over %s a running bot is alive and ready', async (transport) => {
  const world = await openWorld({ transport });
  expect(await get(world, '/healthz')).toMatchObject({ status: 200, text: '{"status":"ok"}\n' });
  const ready = await get(world, '/readyz');
  expect([ready.status, JSON.parse(ready.text)]).toEqual([
    200,
    { status: 'ready', checks: { database: true, slack: true } },
  ]);
});

test('without its database the bot lives, and says that it cannot work', async () => {
  const world = await openWorld();
  await world.db.schema.alterTable('workspaces').renameTo('workspaces_away').execute();
  try {
    expect((await get(world, '/healthz')).status).toBe(200);
    const ready = await get(world, '/readyz');
    expect([ready.status, JSON.parse(ready.text).checks]).toEqual([503, { database: false, slack: true }]);
  } finally {
    await world.db.schema.alterTable('workspaces_away').renameTo('workspaces').execute();
  }
});

test('once its disk has failed the bot takes nothing more, says that it cannot work, and stops as ever', async () => {
  let failure: DiskFailed | null = null;
  const diskOf: typeof onDisk = (path) => {
    const real = onDisk(path);
    const sync = () => (failure ? Promise.reject(failure) : real.sync());
    return { ...real, sync, failure: () => failure };
  };
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  const world = await openWorld({ diskOf, log });
  await world.anna.command('interview problem');
  await world.anna.click('Sales');
  await world.anna.sees('Which customer');
  failure = new DiskFailed(Object.assign(new Error('a fault'), { code: 'EIO' }));
  await world.anna.say('Zebulon Bakery');
  await expect.poll(() => lines.join('')).toContain('DiskFailed EIO');
  expect(lines.join('')).not.toContain('Zebulon');
  const ready = await get(world, '/readyz');
  expect([ready.status, JSON.parse(ready.text).checks]).toEqual([503, { database: false, slack: true }]);
});

test('the metrics tell acknowledgements, queues, lag and what the model cost, and name nobody', async () => {
  const env = { MODEL_PRICE_IN_USD_PER_M: '1', MODEL_PRICE_OUT_USD_PER_M: '10' };
  const world = await openWorld({ env });
  await world.anna.command('interview problem');
  await world.anna.click('Sales');
  await world.anna.sees('Which customer');
  await world.anna.say('Zebulon Bakery');
  await world.anna.sees('2 of');
  const { workspace } = world.app().bot;
  const now = new Date().toISOString();
  const call = { workspace, at: now, prompt: 'draft', prompt_hash: 'h', model: 'm', request_hash: 'r' };
  const used = { tokens_in: 2_000_000, tokens_out: 100_000, duration_ms: 1, reply: null };
  await world.db
    .insertInto('model_calls')
    .values({ ...call, ...used, id: 900, outcome: 'answered' })
    .execute();
  const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
  const late = { workspace, key: 'k', kind: 'event', person: null, payload: '{}', failure: 'Error' };
  await world.db
    .insertInto('inbox')
    .values({ ...late, state: 'set_aside', received_at: anHourAgo, done_at: null })
    .execute();
  await world.db
    .insertInto('inbox')
    .values({ ...late, key: 'l', state: 'received', received_at: anHourAgo, done_at: null })
    .execute();

  const { status, type, text } = await get(world, '/metrics');
  expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  const told = samples(text);
  expect(told.get('mismatch_acknowledgement_seconds_count{kind="command"}')).toBe(1);
  expect(told.get('mismatch_acknowledgement_seconds_bucket{kind="command",le="+Inf"}')).toBe(1);
  expect(told.get('mismatch_queue_length{queue="set_aside"}')).toBe(1);
  expect(told.get('mismatch_queue_length{queue="inbox"}')).toBe(1);
  expect(told.get('mismatch_queue_lag_seconds{queue="inbox"}')).toBeGreaterThanOrEqual(3_600);
  expect(told.get('mismatch_model_cost_usd_this_month')).toBe(3);
  expect(told.get('mismatch_model_calls_this_month{outcome="answered"}')).toBe(1);
  for (const name of ['Zebulon', 'U0ANNA', 'Anna', 'xoxb-']) expect(text).not.toContain(name);
  await world.db.deleteFrom('inbox').where('key', 'in', ['k', 'l']).execute();
});

test('the number of series stays the same whatever happens', () => {
  const metrics = createMetrics();
  const series = () => [...samples(exposition(metrics.read())).keys()];
  const before = series();
  metrics.acknowledged('command', 0.02);
  metrics.acknowledged('something new' as never, 1);
  metrics.logged('error');
  metrics.logged('whatever');
  expect(series()).toEqual(before);
});

test('a bucket holds every wait up to its bound, and the sum is in seconds', () => {
  const metrics = createMetrics();
  for (const seconds of [0.02, 0.2, 30]) metrics.acknowledged('event', seconds);
  const told = samples(exposition(metrics.read()));
  const upTo = (le: string) => told.get(`mismatch_acknowledgement_seconds_bucket{kind="event",le="${le}"}`);
  expect(['0.01', '0.025', '0.25', '3', '+Inf'].map(upTo)).toEqual([0, 1, 2, 2, 3]);
  expect(told.get('mismatch_acknowledgement_seconds_sum{kind="event"}')).toBeCloseTo(30.22);
});

test('a line of the log at warn or above is counted by its level', () => {
  const metrics = createMetrics();
  const log = createLog('fatal', { pretty: false, onLine: metrics.logged });
  log.error('not written at this level');
  log.child({ from: 'test' }).fatal('a line that a test writes');
  const told = samples(exposition(metrics.read()));
  expect(told.get('mismatch_log_lines_total{level="error"}')).toBe(0);
  expect(told.get('mismatch_log_lines_total{level="fatal"}')).toBe(1);
});
