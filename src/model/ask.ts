import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { costOf, estimate, mayCall, type Usage } from './budget.ts';
import type { Model, ModelFailure, ModelRequest } from './model.ts';
import { keptReply, recordCall, requestHash, spentSince } from './store.ts';

/** What is needed to ask a model on behalf of a workspace. */
export type Asking = {
  db: Database;
  workspace: number;
  model: Model;
  config: Config['model'];
  now: string;
  /** When this month began where the workspace is: what was spent since then counts. */
  monthFrom: string;
  /** What calls under way may still cost: several at once must not overrun the budget together. */
  underWay: Usage;
  /** Texts in a row that brought no answer. */
  fruitless: number;
};

/** A reply as data; `fault` is what the model is told when it is asked to repair it, never its own words. */
export type Reading<T> = { reading: 'read'; value: T } | { reading: 'unreadable'; fault: string };

export type Why = ModelFailure | 'unreadable' | 'spent' | 'no prices';

/** `calls`: requests that went out, none where an earlier reply was kept. */
export type Answer<T> =
  | { answered: true; value: T; calls: number }
  /** `down`: asking again in this run is useless. `status`: of HTTP, where there was one. */
  | { answered: false; why: Why; status: number | null; calls: number; down: boolean };

/** Failures that may be one text's alone; every other one is the endpoint's. */
const passing = new Set<Why>([
  'refused',
  'truncated',
  'filtered',
  'empty',
  'unreadable',
  'too_much',
  'not_understood',
]);
/** After so many texts in a row it is the endpoint's all the same: a thousand answers are not asked in vain. */
const MOST_FRUITLESS = 5;

/**
 * Asks once; an answer that cannot be read is asked for once more, with what was wrong with it. Each request stays
 * within the month's budget and is a row.
 *
 * @param keep the reply is kept and the same request is not sent again; `false` where the caller keeps what it needs
 */
export async function ask<T>(
  asking: Asking,
  request: ModelRequest,
  read: (text: string) => Reading<T>,
  keep = true,
): Promise<Answer<T>> {
  const { db, workspace, model } = asking;
  const kept = keep ? await keptReply(db, workspace, requestHash(model.name, request)) : null;
  const before = kept === null ? null : read(kept);
  if (before?.reading === 'read') return { answered: true, value: before.value, calls: 0 };
  const answer = await askTwice(asking, request, read, keep);
  asking.fruitless = answer.answered ? 0 : asking.fruitless + 1;
  if (answer.answered || asking.fruitless < MOST_FRUITLESS) return answer;
  return { ...answer, down: true };
}

async function askTwice<T>(
  asking: Asking,
  request: ModelRequest,
  read: (text: string) => Reading<T>,
  keep: boolean,
): Promise<Answer<T>> {
  const first = await askOnce(asking, request, request, read, keep);
  if (first.answered || first.why !== 'unreadable') return first;
  const again = await askOnce(asking, request, repairOf(request, first.fault), read, keep);
  return { ...again, calls: first.calls + again.calls };
}

type Once<T> = Answer<T> & { fault: string };

/** @param asked what the reply is kept for: a repaired one answers the first request */
async function askOnce<T>(
  asking: Asking,
  asked: ModelRequest,
  request: ModelRequest,
  read: (text: string) => Reading<T>,
  keep: boolean,
): Promise<Once<T>> {
  const { db, workspace, model, config, now, monthFrom, underWay } = asking;
  const next = estimate(request);
  const stored = config.monthlyBudgetUsd === null ? 0 : await spentSince(db, workspace, config, monthFrom);
  const pending = costOf(config, underWay);
  const spent = stored === null || pending === null ? null : stored + pending;
  const allowance = mayCall(config, spent, next);
  if (!allowance.allowed) return failed(allowance.why, null, 0);
  underWay.in += next.in;
  underWay.out += next.out;
  try {
    const reply = await model.word(request);
    const reading = reply.outcome === 'answered' ? read(reply.text) : null;
    const unreadable = reading?.reading === 'unreadable';
    const outcome = unreadable
      ? 'unreadable'
      : reply.outcome === 'answered' && !keep
        ? 'used once'
        : reply.outcome;
    const call = { request, asked, reply, outcome, at: now, prices: config };
    await recordCall(db, workspace, { model: model.name, ...call });
    if (reading?.reading === 'read') return { answered: true, value: reading.value, calls: 1, fault: '' };
    if (reading !== null) return failed('unreadable', null, 1, reading.fault);
    return reply.outcome === 'answered'
      ? failed('unreadable', null, 1)
      : failed(reply.outcome, reply.status, 1);
  } finally {
    underWay.in -= next.in;
    underWay.out -= next.out;
  }
}

function failed<T>(why: Why, status: number | null, calls: number, fault = ''): Once<T> {
  return { answered: false, why, status, calls, down: !passing.has(why), fault };
}

function repairOf(request: ModelRequest, fault: string): ModelRequest {
  const note = `Your last answer could not be used: ${fault} Answer once more, with nothing but one JSON value in the shape that is asked for.`;
  return { ...request, user: `${request.user}\n\n${note}` };
}
