import type { WebClient } from '@slack/web-api';
import type { Config } from './config.ts';
import { checkpoint } from './database/checkpoint.ts';
import { dropCopies } from './database/copies.ts';
import { sweepImports } from './database/import-runs.ts';
import { type Database, databasePath } from './database/open.ts';
import { configOf } from './database/settings.ts';
import { underWayIn } from './erasure/condemned.ts';
import { tellOfDrafts } from './erasure/fallen.ts';
import { takeOlder } from './erasure/retention.ts';
import type { Erasures } from './erasures.ts';
import { nameOf, placeOf } from './failure.ts';
import { askDue, type LookUp, type LookUpAt } from './invitations/run.ts';
import { readyToFind } from './leads/run.ts';
import type { Log } from './log.ts';
import { findersFor } from './model/identities.ts';
import { forgetCalls } from './model/store.ts';
import { isAnyApproved } from './personas/store.ts';
import { tellReporters } from './privacy/run.ts';
import { postWaiting } from './review/post.ts';
import { readInThread } from './review/reader.ts';
import { askAboutStale } from './review/stale-cards.ts';
import type { Job } from './schedule.ts';
import type { Script } from './scripts/script.ts';
import type { RunningBot } from './slack/bot.ts';
import { forgetDone } from './slack/inbox.ts';
import { uploadOf } from './slack/send-files.ts';
import { type PostSummary, postDueSummaries, type ShowPictures } from './summary/run.ts';
import { takeBack } from './summary/take-back.ts';
import { tooOld } from './summary/too-old.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 86_400_000;
/** Slack sends a delivery again for minutes; a week is far on the safe side. */
const KEEP_KEYS_MS = 7 * DAY_MS;
/** Time to see whether a new version proves itself. */
const KEEP_COPIES_MS = 7 * DAY_MS;

/** What the jobs work with: the bot as it runs, and what it was started with. */
export type JobDeps = {
  config: Config;
  databaseUrl: string;
  scripts: Script[];
  db: Database;
  log: Log;
  clock: () => Date;
  bot: RunningBot;
  lookUp: LookUpAt;
  erasures: Erasures;
  /** Posts what is due, and draws Home tabs that changed. */
  flush(): Promise<void>;
};

/** What the clock starts, in every workspace that the bot is installed in. */
export function jobsOf(deps: JobDeps): Job[] {
  const { db, log, scripts, databaseUrl, clock, bot, lookUp, flush, erasures } = deps;
  const everywhere = (name: string, everyMs: number, work: Work): Job => ({
    ...{ name, everyMs },
    run: async () => {
      const visit = (workspace: number) => inOne(deps, workspace, work);
      await inEach(await bot.workspaces(), visit, failed(log, name));
    },
  });
  return [
    everywhere('weekly summary', MINUTE_MS, async ({ client, ...at }) => {
      await postDueSummaries({ db, log, ...at, post: postOnce(client), show: showIn(client) });
      await bot.flush();
    }),
    everywhere('what was taken back from summaries', HOUR_MS, async ({ workspace, config, now }) => {
      const changed = await db.transaction().execute((trx) => takeBack(trx, workspace, config, now));
      if (changed > 0) await bot.flush();
    }),
    everywhere('invitations', MINUTE_MS, async (at) => {
      const here: LookUp = (person, now) => lookUp(at.workspace, person, now);
      await askDue({ db, log, scripts, ...at, lookUp: here });
      await bot.flush();
    }),
    everywhere('drafts that wait', MINUTE_MS, async (at) => {
      await db.transaction().execute((trx) => postWaiting(trx, at));
      await bot.flush();
    }),
    everywhere('what reporters hear', MINUTE_MS, async ({ config, ...at }) => {
      await tellReporters({ db, ...at, language: config.language, timeZone: config.timeZone });
      await flush();
    }),
    // So that nobody waits for it who looks something up first, after a start or a change.
    everywhere('what look-up and checks stand on', MINUTE_MS, ({ workspace }) =>
      readyToFind(db, workspace, scripts),
    ),
    // Before somebody needs them inside a transaction, where nobody else would get in meanwhile.
    everywhere('names to hide', MINUTE_MS, ({ workspace }) => findersFor(db, workspace)),
    everywhere('personas that grow old', DAY_MS, async ({ workspace, config, now }) => {
      if (!(await isAnyApproved(db, workspace))) return;
      const found = await readInThread({ what: 'stale', databaseUrl, workspace, now });
      if ((await askAboutStale(db, workspace, config, now, found)) > 0) await bot.flush();
    }),
    everywhere('what is too old', DAY_MS, (at) => eraseTooOld(deps, at)),
    {
      // A process that was killed in the middle of an erasure left the rest of it to this one.
      name: 'erasures',
      everyMs: MINUTE_MS,
      run: async () => inEach(await underWayIn(db), erasures.takeUp, failed(log, 'erasures')),
    },
    {
      name: 'what dead imports left',
      everyMs: DAY_MS,
      run: () => sweepImports(db, clock().toISOString()),
    },
    {
      name: 'forget finished deliveries',
      everyMs: DAY_MS,
      run: () => forgetDone(db, ago(clock(), KEEP_KEYS_MS)),
    },
    {
      name: 'copies made before an upgrade',
      everyMs: DAY_MS,
      run: async () => void dropCopies(databasePath(databaseUrl), ago(clock(), KEEP_COPIES_MS)),
    },
  ];
}

