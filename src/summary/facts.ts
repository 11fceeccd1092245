import type { Database } from '../database/open.ts';
import type { Row } from '../database/tables.ts';
import type { Claim } from '../evidence/evidence.ts';
import { finishedWithin } from '../interview/within.ts';
import { type PersonaBody, personaBody } from '../personas/persona.ts';
import { STAGED } from '../personas/store.ts';
import { loadCoverage } from './coverage-store.ts';
import { countFaults } from './faults.ts';
import { lastRun } from './runs.ts';
import { loadStale } from './stale-store.ts';
import type { PersonaLine, WeekFacts } from './summary.ts';
import { type Week, weekOf } from './week.ts';

/**
 * Everything the summary of one week is made of, by SQL over stored rows: the week's own, and what drafts and earlier
 * weeks have counted. Nothing here reads the whole history.
 */
export async function loadWeek(
  db: Database,
  workspace: number,
  week: Week,
  timeZone: string,
  now: string,
): Promise<WeekFacts> {
  const before = await lastRun(db, workspace, null, week.from);
  const latest = await lastRun(db, workspace, week.from, week.to);
  return {
    interviews: await interviewsOf(db, workspace, week, timeZone),
    claims: { before: claimsOf(before), latest: claimsOf(latest) },
    run: latest?.id ?? null,
    waiting: await waitingNow(db, workspace),
    approved: await approvedIn(db, workspace, week),
    faults: await countFaults(db, workspace, week, week.to <= now),
    fixPersonas: await fixPersonas(db, workspace),
    stale: await loadStale(db, workspace, week.to),
    checks: await checksIn(db, workspace, week),
    coverage: await loadCoverage(db, workspace, week, latest ?? before),
  };
}

const claimsOf = (run: { kept: { claims?: Claim[] } } | null): Claim[] | null =>
  run === null ? null : (run.kept.claims ?? []);

async function interviewsOf(
  db: Database,
  workspace: number,
  week: Week,
  timeZone: string,
): Promise<WeekFacts['interviews']> {
  const rows = await db
    .selectFrom('interviews')
    .leftJoin('invitations as invitation', (join) =>
      join
        .onRef('invitation.workspace', '=', 'interviews.workspace')
        .onRef('invitation.interview', '=', 'interviews.id'),
    )
    .leftJoin('people', (join) =>
      join
        .onRef('people.workspace', '=', 'interviews.workspace')
        .onRef('people.id', '=', 'interviews.person'),
    )
    .select(['interviews.status', 'interviews.person', 'interviews.started_at', 'interviews.finished_at'])
    .select(['invitation.week as invited', 'invitation.closes_at', 'people.named_in_thanks'])
    .where('interviews.workspace', '=', workspace)
    .where('interviews.id', 'in', finishedWithin(workspace, week.from, week.to))
    .where('interviews.finished_at', '>=', week.from)
    .where('interviews.finished_at', '<', week.to)
    .where('interviews.status', 'in', ['complete', 'partial'])
    .execute();
  return rows.map(({ status, person, started_at, finished_at, invited, closes_at, named_in_thanks }) => {
    const begun = started_at >= week.from ? null : weekOf(started_at, timeZone).name;
    // Who was invited is late once the window is over; who began without being asked, once the week is.
    const lateFrom = invited === null ? begun : (finished_at ?? '') >= (closes_at ?? '') ? invited : null;
    const named = named_in_thanks === 1;
    return { status: status === 'complete' ? 'complete' : 'partial', person, lateFrom, named };
  });
}

type VersionRow = { id: string; kind: PersonaLine['kind']; name: string; version: number; body: string };

function versions(db: Database, workspace: number) {
  return db
    .selectFrom('persona_versions')
    .innerJoin('personas', (join) =>
      join
        .onRef('personas.workspace', '=', 'persona_versions.workspace')
        .onRef('personas.id', '=', 'persona_versions.persona'),
    )
    .select(['personas.id', 'personas.kind', 'persona_versions.name', 'persona_versions.version', 'body'])
    .where('persona_versions.workspace', '=', workspace)
    .where('drafted_at', '<>', STAGED)
    .orderBy('drafted_at')
    .orderBy('personas.id');
}

