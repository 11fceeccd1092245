import { type Erased, eraseCustomer, eraseOlder, eraseStaff } from '../erasure/erasure.ts';
import { tellOfFallen } from '../erasure/fallen.ts';
import { forgetCalls } from '../model/store.ts';
import { takeBack } from '../summary/take-back.ts';
import { textsIn } from '../text/catalogue.ts';
import type { AddCommand } from './command.ts';
import { atPlace, note, type Place, print, printJson, Refused } from './place.ts';

type Options = { workspace?: string; staff?: string; customer?: string; json?: boolean };
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
  command('purge', 'erase interviews and calls of the model older than RETENTION_DAYS')
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
    const calls = await forgetCalls(place.db, place.workspace, retentionDays, place.now);
    await finish(place, await eraseOlder(scope(place), before), options, calls);
  });
}

function scope({ db, workspace, now, config }: Place) {
  const caution = textsIn(config.language).lookup.page.erased(now.slice(0, 10));
  return { db, workspace, now, caution, actor: 'command line' };
}

async function finish(
  place: Place,
  erased: Erased,
  { json }: Options,
  modelCalls: number | null = null,
): Promise<void> {
  const { raw, path, db, workspace, config, now } = place;
  await tellOfFallen(db, workspace, erased.fallen, config, now);
  await db.transaction().execute((trx) => takeBack(trx, workspace, config, now));
  // What was overwritten in the file may still stand in the log beside it.
  raw.pragma('wal_checkpoint(TRUNCATE)');
  if (json) {
    printJson(modelCalls === null ? erased : { ...erased, modelCalls });
    return;
  }
  const { interviews, drafts, fallen, exports } = erased;
  print(
    `Erased ${interviews} ${interviews === 1 ? 'interview' : 'interviews'} with every wording of every answer.`,
  );
  if (modelCalls) print(`Forgot ${modelCalls} ${modelCalls === 1 ? 'call' : 'calls'} of the model.`);
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
  note(
    `The bot takes its own messages about it away. Copies of ${path} and what people wrote in Slack are not reached from here: delete backups that hold it.`,
  );
}
