import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import { rootsOf } from '../interview/alias.ts';
import { loadAliases } from '../interview/alias-store.ts';
import { problemCustomers } from '../interview/counts.ts';
import { newestAnswers } from '../interview/newest.ts';
import { aboutAny, finishedWithin } from '../interview/within.ts';
import type { Script } from '../scripts/script.ts';
import type { Week } from './week.ts';

/** Whose side of the trouble staff named: of `known` problem customers, those whose trouble was ours, by what it was. */
export type FaultCounts = { known: number; ours: Record<string, number> };
/** One problem customer whose side of the fault somebody named. `ours` is `null` where reports disagree. */
export type Fault = { ours: boolean | null; trouble: string | null };

type Said = { customer: string; dimension: string; value: string; at: string };

const NOTHING: FaultCounts = { known: 0, ours: {} };
/** SQLite takes this many values in one list. */
const LIST = 500;
/** So many customers are read in some 10 ms. */
const SLICE = 250;

/**
 * Counts one entry a problem customer, from the newest revisions of complete and partial interviews that were finished
 * before the week's end, and before its beginning. What an earlier week counted is added to, so the cost is that of
 * the interviews since; it is counted anew once anything that was said before has changed.
 *
 * @param keep what was counted is remembered for later weeks: only for a week that is over
 */
export async function countFaults(
  db: Database,
  workspace: number,
  week: Pick<Week, 'from' | 'to'>,
  keep: boolean,
  triesLeft = 3,
): Promise<{ now: FaultCounts; before: FaultCounts }> {
  const revision = await historyRevision(db, workspace);
  const known = await remembered(db, workspace, week.from, revision);
  const start = known?.counts ?? NOTHING;
  let counted = { now: start, before: start };
  for await (const said of slicesOfSaid(db, workspace, known?.until ?? null, week.to)) {
    const moved = (instant: string) => said.map((one) => faultBefore(one, instant));
    const old = moved(known?.until ?? '');
    counted = {
      now: tally(counted.now, old, moved(week.to)),
      before: tally(counted.before, old, moved(week.from)),
    };
  }
  // Somebody took something back between two slices: what was counted before it no longer holds.
  if ((await historyRevision(db, workspace)) !== revision && triesLeft > 0) {
    return countFaults(db, workspace, week, keep, triesLeft - 1);
  }
  if (keep) await remember(db, workspace, week.to, revision, counted.now);
  return counted;
}

/** The counts once what customers say `after` a change has taken the place of what they said `before` it. Pure. */
function tally(
  start: FaultCounts,
  before: readonly (Fault | null)[],
  after: readonly (Fault | null)[],
): FaultCounts {
  const ours = { ...start.ours };
  let { known } = start;
  const add = (fault: Fault | null, by: 1 | -1) => {
    if (fault === null || fault.ours === null) return;
    known += by;
    const trouble = fault.trouble ?? '';
    if (fault.ours) ours[trouble] = (ours[trouble] ?? 0) + by;
  };
  for (const fault of before) add(fault, -1);
  for (const fault of after) add(fault, 1);
  return { known, ours: Object.fromEntries(Object.entries(ours).filter(([, cases]) => cases > 0)) };
}

/** What was said of one customer before an instant; `null`: nobody named a side yet. Reports that disagree leave it open. */
function faultBefore(said: readonly Omit<Said, 'customer'>[], instant: string): Fault | null {
  const about = (wanted: string) =>
    new Set(
      said.filter(({ dimension, at }) => dimension === wanted && at < instant).map(({ value }) => value),
    );
  const sides = about('fault');
  const troubles = about('main_trouble');
  if (sides.size === 0) return null;
  return {
    ours: sides.size > 1 ? null : sides.has('ours'),
    trouble: troubles.size === 1 ? ([...troubles][0] ?? null) : null,
  };
}

async function historyRevision(db: Database, workspace: number): Promise<number> {
  const row = await db
    .selectFrom('history_revisions')
    .select('revision')
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  return row?.revision ?? 0;
}

