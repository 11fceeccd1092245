import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { nameOf, placeOf } from '../failure.ts';
import type { Log } from '../log.ts';
import { estimate, mayCall } from '../model/budget.ts';
import { promptFinder } from '../model/identities.ts';
import type { Model } from '../model/model.ts';
import { monthOf } from '../model/month.ts';
import { recordCall, spentSince } from '../model/store.ts';
import type { Script } from '../scripts/script.ts';
import { wordingOf } from '../scripts/wording.ts';
import type { ProbeWorker } from './deps.ts';
import { followed, isBeingWorded, probeOf, questionOf, ruleWording } from './probe.ts';
import { probeRequest, readProbe } from './probe-model.ts';
import { dropProbe, waitingProbes } from './probe-store.ts';
import { show } from './screen.ts';
import type { Interview } from './state.ts';
import { loadInterview, saveInterview } from './store.ts';

/** Nobody waits longer for a follow-up: after this it is worded by rule. */
export const PROBE_WAIT_MS = 4_000;
/** A sentence; the endpoint may think a little. */
const TOKENS_OUT = 300;

export type ProbeJob = {
  db: Database;
  config: Config;
  scripts: Script[];
  /** `null`: worded by rule, also what an earlier process left waiting. */
  model: Model | null;
  log: Log;
  clock(): Date;
  background(work: () => Promise<void>): void;
  /** Posts what was put on screen. */
  flush(): Promise<void>;
  waitMs?: number;
};

type Place = Awaited<ReturnType<typeof waitingProbes>>[number];

/** Words follow-ups in the background: the model is asked outside of any turn and any transaction. */
export function createProbeWorker(job: ProbeJob): ProbeWorker {
  const inHand = new Set<string>();
  const takeUp = async (place: Place): Promise<void> => {
    const id = JSON.stringify(place);
    if (inHand.has(id)) return;
    inHand.add(id);
    try {
      await settle(job, place);
    } finally {
      inHand.delete(id);
    }
  };
  const run = async () => {
    try {
      await Promise.all((await waitingProbes(job.db)).map(takeUp));
    } catch (error) {
      job.log.error({ failure: nameOf(error), at: placeOf(error) }, 'a follow-up could not be worded');
    }
  };
  return { asks: job.model !== null, wake: () => job.background(run) };
}

/** Asks, waits at most {@link PROBE_WAIT_MS}, and puts the follow-up on screen if it is still to be asked. */
async function settle(job: ProbeJob, place: Place): Promise<void> {
  const { db } = job;
  const { workspace, interview: id, question: key } = place;
  const interview = await loadInterview(db, workspace, id);
  if (!interview || !isBeingWorded(interview, key)) return dropProbe(db, place);
  const { of } = followed(interview, key);
  const text = (await byModel(job, workspace, interview, key)) ?? ruleWording(interview, key);
  const now = job.clock().toISOString();
  const again = await db.transaction().execute(async (trx) => {
    const before = await loadInterview(trx, workspace, id);
    if (!before || !isBeingWorded(before, key)) return false;
    // The answer was edited meanwhile: its own wording is waited for.
    if (followed(before, key).of !== of) return true;
    const after = { ...before, probes: { ...before.probes, [key]: { of, text } } };
    await saveInterview(trx, workspace, before, after, now);
    await show(trx, { workspace, person: before.person, now }, before, after, job.scripts);
    return false;
  });
  await job.flush();
  if (again) await settle(job, place);
}

async function byModel(
  { db, config, model, clock, waitMs = PROBE_WAIT_MS, log }: ProbeJob,
  workspace: number,
  interview: Interview,
  key: string,
): Promise<string | null> {
  const main = questionOf(interview, probeOf(key).question);
  if (model === null || main === null) return null;
  const { language, role } = interview;
  const said = followed(interview, key).said.map(({ value }) => String(value));
  const asked = { question: wordingOf(main, language, role), said, goal: main.probe?.goal ?? '', language };
  const { request: bare, sign } = probeRequest(asked, await promptFinder(db, workspace));
  const request = { ...bare, tokensOut: TOKENS_OUT };
  const at = clock().toISOString();
  const { from } = monthOf(at, config.timeZone);
  const spent = await spentSince(db, workspace, config.model, from);
  if (!mayCall(config.model, spent, estimate(request)).allowed) return null;
  const call = model.word(request).then(async (reply) => {
    const question = reply.outcome === 'answered' ? readProbe(reply.text, sign) : null;
    const unreadable = reply.outcome === 'answered' && question === null;
    // The reply is about one person's words and is used once: the row counts it and keeps nothing of it.
    const outcome = unreadable ? 'unreadable' : reply.outcome === 'answered' ? 'used once' : reply.outcome;
    await recordCall(db, workspace, { model: model.name, request, reply, outcome, at, prices: config.model });
    return question;
  });
  const failed = (error: unknown) => {
    log.error({ failure: nameOf(error), at: placeOf(error) }, 'a follow-up could not be worded by the model');
    return null;
  };
  return Promise.race([call.catch(failed), elapsed(waitMs)]);
}

function elapsed(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}
