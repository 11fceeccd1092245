import { callsFor, readThemes, unreadIn } from '../cases/theme-run.ts';
import { loadConfirmed, waitingCodes } from '../cases/theme-store.ts';
import type { Asking } from '../model/ask.ts';
import { promptFinder } from '../model/identities.ts';
import { estimateOf, requestsAhead } from './estimate.ts';
import type { DraftJob, DraftProgress, Listened } from './job.ts';
import type { Counted } from './plan.ts';

/** Says what the run is going to cost, then has the model read the answers that are new. */
export async function listen(
  job: DraftJob,
  asking: Asking,
  counted: Counted,
  tell: (progress: DraftProgress) => void,
): Promise<Listened> {
  const { db, workspace, config } = job;
  const find = await promptFinder(db, workspace);
  const model = asking.model.name;
  const unread = await unreadIn({ db, workspace, model }, counted.table, config.language);
  const ahead = await requestsAhead(job, counted, { unread: await callsFor(db, workspace, unread), find });
  const estimate = await estimateOf(job, model, ahead);
  tell({ stage: 'listening', share: 0, estimate });
  const confirmed = async () => JSON.stringify([...((await loadConfirmed(db, workspace))?.read ?? [])]);
  const before = await confirmed();
  const known = await waitingCodes(db, workspace);
  const language = config.language;
  const read = await readThemes(asking, unread, { language, find }, (share) =>
    tell({ stage: 'listening', share }),
  );
  const waiting = await waitingCodes(db, workspace);
  const themes = waiting.isSubsetOf(known) ? 0 : waiting.size;
  return { ...read, themes, counts: read.left < unread.length && (await confirmed()) !== before };
}
