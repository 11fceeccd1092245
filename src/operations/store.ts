import { sql } from 'kysely';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { costOf } from '../model/budget.ts';
import type { Metric } from './metrics.ts';

/** Whether the database answers. */
export async function answers(db: Database): Promise<boolean> {
  try {
    await sql`SELECT 1 FROM workspaces LIMIT 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}

/** What waits, for how long, and what the model cost this month (UTC), over all workspaces. */
export async function stored(db: Database, prices: Config['model'], now: string): Promise<Metric[]> {
  const inbox = await db
    .selectFrom('inbox')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n'), eb.fn.min('received_at').as('since')])
    .where('state', '<>', 'done')
    .groupBy('state')
    .execute();
  const outbox = await db
    .selectFrom('outbox')
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.min('wanted_at').as('since')])
    .where('wanted', 'is not', null)
    .executeTakeFirstOrThrow();
  const received = inbox.find(({ state }) => state === 'received');
  const aside = inbox.find(({ state }) => state === 'set_aside');
  const ageS = (since: string | null | undefined) =>
    since ? Math.max(0, (Date.parse(now) - Date.parse(since)) / 1_000) : 0;
  return [
    gauge(
      'mismatch_queue_length',
      'What waits: deliveries not worked on, messages not posted, deliveries set aside.',
      [
        { labels: { queue: 'inbox' }, value: Number(received?.n ?? 0) },
        { labels: { queue: 'outbox' }, value: Number(outbox.n) },
        { labels: { queue: 'set_aside' }, value: Number(aside?.n ?? 0) },
      ],
    ),
    gauge('mismatch_queue_lag_seconds', 'Age of the oldest that waits; 0 where nothing does.', [
      { labels: { queue: 'inbox' }, value: ageS(received?.since) },
      { labels: { queue: 'outbox' }, value: ageS(outbox.since) },
    ]),
    ...(await modelUse(db, prices, now)),
  ];
}

async function modelUse(db: Database, prices: Config['model'], now: string): Promise<Metric[]> {
  const row = await db
    .selectFrom('model_calls')
    .select((eb) => [
      eb.fn.countAll<number>().as('calls'),
      eb.fn.sum<number>(eb.case().when('outcome', '=', 'answered').then(1).else(0).end()).as('answered'),
      eb.fn.sum<number>('tokens_in').as('in'),
      eb.fn.sum<number>('tokens_out').as('out'),
      eb.fn.sum<number>('usd').as('usd'),
      eb.fn.sum<number>(eb.case().when('usd', 'is', null).then(eb.ref('tokens_in')).end()).as('unpricedIn'),
      eb.fn.sum<number>(eb.case().when('usd', 'is', null).then(eb.ref('tokens_out')).end()).as('unpricedOut'),
    ])
    .where('at', '>=', `${now.slice(0, 7)}-01`)
    .executeTakeFirstOrThrow();
  const used = { in: Number(row.in ?? 0), out: Number(row.out ?? 0) };
  const answered = Number(row.answered ?? 0);
  const unpriced = { in: Number(row.unpricedIn ?? 0), out: Number(row.unpricedOut ?? 0) };
  const rest = costOf(prices, unpriced);
  const cost = rest === null ? null : rest + Number(row.usd ?? 0);
  return [
    gauge('mismatch_model_calls_this_month', 'Calls of the model since the first of the month (UTC).', [
      { labels: { outcome: 'answered' }, value: answered },
      { labels: { outcome: 'failed' }, value: Number(row.calls) - answered },
    ]),
    gauge('mismatch_model_tokens_this_month', 'Tokens since the first of the month (UTC).', [
      { labels: { direction: 'in' }, value: used.in },
      { labels: { direction: 'out' }, value: used.out },
    ]),
    ...(cost === null
      ? []
      : [
          gauge('mismatch_model_cost_usd_this_month', 'US dollars, by the prices of each day.', [
            { value: cost },
          ]),
        ]),
  ];
}

function gauge(name: string, help: string, samples: Metric['samples']): Metric {
  return { name, help, type: 'gauge', samples };
}
