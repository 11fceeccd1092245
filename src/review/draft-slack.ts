import type { Database } from '../database/open.ts';
import { put } from '../slack/outbox.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { progressMessage, progressSlot, runDrafting } from './drafting.ts';

export type ReviewDeps = {
  /** The database that a drafting thread opens for itself. */
  databaseUrl: string;
  /** Aborted when the bot stops. */
  stop: AbortSignal;
  clock(): Date;
  /** Sends what waits in the outbox. */
  flush(): Promise<void>;
  /** Runs on after the turn; the app waits for it when it stops. */
  background(work: () => Promise<void>): void;
};

/** Drafting asked for in Slack. */
export function registerDrafting(listen: Listen, deps: ReviewDeps): void {
  listen.command('draft', (turn) => startDraft(turn, deps));
  listen.action('draft_personas', (turn) => startDraft(turn, deps));
}

async function startDraft(turn: Turn, deps: ReviewDeps): Promise<void> {
  const { draft } = textsIn(turn.language).review;
  const { config, person } = turn;
  if (!config.reviewers.includes(person) && !config.admins.includes(person)) {
    return turn.reply({ text: draft.only });
  }
  await turn.commit((db) => announceDrafting(db, turn));
  goOnDrafting(turn, deps);
  if (!turn.channel?.startsWith('D')) await turn.reply({ text: draft.started });
}

/** The message that shows how far it is. Call it in the turn's transaction, and {@link goOnDrafting} after that. */
export async function announceDrafting(db: Database, turn: Turn): Promise<void> {
  const { workspace, person, now, language } = turn;
  const first = progressMessage({ stage: 'reading', share: 0 }, language);
  await put(db, workspace, progressSlot(person, now), person, first, now);
}

/** Drafts in the worker thread; the turn ends at once. */
export function goOnDrafting(turn: Turn, deps: ReviewDeps): void {
  const { db, log, config, person, workspace, now } = turn;
  const { keepMargin, language, timeZone, model } = config;
  const job = {
    databaseUrl: deps.databaseUrl,
    workspace,
    config: { keepMargin, language, timeZone, model },
    now,
    askedBy: person,
    useModel: true,
  };
  const slot = progressSlot(person, now);
  deps.background(() =>
    runDrafting({ ...deps, db, log, job, config, slot, person, language: turn.language }),
  );
}
