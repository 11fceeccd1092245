import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { loadRoots } from '../interview/alias-store.ts';
import { isProbe, probeOf } from '../interview/probe.ts';
import type { AnswerValue, Question, Script } from '../interview/script.ts';
import { bandValues } from './bands.ts';
import { type CaseInput, startCases } from './build.ts';
import type { Case, CaseTable, CustomerRecord, Dimension, Report, ReportAnswer } from './case.ts';
import { joinRecords, recordUnder } from './customers.ts';
import { columnDimensions, dimensionsOf } from './dimension.ts';
import { shownQuestions } from './shown.ts';
import { loadConfirmed } from './theme-store.ts';

/** Rows read at a time: large enough to be quick, small enough to stay small in memory. */
const PAGE = 20_000;
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

/** The records of some customers, one each, in the order of the keys that they count for. */
export async function loadRecords(
  db: Database,
  workspace: number,
  keys: readonly string[],
): Promise<CustomerRecord[]> {
  const rootOf = await loadRoots(db, workspace);
  const wanted = new Set(keys.map(rootOf));
  const joined = new Map<string, CustomerRecord>();
  for (const record of (await loadCustomers(db, workspace, rootOf)).records) {
    if (!wanted.has(record.key)) continue;
    const older = joined.get(record.key);
    joined.set(record.key, older === undefined ? record : joinRecords(older, record));
  }
  return [...joined.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
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

/** Records under the keys that they count for. Those of one customer under several keys come last, the older first. */
async function loadCustomers(
  db: Database,
  workspace: number,
  rootOf: (key: string) => string,
): Promise<{ records: CustomerRecord[]; names: Map<string, string> }> {
  const found: { record: CustomerRecord; at: string }[] = [];
  const names = new Map<string, string>();
  const merged = new Set<string>();
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('customers')
      .select(['key', 'name', 'record', 'imported_at'])
      .where('workspace', '=', workspace)
      .where('key', '>', after)
      .orderBy('key')
      .limit(PAGE)
      .execute();
    for (const { key, name, record, imported_at: at } of rows) {
      names.set(key, name);
      const root = rootOf(key);
      if (root !== key) merged.add(root);
      if (record !== null)
        found.push({ record: recordUnder(root, JSON.parse(record) as CustomerRecord), at: at ?? '' });
    }
    const last = rows.at(-1);
    if (last !== undefined && rows.length === PAGE) {
      after = last.key;
      continue;
    }
    const several = found.filter(({ record }) => merged.has(record.key));
    several.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const single = merged.size === 0 ? found : found.filter(({ record }) => !merged.has(record.key));
    return { records: [...single, ...several].map(({ record }) => record), names };
  }
}

/** What was said to a follow-up counts as long as the answer that it follows stands. */
function withoutStrayProbes(answers: ReportAnswer[]): ReportAnswer[] {
  if (!answers.some(({ question }) => isProbe(question))) return answers;
  const said = new Set(answers.filter(({ value }) => value !== null).map(({ question }) => question));
  return answers.filter(({ question }) => !isProbe(question) || said.has(probeOf(question).question));
}

/** Every report without its answers, under the customer that its own counts as. */
async function loadReports(
  db: Database,
  workspace: number,
  rootOf: (key: string) => string,
): Promise<Report[]> {
  const reports: Report[] = [];
  const one = sameText();
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('interviews')
      .select([
        'id',
        'customer',
        'case_kind',
        'person',
        'role',
        'script',
        'script_version',
        'started_at',
        'finished_at',
      ])
      .where('workspace', '=', workspace)
      .where('status', 'in', ['complete', 'partial'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      if (row.customer === null) continue;
      reports.push({
        interview: row.id,
        customer: rootOf(row.customer),
        kind: row.case_kind,
        reporter: one(row.person),
        role: one(row.role),
        script: one(row.script),
        scriptVersion: row.script_version,
        at: row.finished_at ?? row.started_at,
        answers: [],
      });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return reports;
    after = last.id;
  }
}

/** A text that repeats from row to row comes as a new copy each time: one of each is kept. */
function sameText(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const first = known.get(text);
    if (first === undefined) known.set(text, text);
    return first ?? text;
  };
}

/** The scripts that interviews were asked with, and the questions of interest; `null`: all of them. */
type Wanted = { scripts: readonly Script[]; only: ReadonlySet<string> | null };

/** Gives reports their answers, in the order of their ids; an answer without a value left is "don't know". */
async function loadAnswers(
  db: Database,
  workspace: number,
  reports: readonly Report[],
  { scripts, only }: Wanted,
): Promise<void> {
  const byInterview = new Map(reports.map((report) => [report.interview, report]));
  // CROSS JOIN keeps SQLite to this order: otherwise it walks through all answers for the few interviews wanted.
  let query = db
    .selectFrom(each([...byInterview.keys()]).as('asked'))
    .crossJoin('answers')
    .innerJoin('answer_revisions', (join) =>
      join
        .onRef('answer_revisions.workspace', '=', 'answers.workspace')
        .onRef('answer_revisions.answer', '=', 'answers.id')
        .onRef('answer_revisions.revision', '=', 'answers.latest_revision'),
    )
    .select(['answers.id', 'answers.interview', 'answers.question', 'revision', 'answer_revisions.value'])
    .where('answers.workspace', '=', workspace)
    .whereRef('answers.interview', '=', 'asked.value')
    .where('state', 'in', ['answered', 'dont_know']);
  if (only !== null) query = query.where('answers.question', 'in', [...only]);
  for (const { id, interview, question, revision, value } of await query.orderBy('answers.id').execute()) {
    const said = value === null ? null : parseValue(value);
    byInterview.get(interview)?.answers.push({ answer: id, revision, question, value: said });
  }
  const questions = new Map(scripts.map((script) => [`${script.id}@${script.version}`, script.questions]));
  for (const report of reports) {
    const asked = questions.get(`${report.script}@${report.scriptVersion}`) ?? [];
    report.answers = withoutHidden(withoutStrayProbes(report.answers), asked);
  }
}

/** A list of any length as one parameter, a row each. */
function each(texts: readonly string[]): RawBuilder<{ value: string }> {
  return sql`json_each(${JSON.stringify(texts)})`;
}

/** Without the answers to questions that `ask_if` hides. */
function withoutHidden(answers: ReportAnswer[], asked: readonly Question[]): ReportAnswer[] {
  if (!asked.some(({ askIf }) => Object.keys(askIf).length > 0)) return answers;
  const shown = shownQuestions(asked, new Map(answers.map(({ question, value }) => [question, value])));
  return answers.filter(({ question }) => shown.has(probeOf(question).question));
}

const interned = new Map<string, AnswerValue>();
const KEPT = 10_000;

/** Short answers repeat from interview to interview: one copy of each is kept. */
function parseValue(text: string): AnswerValue {
  const known = interned.get(text);
  if (known !== undefined) return known;
  const parsed = JSON.parse(text) as AnswerValue | boolean;
  const value = typeof parsed === 'boolean' ? (parsed ? 'yes' : 'no') : parsed;
  if (text.length < 40 && interned.size < KEPT) interned.set(text, value);
  return value;
}