function lineOf({ id, kind, name, version, body }: VersionRow): PersonaLine {
  return { id, kind, name, version, cases: bodyOf(body)?.caseCount.for ?? 0 };
}

function bodyOf(text: string): PersonaBody | null {
  const parsed = personaBody.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

async function waitingNow(db: Database, workspace: number): Promise<PersonaLine[]> {
  return (await versions(db, workspace).where('status', '=', 'draft').execute()).map(lineOf);
}

/** Versions that were approved in the week, whatever became of them since. */
async function approvedIn(db: Database, workspace: number, week: Week): Promise<PersonaLine[]> {
  const rows = await versions(db, workspace)
    .innerJoin('decisions', (join) =>
      join
        .onRef('decisions.workspace', '=', 'persona_versions.workspace')
        .onRef('decisions.persona', '=', 'persona_versions.persona')
        .onRef('decisions.version', '=', 'persona_versions.version'),
    )
    .distinct()
    .where('status', 'in', ['approved', 'superseded', 'retired'])
    .where('decisions.decision', '=', 'approve')
    .where('decisions.at', '>=', week.from)
    .where('decisions.at', '<', week.to)
    .execute();
  return rows.map(lineOf);
}

async function fixPersonas(db: Database, workspace: number): Promise<WeekFacts['fixPersonas']> {
  const rows = await versions(db, workspace)
    .where('status', '=', 'approved')
    .where('kind', '=', 'fix')
    .execute();
  return rows.map((row) => ({ ...lineOf(row), of: bodyOf(row.body)?.caseCount.of ?? 0 }));
}

async function checksIn(db: Database, workspace: number, week: Week): Promise<WeekFacts['checks']> {
  const rows = await db
    .selectFrom('checks')
    .select(['id', 'at', 'asked_by', 'via', 'traits', 'outcome', 'matched'])
    .where('workspace', '=', workspace)
    .where('at', '>=', week.from)
    .where('at', '<', week.to)
    .orderBy('id')
    .execute();
  const known = new Map<string, WeekFacts['checks'][number]>();
  const checks: WeekFacts['checks'] = [];
  for (const { outcome, matched } of leadsOf(rows)) {
    const best = (JSON.parse(matched) as { id: string; version: number }[])[0];
    if (outcome !== 'match' || !best) {
      checks.push({ persona: null, economics: null });
      continue;
    }
    const key = `${best.id} ${best.version}`;
    const check = known.get(key) ?? (await matchOf(db, workspace, best));
    known.set(key, check);
    checks.push(check);
  }
  return checks;
}

type CheckRow = Pick<Row<'checks'>, 'id' | 'at' | 'asked_by' | 'via' | 'traits' | 'outcome' | 'matched'>;

/** Whoever checks the same traits again so soon has tried the same lead again; later it is another that is like it. */
const SAME_LEAD_MS = 3_600_000;

/**
 * A check counts unless the same person checks the same traits again soon: then the later one does. Each check is a lead
 * of its own of which nothing was understood, and which a CRM made: nobody's name tells those of a whole company apart.
 */
export function leadsOf(rows: readonly CheckRow[]): CheckRow[] {
  const againAt = new Map<string, string>();
  const leads: CheckRow[] = [];
  for (const row of rows.toReversed()) {
    const traits = (JSON.parse(row.traits) as unknown[]).map((trait) => JSON.stringify(trait)).sort();
    const isOwn = traits.length === 0 || row.via === 'http';
    const key = JSON.stringify([row.asked_by, isOwn ? row.id : traits]);
    const again = againAt.get(key);
    if (again === undefined || Date.parse(again) - Date.parse(row.at) > SAME_LEAD_MS) leads.push(row);
    againAt.set(key, row.at);
  }
  return leads.toReversed();
}

async function matchOf(
  db: Database,
  workspace: number,
  { id, version }: { id: string; version: number },
): Promise<WeekFacts['checks'][number]> {
  const row = await db
    .selectFrom('persona_versions')
    .select(['name', 'body'])
    .where('workspace', '=', workspace)
    .where('persona', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  const economics = row ? (bodyOf(row.body)?.economics ?? null) : null;
  return { persona: { id, version, name: row?.name ?? id }, economics };
}
