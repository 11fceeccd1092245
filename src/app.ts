import { v7 as timeOrderedId } from 'uuid';
import type { Config } from './config.ts';
import { registerCustomers } from './customers/slack.ts';
import type { Database } from './database/open.ts';
import { configOf } from './database/settings.ts';
import { condemnOne } from './erasure/erasure.ts';
import { fallenBy, tellOfFallen } from './erasure/fallen.ts';
import { createErasures, type Erasures } from './erasures.ts';
import { registerExports } from './exports/slack.ts';
import { nameOf } from './failure.ts';
import { createRedraw, type Redraw } from './home/run.ts';
import { registerHome } from './home/slack.ts';
import type { Route } from './http/route.ts';
import { isAtRoute, type Listener, listenerFor, serve } from './http/run.ts';
import type { Deps as InterviewDeps, ProbeWorker } from './interview/deps.ts';
import { createProbeWorker, PROBE_WAIT_MS } from './interview/probe-run.ts';
import { registerInterview } from './interview/slack.ts';
import { lookUpIn } from './invitations/look-up.ts';
import { requestEvidence } from './invitations/request-store.ts';
import type { LookUpAt } from './invitations/run.ts';
import { registerInvitations } from './invitations/slack.ts';
import { jobsOf } from './jobs.ts';
import { checkRoutes } from './leads/http.ts';
import { registerLeads } from './leads/slack.ts';
import type { Log } from './log.ts';
import { registerLookup } from './lookup/slack.ts';
import { modelFor } from './model/openai.ts';
import { watchRoutes } from './operations/http.ts';
import { createMetrics, type Metrics } from './operations/metrics.ts';
import { registerPictures } from './pictures/slack.ts';
import { registerPrivacy } from './privacy/slack.ts';
import type { ReviewDeps } from './review/draft-slack.ts';
import { endInterrupted } from './review/drafting.ts';
import { registerReview } from './review/slack.ts';
import { schedule } from './schedule.ts';
import type { Broken, Script } from './scripts/script.ts';
import { storeScripts } from './scripts/store.ts';
import { registerWorkspaceSettings } from './settings/slack.ts';
import { atMost } from './slack/at-most.ts';
import { type RunningBot, startSlack } from './slack/bot.ts';
import type { OnCheckpoint } from './slack/checkpoint.ts';
import type { Connection } from './slack/connect.ts';
import { createRegistry, type Registry } from './slack/listen.ts';
import type { Pace } from './slack/pace.ts';
import { settleSummaries } from './summary/run.ts';
import { registerSummary } from './summary/slack.ts';
import { takeBack } from './summary/take-back.ts';

export type AppOptions = {
  config: Config;
  databaseUrl: string;
  scripts: Script[];
  /** Ids of scripts that stand in the folder and cannot be used; none by default. */
  broken?: readonly Broken[];
  db: Database;
  log: Log;
  connection: Connection;
  kind: 'slack' | 'sandbox';
  /** Runs once the workspace is known and before anything is taken: the built-in workspace fills in its sample. */
  beforeStart?: ((workspace: number, now: string) => Promise<void>) | null;
  clock?: () => Date;
  onCheckpoint?: OnCheckpoint;
  /** How quickly messages follow one another in one conversation; Slack's pace by default. */
  conversation?: Pace;
  /** What the process counts of itself; the log that it was made with counts there too. */
  metrics?: Metrics;
  /** Takes our own HTTP addresses where another server already has the port: the built-in workspace's. */
  attach?: (guest: Guest) => void;
};

/** Answers a request at one of our own addresses; false where it is for somebody else. */
export type Guest = (...request: Parameters<Listener>) => boolean;

/** The bot cannot start as things are; one sentence for each fault. */
export class StartRefused extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

export type RunningApp = {
  bot: RunningBot;
  /** The port of our own server; `null` where there is none, or another one serves our addresses. */
  httpPort: number | null;
  stop(): Promise<void>;
};

/** How long a stop waits for work under way; the next start finishes what is left. */
const STOP_MS = 8_500;

