import { loadDeclared } from '../cases/store.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { nameOf } from '../failure.ts';
import type { Log } from '../log.ts';
import { loadCosts, totalOf } from '../model/costs.ts';
import { phraseOf } from '../personas/phrases.ts';
import { toPng } from '../pictures/run.ts';
import { picturesOf } from '../pictures/week.ts';
import type { Language } from '../scripts/script.ts';
import type { SlackMessage } from '../slack/message.ts';
import { put } from '../slack/outbox.ts';
import { languageOf } from '../slack/people.ts';
import type { OutgoingFile } from '../slack/send-files.ts';
import { textsIn } from '../text/catalogue.ts';
import { unknownCard, weekly } from './blocks.ts';
import { loadWeek } from './facts.ts';
import { withEvidence, wordsOf } from './learnt-store.ts';
import { lastRun } from './runs.ts';
import {
  claimedBefore,
  claimWeek,
  dropRequest,
  hadLife,
  markPosted,
  markUnknown,
  passInSilence,
  releaseWeek,
  requestedWeeks,
  storedSummary,
} from './store.ts';
import { isEmpty, type Summary, summarise } from './summary.ts';
import { type Week, weekDue, weekNamed, weeksUpTo } from './week.ts';

/** Posts one message and says where it stands. Throws where Slack refuses or the outcome is unknown. */
export type PostSummary = (
  channel: string,
  message: SlackMessage,
) => Promise<{ channel: string; ts: string }>;

export type SummaryJob = { db: Database; workspace: number; config: Config; log: Log; now: string };
/** Puts pictures below a message that stands. */
export type ShowPictures = (
  at: { channel: string; ts: string },
  files: OutgoingFile[],
  comment: string,
) => Promise<void>;
export type Posting = SummaryJob & { post: PostSummary; show?: ShowPictures };

/** What became of an attempt to post a week. */
export type PostOutcome =
  | { outcome: 'posted'; summary: Summary }
  | { outcome: 'taken' }
  | { outcome: 'unreachable' }
  | { outcome: 'unknown'; reason: string | null };

/** As many weeks are told apart on a phone. */
const PICTURED_WEEKS = 12;
/** A claim this old was left by a process that is gone. */
const CLAIM_LIVES_MS = 10 * 60_000;
/** Failures that happen before anything is sent, and Slack's "later, please". */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'slack_webapi_rate_limited_error',
]);

/**
 * The summary of a week in the shape of docs/interchange.md: as it was posted where it was, else as it stands now. Its
 * words are in the language it was first said in.
 */
export async function summaryOf(
  db: Database,
  workspace: number,
  week: Week,
  config: Pick<Config, 'timeZone' | 'language' | 'model'>,
  now: string,
): Promise<Summary> {
  const stored = await storedSummary(db, workspace, week.name);
  if (stored && stored.state !== 'silent') return stored.summary;
  const facts = await loadWeek(db, workspace, week, config.timeZone, now);
  const dimensions = await loadDeclared(db, workspace);
  const texts = textsIn(config.language).personas;
  const summary = summarise(
    week,
    facts,
    (trait) => phraseOf(dimensions, config.language, texts, trait).short,
  );
  const run = summary.run === null ? null : await lastRun(db, workspace, week.from, week.to);
  const costs = await loadCosts(db, workspace, config.model, week);
  const model = costs.length === 0 ? null : totalOf(costs);
  return { ...summary, model, learnt: await withEvidence(db, workspace, summary.learnt, run) };
}

/** The message that stands, or would stand, in the channel. */
export async function summaryMessage(
  db: Database,
  workspace: number,
  summary: Summary,
  config: Pick<Config, 'timeZone'>,
  language: Language,
): Promise<SlackMessage> {
  const [first] = summary.learnt;
  const quote = first ? await wordsOf(db, workspace, first) : null;
  return weekly(summary, { quote }, textsIn(language).summary, { language, timeZone: config.timeZone });
}

/**
 * Posts what is due: the newest week whose hour has come (a missed hour is made up for) and weeks that a person asked
 * for. Each is claimed before it is posted, so no week is posted twice. Call it every minute.
 */
export async function postDueSummaries(posting: Posting): Promise<void> {
  const { db, workspace, config, now } = posting;
  const { timeZone, summaryChannel, summaryAt } = config;
  await settleSummaries(posting, CLAIM_LIVES_MS);
  if (summaryChannel === null) return;
  const due = weekDue(now, summaryAt, timeZone);
  if (!(await storedSummary(db, workspace, due.name)) && (await hadLife(db, workspace, due.to))) {
    const summary = await summaryOf(db, workspace, due, config, now);
    if (config.summaryWhenEmpty === 'silent' && isEmpty(summary))
      await passInSilence(db, workspace, summary, now);
    else await postWeek(posting, due, summaryChannel);
  }
  for (const name of await requestedWeeks(db, workspace)) {
    const week = weekNamed(name, timeZone);
    const result = week ? await postWeek(posting, week, summaryChannel) : null;
    if (result?.outcome !== 'unreachable') await dropRequest(db, workspace, name);
  }
}

