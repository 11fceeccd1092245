import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import { toldBy } from '../interview/within.ts';
import type { AnswerValue, Script } from '../scripts/script.ts';
import { loadScript } from '../scripts/store.ts';
import { inLanguage, shownValue } from '../scripts/wording.ts';
import type { Language } from '../text/language.ts';
import { type Kept, type KeptAnswer, type KeptInterview, valueText } from './kept.ts';

/** Everything the database holds about one person, earlier wordings included. */
export async function loadKept(
  db: Database,
  workspace: number,
  person: string,
  language: Language,
): Promise<Kept> {
  const row = await db
    .selectFrom('people')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', person)
    .executeTakeFirst();
  const checks = await db
    .selectFrom('checks')
    .select(['at', 'traits', 'outcome'])
    .where('workspace', '=', workspace)
    .where('asked_by', '=', person)
    .orderBy('id')
    .execute();
  const decisions = await db
    .selectFrom('decisions')
    .select(['at', 'persona', 'decision', 'reason'])
    .where('workspace', '=', workspace)
    .where('decided_by', '=', person)
    .orderBy('id')
    .execute();
  return {
    person,
    name: row?.name ?? null,
    role: row?.role ?? null,
    language: row?.language ?? null,
    timeZone: row?.time_zone ?? null,
    hearsBack: row?.hears_back !== 0,
    namedInThanks: row?.named_in_thanks === 1,
    ...(await askingOf(db, workspace, person)),
    interviews: await interviewsOf(db, workspace, person, language),
    checks: checks.map(({ at, traits, outcome }) => ({ at, traits: JSON.parse(traits) as unknown, outcome })),
    decisions,
    exports: await exportsWith(db, workspace, person),
  };
}

/** What being asked left behind. */
async function askingOf(
  db: Database,
  workspace: number,
  person: string,
): Promise<Pick<Kept, 'asking' | 'invitations' | 'quotes'>> {
  const asking = await db
    .selectFrom('availability')
    .select([
      'consent',
      'consent_asked',
      'consent_from',
      'days',
      'at',
      'quiet_from',
      'quiet_to',
      'muted_until',
    ])
    .select(['reachable', 'away', 'away_until', 'looked_at'])
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .executeTakeFirst();
  const invitations = await db
    .selectFrom('invitations')
    .select(['invited_at', 'script', 'reason', 'state'])
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .orderBy('id')
    .execute();
  const quotes = await db
    .selectFrom('quote_consents')
    .select(['asked_at', 'state', 'decided_at'])
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .orderBy('asked_at')
    .execute();
  return { asking: asking ?? null, invitations, quotes };
}

async function interviewsOf(
  db: Database,
  workspace: number,
  person: string,
  language: Language,
): Promise<KeptInterview[]> {
  const rows = await db
    .selectFrom('interviews')
    .leftJoin('customers', (join) =>
      join
        .onRef('customers.workspace', '=', 'interviews.workspace')
        .onRef('customers.key', '=', 'interviews.customer'),
    )
    .select(['interviews.id', 'case_kind', 'status', 'source', 'visibility', 'started_at', 'finished_at'])
    .select(['script', 'script_version', 'customers.name as customer'])
    .where('interviews.workspace', '=', workspace)
    .where('interviews.id', 'in', toldBy(workspace, person))
    .where('interviews.person', '=', person)
    .orderBy('started_at', 'desc')
    .orderBy('interviews.id')
    .execute();
  await breathe(db);
  const answers = await answersOf(db, workspace, person);
  await breathe(db);
  const scripts = new Map<string, Script>();
  for (const { script, script_version: version } of rows) {
    const name = `${script}:${version}`;
    if (!scripts.has(name)) scripts.set(name, await loadScript(db, workspace, script, version));
  }
  return rows.map((row) => {
    const script = scripts.get(`${row.script}:${row.script_version}`);
    return {
      id: row.id,
      title: script ? inLanguage(script.title, language) : row.script,
      customer: row.customer,
      kind: row.case_kind,
      status: row.status,
      source: row.source,
      visibility: row.visibility,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      answers: (answers.get(row.id) ?? []).map((answer) => inWords(answer, script, language)),
    };
  });
}

