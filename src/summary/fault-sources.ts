import { type Source, sqlText } from './source.ts';
import type { FixLine, Summary } from './summary.ts';

/** The fix list: what staff said of every problem customer before the week's end, and before its beginning. */
export function faultSources({ fix, from, to }: Summary, workspace: number): Source[] {
  const lines = fix.map((line, index) => ({ line, index })).filter(({ line }) => line.persona === null);
  const sides = sidesSql(workspace, to);
  const known = lines[0] && {
    figure: `fix[${lines[0].index}].of`,
    value: lines[0].line.of,
    sql: `${sides} SELECT count(*) FROM sides WHERE named = 1`,
    cases: null,
  };
  const of = (what: string, { trouble }: FixLine, until = sides) =>
    `${until} SELECT ${what} FROM sides WHERE named = 1 AND side = 'ours' AND trouble ${trouble === null ? 'IS NULL' : `= ${sqlText(trouble)}`}`;
  const before = sidesSql(workspace, from);
  return [
    ...lines.flatMap(({ line, index }) => [
      {
        figure: `fix[${index}].cases`,
        value: line.cases,
        sql: of('count(*)', line),
        cases: `${of('customer', line)} ORDER BY customer`,
      },
      {
        figure: `fix[${index}].added`,
        value: line.added,
        sql: `SELECT (${of('count(*)', line)}) - (${of('count(*)', line, before)})`,
        cases: null,
      },
    ]),
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
  WHERE ${mine} AND case_kind = 'problem' AND status IN ('complete', 'partial') AND finished_at < ${sqlText(to)}),
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
