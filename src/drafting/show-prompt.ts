import { callsFor, unreadIn } from '../cases/theme-run.ts';
import { promptFinder } from '../model/identities.ts';
import { estimateOf, requestsAhead } from './estimate.ts';
import type { DraftJob, Estimate } from './job.ts';
import { count } from './plan.ts';

type Job = Pick<DraftJob, 'db' | 'workspace' | 'config'>;
type Shown = { system: string; user: string; schema: unknown };

/**
 * What would be sent to a model, word for word, by request: the answers that were not read yet, and every persona,
 * also one that would not change. Sends nothing and saves nothing.
 */
export async function showPrompt(job: Job): Promise<Shown[]> {
  const { requests } = await ahead(job, true);
  return requests.map(({ system, user, schema }) => ({ system, user, schema: schema.schema }));
}

/** What a draft would cost now. */
export async function estimateDraft(job: Job): Promise<Estimate> {
  const { model, requests } = await ahead(job, false);
  return estimateOf(job, model, requests);
}

async function ahead(job: Job, everything: boolean) {
  const { db, workspace, config } = job;
  const counted = await count(job);
  const model = config.model.endpoint?.model ?? '';
  const unread = await unreadIn({ db, workspace, model }, counted.table, config.language);
  const texts = { unread: await callsFor(db, workspace, unread), find: await promptFinder(db, workspace) };
  const planned = everything
    ? counted.planned.map((one) => ({ ...one, fate: { fate: 'draft' as const } }))
    : counted.planned;
  // A model that is only named: an undecided draft that it has not worded yet is due.
  const named = { name: model, atOnce: 1, word: () => Promise.reject(new Error('nothing is sent')) };
  const asked = { ...job, model: config.model.endpoint && named };
  return { model, requests: await requestsAhead(asked, { ...counted, planned }, texts) };
}