/** Claims one week, posts it, marks it posted. */
export async function postWeek(posting: Posting, week: Week, channel: string): Promise<PostOutcome> {
  const { db, workspace, config, log, now, post } = posting;
  const summary = await summaryOf(db, workspace, week, config, now);
  const message = await summaryMessage(db, workspace, summary, config, config.language);
  if (!(await claimWeek(db, workspace, summary, channel, now))) return { outcome: 'taken' };
  try {
    const place = await post(channel, message);
    await markPosted(db, workspace, week.name, place, now);
    if (!isEmpty(summary)) await showPictures(posting, week, place);
    return { outcome: 'posted', summary: { ...summary, posted: now } };
  } catch (error) {
    if (wasNeverSent(error)) {
      await releaseWeek(db, workspace, week.name, 'claimed');
      log.warn(
        { week: week.name, failure: nameOf(error) },
        'Slack takes nothing just now: the summary waits',
      );
      return { outcome: 'unreachable' };
    }
    const reason = refusalOf(error);
    log.warn({ week: week.name, failure: nameOf(error) }, 'the summary may not have been posted');
    await askAboutSummary(posting, week.name, reason);
    return { outcome: 'unknown', reason };
  }
}

/** Pictures are a courtesy: the same figures stand in the message, so what fails here is noted and not tried again. */
async function showPictures(
  posting: Posting,
  week: Week,
  at: { channel: string; ts: string },
): Promise<void> {
  const { db, workspace, config, log, show } = posting;
  if (!show) return;
  try {
    const { files, comment } = await picturesBelow(db, workspace, week, config);
    if (files.length > 0) await show(at, files, comment);
  } catch (error) {
    log.warn({ week: week.name, failure: nameOf(error) }, 'the pictures of a summary were not posted');
  }
}

/** The pictures that go into the thread of a summary, each with its words for those who cannot see it. */
export async function picturesBelow(
  db: Database,
  workspace: number,
  week: Week,
  { timeZone, language }: Pick<Config, 'timeZone' | 'language'>,
): Promise<{ files: OutgoingFile[]; comment: string }> {
  const weeks = weeksUpTo(week, PICTURED_WEEKS, timeZone);
  const files: OutgoingFile[] = [];
  for (const one of await picturesOf(db, workspace, weeks, language)) {
    files.push({ name: `${one.name}.png`, title: one.title, content: await toPng(one), alt: one.alt });
  }
  return { files, comment: textsIn(language).pictures.thread(week.name) };
}

/**
 * Weeks that were claimed and never marked posted: nobody can tell whether they stand in the channel, so an
 * administrator is asked. Call it with 0 when the bot starts: nobody else is posting then.
 */
export async function settleSummaries(job: SummaryJob, olderThanMs = 0): Promise<void> {
  const before = new Date(Date.parse(job.now) - olderThanMs).toISOString();
  for (const week of await claimedBefore(job.db, job.workspace, before))
    await askAboutSummary(job, week, null);
}

async function askAboutSummary(job: SummaryJob, week: string, reason: string | null): Promise<void> {
  const { db, workspace, config, log, now } = job;
  const admin = config.admins[0];
  const who = { workspace, person: admin ?? '' };
  const { summary: texts } = textsIn(await languageOf(db, who, config.language));
  const asked = await db.transaction().execute(async (trx) => {
    if (!(await markUnknown(trx, workspace, week))) return false;
    const card = unknownCard(week, reason, texts);
    if (admin !== undefined) await put(trx, workspace, `summary:${week}:unknown:${now}`, admin, card, now);
    return true;
  });
  if (asked && admin === undefined) {
    log.warn(
      { week },
      'this summary may or may not stand in its channel: look there, and set ADMINS to be asked',
    );
  }
}

function wasNeverSent(error: unknown): boolean {
  const codes = [error, (error as { original?: unknown })?.original, (error as { cause?: unknown })?.cause];
  return codes.some((each) => UNSENT.has((each as { code?: string } | undefined)?.code ?? ''));
}

/** Slack's own word where it refused: then the message surely does not stand there. */
function refusalOf(error: unknown): string | null {
  const said = (error as { data?: { error?: unknown } }).data?.error;
  return typeof said === 'string' ? said : null;
}
