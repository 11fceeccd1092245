import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { CaseKind, Visibility } from '../database/tables.ts';
import { finderFor } from '../model/identities.ts';
import { hide } from '../model/redact.ts';
import type { AnswerValue, Script } from '../scripts/script.ts';
import { inLanguage, shownValue } from '../scripts/wording.ts';
import type { Language } from '../text/language.ts';
import { type ClaimKey, countedAmong, interviewsBehind, READABLE } from './behind-store.ts';

/** One question of an interview and its answer as it reads now, whole, without the names that are known. */
export type Told = { id: number; asked: string; text: string; isFreeText: boolean };

/** An interview as far as a reviewer may read it. Who gave it is told to nobody. */
export type Report = {
  interview: string;
  title: string;
  customer: string | null;
  role: string;
  startedAt: string;
  kind: CaseKind;
  answers: Told[];
  /** How many of its answers are promised to be counted only. */
  kept: number;
};

/** A report behind a claim: whether it speaks for it, and by which of its answers. */
export type Behind = Report & { side: 'for' | 'against'; counted: Told[] };

const REPORTS_A_PAGE = 5;

/**
 * The interviews behind a claim that a reviewer may read, a page of them: those for it first, the problem customers
 * before the comparable ones.
 *
 * @param page from 0
 * @returns `more`: whether a page follows; `kept`: whether some are only counted, and so not shown
 */
export async function reportsBehind(
  db: Database,
  workspace: number,
  claim: ClaimKey,
  page: number,
  language: Language,
): Promise<{ reports: Behind[]; more: boolean; kept: boolean }> {
  const first = page * REPORTS_A_PAGE;
  const { told, kept } = await interviewsBehind(db, workspace, claim, first + REPORTS_A_PAGE + 1);
  const shown = told.slice(first, first + REPORTS_A_PAGE);
  const ids = shown.map(({ interview }) => interview);
  const counted = await countedAmong(db, workspace, claim, ids);
  const found = await reportsIn(db, workspace, ids, language);
  return {
    reports: shown.flatMap(({ interview, side }) => {
      const report = found.get(interview);
      const own = report?.answers.filter(({ id }) => counted.has(id)) ?? [];
      return report ? [{ ...report, side, counted: own }] : [];
    }),
    more: told.length > first + REPORTS_A_PAGE,
    kept,
  };
}

/** One interview, or `null` where there is none any more, or nothing in it that a reviewer may read. */
export async function reportOf(
  db: Database,
  workspace: number,
  interview: string,
  language: Language,
): Promise<Report | null> {
  const report = (await reportsIn(db, workspace, [interview], language)).get(interview);
  return report && report.answers.length > 0 ? report : null;
}

type Row = {
  id: string;
  role: string;
  started_at: string;
  case_kind: CaseKind;
  body: string;
  name: string | null;
  question: string;
  value: string | null;
  wording: string;
  answer: number;
  visibility: Visibility;
};

async function reportsIn(
  db: Database,
  workspace: number,
  interviews: readonly string[],
  language: Language,
): Promise<Map<string, Report>> {
  if (interviews.length === 0) return new Map();
  // From the interviews outward, hence CROSS JOIN, and put in order below: else SQLite would walk through all answers.
  const { rows } = await sql<Row>`
    SELECT interview.id, interview.role, interview.started_at, interview.case_kind, script.body, customer.name,
      answer.question, said.value, said.wording, answer.id AS answer, said.visibility
    FROM json_each(${JSON.stringify(interviews)}) AS one
    CROSS JOIN interviews AS interview ON interview.workspace = ${workspace} AND interview.id = one.value
      AND interview.status IN ('complete', 'partial')
    CROSS JOIN scripts AS script ON script.workspace = ${workspace} AND script.id = interview.script
      AND script.version = interview.script_version
    CROSS JOIN answers AS answer ON answer.workspace = ${workspace} AND answer.interview = interview.id
    CROSS JOIN answer_revisions AS said ON said.workspace = ${workspace} AND said.answer = answer.id
      AND said.revision = answer.latest_revision AND said.state = 'answered'
    LEFT JOIN customers AS customer ON customer.workspace = ${workspace} AND customer.key = interview.customer`.execute(
    db,
  );
  rows.sort((a, b) => a.answer - b.answer);
  const find = await finderFor(db, workspace);
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, own]) => {
      const { body, name, role, started_at, case_kind } = own[0]!;
      const script = JSON.parse(body) as Script;
      const readable = own.filter(({ visibility }) => READABLE.includes(visibility));
      const answers = readable.flatMap(({ answer, question, value, wording }): Told[] => {
        const asked = script.questions.find(({ key }) => key === question);
        if (value === null || asked?.type === 'customer') return [];
        const told = JSON.parse(value) as AnswerValue;
        const text = asked ? shownValue(asked, told, language) : [told].flat().join(', ');
        const isFreeText = asked === undefined || asked.type === 'text';
        return [{ id: answer, asked: wording, text: hide(find, text).text, isFreeText }];
      });
      const head = { interview: id, title: inLanguage(script.title, language), customer: name, role };
      const kept = own.length - readable.length;
      return [id, { ...head, startedAt: started_at, kind: case_kind, answers, kept }];
    }),
  );
}