type JobPlace = { workspace: number; config: Config; now: string; client: WebClient };
type Work = (at: JobPlace) => Promise<unknown>;

/** Workspaces that a job visits at a time: a large one keeps no other waiting. */
const SIDE_BY_SIDE = 4;

/** What fails or takes long in one workspace does not keep the others waiting. */
async function inEach(
  all: readonly number[],
  visit: (workspace: number) => Promise<unknown>,
  onFailure: (workspace: number, error: unknown) => void,
): Promise<void> {
  const workspaces = all.values();
  const visitSome = async (): Promise<void> => {
    for (const workspace of workspaces) {
      try {
        await visit(workspace);
      } catch (error) {
        onFailure(workspace, error);
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, visitSome));
}

function failed(log: Log, job: string) {
  return (workspace: number, error: unknown) =>
    log.error({ job, workspace, failure: nameOf(error), at: placeOf(error) }, 'a scheduled job failed');
}

async function inOne({ db, config, clock, bot }: JobDeps, workspace: number, work: Work): Promise<void> {
  const client = await bot.clientOf(workspace);
  if (!client) return;
  const own = await configOf(db, workspace, config);
  await work({ workspace, config: own, now: clock().toISOString(), client });
}

/** `RETENTION_DAYS`: what is older is erased, and reviewers hear which drafts went with it. */
async function eraseTooOld(
  { db, log, erasures, flush }: JobDeps,
  { workspace, config, now }: JobPlace,
): Promise<void> {
  const old = await tooOld(db, workspace, config, now);
  if (old === null) return void (await forgetCalls(db, workspace, now));
  const { retentionDays } = old;
  const carriedOut = () => erasures.carryOut(workspace);
  const ordered = { db, workspace, now, actor: 'retention' };
  const { erased, forgotten } = await takeOlder(ordered, old, carriedOut);
  const { checks, exports, modelCalls, setAside } = forgotten;
  const rows = checks + exports + modelCalls + setAside;
  if (erased.interviews + rows === 0) return;
  const { interviews, drafts } = erased;
  log.info({ interviews, forgotten: rows, retentionDays }, 'what is too old was erased');
  await db.transaction().execute(async (trx) => {
    if (drafts.length > 0) await tellOfDrafts(trx, workspace, retentionDays, config, now);
    await takeBack(trx, workspace, config, now);
  });
  await checkpoint(db);
  await flush();
}

const ago = (now: Date, ms: number): string => new Date(now.getTime() - ms).toISOString();

/** The summary does not go through the outbox, which posts again when in doubt: it is claimed and posted once. */
function postOnce(client: WebClient): PostSummary {
  return async (channel, { text, blocks }) => {
    const posted = await client.chat.postMessage({ channel, text, ...(blocks ? { blocks } : {}) });
    return { channel: posted.channel ?? channel, ts: posted.ts ?? '' };
  };
}

/** Files go into the thread of the summary: the channel sees one message. */
function showIn(client: WebClient): ShowPictures {
  return async ({ channel, ts }, files, comment) => {
    const [first, ...more] = files.map(uploadOf);
    if (!first) return;
    await client.filesUploadV2({
      ...{ channel_id: channel, thread_ts: ts, initial_comment: comment },
      file_uploads: [first, ...more],
    });
  };
}
