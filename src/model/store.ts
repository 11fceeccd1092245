import { createHash } from 'node:crypto';
import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import type { Usage } from './budget.ts';
import type { ModelReply, ModelRequest } from './model.ts';

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

/** Every call is a row, also one that failed. The reply is kept because it is reused. */
export async function recordCall(
  db: Database,
  workspace: number,
  call: { model: string; request: ModelRequest; reply: ModelReply; outcome: string; at: string },
): Promise<void> {
  const { model, request, reply, outcome, at } = call;
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
        request_hash: requestHash(model, request),
        tokens_in: reply.tokens.in,
        tokens_out: reply.tokens.out,
        duration_ms: reply.durationMs,
        outcome,
        reply: reply.outcome === 'answered' && outcome === 'answered' ? reply.text : null,
      })
      .execute();
  });
}

/** Tokens used since the first of this month (UTC). */
export async function usedThisMonth(db: Database, workspace: number, now: string): Promise<Usage> {
  const row = await db
    .selectFrom('model_calls')
    .select((eb) => [eb.fn.sum<number>('tokens_in').as('in'), eb.fn.sum<number>('tokens_out').as('out')])
    .where('workspace', '=', workspace)
    .where('at', '>=', `${now.slice(0, 7)}-01`)
    .executeTakeFirst();
  return { in: Number(row?.in ?? 0), out: Number(row?.out ?? 0) };
}
