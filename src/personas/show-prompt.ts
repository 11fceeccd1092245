import { loadCaseTable } from '../cases/store.ts';
import { findEvidence } from '../evidence/find.ts';
import { type DraftJob, plan } from './run.ts';
import { embedded, loadNames, requestsFor } from './voice.ts';

/** What would be sent to a model now, word for word, by request. Sends nothing and saves nothing. */
export async function showPrompt(
  job: Pick<DraftJob, 'db' | 'workspace' | 'config'>,
): Promise<{ system: string; user: string; schema: unknown }[]> {
  const table = await loadCaseTable(job.db, job.workspace);
  const { planned, evidence } = await plan(job.db, job.workspace, findEvidence(table), table, job.config);
  const all = planned.map((one) => ({ ...one, fate: { fate: 'draft' as const } }));
  const wordings = embedded({ ...job, model: null }, all, evidence, await loadNames(job));
  const requests = await requestsFor(job, wordings);
  return requests.map(({ request: { system, user, schema } }) => ({ system, user, schema: schema.schema }));
}
