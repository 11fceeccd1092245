import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { CaseKind, Visibility } from '../database/tables.ts';
import { newestAnswers } from '../interview/newest.ts';
import type { AnswerValue, Script } from '../interview/script.ts';
import { inLanguage, shownValue } from '../interview/wording.ts';
import { finderFor } from '../model/identities.ts';
import { hide } from '../model/redact.ts';
import type { Language } from '../text/language.ts';

/** Promises under which a reviewer may read an answer whole; the others are only counted, and quoted in short. */
const READABLE: readonly Visibility[] = ['reviewers', 'all'];

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

type Claim = { persona: string; version: number; claim: string };

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
  claim: Claim,
  page: number,
  language: Language,
): Promise<{ reports: Behind[]; more: boolean; kept: boolean }> {
  const behind = answersBehind(db, workspace, claim);
  const rows = await behind
    .where('said.visibility', 'in', READABLE)
    .select(['said.interview', 'link.side', 'link.case_kind', 'link.customer'])
    .distinct()
    .orderBy('link.side', 'desc')
    .orderBy('link.case_kind', 'desc')
    .orderBy('link.customer')
    .orderBy('said.interview')
    .limit(REPORTS_A_PAGE + 1)
    .offset(page * REPORTS_A_PAGE)
    .execute();
  const kept = await behind
    .where('said.visibility', 'not in', READABLE)
    .select(sql<number>`1`.as('one'))
    .limit(1)
    .executeTakeFirst();
  const shown = rows.slice(0, REPORTS_A_PAGE);
  const ids = shown.map(({ interview }) => interview);
  const linked = await behind.where('said.interview', 'in', ids).select('said.id').distinct().execute();
  const counted = new Set(linked.map(({ id }) => id));
  const found = await reportsIn(db, workspace, ids, language);
  return {
    reports: shown.flatMap(({ interview, side }) => {
      const report = found.get(interview);
      const own = report?.answers.filter(({ id }) => counted.has(id)) ?? [];
      return report ? [{ ...report, side, counted: own }] : [];
    }),
    more: rows.length > REPORTS_A_PAGE,
    kept: kept !== undefined,
  };
}

/** The answers that a claim was counted from, as far as they still stand. */
function answersBehind(db: Database, workspace: number, { persona, version, claim }: Claim) {
  return db
    .selectFrom('evidence_links as link')
    .innerJoin(newestAnswers(db).as('said'), (join) =>
      join.onRef('said.workspace', '=', 'link.workspace').onRef('said.id', '=', 'link.answer'),
    )
    .innerJoin('interviews as interview', (join) =>
      join.onRef('interview.workspace', '=', 'link.workspace').onRef('interview.id', '=', 'said.interview'),
    )
    .where('link.workspace', '=', workspace)
    .where('link.persona', '=', persona)
    .where('link.version', '=', version)
    .where('link.claim', '=', claim)
    .where('said.state', '=', 'answered')
    .where('interview.status', 'in', ['complete', 'partial']);
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

async function reportsIn(
  db: Database,
  workspace: number,
  interviews: readonly string[],
  language: Language,
): Promise<Map<string, Report>> {
  if (interviews.length === 0) return new Map();
  const rows = await db
    .selectFrom('interviews as interview')
    .innerJoin('scripts as script', (join) =>
      join
        .onRef('script.workspace', '=', 'interview.workspace')
        .onRef('script.id', '=', 'interview.script')
        .onRef('script.version', '=', 'interview.script_version'),
    )
    .leftJoin('customers as customer', (join) =>
      join
        .onRef('customer.workspace', '=', 'interview.workspace')
        .onRef('customer.key', '=', 'interview.customer'),
    )
    .innerJoin(newestAnswers(db).as('said'), (join) =>
      join.onRef('said.workspace', '=', 'interview.workspace').onRef('said.interview', '=', 'interview.id'),
    )
    .select(['interview.id', 'interview.role', 'interview.started_at', 'interview.case_kind'])
    .select(['script.body', 'customer.name', 'said.question', 'said.value', 'said.wording'])
    .select(['said.id as answer', 'said.visibility'])
    .where('interview.workspace', '=', workspace)
    .where('interview.id', 'in', interviews)
    .where('interview.status', 'in', ['complete', 'partial'])
    .where('said.state', '=', 'answered')
    .orderBy('said.id')
    .execute();
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
