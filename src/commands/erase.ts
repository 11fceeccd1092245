import { type Erased, eraseCustomer, eraseOlder, eraseStaff } from '../erasure/erasure.ts';
import { tellOfFallen } from '../erasure/fallen.ts';
import { forgetCalls } from '../model/store.ts';
import { forgetSetAsideBefore } from '../slack/inbox.ts';
import { takeBack } from '../summary/take-back.ts';
import { textsIn } from '../text/catalogue.ts';
import type { AddCommand } from './command.ts';
import { atPlace, note, type Place, print, printJson, Refused } from './place.ts';

type Options = { workspace?: string; staff?: string; customer?: string; json?: boolean; dryRun?: boolean };
/** What retention takes besides interviews. */
type Forgotten = { modelCalls: number; setAside: number };
const DAY_MS = 86_400_000;

/** `erase` and `purge`. */
export const addErase: AddCommand = ({ command, does }) => {
  command('erase', 'erase a person or a customer everywhere, for good')
    .option('--staff <id>', 'everything a person said, and every mention of their id')
    .option('--customer <key>', 'everything said about a customer, and its record')
    .option('--json', 'print one JSON value')
    .action(
      does(async (options: Options) => {
        if ((options.staff === undefined) === (options.customer === undefined)) {
          note('error: give either --staff ID or --customer KEY');
          return 2;
        }
        return erase(options);
      }),
    );
  command('purge', 'erase interviews, calls of the model and failed deliveries older than RETENTION_DAYS')
    .option('--dry-run', 'say what would go, and change nothing')
    .option('--json', 'print one JSON value')
    .action(does(purge));
};

async function erase(options: Options): Promise<undefined> {
  await atPlace(options, async (place) => {
    const { staff, customer } = options;
    const erased =
      staff !== undefined
        ? await eraseStaff(scope(place), staff)
        : await eraseCustomer(scope(place), customer ?? '');
    if (!erased) throw new Refused(`There is nothing about ${staff ?? customer} in this database.`);
    await finish(place, erased, options);
  });
}

async function purge(options: Options): Promise<undefined> {
  await atPlace(options, async (place) => {
    const { retentionDays } = place.config;
    if (retentionDays === null) {
      throw new Refused(
        'RETENTION_DAYS is not set, so nothing is too old: set it to the number of days answers are kept.',
      );
    }
    const before = new Date(Date.parse(place.now) - retentionDays * DAY_MS).toISOString();
    const taken = await takeOlder(place, { retentionDays, before }, options.dryRun === true);
    if (options.dryRun) report(taken.erased, options, taken.forgotten);
    else await finish(place, taken.erased, options, taken.forgotten);
  });
}

/** All in one transaction, so that a dry run counts exactly what would go, and is taken back as a whole. */
async function takeOlder(
  place: Place,
  { retentionDays, before }: { retentionDays: number; before: string },
  isDryRun: boolean,
): Promise<{ erased: Erased; forgotten: Forgotten }> {
  const { workspace, now } = place;
  const trx = await place.db.startTransaction().execute();
  try {
    const modelCalls = await forgetCalls(trx, workspace, retentionDays, now);
    const setAside = await forgetSetAsideBefore(trx, workspace, before);
    const erased = await eraseOlder({ ...scope(place), db: trx }, before);
    if (!isDryRun) await trx.commit().execute();
    return { erased, forgotten: { modelCalls, setAside } };
  } finally {
    if (!trx.isCommitted) await trx.rollback().execute();
  }
}

function scope({ db, workspace, now, config }: Place) {
  const caution = textsIn(config.language).lookup.page.erased(now.slice(0, 10));
  return { db, workspace, now, caution, actor: 'command line' };
}

async function finish(
  place: Place,
  erased: Erased,
  options: Options,
  forgotten: Forgotten | null = null,
): Promise<void> {
  const { raw, path, db, workspace, config, now } = place;
  await tellOfFallen(db, workspace, erased.fallen, config, now);
  await db.transaction().execute((trx) => takeBack(trx, workspace, config, now));
  // What was overwritten in the file may still stand in the log beside it.
  raw.pragma('wal_checkpoint(TRUNCATE)');
  report(erased, options, forgotten);
  if (options.json) return;
  note(
    `The bot takes its own messages about it away. Copies of ${path} and what people wrote in Slack are not reached from here: delete backups that hold it.`,
  );
}

function report(erased: Erased, { json, dryRun = false }: Options, forgotten: Forgotten | null): void {
  if (json) {
    printJson({ ...erased, ...forgotten, ...(dryRun ? { dryRun } : {}) });
    return;
  }
  if (dryRun) print('Nothing was changed. This is what purge says when it runs without --dry-run:');
  const { interviews, drafts, fallen, exports } = erased;
  print(
    `Erased ${interviews} ${interviews === 1 ? 'interview' : 'interviews'} with every wording of every answer.`,
  );
  const { modelCalls = 0, setAside = 0 } = forgotten ?? {};
  if (modelCalls > 0) print(`Forgot ${modelCalls} ${modelCalls === 1 ? 'call' : 'calls'} of the model.`);
  if (setAside > 0)
    print(`Forgot ${setAside} ${setAside === 1 ? 'delivery' : 'deliveries'} that had been set aside.`);
  if (drafts.length > 0)
    print(`Drafts that rested on it are gone as well: ${drafts.join(', ')}. mismatch draft makes new ones.`);
  for (const { id, name } of fallen) {
    print(
      `${name} (${id}) has too little evidence left: it left look-up, checks and exports. The bot tells the reviewers; retire or redraft it.`,
    );
  }
  for (const { persona, version, format, at } of exports) {
    print(`An export may still hold it: ${persona} version ${version} as ${format}, made at ${at}.`);
  }
}
