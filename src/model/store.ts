import { createHash } from 'node:crypto';
import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import { costOf, type Prices, tokensOf } from './budget.ts';
import type { ModelReply, ModelRequest, Tokens } from './model.ts';

/** The same question to the same model is asked once. */
export function requestHash(model: string, request: ModelRequest): string {
  const content = JSON.stringify([model, request.system, request.user, request.schema]);
  return createHash('sha256').update(content).digest('hex');
}

/** What the model answered to this very request before, or `null`. */
export async function keptReply(db: Database, workspace: number, hash: string): Promise<string | null> {
  const row = await db
    .selectFrom('model_calls')
    .select('reply')
    .where('workspace', '=', workspace)
    .where('request_hash', '=', hash)
    .where('outcome', '=', 'answered')
    .where('reply', 'is not', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.reply ?? null;
}

/**
 * Every call is a row, also one that failed. The reply is kept because it is reused.
 *
 * @param call `asked` where the request repairs an earlier one: its reply answers that; `prices` of the day
 */
export async function recordCall(
  db: Database,
  workspace: number,
  call: {
    model: string;
    request: ModelRequest;
    asked?: ModelRequest;
    reply: ModelReply;
    outcome: string;
    at: string;
    prices: Prices;
  },
): Promise<void> {
  const { model, request, asked = request, reply, outcome, at, prices } = call;
  const tokens = usedBy(request, reply);
  await db.transaction().execute(async (trx) => {
    const id = await nextId(trx, 'model_calls', workspace);
    await trx
      .insertInto('model_calls')
      .values({
        workspace,
        id,
        at,
        prompt: request.prompt,
        prompt_hash: request.promptHash,
        model,
        request_hash: requestHash(model, asked),
        tokens_in: tokens.in,
        tokens_out: tokens.out,
        duration_ms: reply.durationMs,
        outcome,
        reply: reply.outcome === 'answered' && outcome === 'answered' ? reply.text : null,
        usd: costOf(prices, { in: tokens.in ?? 0, out: tokens.out ?? 0 }),
      })
      .execute();
  });
}

/** An endpoint that does not count its tokens, or was given up while it worked, is counted by the length of the texts. */
function usedBy(request: ModelRequest, reply: ModelReply): Tokens {
  const { tokens } = reply;
  const worked = reply.outcome === 'answered' || reply.outcome === 'timeout' || reply.outcome === 'truncated';
  if (!worked) return tokens;
  const out = reply.outcome === 'answered' ? tokensOf(reply.text) : 0;
  return { in: tokens.in ?? tokensOf(request.system + request.user), out: tokens.out ?? out };
}

/**
 * US dollars since an instant, by the prices of each day; a call made without prices costs by today's. `null` where
 * today's are not set.
 */
export async function spentSince(
  db: Database,
  workspace: number,
  prices: Prices,
  since: string,
): Promise<number | null> {
  const { usd, unpricedIn, unpricedOut } = await db
    .selectFrom('model_calls')
    .select((eb) => [
      eb.fn.sum<number>('usd').as('usd'),
      eb.fn.sum<number>(eb.case().when('usd', 'is', null).then(eb.ref('tokens_in')).end()).as('unpricedIn'),
      eb.fn.sum<number>(eb.case().when('usd', 'is', null).then(eb.ref('tokens_out')).end()).as('unpricedOut'),
    ])
    .where('workspace', '=', workspace)
    .where('at', '>=', since)
    .executeTakeFirstOrThrow();
  const rest = costOf(prices, { in: Number(unpricedIn ?? 0), out: Number(unpricedOut ?? 0) });
  return rest === null ? null : rest + Number(usd ?? 0);
}

const DAY_MS = 86_400_000;
/** A reply is kept as long as the same request may come again; its row a little over a year, for the costs of each month. */
const KEEP_REPLIES_DAYS = 90;
const KEEP_ROWS_DAYS = 400;

/**
 * Forgets old calls, sooner where answers are kept for less.
 *
 * @param tooOld the instant before which nothing is kept, where there is one
 * @returns how many rows went
 */
export async function forgetCalls(
  db: Database,
  workspace: number,
  now: string,
  tooOld = '',
): Promise<number> {
  const before = (days: number) => {
    const own = new Date(Date.parse(now) - days * DAY_MS).toISOString();
    return own < tooOld ? tooOld : own;
  };
  const { numDeletedRows } = await db
    .deleteFrom('model_calls')
    .where('workspace', '=', workspace)
    .where('at', '<', before(KEEP_ROWS_DAYS))
    .executeTakeFirstOrThrow();
  await db
    .updateTable('model_calls')
    .set({ reply: null })
    .where('workspace', '=', workspace)
    .where('reply', 'is not', null)
    .where('at', '<', before(KEEP_REPLIES_DAYS))
    .execute();
  return Number(numDeletedRows);
}
