import { heardSince } from './coverage-store.ts';
import { faultSources } from './fault-sources.ts';
import { learntSources } from './learnt-sources.ts';
import { type Source, sqlText, within } from './source.ts';
import type { PersonaLine, Summary } from './summary.ts';
import { worthSources } from './worth-sources.ts';

/**
 * The queries behind every figure, ready to be run by anybody who may read the database. They say what was counted in
 * the plainest SQL, and share nothing with the code that counted: each reads the whole history where it has to.
 */
export function sourcesOf(summary: Summary, workspace: number): Source[] {
  return [
    ...interviewSources(summary, workspace),
    ...learntSources(summary, workspace),
    ...personaSources(summary, workspace),
    ...worthSources(summary, workspace),
    ...faultSources(summary, workspace),
    ...coverageSources(summary, workspace),
    ...modelSources(summary, workspace),
  ];
}

const counted = (figure: string, value: number | null, sql: string): Source => ({
  figure,
  value,
  sql,
  cases: null,
});

function interviewSources(summary: Summary, workspace: number): Source[] {
  const { complete, partial, people, late } = summary.interviews;
  const finished = `FROM interviews i WHERE i.workspace = ${workspace} AND ${within('finished_at', summary)}`;
  // Who was invited is late once the window is over; who began without being asked, once the week is.
  const wasLate = `coalesce(i.finished_at >= (SELECT closes_at FROM invitations WHERE workspace = i.workspace AND interview = i.id), i.started_at < ${sqlText(summary.from)})`;
  return [
    counted('interviews.complete', complete, `SELECT count(*) ${finished} AND status = 'complete'`),
    counted('interviews.partial', partial, `SELECT count(*) ${finished} AND status = 'partial'`),
    counted(
      'interviews.people',
      people,
      `SELECT count(DISTINCT person) ${finished} AND status IN ('complete', 'partial')`,
    ),
    counted(
      'interviews.late',
      late,
      `SELECT count(*) ${finished} AND status IN ('complete', 'partial') AND ${wasLate}`,
    ),
  ];
}

/** Drafts that wait and what was approved, each with its cases, and the approved ones of which the trouble is ours. */
function personaSources(summary: Summary, workspace: number): Source[] {
  const { waiting, approved, fix } = summary;
  const own = ({ id, version }: Pick<PersonaLine, 'id' | 'version'>) =>
    `FROM persona_cases WHERE workspace = ${workspace} AND persona = ${sqlText(id)} AND version = ${version}`;
  const casesOf = (figure: string, cases: number, line: Pick<PersonaLine, 'id' | 'version'>): Source => ({
    figure,
    value: cases,
    sql: `SELECT count(*) ${own(line)}`,
    cases: `SELECT customer ${own(line)} ORDER BY customer`,
  });
  return [
    counted('waiting', waiting.length, waitingSql(summary, workspace)),
    ...waiting.map((line, index) => casesOf(`waiting[${index}].cases`, line.cases, line)),
    counted(
      'approved',
      approved.length,
      `SELECT count(DISTINCT persona || ' ' || version) FROM decisions WHERE workspace = ${workspace} AND decision = 'approve' AND ${within('at', summary)}`,
    ),
    ...fix.flatMap(({ persona, cases, of }, index) =>
      persona === null
        ? []
        : [
            casesOf(`fix[${index}].cases`, cases, persona),
            counted(
              `fix[${index}].of`,
              of,
              `SELECT json_extract(body, '$.caseCount.of') FROM persona_versions WHERE workspace = ${workspace} AND persona = ${sqlText(persona.id)} AND version = ${persona.version}`,
            ),
          ],
    ),
  ];
}

/** Drafts that wait; once the summary is posted, those that waited then, whatever became of them since. */
function waitingSql({ posted }: Summary, workspace: number): string {
  const drafts = `SELECT count(*) FROM persona_versions v WHERE workspace = ${workspace} AND drafted_at <> ''`;
  if (posted === null) return `${drafts} AND status = 'draft'`;
  const then = sqlText(posted);
  return `${drafts} AND drafted_at <= ${then} AND (status <> 'superseded' OR decided_at > ${then}) AND (status = 'draft' OR NOT EXISTS (SELECT 1 FROM decisions d WHERE d.workspace = v.workspace AND d.persona = v.persona AND d.version = v.version AND d.at <= ${then}))`;
}

function coverageSources(summary: Summary, workspace: number): Source[] {
  const { roles, segments } = summary.coverage;
  return [
    ...roles.flatMap(({ role, heard, of }, index) => [
      counted(`coverage.roles[${index}].heard`, heard, heardSql(summary, workspace, role)),
      counted(`coverage.roles[${index}].of`, of, askableSql(workspace, role)),
    ]),
    ...segments.map(({ dimension, value, cases }, index) =>
      counted(
        `coverage.segments[${index}].cases`,
        cases,
        `SELECT json_extract(one.value, '$.cases') FROM (SELECT result FROM draft_runs WHERE workspace = ${workspace} AND outcome = 'done' AND result IS NOT NULL AND finished_at < ${sqlText(summary.to)} ORDER BY finished_at DESC, id DESC LIMIT 1), json_each(result, '$.heard') one WHERE json_extract(one.value, '$.dimension') = ${sqlText(dimension)} AND json_extract(one.value, '$.value') = ${sqlText(value)}`,
      ),
    ),
  ];
}

function askableSql(workspace: number, role: string): string {
  return `SELECT count(*) FROM people p WHERE p.workspace = ${workspace} AND p.role = ${sqlText(role)} AND NOT EXISTS (SELECT 1 FROM availability WHERE workspace = p.workspace AND person = p.id AND consent = 'never')`;
}

function heardSql(week: Summary, workspace: number, role: string): string {
  return `${askableSql(workspace, role)} AND EXISTS (SELECT 1 FROM interviews WHERE workspace = p.workspace AND person = p.id AND status IN ('complete', 'partial') AND finished_at >= ${sqlText(heardSince(week))} AND finished_at < ${sqlText(week.to)})`;
}

/** Dollars are tokens at the prices of the settings, which the database does not hold. */
function modelSources(summary: Summary, workspace: number): Source[] {
  if (summary.model === null) return [];
  const sql = `SELECT count(*) FROM model_calls WHERE workspace = ${workspace} AND ${within('at', summary)}`;
  return [counted('model.calls', summary.model.calls, sql)];
}
