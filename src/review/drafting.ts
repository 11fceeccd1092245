import type { Database } from '../database/open.ts';
import type { DraftProgress } from '../drafting/job.ts';
import type { DraftReport } from '../drafting/result.ts';
import { endAbandonedRuns } from '../drafting/runs.ts';
import { draftInWorker, type WorkerJob, type WorkerOutcome } from '../drafting/worker.ts';
import { nameOf, placeOf } from '../failure.ts';
import type { Log } from '../log.ts';
import type { SlackMessage } from '../slack/message.ts';
import { put } from '../slack/outbox.ts';
import { languageOf } from '../slack/people.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn } from '../text/mrkdwn.ts';
import { section } from './blocks.ts';
import type { DecisionConfig } from './decision.ts';
import { postWaiting, replaceCard } from './post.ts';

export type Drafting = {
  db: Database;
  log: Log;
  job: WorkerJob;
  config: DecisionConfig;
  /** The one message that shows how far it is, and whose it is. */
  slot: string;
  person: string;
  /** Theirs: what they asked for is answered in it. */
  language: Language;
  /** The bot is stopping. */
  stop: AbortSignal;
  clock(): Date;
  /** Sends what waits in the outbox. */
  flush(): Promise<void>;
};

/** Slack takes about one change of a message a second. */
const UPDATE_MS = 1_500;
/** Where each stage begins and ends, in hundredths of the whole. */
const STAGES: Record<DraftProgress['stage'], [number, number]> = {
  reading: [0, 10],
  counting: [10, 50],
  listening: [50, 75],
  wording: [75, 95],
  saving: [95, 100],
};

/** Drafts in the worker thread, shows progress in one message, and posts what is new for review. */
export async function runDrafting(drafting: Drafting): Promise<void> {
  const { db, log, job, config } = drafting;
  const show = shower(drafting);
  try {
    const outcome = await draftInWorker(job, show.progress, drafting.stop);
    await show.settled();
    const now = drafting.clock().toISOString();
    await db.transaction().execute(async (trx) => {
      await postWaiting(trx, { workspace: job.workspace, config, now });
      if (outcome.outcome === 'done') await closeWithdrawn(trx, drafting, outcome.result.withdrawn, now);
      await put(
        trx,
        job.workspace,
        drafting.slot,
        drafting.person,
        summary(outcome, config, drafting.language),
        now,
      );
    });
  } catch (error) {
    log.error({ failure: nameOf(error), at: placeOf(error) }, 'a draft failed');
    await show.settled();
    const now = drafting.clock().toISOString();
    await endAbandonedRuns(db, now);
    const { failed } = textsIn(drafting.language).review.draft;
    await put(db, job.workspace, drafting.slot, drafting.person, { text: failed }, now);
  }
  await drafting.flush();
}

/** A card whose draft is gone says so in place of its buttons. */
async function closeWithdrawn(
  db: Database,
  { job, config }: Drafting,
  withdrawn: DraftReport['withdrawn'],
  now: string,
): Promise<void> {
  const { decided } = textsIn(config.language).review;
  for (const one of withdrawn) {
    const line = { headline: decided.withdrawn(escapeMrkdwn(one.name), one.version), details: [] };
    await replaceCard(db, job.workspace, one, line, now);
  }
}

/** The one message that shows how far a draft is. */
export const progressSlot = (person: string, startedAt: string): string => `draft:${person}:${startedAt}`;

/** Ends what a crash left open, and says so where it still shows how far it was. Call it in a transaction. */
export async function endInterrupted(
  db: Database,
  workspace: number,
  config: Pick<DecisionConfig, 'language'>,
  now: string,
): Promise<void> {
  const runs = await endAbandonedRuns(db, now);
  const left = runs.filter((run) => run.workspace === workspace);
  const rows = await db
    .selectFrom('outbox')
    .select(['slot', 'address', 'wanted_at'])
    .where('workspace', '=', workspace)
    .where('slot', '>=', 'draft:')
    .where('slot', '<', 'draft;')
    .execute();
  const open = new Set(left.map(({ askedBy, startedAt }) => progressSlot(askedBy, startedAt)));
  for (const { slot, address, wanted_at } of rows) {
    // Nothing followed the first message: the run itself had not begun.
    if (slot === progressSlot(address, wanted_at)) open.add(slot);
    if (!open.has(slot)) continue;
    const language = await languageOf(db, { workspace, person: address }, config.language);
    const text = textsIn(language).review.draft.interrupted;
    await put(db, workspace, slot, address, { text }, now);
  }
}

/** The message of one moment. */
export function progressMessage({ stage, share, estimate }: DraftProgress, language: Language): SlackMessage {
  const { draft } = textsIn(language).review;
  const [from, to] = STAGES[stage];
  const percent = Math.round(from + (to - from) * Math.min(1, Math.max(0, share)));
  const progress = draft.progress(draft.stages[stage], percent);
  if (!estimate || estimate.calls === 0) return { text: progress };
  return { text: `${progress}\n${draft.estimate(estimate.calls, estimate.usd)}` };
}

function shower(drafting: Drafting) {
  const { db, job, slot, person } = drafting;
  let last = 0;
  let estimate: DraftProgress['estimate'];
  let writing: Promise<void> = Promise.resolve();
  return {
    progress: (progress: DraftProgress) => {
      estimate = progress.estimate ?? estimate;
      const at = drafting.clock();
      if (at.getTime() - last < UPDATE_MS) return;
      last = at.getTime();
      const known = estimate === undefined ? progress : { ...progress, estimate };
      const message = progressMessage(known, drafting.language);
      // Progress is a courtesy: a write that fails must not stop the draft.
      writing = writing
        .then(() => put(db, job.workspace, slot, person, message, at.toISOString()))
        .then(() => drafting.flush())
        .catch((error: unknown) => drafting.log.warn({ failure: nameOf(error) }, 'progress was not shown'));
    },
    settled: () => writing,
  };
}

/** What a draft came to, for whoever asked. */
export function summary(
  outcome: WorkerOutcome,
  config: Pick<DecisionConfig, 'reviewChannel'>,
  language: Language,
): SlackMessage {
  const { draft } = textsIn(language).review;
  if (outcome.outcome !== 'done') return { text: outcome.message };
  const { personas, unexplained, notDrafted, model } = outcome.result;
  const drafted = personas.filter(({ change }) => change !== 'unchanged').length;
  const text = draft.done(drafted, personas.length - drafted);
  const lines = [
    text,
    ...(drafted > 0
      ? [config.reviewChannel === null ? draft.noChannel : draft.channel(config.reviewChannel)]
      : []),
    ...(unexplained > 0 ? [draft.unexplained(unexplained)] : []),
    ...(notDrafted.length > 0
      ? [draft.notDrafted, ...notDrafted.map((why) => `• ${escapeMrkdwn(why)}`)]
      : []),
    ...(drafted > 0 || model.calls > 0 || model.left > 0 ? [escapeMrkdwn(model.note)] : []),
    ...(model.themes > 0 ? [draft.themes(model.themes)] : []),
  ];
  return { text, blocks: [section(lines.join('\n'))] };
}
