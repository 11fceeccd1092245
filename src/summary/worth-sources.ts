import { type Source, sqlText, within } from './source.ts';
import type { Summary } from './summary.ts';
import { HOURS, type Worth } from './worth.ts';

const median = (key: string) => `json_extract(v.body, '$.economics.${key}.median')`;

function hoursSql(): string {
  const parts = HOURS.map(([record, staff]) => `coalesce(${median(record)}, ${median(staff)})`);
  return `iif(coalesce(${parts.join(', ')}) IS NULL, NULL, ${parts.map((one) => `coalesce(${one}, 0)`).join(' + ')})`;
}

const AMOUNTS: [keyof Worth, string][] = [
  ['hours', hoursSql()],
  ['acquisitionCost', median('acquisition_cost')],
  ['revenueAtRisk', median('revenue')],
];

/** Leads checked, those that matched, and what they are worth, in all and persona by persona. */
export function worthSources(summary: Summary, workspace: number): Source[] {
  const { checks, worth, reckoned } = summary;
  const leads = leadsSql(summary, workspace);
  const counted = (figure: string, value: number | null, sql: string): Source => ({
    figure,
    value,
    sql,
    cases: null,
  });
  return [
    counted('checks.made', checks.made, `${leads} SELECT count(*) FROM leads`),
    counted(
      'checks.disqualified',
      checks.disqualified,
      `${leads} SELECT count(*) FROM leads WHERE outcome = 'match'`,
    ),
    ...AMOUNTS.map(([key, amount]) =>
      counted(`worth.${key}`, worth[key], `${leads} ${sumSql(workspace, amount)}`),
    ),
    ...reckoned.flatMap(({ persona, version, leads: many, each }, index) => [
      counted(
        `reckoned[${index}].leads`,
        many,
        `${leads} SELECT count(*) FROM leads WHERE outcome = 'match' AND json_extract(matched, '$[0].id') = ${sqlText(persona)} AND json_extract(matched, '$[0].version') = ${version}`,
      ),
      ...AMOUNTS.map(([key, amount]) =>
        counted(
          `reckoned[${index}].each.${key}`,
          each[key],
          `SELECT round(${amount}, 2) FROM persona_versions v WHERE workspace = ${workspace} AND persona = ${sqlText(persona)} AND version = ${version}`,
        ),
      ),
    ]),
  ];
}

/** A check counts unless the same person checks the same traits again within an hour; of a CRM's checks, each does. */
function leadsSql(week: Summary, workspace: number): string {
  return `WITH told AS (
  SELECT id, at, asked_by, outcome, matched,
    iif(via = 'http', NULL, (SELECT group_concat(value) FROM (SELECT value FROM json_each(traits) ORDER BY value))) AS described
  FROM checks WHERE workspace = ${workspace} AND ${within('at', week)}),
made AS (SELECT *, lead(at) OVER (PARTITION BY asked_by, coalesce(described, id) ORDER BY id) AS again FROM told),
leads AS (SELECT outcome, matched FROM made WHERE again IS NULL OR again > strftime('%Y-%m-%dT%H:%M:%fZ', at, '+1 hour'))`;
}

/** Each disqualified lead once, by the version it matched; 0 where there was none. */
function sumSql(workspace: number, amount: string): string {
  return `SELECT iif(count(*) = 0, 0, round(sum(${amount}), 2)) FROM leads c LEFT JOIN persona_versions v ON v.workspace = ${workspace} AND v.persona = json_extract(c.matched, '$[0].id') AND v.version = json_extract(c.matched, '$[0].version') WHERE c.outcome = 'match'`;
}
