import { dropCopies } from '../database/copies.ts';
import type { Database } from '../database/open.ts';
import { carryOut, type OnErased } from '../erasure/carry-out.ts';
import { type Erased, eraseCustomer, eraseStaff } from '../erasure/erasure.ts';
import { tellOfFallen } from '../erasure/fallen.ts';
import { type Forgotten, type Taken, type TooOld, takeOlder } from '../erasure/retention.ts';
import { takeBack } from '../summary/take-back.ts';
import { tooOld } from '../summary/too-old.ts';
import { textsIn } from '../text/catalogue.ts';
import { type AddCommand, Misused } from './command.ts';
import { hasFallen } from './fallen.ts';
import { atPlace, note, type Place, print, printJson, Refused, settings } from './place.ts';

type Options = { workspace?: string; staff?: string; customer?: string; json?: boolean; dryRun?: boolean };

/** `erase` and `purge`. */
export const addErase: AddCommand = ({ command, does }) => {
  command('erase', 'erase a person or a customer everywhere, for good')
    .option('--staff <id>', 'everything a person said, and every mention of their id')
    .option('--customer <key>', 'everything said about a customer, and its record')
    .option('--json', 'print one JSON value')
    .action(
      does(async (options: Options) => {
        if ((options.staff === undefined) === (options.customer === undefined))
          throw new Misused('give either --staff ID or --customer KEY');
        return erase(options);
      }),
    );
  command('purge', 'erase what is older than RETENTION_DAYS now; a running bot does it every day')
    .option('--dry-run', 'say what would go, and change nothing')
    .option('--json', 'print one JSON value')
    .action(does(purge));
};

async function erase(options: Options): Promise<undefined> {
  await atPlace(options, async (place) => {
    const { staff, customer } = options;
    const erased =
      staff !== undefined
        ? await eraseStaff(scope(place), staff, telling(place))
        : await eraseCustomer(scope(place), customer ?? '', telling(place));
    if (!erased) throw new Refused(`There is nothing about ${staff ?? customer} in this database.`);
    await finish(place, erased, options);
  });
}

async function purge(options: Options): Promise<undefined> {
  await atPlace(options, async (place) => {
    const old = await tooOld(place.db, place.workspace, place.config, place.now);
    if (old === null) {
      throw new Refused(
        'RETENTION_DAYS is not set, so nothing is too old: set it to the number of days answers are kept.',
      );
    }
    const taken = await takeAll(place, old, options.dryRun === true);
    if (options.dryRun) report(taken.erased, options, taken.forgotten);
    else await finish(place, taken.erased, options, taken.forgotten);
  });
}

/** A dry run is one transaction that is taken back as a whole: it counts exactly what would go. */
async function takeAll(place: Place, old: TooOld, isDryRun: boolean): Promise<Taken> {
  const take = (db: Database) => {
    const own = { ...scope(place), db };
    return takeOlder(own, old, () => carryOut(own, telling(place)));
  };
  if (!isDryRun) return take(place.db);
  const trx = await place.db.startTransaction().execute();
  try {
    return await take(trx);
  } finally {
    await trx.rollback().execute();
  }
}

function scope({ db, workspace, now, config }: Place) {
  const caution = textsIn(config.language).lookup.page.erased(now.slice(0, 10));
  return { db, workspace, now, caution, actor: 'command line' };
}

/** With the last step, so that no kill leaves reviewers untold. */
function telling({ workspace, config, now }: Place): OnErased {
  return (trx, { fallen }) => tellOfFallen(trx, workspace, fallen, config, now);
}

async function finish(
  place: Place,
  erased: Erased,
  options: Options,
  forgotten: Forgotten | null = null,
): Promise<void> {
  const { raw, path, db, workspace, config, now } = place;
  await db.transaction().execute((trx) => takeBack(trx, workspace, config, now));
  // What was overwritten in the file may still stand in the log beside it.
  raw.pragma('wal_checkpoint(TRUNCATE)');
  const copies = dropCopies(path);
  report(erased, options, forgotten);
  if (options.json) return;
  for (const copy of copies) note(`${copy}, the copy made before an upgrade, held it too and is gone.`);
  note(
    `The bot takes its own messages about it away. Copies of ${path} and what people wrote in Slack are not reached from here: delete backups that hold it.`,
  );
  const { reviewers, admins } = settings();
  if (options.staff !== undefined && [...reviewers, ...admins].includes(options.staff))
    note(`REVIEWERS or ADMINS in the environment still name ${options.staff}: take the id out there.`);
}

const KINDS: Record<keyof Forgotten, [one: string, many: string]> = {
  modelCalls: ['call of the model', 'calls of the model'],
  setAside: ['delivery that had been set aside', 'deliveries that had been set aside'],
  checks: ['lead check', 'lead checks'],
  exports: ['line about an export', 'lines about exports'],
};

function report(erased: Erased, { json, dryRun = false }: Options, forgotten: Forgotten | null): void {
  if (json) {
    printJson({ ...erased, ...forgotten, ...(dryRun ? { dryRun } : {}) });
    return;
  }
  if (dryRun) print('Nothing was changed. This is what purge says when it runs without --dry-run:');
  const { interviews, drafts, recounted, fallen, exports } = erased;
  print(
    `Erased ${interviews} ${interviews === 1 ? 'interview' : 'interviews'} with every wording of every answer.`,
  );
  for (const [kind, [one, many]] of Object.entries(KINDS) as [keyof Forgotten, [string, string]][]) {
    const rows = forgotten?.[kind] ?? 0;
    if (rows > 0) print(`Forgot ${rows} ${rows === 1 ? one : many}.`);
  }
  if (drafts.length > 0)
    print(`Drafts that rested on it are gone as well: ${drafts.join(', ')}. mismatch draft makes new ones.`);
  if (recounted.length > 0) {
    const named = recounted.map(({ persona, version, name }) => `${name} (${persona} version ${version})`);
    print(`Counted again without it: ${named.join(', ')}.`);
  }
  for (const one of fallen) print(hasFallen(one));
  for (const { persona, version, format, at } of exports) {
    print(`An export may still hold it: ${persona} version ${version} as ${format}, made at ${at}.`);
  }
}
