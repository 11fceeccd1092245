import type { Database } from '../database/open.ts';
import { rootsOf } from '../interview/alias.ts';
import { loadAliases } from '../interview/alias-store.ts';
import { newestAnswers } from '../interview/newest.ts';
import type { Script } from '../interview/script.ts';
import { aboutAny, finishedWithin } from '../interview/within.ts';
import type { Week } from './week.ts';

/** Whose side of the trouble staff named: of `known` problem customers, those whose trouble was ours, by what it was. */
export type FaultCounts = { known: number; ours: Record<string, number> };
/** One problem customer whose side of the fault somebody named. `ours` is `null` where reports disagree. */
export type Fault = { ours: boolean | null; trouble: string | null };

type Said = { customer: string; dimension: string; value: string; at: string };

const NOTHING: FaultCounts = { known: 0, ours: {} };
/** SQLite takes this many values in one list. */
const LIST = 500;

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
): Promise<{ now: FaultCounts; before: FaultCounts }> {
  const revision = await historyRevision(db, workspace);
  const known = await remembered(db, workspace, week.from, revision);
  const touched = await saidSince(db, workspace, known?.until ?? null, week.to);
  const start = known?.counts ?? NOTHING;
  const moved = (instant: string) => [...touched.values()].map((said) => faultBefore(said, instant));
  const old = moved(known?.until ?? '');
  const counted = {
    now: tally(start, old, moved(week.to)),
    before: tally(start, old, moved(week.from)),
  };
  if (keep) await remember(db, workspace, week.to, revision, counted.now);
  return counted;
}

/** What customers count for now in place of what they counted for. Pure. */
export function tally(
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
export function faultBefore(said: readonly Omit<Said, 'customer'>[], instant: string): Fault | null {
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
 * Everything said about whose fault it was, by customer: of those customers alone of whom something was said from
 * `since` on, and of all where that is `null`.
 */
async function saidSince(
  db: Database,
  workspace: number,
  since: string | null,
  to: string,
): Promise<Map<string, Said[]>> {
  const asked = await askedIn(db, workspace);
  const aliases = await loadAliases(db, workspace);
  const rootOf = rootsOf(aliases);
  const said: Said[] = [];
  for (const customers of since === null
    ? [null]
    : lists(await touchedSince(db, workspace, since, to, aliases))) {
    said.push(...(await answersOf(db, workspace, asked, customers, to)));
  }
  return Map.groupBy(said, ({ customer }) => rootOf(customer));
}

/** Under every key that they go by. */
async function touchedSince(
  db: Database,
  workspace: number,
  since: string,
  to: string,
  aliases: Awaited<ReturnType<typeof loadAliases>>,
): Promise<string[]> {
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
  const rootOf = rootsOf(aliases);
  const roots = new Set(rows.map(({ customer }) => rootOf(customer ?? '')));
  const others = aliases.map(({ alias }) => alias).filter((alias) => roots.has(rootOf(alias)));
  return [...new Set([...roots, ...others])];
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
  customers: string[] | null,
  to: string,
): Promise<Said[]> {
  const questions = [...new Set([...asked.values()].flatMap((of) => [...of.keys()]))];
  if (questions.length === 0) return [];
  let query = db
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
    .where('said.state', '=', 'answered');
  if (customers !== null) {
    query = query
      .where('interviews.id', 'in', aboutAny(workspace, customers))
      .where('customer', 'in', customers);
  }
  return (await query.execute()).flatMap((row) => {
    const dimension = asked.get(`${row.script} ${row.script_version}`)?.get(row.question);
    const value: unknown = row.value === null ? null : JSON.parse(row.value);
    if (row.customer === null || row.finished_at === null || dimension === undefined) return [];
    return typeof value === 'string'
      ? [{ customer: row.customer, dimension, value, at: row.finished_at }]
      : [];
  });
}
