import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { isProbe, probeOf } from '../interview/probe.ts';
import type { AnswerValue, Question, Script } from '../scripts/script.ts';
import type { Report, ReportAnswer } from './case.ts';
import { shownQuestions } from './shown.ts';

/** Reports read at a time: large enough to be quick, small enough to stay small in memory. */
const REPORTS_AT_ONCE = 20_000;

/** Every report without its answers, under the customer that its own counts as. */
export async function loadReports(
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
      .limit(REPORTS_AT_ONCE)
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
    if (last === undefined || rows.length < REPORTS_AT_ONCE) return reports;
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
export type Wanted = { scripts: readonly Script[]; only: ReadonlySet<string> | null };

/** Gives reports their answers, in the order of their ids; an answer without a value left is "don't know". */
export async function loadAnswers(
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

/** What was said to a follow-up counts as long as the answer that it follows stands. */
function withoutStrayProbes(answers: ReportAnswer[]): ReportAnswer[] {
  if (!answers.some(({ question }) => isProbe(question))) return answers;
  const said = new Set(answers.filter(({ value }) => value !== null).map(({ question }) => question));
  return answers.filter(({ question }) => !isProbe(question) || said.has(probeOf(question).question));
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