/** Each wording with labels in place of codes, as the script of its interview has them. */
function inWords(answer: KeptAnswer, script: Script | undefined, language: Language): KeptAnswer {
  const question = script?.questions.find(({ key }) => key === answer.question);
  const words = (value: AnswerValue | null) =>
    value === null ? null : question ? shownValue(question, value, language) : valueText(value);
  return { ...answer, wordings: answer.wordings.map((one) => ({ ...one, words: words(one.value) })) };
}

async function answersOf(
  db: Database,
  workspace: number,
  person: string,
): Promise<Map<string, KeptAnswer[]>> {
  const rows = await db
    .selectFrom('interviews')
    // In this order, and put in order below: else SQLite would walk through all answers of the workspace.
    .crossJoin('answers')
    .crossJoin('answer_revisions as said')
    .select(['answers.interview', 'answers.id', 'answers.question'])
    .select(['revision', 'state', 'value', 'wording', 'said.visibility', 'said.at'])
    .where('interviews.workspace', '=', workspace)
    .where('interviews.id', 'in', toldBy(workspace, person))
    .where('interviews.person', '=', person)
    .whereRef('answers.workspace', '=', 'interviews.workspace')
    .whereRef('answers.interview', '=', 'interviews.id')
    .whereRef('said.workspace', '=', 'answers.workspace')
    .whereRef('said.answer', '=', 'answers.id')
    .whereRef('revision', '<=', 'answers.latest_revision')
    .execute();
  rows.sort((a, b) => a.id - b.id || a.revision - b.revision);
  const names = await customerNames(db, workspace, person);
  const found = new Map<string, KeptAnswer[]>();
  for (const row of rows) {
    const list = found.get(row.interview) ?? [];
    found.set(row.interview, list);
    const known = list.at(-1);
    const answer = known?.id === row.id ? known : { id: row.id, question: row.question, wordings: [] };
    if (answer !== known) list.push(answer);
    const value = row.value === null ? null : (JSON.parse(row.value) as AnswerValue);
    const { revision, state, wording: asked, visibility, at } = row;
    const shown = typeof value === 'string' ? (names.get(value) ?? value) : value;
    answer.wordings.push({ revision, state, value: shown, words: null, asked, visibility, at });
  }
  return found;
}

/** The customer question keeps a key: people know customers by name. */
async function customerNames(db: Database, workspace: number, person: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('interviews')
    .innerJoin('customers', (join) =>
      join
        .onRef('customers.workspace', '=', 'interviews.workspace')
        .onRef('customers.key', '=', 'interviews.customer'),
    )
    .select(['customers.key', 'customers.name'])
    .where('interviews.workspace', '=', workspace)
    .where('interviews.id', 'in', toldBy(workspace, person))
    .where('interviews.person', '=', person)
    .execute();
  return new Map(rows.map(({ key, name }) => [key, name]));
}

/** Exports of versions that count what the person said. */
async function exportsWith(db: Database, workspace: number, person: string): Promise<Kept['exports']> {
  const exports = await db
    .selectFrom('exports')
    .select(['persona', 'version', 'format', 'at'])
    .where('workspace', '=', workspace)
    .orderBy('id')
    .execute();
  if (exports.length === 0) return [];
  const counted = await db
    .selectFrom('interviews')
    // In this order: from the other end SQLite would walk through all answers of the workspace.
    .crossJoin('answers')
    .crossJoin('evidence_links as link')
    .select(['link.persona', 'link.version'])
    .distinct()
    .where('interviews.workspace', '=', workspace)
    .where('interviews.id', 'in', toldBy(workspace, person))
    .where('interviews.person', '=', person)
    .whereRef('answers.workspace', '=', 'interviews.workspace')
    .whereRef('answers.interview', '=', 'interviews.id')
    .whereRef('link.workspace', '=', 'answers.workspace')
    .whereRef('link.answer', '=', 'answers.id')
    .execute();
  const known = new Set(counted.map(({ persona, version }) => `${persona} ${version}`));
  return exports.filter(({ persona, version }) => known.has(`${persona} ${version}`));
}