async function remembered(db: Database, workspace: number, until: string, revision: number) {
  const row = await db
    .selectFrom('fault_counts')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('until', '<=', until)
    .where('revision', '=', revision)
    .orderBy('until', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  const counts: FaultCounts = { known: row.known, ours: JSON.parse(row.ours) as FaultCounts['ours'] };
  return { until: row.until, counts };
}

async function remember(
  db: Database,
  workspace: number,
  until: string,
  revision: number,
  { known, ours }: FaultCounts,
): Promise<void> {
  const row = { revision, known, ours: JSON.stringify(ours) };
  await db
    .insertInto('fault_counts')
    .values({ workspace, until, ...row })
    .onConflict((conflict) => conflict.columns(['workspace', 'until']).doUpdateSet(row))
    .execute();
}

/**
 * Everything said about whose fault it was, customer by customer, of a few hundred at a time: of those alone of whom
 * something was said from `since` on, and of all where that is `null`. Others have their turn in between.
 */
async function* slicesOfSaid(
  db: Database,
  workspace: number,
  since: string | null,
  to: string,
): AsyncGenerator<Said[][]> {
  const asked = await askedIn(db, workspace);
  const aliases = await loadAliases(db, workspace);
  const rootOf = rootsOf(aliases);
  const keysOf = Map.groupBy(
    aliases.map(({ alias }) => alias),
    rootOf,
  );
  const told = await toldOf(db, workspace, since, to);
  await breathe(db);
  const roots = [...new Set(told.map(rootOf))];
  for (let i = 0; i < roots.length; i += SLICE) {
    // Under every key that they go by.
    const keys = roots.slice(i, i + SLICE).flatMap((root) => [root, ...(keysOf.get(root) ?? [])]);
    const said: Said[] = [];
    for (const some of lists(keys)) said.push(...(await answersOf(db, workspace, asked, some, to)));
    yield [...Map.groupBy(said, ({ customer }) => rootOf(customer)).values()];
    await breathe(db);
  }
}

/** Customers of whom a problem interview was finished from `since` on, and maybe some more. */
async function toldOf(db: Database, workspace: number, since: string | null, to: string): Promise<string[]> {
  if (since === null) return problemCustomers(db, workspace);
  const rows = await db
    .selectFrom('interviews')
    .select('customer')
    .distinct()
    .where('workspace', '=', workspace)
    .where('interviews.id', 'in', finishedWithin(workspace, since, to))
    .where('finished_at', '>=', since)
    .where('finished_at', '<', to)
    .where('case_kind', '=', 'problem')
    .where('customer', 'is not', null)
    .execute();
  return rows.map(({ customer }) => customer ?? '');
}

function lists(keys: string[]): string[][] {
  return Array.from({ length: Math.ceil(keys.length / LIST) }, (_, i) =>
    keys.slice(i * LIST, (i + 1) * LIST),
  );
}

/** Script and version -> question -> the reserved dimension it feeds. */
type Asked = Map<string, Map<string, string>>;

async function askedIn(db: Database, workspace: number): Promise<Asked> {
  const rows = await db.selectFrom('scripts').selectAll().where('workspace', '=', workspace).execute();
  return new Map(
    rows.map(({ id, version, body }) => {
      const feeding = (JSON.parse(body) as Script).questions.filter(({ dimension }) =>
        ['fault', 'main_trouble'].includes(dimension),
      );
      return [`${id} ${version}`, new Map(feeding.map(({ key, dimension }) => [key, dimension]))];
    }),
  );
}

async function answersOf(
  db: Database,
  workspace: number,
  asked: Asked,
  customers: string[],
  to: string,
): Promise<Said[]> {
  const questions = [...new Set([...asked.values()].flatMap((of) => [...of.keys()]))];
  if (questions.length === 0) return [];
  const query = db
    .selectFrom('interviews')
    .innerJoin(newestAnswers(db).as('said'), (join) =>
      join.onRef('said.workspace', '=', 'interviews.workspace').onRef('said.interview', '=', 'interviews.id'),
    )
    .select(['customer', 'script', 'script_version', 'question', 'said.value', 'finished_at'])
    .where('interviews.workspace', '=', workspace)
    .where('case_kind', '=', 'problem')
    .where('status', 'in', ['complete', 'partial'])
    .where('finished_at', '<', to)
    .where('question', 'in', questions)
    .where('said.state', '=', 'answered')
    .where('interviews.id', 'in', aboutAny(workspace, customers))
    .where('customer', 'in', customers);
  return (await query.execute()).flatMap((row) => {
    const dimension = asked.get(`${row.script} ${row.script_version}`)?.get(row.question);
    const value: unknown = row.value === null ? null : JSON.parse(row.value);
    if (row.customer === null || row.finished_at === null || dimension === undefined) return [];
    return typeof value === 'string'
      ? [{ customer: row.customer, dimension, value, at: row.finished_at }]
      : [];
  });
}
