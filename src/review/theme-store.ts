import { loadDropped, type StandingFinding, standingFindings } from '../cases/theme-store.ts';
import { codeOf, type Dropped, type FindingKind, type LabelFault, labelFault } from '../cases/themes.ts';
import type { Database } from '../database/open.ts';
import { finderFor } from '../model/identities.ts';
import { hide } from '../model/redact.ts';
import { audit } from '../personas/audit.ts';

export type Theme = {
  kind: FindingKind;
  code: string;
  label: string;
  customers: number;
  people: number;
  example: string;
};
export type Decided = { kind: FindingKind; code: string; label: string; state: 'confirmed' | 'left_out' };
export type Said = Pick<StandingFinding, 'answer' | 'revision' | 'kind' | 'code'> & { words: string };

export type Themes = { waiting: Theme[]; decided: Decided[]; dropped: Dropped[] };

/** What was found in free text: what waits for a decision, the most customers first, what was decided, what was left out. */
export async function loadThemes(db: Database, workspace: number): Promise<Themes> {
  const decided = await db
    .selectFrom('reason_codes')
    .select(['kind', 'code', 'label', 'state'])
    .where('workspace', '=', workspace)
    .orderBy('label')
    .execute();
  const known = new Set(decided.map(({ kind, code }) => `${kind} ${code}`));
  const found = await withWords(db, workspace, await standingFindings(db, workspace));
  const groups = Map.groupBy(found, ({ kind, code }) => `${kind} ${code}`);
  const waiting = [...groups].flatMap(([key, all]): Theme[] => {
    const [first] = all;
    if (first === undefined || known.has(key)) return [];
    const { kind, code, label, words } = first;
    const customers = new Set(all.map(({ customer }) => customer)).size;
    const people = new Set(all.map(({ person }) => person)).size;
    return [{ kind, code, label, customers, people, example: words }];
  });
  waiting.sort((a, b) => b.customers - a.customers || b.people - a.people || (a.code < b.code ? -1 : 1));
  return { waiting, decided, dropped: await loadDropped(db, workspace) };
}

/** Where a code was found, in the words of the answers; the newest first. */
export async function whereSaid(
  db: Database,
  workspace: number,
  kind: FindingKind,
  code: string,
): Promise<Said[]> {
  const all = await standingFindings(db, workspace);
  return withWords(
    db,
    workspace,
    all.filter((one) => one.kind === kind && one.code === code),
  );
}

type Worded = StandingFinding & { words: string; customer: string; person: string };

/** The words are cut from the stored answer each time, without names. Withdrawn interviews tell nothing. */
async function withWords(db: Database, workspace: number, found: StandingFinding[]): Promise<Worded[]> {
  const find = await finderFor(db, workspace);
  const rows = await db
    .selectFrom('read_answers as read')
    .innerJoin('answers as answer', (join) =>
      join.onRef('answer.workspace', '=', 'read.workspace').onRef('answer.id', '=', 'read.answer'),
    )
    .innerJoin('interviews as interview', (join) =>
      join.onRef('interview.workspace', '=', 'read.workspace').onRef('interview.id', '=', 'answer.interview'),
    )
    .innerJoin('answer_revisions as said', (join) =>
      join
        .onRef('said.workspace', '=', 'read.workspace')
        .onRef('said.answer', '=', 'read.answer')
        .onRef('said.revision', '=', 'read.revision'),
    )
    .select(['read.answer', 'said.value', 'interview.customer', 'interview.person'])
    .where('read.workspace', '=', workspace)
    .where('said.state', '=', 'answered')
    .whereRef('answer.latest_revision', '=', 'read.revision')
    .where('interview.status', 'in', ['complete', 'partial'])
    .execute();
  const texts = new Map(rows.map((row) => [row.answer, row]));
  return found.flatMap((one): Worded[] => {
    const row = texts.get(one.answer);
    const text: unknown = row?.value == null ? null : JSON.parse(row.value);
    if (row === undefined || typeof text !== 'string') return [];
    const words = hide(find, text, one).text;
    return [{ ...one, words, customer: row.customer ?? '', person: row.person }];
  });
}

type Deciding = {
  workspace: number;
  kind: FindingKind;
  code: string;
  by: string;
  now: string;
  via?: 'command line';
};

/**
 * Confirms a code under a name, or leaves it out (`label` null). Codes under the same name count as one.
 * @returns why the name cannot stand, or `null`
 */
export async function decideTheme(
  db: Database,
  { workspace, kind, code, by, now, via }: Deciding,
  label: string | null,
): Promise<LabelFault | null> {
  const fault = label === null ? null : labelFault(label, await finderFor(db, workspace));
  if (fault !== null) return fault;
  const name = label === null ? code.replaceAll('_', ' ') : label.trim();
  const decision = {
    state: label === null ? ('left_out' as const) : ('confirmed' as const),
    counts_as: codeOf(name),
    label: name,
    decided_by: by,
    decided_at: now,
  };
  await db
    .insertInto('reason_codes')
    .values({ workspace, kind, code, ...decision })
    .onConflict((conflict) => conflict.columns(['workspace', 'kind', 'code']).doUpdateSet(decision))
    .execute();
  const detail = { kind, state: decision.state, countsAs: decision.counts_as, ...(via && { via }) };
  await audit(db, workspace, { at: now, actor: by, action: 'theme decided', subject: code, detail });
  return null;
}

/** An answer does not say that: remembered for this wording of it, however often it is read again. */
export async function correctFinding(
  db: Database,
  workspace: number,
  { answer, revision, kind, code }: Omit<Said, 'words'>,
  by: string,
  now: string,
): Promise<void> {
  await db
    .insertInto('finding_corrections')
    .values({ workspace, answer, revision, kind, code, corrected_by: by, corrected_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const detail = { answer: `a${answer}`, revision, kind };
  await audit(db, workspace, { at: now, actor: by, action: 'finding corrected', subject: code, detail });
}
