import type { Database } from '../database/open.ts';
import { loadRoots } from '../interview/alias-store.ts';
import type { Script } from '../scripts/script.ts';
import { bandValues } from './bands.ts';
import { type CaseInput, startCases } from './build.ts';
import type { Case, CaseTable, Dimension } from './case.ts';
import { columnDimensions, dimensionsOf } from './dimension.ts';
import { loadCustomers } from './record-store.ts';
import { loadAnswers, loadReports, type Wanted } from './report-store.ts';
import { loadConfirmed } from './theme-store.ts';

/** Customers whose answers are read at a time. */
const CUSTOMERS = 1_000;

/**
 * Everything the workspace knows, as cases: the newest revision of every answer of a complete or partial interview
 * about a customer, and every customer record. Answers that `ask_if` hides, withdrawn ones and skipped ones are left
 * out. Themes of free text count where a reviewer confirmed them. Bands are derived anew from all cases; {@link storeBands} keeps them for look-ups between drafts.
 *
 * @param scripts the scripts in use now: they add to those that interviews are pinned to
 */
export async function loadCaseTable(
  db: Database,
  workspace: number,
  scripts: readonly Script[] = [],
): Promise<CaseTable> {
  const pinned = await loadScripts(db, workspace, scripts);
  const rootOf = await loadRoots(db, workspace);
  const { records, names } = await loadCustomers(db, workspace, rootOf);
  const reports = await loadReports(db, workspace, rootOf);
  const themes = await loadConfirmed(db, workspace);
  const answers = { scripts: pinned, only: null };
  return build(db, workspace, answers, { reports, records, scripts: pinned, names, themes });
}

/** A few customers at a time, so that never all answers are in memory at once. */
async function build(db: Database, workspace: number, wanted: Wanted, input: CaseInput): Promise<CaseTable> {
  const building = startCases(input);
  const { customers } = building;
  for (let first = 0; first < customers.length; first += CUSTOMERS) {
    const some = customers.slice(first, first + CUSTOMERS);
    const reports = some.flatMap((customer) => customer.reports);
    await loadAnswers(db, workspace, reports, wanted);
    building.add(some);
    for (const report of reports) report.answers = [];
  }
  return building.table();
}

/** Customers as a rule over a few dimensions sees them; of `unjudged` ones nobody said whether they went well. */
export type KnownCustomers = { cases: Case[]; unjudged: ReadonlySet<string> };

/**
 * Every customer with what is known in these dimensions alone, in the vocabulary of the last draft: quick however much
 * else was said. Customers that nobody judged are among them.
 */
export async function loadKnownCustomers(
  db: Database,
  workspace: number,
  dimensions: ReadonlySet<string>,
): Promise<KnownCustomers> {
  const scripts = await loadScripts(db, workspace, []);
  const rootOf = await loadRoots(db, workspace);
  const { records, names } = await loadCustomers(db, workspace, rootOf);
  const answers = { scripts, only: questionsFor(scripts, dimensions) };
  const reports = await loadReports(db, workspace, rootOf);
  const said = new Set(reports.map(({ customer }) => customer));
  for (const { key, good } of records) if (good !== null) said.add(key);
  const unjudged = new Set(records.filter(({ key }) => !said.has(key)).map(({ key }) => key));
  const judged = records.map((record) => (unjudged.has(record.key) ? { ...record, good: true } : record));
  const bands = await loadBands(db, workspace);
  const input = { reports, records: judged, scripts, names, bands };
  const { cases } = await build(db, workspace, answers, input);
  return { cases, unjudged };
}

/** The questions that feed these dimensions, and those that decide whether they are shown. */
function questionsFor(scripts: readonly Script[], dimensions: ReadonlySet<string>): ReadonlySet<string> {
  const wanted = new Set<string>();
  for (const { questions } of scripts) {
    for (const { key, dimension, askIf } of questions.toReversed()) {
      if (!dimensions.has(dimension) && !wanted.has(key)) continue;
      wanted.add(key);
      for (const earlier of Object.keys(askIf)) wanted.add(earlier);
    }
  }
  return wanted;
}

/** Every dimension as a draft last cut it, without reading a single interview: for interviews, imports and checks. */
export async function loadDimensions(
  db: Database,
  workspace: number,
  scripts: readonly Script[] = [],
): Promise<Record<string, Dimension>> {
  const declared = dimensionsOf(await loadScripts(db, workspace, scripts));
  const bands = await loadBands(db, workspace);
  const { records } = await loadCustomers(db, workspace, await loadRoots(db, workspace));
  const dimensions = { ...declared, ...columnDimensions(records, declared, new Set(Object.keys(bands))) };
  for (const [key, cuts] of Object.entries(bands)) {
    const known = dimensions[key];
    if (known) dimensions[key] = { ...known, cuts };
  }
  return dimensions;
}

/** Every dimension that a question feeds, in the words of the scripts: quick however many customers there are. */
export async function loadDeclared(db: Database, workspace: number): Promise<Record<string, Dimension>> {
  return dimensionsOf(await loadScripts(db, workspace, []));
}

/** The borders of the last draft, by dimension. */
export async function loadBands(db: Database, workspace: number): Promise<Record<string, number[]>> {
  const rows = await db.selectFrom('bands').selectAll().where('workspace', '=', workspace).execute();
  return Object.fromEntries(rows.map(({ dimension, cuts }) => [dimension, JSON.parse(cuts) as number[]]));
}

/** Keeps the borders a draft was made with. Run inside the draft's own transaction. */
export async function storeBands(
  db: Database,
  workspace: number,
  table: CaseTable,
  now: string,
): Promise<void> {
  await db.deleteFrom('bands').where('workspace', '=', workspace).execute();
  const rows = Object.values(table.dimensions).flatMap(({ key, cuts }) =>
    cuts === null || bandValues(cuts).length === 0
      ? []
      : [{ workspace, dimension: key, cuts: JSON.stringify(cuts), stored_at: now }],
  );
  if (rows.length > 0) await db.insertInto('bands').values(rows).execute();
}

async function loadScripts(db: Database, workspace: number, current: readonly Script[]): Promise<Script[]> {
  const rows = await db.selectFrom('scripts').select('body').where('workspace', '=', workspace).execute();
  const pinned = rows.map(({ body }) => JSON.parse(body) as Script);
  const known = new Set(pinned.map(({ id, version }) => `${id}@${version}`));
  return [...pinned, ...current.filter(({ id, version }) => !known.has(`${id}@${version}`))];
}

/** Which of some customers are problem cases today: nothing that stands says otherwise. The keys that they count for. */
export async function problemsAmong(
  db: Database,
  workspace: number,
  keys: readonly string[],
): Promise<Set<string>> {
  const rootOf = await loadRoots(db, workspace);
  const wanted = new Set(keys.map(rootOf));
  const records = (await loadCustomers(db, workspace, rootOf)).records.filter(({ key }) => wanted.has(key));
  const reports = await loadReports(db, workspace, rootOf);
  const own = reports.filter(({ customer }) => wanted.has(customer));
  const { customers } = startCases({ reports: own, records, scripts: [] });
  return new Set(customers.filter(({ kind }) => kind === 'problem').map(({ key }) => key));
}
