import type { Database } from '../database/open.ts';
import type { Claim } from '../evidence/evidence.ts';
import { gettingOld } from '../personas/old.ts';
import { type PersonaBody, personaBody } from '../personas/persona.ts';
import { loadFaults } from './faults.ts';
import type { PersonaLine, WeekFacts } from './summary.ts';
import { type Week, weekOf } from './week.ts';

/** Everything the summary of one week is made of, by SQL over stored rows. */
export async function loadWeek(
  db: Database,
  workspace: number,
  week: Week,
  timeZone: string,
): Promise<WeekFacts> {
  return {
    interviews: await interviewsOf(db, workspace, week, timeZone),
    claims: {
      before: await lastClaims(db, workspace, null, week.from),
      latest: await lastClaims(db, workspace, week.from, week.to),
    },
    waiting: (await versions(db, workspace).where('status', '=', 'draft').execute()).map(lineOf),
    approved: await approvedIn(db, workspace, week),
    faults: await loadFaults(db, workspace, week.to),
    fixPersonas: await fixPersonas(db, workspace),
    stale: await gettingOld(db, workspace, week.to),
    checks: await checksIn(db, workspace, week),
  };
}

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
    .select(['interviews.status', 'interviews.person', 'interviews.started_at', 'interviews.finished_at'])
    .select(['invitation.week as invited', 'invitation.closes_at'])
    .where('interviews.workspace', '=', workspace)
    .where('interviews.finished_at', '>=', week.from)
    .where('interviews.finished_at', '<', week.to)
    .where('interviews.status', 'in', ['complete', 'partial'])
    .execute();
  return rows.map(({ status, person, started_at, finished_at, invited, closes_at }) => {
    const begun = started_at >= week.from ? null : weekOf(started_at, timeZone).name;
    // Who was invited is late once the window is over; who began without being asked, once the week is.
    const lateFrom = invited === null ? begun : (finished_at ?? '') >= (closes_at ?? '') ? invited : null;
    return { status: status === 'complete' ? 'complete' : 'partial', person, lateFrom };
  });
}

/** The claims of the last finished draft in a stretch of time. */
async function lastClaims(
  db: Database,
  workspace: number,
  from: string | null,
  to: string,
): Promise<Claim[] | null> {
  let query = db
    .selectFrom('draft_runs')
    .select('result')
    .where('workspace', '=', workspace)
    .where('outcome', '=', 'done')
    .where('result', 'is not', null)
    .where('finished_at', '<', to);
  if (from !== null) query = query.where('finished_at', '>=', from);
  const row = await query.orderBy('finished_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
  if (!row?.result) return null;
  return (JSON.parse(row.result) as { claims?: Claim[] }).claims ?? [];
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
    .select(['personas.id', 'personas.kind', 'persona_versions.name', 'version', 'body'])
    .where('persona_versions.workspace', '=', workspace)
    .orderBy('drafted_at')
    .orderBy('personas.id');
}

function lineOf({ id, kind, name, version, body }: VersionRow): PersonaLine {
  return { id, kind, name, version, cases: bodyOf(body)?.cases.length ?? 0 };
}

function bodyOf(text: string): PersonaBody | null {
  const parsed = personaBody.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/** Versions that were approved in the week, whatever became of them since. */
async function approvedIn(db: Database, workspace: number, week: Week): Promise<PersonaLine[]> {
  const rows = await versions(db, workspace)
    .where('status', 'in', ['approved', 'superseded', 'retired'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('decisions')
          .select('decisions.id')
          .whereRef('decisions.workspace', '=', 'persona_versions.workspace')
          .whereRef('decisions.persona', '=', 'persona_versions.persona')
          .whereRef('decisions.version', '=', 'persona_versions.version')
          .where('decision', '=', 'approve')
          .where('at', '>=', week.from)
          .where('at', '<', week.to),
      ),
    )
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
    .select(['outcome', 'matched'])
    .where('workspace', '=', workspace)
    .where('at', '>=', week.from)
    .where('at', '<', week.to)
    .execute();
  const economics = new Map<string, PersonaBody['economics'] | null>();
  const checks: WeekFacts['checks'] = [];
  for (const { outcome, matched } of rows) {
    const best = (JSON.parse(matched) as { id: string; version: number }[])[0];
    if (outcome !== 'match' || !best) {
      checks.push({ disqualified: false, economics: null });
      continue;
    }
    const key = `${best.id} ${best.version}`;
    if (!economics.has(key)) economics.set(key, await economicsOf(db, workspace, best));
    checks.push({ disqualified: true, economics: economics.get(key) ?? null });
  }
  return checks;
}

async function economicsOf(
  db: Database,
  workspace: number,
  { id, version }: { id: string; version: number },
) {
  const row = await db
    .selectFrom('persona_versions')
    .select('body')
    .where('workspace', '=', workspace)
    .where('persona', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? (bodyOf(row.body)?.economics ?? null) : null;
}
