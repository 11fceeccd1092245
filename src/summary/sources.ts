import { heardSince } from './coverage-store.ts';
import type { FixLine, Held, Learnt, Summary } from './summary.ts';
import { HOURS } from './worth.ts';

/** One figure of a summary, the query over stored rows that gives it, and the one that lists the customers behind it. */
export type Source = {
  /** Where it stands in `summary --json`. */
  figure: string;
  value: number | null;
  sql: string;
  cases: string | null;
};

/**
 * The queries behind every figure, ready to be run by anybody who may read the database. They say what was counted in
 * the plainest SQL, and share nothing with the code that counted: each reads the whole history where it has to.
 */
export function sourcesOf(summary: Summary, workspace: number): Source[] {
  const { interviews, checks, waiting, approved, worth } = summary;
  const finished = `FROM interviews WHERE workspace = ${workspace} AND ${within('finished_at', summary)}`;
  const made = `FROM checks WHERE workspace = ${workspace} AND ${within('at', summary)}`;
  const counted = (figure: string, value: number | null, sql: string): Source => ({
    figure,
    value,
    sql,
    cases: null,
  });
  return [
    counted(
      'interviews.complete',
      interviews.complete,
      `SELECT count(*) ${finished} AND status = 'complete'`,
    ),
    counted('interviews.partial', interviews.partial, `SELECT count(*) ${finished} AND status = 'partial'`),
    counted(
      'interviews.people',
      interviews.people,
      `SELECT count(DISTINCT person) ${finished} AND status IN ('complete', 'partial')`,
    ),
    ...summary.learnt.slice(0, 1).flatMap((claim) => learntSources(claim, summary.run, workspace)),
    counted(
      'waiting',
      waiting.length,
      `SELECT count(*) FROM persona_versions WHERE workspace = ${workspace} AND status = 'draft' AND drafted_at <> ''`,
    ),
    counted(
      'approved',
      approved.length,
      `SELECT count(DISTINCT persona || ' ' || version) FROM decisions WHERE workspace = ${workspace} AND decision = 'approve' AND ${within('at', summary)}`,
    ),
    counted('checks.made', checks.made, `SELECT count(*) ${made}`),
    counted('checks.disqualified', checks.disqualified, `SELECT count(*) ${made} AND outcome = 'match'`),
    counted('worth.hours', worth.hours, worthSql(summary, workspace, hoursSql())),
    counted(
      'worth.acquisitionCost',
      worth.acquisitionCost,
      worthSql(summary, workspace, median('acquisition_cost')),
    ),
    counted('worth.revenueAtRisk', worth.revenueAtRisk, worthSql(summary, workspace, median('revenue'))),
    ...faultSources(summary, workspace),
    ...summary.coverage.roles.map(({ role, heard }, index) =>
      counted(`coverage.roles[${index}].heard`, heard, heardSql(summary, workspace, role)),
    ),
  ];
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

function within(column: string, { from, to }: Pick<Summary, 'from' | 'to'>): string {
  return `${column} >= ${text(from)} AND ${column} < ${text(to)}`;
}

/** The counts as the draft run kept them, and the customers from the links of the version that holds the claim. */
function learntSources(claim: Learnt, run: number | null, workspace: number): Source[] {
  const kept = (path: string) =>
    `SELECT json_extract(claim.value, ${text(path)}) FROM draft_runs run, json_each(run.result, '$.claims') claim WHERE run.workspace = ${workspace} AND run.id = ${run} AND json_extract(claim.value, '$.id') = ${text(claim.id)}`;
  const side = (wanted: 'for' | 'against') =>
    claim.held ? linksSql(claim.held, workspace, wanted, claim) : null;
  return [
    {
      figure: 'learnt[0].problem.for',
      value: claim.problem.for,
      sql: kept('$.problem.for'),
      cases: side('for'),
    },
    {
      figure: 'learnt[0].problem.of',
      value: claim.problem.of,
      sql: kept('$.problem.of'),
      cases: side('against'),
    },
  ];
}

/** A case speaks for a claim with a link for each of its traits, and against it with one that denies any. */
function linksSql(
  { persona, version, claim }: Held,
  workspace: number,
  side: 'for' | 'against',
  { traits }: Pick<Learnt, 'traits'>,
): string {
  const dimensions = side === 'for' ? new Set(traits.map(({ dimension }) => dimension)).size : 1;
  return `SELECT customer FROM evidence_links WHERE workspace = ${workspace} AND persona = ${text(persona)} AND version = ${version} AND claim = ${text(claim)} AND case_kind = 'problem' AND side = '${side}' GROUP BY customer HAVING count(DISTINCT dimension) >= ${dimensions} ORDER BY customer`;
}

const median = (key: string) => `json_extract(v.body, '$.economics.${key}.median')`;

function hoursSql(): string {
  const parts = HOURS.map(([record, staff]) => `coalesce(${median(record)}, ${median(staff)})`);
  return `iif(coalesce(${parts.join(', ')}) IS NULL, NULL, ${parts.map((one) => `coalesce(${one}, 0)`).join(' + ')})`;
}

/** Each disqualified lead once, by the version it matched; 0 where there was none. */
function worthSql(week: Summary, workspace: number, amount: string): string {
  return `SELECT iif(count(*) = 0, 0, round(sum(${amount}), 2)) FROM checks c LEFT JOIN persona_versions v ON v.workspace = c.workspace AND v.persona = json_extract(c.matched, '$[0].id') AND v.version = json_extract(c.matched, '$[0].version') WHERE c.workspace = ${workspace} AND c.outcome = 'match' AND ${within('c.at', week)}`;
}

function faultSources({ fix, to }: Summary, workspace: number): Source[] {
  const lines = fix.map((line, index) => ({ line, index })).filter(({ line }) => line.persona === null);
  const sides = sidesSql(workspace, to);
  const known = lines[0] && {
    figure: `fix[${lines[0].index}].of`,
    value: lines[0].line.of,
    sql: `${sides} SELECT count(*) FROM sides WHERE named = 1`,
    cases: null,
  };
  const of = (what: string, { trouble }: FixLine) =>
    `${sides} SELECT ${what} FROM sides WHERE named = 1 AND side = 'ours' AND trouble ${trouble === null ? 'IS NULL' : `= ${text(trouble)}`}`;
  return [
    ...lines.map(({ line, index }) => ({
      figure: `fix[${index}].cases`,
      value: line.cases,
      sql: of('count(*)', line),
      cases: `${of('customer', line)} ORDER BY customer`,
    })),
    ...(known ? [known] : []),
  ];
}

/** Each problem customer under the key it counts as: how many sides were named, which, and the one trouble. */
function sidesSql(workspace: number, to: string): string {
  const mine = `workspace = ${workspace}`;
  return `WITH RECURSIVE root (key, own) AS (
  SELECT key, key FROM customers WHERE ${mine}
  UNION ALL SELECT root.key, canonical FROM root JOIN customer_aliases ON ${mine} AND alias = own AND undone_at IS NULL),
roots AS MATERIALIZED (
  SELECT key, own FROM root WHERE own NOT IN (SELECT alias FROM customer_aliases WHERE ${mine} AND undone_at IS NULL)),
asked AS MATERIALIZED (
  SELECT s.id AS script, s.version, json_extract(q.value, '$.key') AS question, json_extract(q.value, '$.dimension') AS dimension
  FROM scripts s JOIN json_each(s.body, '$.questions') q
  WHERE s.${mine} AND json_extract(q.value, '$.dimension') IN ('fault', 'main_trouble')),
told AS MATERIALIZED (
  SELECT id, customer, script, script_version FROM interviews
  WHERE ${mine} AND case_kind = 'problem' AND status IN ('complete', 'partial') AND finished_at < ${text(to)}),
said AS (
  SELECT roots.own AS customer, dimension, json_extract(r.value, '$') AS value
  FROM told CROSS JOIN roots ON roots.key = told.customer
  CROSS JOIN asked ON asked.script = told.script AND asked.version = told.script_version
  CROSS JOIN answers a ON a.${mine} AND a.interview = told.id AND a.question = asked.question
  CROSS JOIN answer_revisions r ON r.${mine} AND r.answer = a.id AND r.revision = a.latest_revision
  WHERE r.state = 'answered'),
sides AS (
  SELECT customer, count(DISTINCT iif(dimension = 'fault', value, NULL)) AS named, min(iif(dimension = 'fault', value, NULL)) AS side,
    iif(count(DISTINCT iif(dimension = 'main_trouble', value, NULL)) = 1, min(iif(dimension = 'main_trouble', value, NULL)), NULL) AS trouble
  FROM said GROUP BY customer)`;
}

function heardSql(week: Summary, workspace: number, role: string): string {
  return `SELECT count(*) FROM people p WHERE p.workspace = ${workspace} AND p.role = ${text(role)} AND NOT EXISTS (SELECT 1 FROM availability WHERE workspace = p.workspace AND person = p.id AND consent = 'never') AND EXISTS (SELECT 1 FROM interviews WHERE workspace = p.workspace AND person = p.id AND status IN ('complete', 'partial') AND finished_at >= ${text(heardSince(week))} AND finished_at < ${text(week.to)})`;
}
