import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Counts } from '../drafting/links.ts';
import { rootsOf } from '../interview/alias.ts';
import { loadAliases } from '../interview/alias-store.ts';
import { casesOf } from '../personas/customers.ts';
import { type Description, isWanted, type PersonaBody } from '../personas/persona.ts';
import { without } from './mentions.ts';
import type { Recounting } from './recounting.ts';
import type { Link, VersionKey } from './touched.ts';

type Recount = Exclude<Counts, { type: 'claim' }>;

/**
 * Writes what a persona says of its counts anew, from the descriptions and figures that were counted again.
 *
 * @returns the persona's name
 */
export async function rewriteBody(
  work: Recounting,
  key: VersionKey,
  counted: ReadonlyMap<string, Recount>,
  own: Link['case_kind'],
): Promise<string> {
  const { db, workspace, inTurns, gone, caution } = work;
  const where = { workspace, persona: key.persona, version: key.version };
  for (;;) {
    const row = await db
      .selectFrom('persona_versions')
      .select('body')
      .where((eb) => eb.and(where))
      .executeTakeFirstOrThrow();
    const body = JSON.parse(row.body) as PersonaBody;
    const all = await casesOf(db, workspace, { id: key.persona, version: key.version });
    const cases = all.filter((customer) => !gone.has(customer));
    const of = Math.max(cases.length, body.caseCount.of - (body.caseCount.for - cases.length));
    const next: PersonaBody = {
      ...(without(body, gone) as PersonaBody),
      caseCount: { for: cases.length, of },
      ...(await voicesLeft(db, workspace, { body, cases: all }, own)),
      ...describedAgain(body, counted),
      others: isWanted(body.kind) ? await othersLeft(db, workspace, key, body) : body.others,
      cautions: [...new Set([...(body.cautions ?? []), caution])],
    };
    const text = JSON.stringify(next);
    let isWritten = true;
    await inTurns(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('persona_versions')
        .set({ body: text })
        .where((eb) => eb.and(where))
        .where('body', '=', row.body)
        .executeTakeFirstOrThrow();
      isWritten = numUpdatedRows > 0n;
      if (isWritten) await dropCases(trx, where, gone);
      return false;
    });
    if (isWritten) return next.name;
  }
}

async function dropCases(
  db: Database,
  { workspace, persona, version }: VersionKey & { workspace: number },
  gone: ReadonlySet<string>,
): Promise<void> {
  await sql`
    DELETE FROM persona_cases WHERE workspace = ${workspace} AND persona = ${persona} AND version = ${version}
      AND customer IN (SELECT value FROM json_each(${JSON.stringify([...gone])}))`.execute(db);
}

function describedAgain(
  body: PersonaBody,
  counted: ReadonlyMap<string, Recount>,
): Pick<PersonaBody, 'descriptions' | 'demographics' | 'profile' | 'economics'> {
  const again = (one: Description): Description => {
    const found = counted.get(one.id);
    if (found?.type !== 'description') return one;
    const { type: _type, ...description } = found;
    return description;
  };
  const descriptions = body.descriptions.map(again);
  const demographics = (body.demographics ?? []).map(again);
  const profile = { ...body.profile };
  for (const { dimension, value, for: holders, of } of [...descriptions, ...demographics]) {
    if (profile[dimension]?.value === value) profile[dimension] = { value, for: holders, of };
  }
  const economics = Object.entries(body.economics).flatMap(([name, figure]) => {
    const n = figureOf(counted.get(`economics.${name}`)) ?? figure.n;
    return n === 0 ? [] : [[name, { ...figure, n }] as const];
  });
  return { descriptions, demographics, profile, economics: Object.fromEntries(economics) };
}

const figureOf = (one: Recount | undefined) => (one?.type === 'figure' ? one.n : undefined);

/** Who is still behind the cases: quotes and roles are shown to everybody from three people on, and not below. */
async function voicesLeft(
  db: Database,
  workspace: number,
  { body, cases: all }: { body: PersonaBody; cases: readonly string[] },
  own: Link['case_kind'],
): Promise<Pick<PersonaBody, 'reporters' | 'roles'>> {
  const aliases = await loadAliases(db, workspace);
  const rootOf = rootsOf(aliases);
  const cases = new Set(all);
  const merged = aliases.flatMap(({ alias }) => (cases.has(rootOf(alias)) ? [alias] : []));
  const { rows } = await sql<{ person: string; role: string | null }>`
    SELECT DISTINCT person, role FROM json_each(${JSON.stringify([...all, ...merged])}) AS one
    CROSS JOIN interview_rows ON workspace = ${workspace} AND customer = one.value
    WHERE status IN ('complete', 'partial') AND (case_kind = 'problem') = ${own === 'problem' ? 1 : 0}
      AND (import_run IS NULL OR import_run IN (SELECT id FROM import_runs AS run
        WHERE run.workspace = ${workspace} AND run.state = 'done'))`.execute(db);
  const people = new Set(rows.map(({ person }) => person));
  const roles = new Set(rows.map(({ role }) => role));
  return {
    reporters: Math.min(body.reporters, people.size),
    roles: body.roles.filter((role) => roles.has(role)),
  };
}

/** The same traits among the problem customers that are left. `q` belonged to the family that was tested. */
async function othersLeft(
  db: Database,
  workspace: number,
  { persona, version }: VersionKey,
  { others }: PersonaBody,
): Promise<PersonaBody['others']> {
  const { rows } = await sql<{ claim: string; for: number; of: number }>`
    SELECT c.claim, count(DISTINCT CASE b.side WHEN 'for' THEN l.customer END) AS "for", count(DISTINCT l.customer) AS "of"
    FROM claim_blocks AS c
    CROSS JOIN evidence_blocks AS b ON b.id = c.block AND b.workspace = ${workspace} AND b.case_kind = 'problem'
    CROSS JOIN links_left AS l ON l.block = c.block AND l.workspace = ${workspace}
    WHERE c.persona = ${persona} AND c.version = ${version} AND c.workspace = ${workspace}
    GROUP BY c.claim`.execute(db);
  const left = new Map(rows.map(({ claim, ...counts }) => [claim, counts]));
  return Object.fromEntries(Object.keys(others).flatMap((id) => (left.has(id) ? [[id, left.get(id)!]] : [])));
}
