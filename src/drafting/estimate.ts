import { themeRequest } from '../cases/theme-request.ts';
import type { Unread } from '../cases/theme-run.ts';
import { costOf, estimate, type Usage } from '../model/budget.ts';
import type { ModelRequest } from '../model/model.ts';
import type { Finder } from '../model/redact.ts';
import { keptReply, requestHash } from '../model/store.ts';
import { translationRequest } from '../wording/translation.ts';
import type { DraftJob, Estimate } from './job.ts';
import type { Counted } from './plan.ts';
import { untranslated } from './translate-run.ts';
import { embedded, loadNames, requestsFor } from './voice.ts';

/** Every request that a draft would send now, in the order it sends them. */
export async function requestsAhead(
  job: Pick<DraftJob, 'db' | 'workspace' | 'config' | 'model'>,
  { planned, evidence }: Counted,
  { unread, find }: { unread: readonly Unread[]; find: Finder },
): Promise<ModelRequest[]> {
  const { language } = job.config;
  const readings = unread.map(({ text }) => themeRequest(text, language, find).request);
  const names = await loadNames(job);
  // Parents first, as they are worded: micro personas speak of them by name.
  const ordered = [false, true].flatMap((micro) =>
    planned.filter(({ parentId }) => (parentId !== null) === micro),
  );
  const wordings = await requestsFor(job, embedded(job, ordered, evidence, names), names);
  const foreign = await untranslated(job, planned, language);
  const translations = foreign.map(({ text }) => translationRequest(text, language, find).request);
  return [...readings, ...wordings.map(({ request }) => request), ...translations];
}

/** Requests that were answered before cost nothing. */
export async function estimateOf(
  { db, workspace, config }: Pick<DraftJob, 'db' | 'workspace' | 'config'>,
  model: string,
  requests: readonly ModelRequest[],
): Promise<Estimate> {
  const tokens: Usage = { in: 0, out: 0 };
  let calls = 0;
  for (const request of requests) {
    if ((await keptReply(db, workspace, requestHash(model, request))) !== null) continue;
    const usage = estimate(request);
    calls += 1;
    tokens.in += usage.in;
    tokens.out += usage.out;
  }
  return { calls, tokens, usd: costOf(config.model, tokens) };
}
