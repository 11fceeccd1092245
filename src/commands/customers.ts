import { type Double, domainOf } from '../customers/doubles.ts';
import { loadDoubles, mergeCustomers, type Reviewing, splitCustomer } from '../customers/store.ts';
import type { OpenDatabase } from '../database/open.ts';
import { type Fallen, tellOfFallen } from '../erasure/fallen.ts';
import { type AddCommand, Misused } from './command.ts';
import { atPlace, type Place, print, printJson, Refused } from './place.ts';
import { mustReview } from './reviewer.ts';

type Options = { workspace?: string; by?: string; json?: boolean };

/** `customers doubles`, `customers merge KEEP OTHER`, `customers split KEY`. */
export const addCustomers: AddCommand = ({ command, does }) => {
  command('customers', 'customers under two spellings: doubles | merge KEEP OTHER | split KEY')
    .argument('<what>', 'doubles, merge or split')
    .argument('[keys...]', 'customer keys; of a merge the first stays')
    .option('--by <user>', 'the Slack id of the reviewer who decides')
    .option('--json', 'print one JSON value')
    .action(
      does(async (what: string, keys: string[], options: Options) => {
        const wanted = { doubles: 0, merge: 2, split: 1 }[what];
        if (wanted === undefined || keys.length !== wanted)
          throw new Misused('customers doubles, customers merge KEEP OTHER, or customers split KEY');
        if (what === 'doubles') return doubles(options);
        if (options.by === undefined) throw new Misused('name the reviewer with --by USER');
        return what === 'merge' ? merge(keys, options) : split(keys[0] ?? '', options);
      }),
    );
};

async function doubles(options: Options): Promise<undefined> {
  await atPlace(options, async ({ db, workspace }) => {
    const found = await loadDoubles(db, workspace);
    if (options.json) {
      printJson(found.map(({ keep, other, why }) => ({ keep: keep.key, other: other.key, why })));
      return;
    }
    for (const double of found) print(line(double));
    if (found.length === 0) print('No two customers look like one.');
  });
}

function line({ keep, other, why }: Double): string {
  const reason = why === 'name' ? 'the same name' : `the same domain, ${domainOf(keep.domain)}`;
  return `${keep.name} (${keep.key}) and ${other.name} (${other.key}): ${reason}`;
}

async function merge([keep = '', other = '']: string[], options: Options): Promise<undefined> {
  await atPlace(options, async (place) => {
    const merged = await inTransaction(place, options, (db, reviewing) =>
      mergeCustomers(db, reviewing, { keep, other }),
    );
    if (merged.outcome === 'unknown') throw new Refused(`There is no customer ${merged.key}.`);
    if (merged.outcome === 'same') throw new Refused(`${keep} and ${other} count as one customer already.`);
    if (options.json) printJson(merged);
    else {
      print(
        `${merged.other.name} (${merged.other.key}) counts as ${merged.keep.name} (${merged.keep.key}) from now on; mismatch customers split ${merged.other.key} undoes it.`,
      );
      for (const { name } of merged.fallen) print(`${name} has too little evidence left and left look-up.`);
    }
  });
}

async function split(key: string, options: Options): Promise<undefined> {
  await atPlace(options, async (place) => {
    const done = await inTransaction(place, options, (db, reviewing) => splitCustomer(db, reviewing, key));
    if (done === null) throw new Refused(`${key} is not merged into another customer.`);
    if (options.json) printJson({ split: key, fallen: done.fallen });
    else print(`${key} counts for itself again.`);
  });
}

/** A reviewer decides, and the reviewers hear which personas fell. */
async function inTransaction<T extends object | null>(
  { db, workspace, config, now }: Place,
  { by = '' }: Options,
  work: (db: OpenDatabase['db'], reviewing: Reviewing) => Promise<T>,
): Promise<T> {
  mustReview(by, config);
  return db.transaction().execute(async (trx) => {
    const done = await work(trx, { workspace, by, actor: `command line, as ${by}`, now });
    const fallen = done !== null && 'fallen' in done ? (done.fallen as Fallen[]) : [];
    await tellOfFallen(trx, workspace, fallen, config, now);
    return done;
  });
}
