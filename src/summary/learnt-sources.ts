import { type Source, sqlText } from './source.ts';
import type { Held, Learnt, Summary } from './summary.ts';

/** How many findings there are, and the counts of the first as the draft run kept them, with the customers behind them. */
export function learntSources({ learnt, run, from }: Summary, workspace: number): Source[] {
  const [first] = learnt;
  if (!first || run === null) return [];
  const figure = (path: string, value: number, cases: string | null): Source => ({
    figure: `learnt[0].${path}`,
    value,
    sql: keptSql(first, run, workspace, path),
    cases,
  });
  const links = (kind: 'problem' | 'comparison', side: 'for' | 'against') =>
    first.held ? linksSql(first.held, workspace, { kind, side }, first) : null;
  const { problem, comparison, reporters } = first;
  return [
    { figure: 'learnt', value: learnt.length, sql: findingsSql(run, from, workspace), cases: null },
    figure('problem.for', problem.for, links('problem', 'for')),
    figure('problem.of', problem.of, links('problem', 'against')),
    ...(comparison === null
      ? []
      : [
          figure('comparison.for', comparison.for, links('comparison', 'for')),
          figure('comparison.of', comparison.of, links('comparison', 'against')),
        ]),
    figure('reporters', reporters, null),
  ];
}

function keptSql({ id }: Learnt, run: number, workspace: number, path: string): string {
  return `SELECT json_extract(claim.value, ${sqlText(`$.${path}`)}) FROM draft_runs run, json_each(run.result, '$.claims') claim WHERE run.workspace = ${workspace} AND run.id = ${run} AND json_extract(claim.value, '$.id') = ${sqlText(id)}`;
}

/** Claims of the run of which the last run before the week says nothing, or something else. */
function findingsSql(run: number, from: string, workspace: number): string {
  const claims = (of: string) => `SELECT
    (SELECT group_concat(one) FROM (SELECT json_array(json_extract(value, '$.dimension'), json_extract(value, '$.value')) AS one
      FROM json_each(claim.value, '$.traits') ORDER BY one)) AS traits,
    json_extract(claim.value, '$.strength') || json_extract(claim.value, '$.problem') || coalesce(json_extract(claim.value, '$.comparison'), '') AS said
  FROM ${of} run, json_each(run.result, '$.claims') claim`;
  return `WITH earlier AS (SELECT result FROM draft_runs
  WHERE workspace = ${workspace} AND outcome = 'done' AND result IS NOT NULL AND finished_at < ${sqlText(from)}
  ORDER BY finished_at DESC, id DESC LIMIT 1),
latest AS (SELECT result FROM draft_runs WHERE workspace = ${workspace} AND id = ${run}),
known AS (${claims('earlier')}),
found AS (${claims('latest')})
SELECT count(*) FROM found WHERE NOT EXISTS (SELECT 1 FROM known WHERE known.traits = found.traits AND known.said = found.said)`;
}

type Links = { kind: 'problem' | 'comparison'; side: 'for' | 'against' };

/** A case speaks for a claim with a link for each of its traits, and against it with one that denies any. */
function linksSql(
  { persona, version, claim }: Held,
  workspace: number,
  { kind, side }: Links,
  { traits }: Pick<Learnt, 'traits'>,
): string {
  const dimensions = side === 'for' ? new Set(traits.map(({ dimension }) => dimension)).size : 1;
  return `SELECT customer FROM evidence_links WHERE workspace = ${workspace} AND persona = ${sqlText(persona)} AND version = ${version} AND claim = ${sqlText(claim)} AND case_kind = '${kind}' AND side = '${side}' GROUP BY customer HAVING count(DISTINCT dimension) >= ${dimensions} ORDER BY customer`;
}