/** Puts the features together, connects them to Slack, and starts the clock. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { config, log } = options;
  const clock = options.clock ?? (() => new Date());
  const background = new Set<Promise<void>>();
  const inBackground = (work: () => Promise<void>): void => {
    const run = work().finally(() => background.delete(run));
    background.add(run);
  };
  // A draft resumed at the start may end before the bot stands: what it put is sent once the sender starts.
  let started: RunningBot | null = null;
  const clientOf = async (workspace: number) => (await started?.clientOf(workspace)) ?? null;
  const redraw = createRedraw({ ...options, clientOf, background: inBackground });
  const flush = async () => {
    for (const workspace of (await started?.workspaces()) ?? []) redraw.touch(workspace, null);
    await started?.flush();
  };
  const stopping = new AbortController();
  const working = { clock, background: inBackground, flush };
  const model = modelFor(config.model, { timeoutMs: PROBE_WAIT_MS, retries: 0, stop: stopping.signal });
  const probes = createProbeWorker({ ...options, ...working, model });
  const lookUp: LookUpAt = async (workspace, person, now) => {
    const client = await clientOf(workspace);
    if (!client) throw new Error('Slack is not connected');
    return lookUpIn(client)(person, now);
  };
  const erasures = createErasures({ ...options, ...working });
  const using = { probes, lookUp, redraw, erasures };
  const registry = features(options, { ...working, stop: stopping.signal, ...using });
  const beforeStart = async (workspace: number, now: string) => {
    await options.beforeStart?.(workspace, now);
    await tidy(options, workspace, now);
  };
  const metrics = options.metrics ?? createMetrics();
  const heard = { onCommit: redraw.touch, onAcknowledged: metrics.acknowledged };
  const bot = await startSlack({ ...options, clock, registry, beforeStart, ...heard });
  started = bot;
  probes.wake();
  const called = [...bot.routes, ...routesOf(options, clock, bot.workspaces)];
  const { isConnected } = bot;
  const watched = watchRoutes({ db: options.db, prices: config.model, metrics, isConnected, clock });
  const http = await ownServer(options, called, watched).catch(async (error: unknown) => {
    await bot.stop();
    throw error;
  });
  const stopClock = schedule(jobsOf({ ...options, clock, bot, lookUp, flush, erasures }), log);
  const stop = async () => {
    stopping.abort();
    // The server stands until the last answer to Slack is on its way.
    const ended = Promise.all([stopClock(), bot.stop().then(() => http?.close())]);
    await atMost(
      STOP_MS,
      ended.then(() => Promise.allSettled(background)),
    );
  };
  return { bot, httpPort: http?.port ?? null, stop };
}

/** Every HTTP address of our own, in the order of the folders. */
function routesOf(
  { config, db, scripts }: AppOptions,
  clock: () => Date,
  workspaces: () => Promise<number[]>,
): Route[] {
  return checkRoutes({ token: config.checkApiToken, db, scripts, workspaces, clock });
}

/**
 * Serves our own addresses: on PORT, in the built-in workspace on its page's port. Those that others call are needed;
 * where there are none, as in Socket Mode alone, the bot does without the ones that only tell how it is.
 * @throws StartRefused when the port is taken
 */
async function ownServer(
  { config, connection, attach, log }: AppOptions,
  called: readonly Route[],
  watched: readonly Route[],
): Promise<Awaited<ReturnType<typeof serve>> | null> {
  const routes = [...called, ...watched];
  if (attach) {
    const listener = listenerFor(routes, log);
    attach((request, response) => {
      if (!isAtRoute(routes, request)) return false;
      listener(request, response);
      return true;
    });
    return null;
  }
  const { transport } = connection;
  const port = transport.kind === 'http' ? transport.port : config.port;
  try {
    return await serve(routes, port, log);
  } catch (error) {
    const why = nameOf(error);
    if (called.length === 0) {
      log.warn({ port, failure: why }, 'no /healthz, /readyz and /metrics: set PORT to a free one');
      return null;
    }
    throw new StartRefused([`Port ${port} cannot be opened (${why}): set PORT to a free one.`]);
  }
}

/** Keeps the scripts by version, and ends what an earlier process may have left: a draft that never ended. */
async function tidy(options: AppOptions, workspace: number, now: string): Promise<void> {
  const { db, scripts, log } = options;
  const config = await configOf(db, workspace, options.config);
  const unstored = await storeScripts(db, workspace, scripts, now);
  for (const why of unstored) log.warn({ workspace }, why);
  await db.transaction().execute((trx) => endInterrupted(trx, workspace, config, now));
  await settleSummaries({ db, workspace, config, log, now });
}

/** Everything that listens, in the order of the folders. */
function features(
  { scripts, broken = [], databaseUrl }: AppOptions,
  {
    probes,
    lookUp,
    redraw,
    erasures,
    ...deps
  }: Omit<ReviewDeps, 'databaseUrl'> & {
    probes: ProbeWorker;
    lookUp: LookUpAt;
    redraw: Redraw;
    erasures: Erasures;
  },
): Registry {
  const registry = createRegistry();
  const interviews = {
    scripts,
    broken,
    probes,
    // Ids that begin with the time: what is said in these minutes lies side by side in every index.
    newId: timeOrderedId,
    reported,
    changing,
    erase,
    erased: erasures.begin,
  };
  registerInterview(registry, interviews);
  registerInvitations(registry, { ...interviews, lookUp });
  registerCustomers(registry);
  registerReview(registry, { ...deps, databaseUrl });
  registerLookup(registry, { scripts });
  registerLeads(registry, { scripts });
  registerExports(registry, { scripts, databaseUrl });
  registerPictures(registry, { scripts });
  registerSummary(registry);
  registerPrivacy(registry, { scripts, redrawHome: redraw.drawOnce, carryOut: erasures.carryOut });
  registerWorkspaceSettings(registry);
  registerHome(registry, { scripts });
  return registry;
}

/** Whoever wrote the message that was reported can be asked about that customer too. */
const reported: InterviewDeps['reported'] = async (db, { workspace, person, now }, { customer, author }) => {
  const request = { reason: 'reported' as const, subject: customer, person: author, askedBy: person };
  await requestEvidence(db, { workspace, now, ...request });
};

/** A persona that a changed answer leaves without its evidence is told of as after an erasure. */
const changing: InterviewDeps['changing'] = async (db, { workspace, config, now }, save) => {
  const { fallen } = await fallenBy(db, workspace, save);
  await tellOfFallen(db, workspace, fallen, config, now);
};

/** What a reporter deletes is hidden at once; `erased` takes it out of the personas that counted it, and deletes it. */
const erase: InterviewDeps['erase'] = async (db, { workspace, person, config, now }, interview) => {
  await condemnOne({ db, workspace, now, actor: person }, interview);
  await takeBack(db, workspace, config, now);
};
