import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCaseTable } from '../../src/cases/store.ts';
import { type OpenDatabase, openDatabase } from '../../src/database/open.ts';
import { findEvidence } from '../../src/evidence/find.ts';
import { question, script } from '../cases/scripts.ts';
import { newDatabase } from '../new-database.ts';

const asked = script([
  question('budget_fit', {}, ['below', 'matches', 'above']),
  question('lead_source', {}, ['cold', 'event', 'partner']),
]);

/** Some customers have two reports that may disagree; some answers were revised. */
const interviews = fc.array(
  fc.record({
    customer: fc.nat({ max: 59 }),
    fit: fc.constantFrom('below', 'matches', 'above', null),
    lead: fc.constantFrom('cold', 'event', 'partner', null),
    revised: fc.boolean(),
    person: fc.constantFrom('ann', 'bob', 'cid'),
  }),
  { minLength: 40, maxLength: 90 },
);

type Told = { customer: number; fit: string | null; lead: string | null; revised: boolean; person: string };

/** Customers up to 29 are problem cases, the others comparison cases; problem cases mostly had too small a budget. */
function fill({ raw }: OpenDatabase, told: Told[]): void {
  raw.exec("INSERT INTO workspaces (id, name, created_at) VALUES (1, 'w', '2026')");
  raw.exec("INSERT INTO people (workspace, id) VALUES (1, 'ann'), (1, 'bob'), (1, 'cid')");
  raw
    .prepare("INSERT INTO scripts (workspace, id, version, body, stored_at) VALUES (1, ?, 1, ?, '2026')")
    .run(asked.id, JSON.stringify(asked));
  const customer = raw.prepare(
    "INSERT OR IGNORE INTO customers (workspace, key, name, created_at) VALUES (1, ?, 'n', '2026')",
  );
  const interview = raw.prepare(
    `INSERT INTO interviews (workspace, id, script, script_version, person, role, language, case_kind, customer, status,
     visibility, source, source_id, started_at)
     VALUES (1, ?, 'problem-customer', 1, ?, 'sales', 'en', ?, ?, 'complete', 'aggregates', 'import', ?, '2026')`,
  );
  const answer = raw.prepare('INSERT INTO answers VALUES (1, ?, ?, ?, ?)');
  const revision = raw.prepare(
    `INSERT INTO answer_revisions (workspace, answer, revision, state, value, wording, language, visibility, at)
     VALUES (1, ?, ?, ?, ?, 'w', 'en', 'aggregates', '2026')`,
  );
  let id = 0;
  const seen = new Set<string>();
  for (const { customer: number, fit, lead, revised, person } of told) {
    const key = `k${String(number).padStart(2, '0')}`;
    if (seen.has(`${key} ${person}`)) continue;
    seen.add(`${key} ${person}`);
    customer.run(key);
    const problem = number < 30;
    const name = `i${seen.size}`;
    interview.run(name, person, problem ? 'problem' : 'comparison', key, name);
    const usual = problem && seen.size % 4 !== 0 ? 'below' : fit;
    for (const [question_, value] of [
      ['budget_fit', usual],
      ['lead_source', lead],
    ] as const) {
      id++;
      answer.run(id, name, question_, revised ? 2 : 1);
      if (revised) revision.run(id, 1, 'answered', '"above"');
      revision.run(
        id,
        revised ? 2 : 1,
        value === null ? 'dont_know' : 'answered',
        value === null ? null : JSON.stringify(value),
      );
    }
  }
}

/** Cases of a kind in which all answers to a question agree, and how many of them agree on the value. */
const count = `
  WITH said AS (
    SELECT i.customer, i.case_kind, json_extract(r.value, '$') AS value
    FROM interviews i
    JOIN answers a ON a.workspace = i.workspace AND a.interview = i.id AND a.question = @dimension
    JOIN answer_revisions r ON r.workspace = a.workspace AND r.answer = a.id AND r.revision = a.latest_revision
    WHERE i.workspace = 1 AND i.status IN ('complete', 'partial') AND r.state = 'answered'),
  agreed AS (
    SELECT customer, case_kind, MIN(value) AS value FROM said GROUP BY customer, case_kind HAVING COUNT(DISTINCT value) = 1)
  SELECT case_kind AS kind, COALESCE(SUM(value = @value), 0) AS "for", COUNT(*) AS "of" FROM agreed GROUP BY case_kind`;

test("a claim's counts equal a plain SQL query over the stored answers", async () => {
  let checked = 0;
  await fc.assert(
    fc.asyncProperty(interviews, fc.boolean(), async (told, alone) => {
      const database = openDatabase(await newDatabase());
      // Nobody reads it after a crash.
      database.raw.pragma('synchronous = OFF');
      fill(database, alone ? told.filter(({ customer }) => customer < 30) : told);
      const { claims, scope } = findEvidence(await loadCaseTable(database.db, 1));
      // Below eight problem cases shared traits are listed and nothing is compared.
      const compared = !alone && scope.mode !== 'list';
      for (const { traits, problem, comparison } of claims) {
        if (traits.length > 1) continue;
        const rows = database.raw.prepare(count).all(traits[0]) as {
          kind: string;
          for: number;
          of: number;
        }[];
        const side = (kind: string) => {
          const row = rows.find((one) => one.kind === kind);
          return row ? { for: row.for, of: row.of } : null;
        };
        expect(problem).toEqual(side('problem'));
        expect(comparison).toEqual(compared ? side('comparison') : null);
        checked++;
      }
      await database.close();
    }),
    { numRuns: 25 },
  );
  expect(checked).toBeGreaterThan(20);
});
