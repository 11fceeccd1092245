import type { Config } from './config.ts';
import { dropCopies } from './database/copies.ts';
import { type Database, databasePath } from './database/open.ts';
import { configOf } from './database/settings.ts';
import type { Erased } from './erasure/carry-out.ts';
import { isUnderWay } from './erasure/condemned.ts';
import { carryOutInThread } from './erasure/worker.ts';
import { nameOf, placeOf } from './failure.ts';
import type { Log } from './log.ts';
import { textsIn } from './text/catalogue.ts';

/** What carries erasures out beside the running bot, in each workspace one after the other. */
export type Erasures = {
  /** Ends once all that is condemned is gone. */
  carryOut(workspace: number): Promise<Erased>;
  /** Begins the same, and waits for nothing. */
  begin(workspace: number): void;
  /** The same, where a process before this one was killed in the middle of it. */
  takeUp(workspace: number): Promise<void>;
};

type ErasuresDeps = {
  config: Config;
  databaseUrl: string;
  db: Database;
  log: Log;
  clock: () => Date;
  /** Keeps a stop waiting for it. */
  background(work: () => Promise<void>): void;
  /** Posts what is due. */
  flush(): Promise<void>;
};

export function createErasures({
  config,
  databaseUrl,
  db,
  log,
  clock,
  background,
  flush,
}: ErasuresDeps): Erasures {
  const underWay = new Map<number, Promise<unknown>>();
  const carryOutNow = async (workspace: number): Promise<Erased> => {
    const now = clock().toISOString();
    const own = await configOf(db, workspace, config);
    const { reviewChannel, reviewers, language } = own;
    const caution = textsIn(language).lookup.page.erased(now.slice(0, 10));
    const told = { reviewChannel, reviewers, language };
    const erased = await carryOutInThread({ databaseUrl, workspace, now, caution, config: told });
    // Made before an upgrade, they hold it too.
    dropCopies(databasePath(databaseUrl));
    await flush();
    return erased;
  };
  const inTurn = (workspace: number): Promise<Erased> => {
    const before = underWay.get(workspace) ?? Promise.resolve();
    const run = before.then(() => carryOutNow(workspace));
    const ended = run
      .catch(() => {})
      .finally(() => {
        if (underWay.get(workspace) === ended) underWay.delete(workspace);
      });
    underWay.set(workspace, ended);
    return run;
  };
  return {
    carryOut: inTurn,
    begin: (workspace) =>
      background(async () => {
        // What fails here is taken up every minute.
        await inTurn(workspace).catch((error: unknown) =>
          log.error({ workspace, failure: nameOf(error), at: placeOf(error) }, 'an erasure was broken off'),
        );
      }),
    takeUp: async (workspace) => {
      if (!underWay.has(workspace) && (await isUnderWay(db, workspace))) await inTurn(workspace);
    },
  };
}
