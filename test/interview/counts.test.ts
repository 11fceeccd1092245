import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { caseCounts, customerCounts, reporterCount } from '../../src/interview/counts.ts';
import { newDatabase } from '../new-database.ts';

const NOW = '2026-11-16T09:00:00.000Z';
const folder = mkdtempSync(join(tmpdir(), 'mismatch-counts-'));
let database: OpenDatabase;
let workspace = 0;
beforeAll(async () => {
  database = openDatabase(await newDatabase(folder));
  ({ id: workspace } = await chooseWorkspace(database.db, null, NOW));
  const { raw } = database;
  for (const key of ['a', 'b'])
    raw
      .prepare('INSERT INTO customers (workspace, key, name, created_at) VALUES (?, ?, ?, ?)')
      .run(workspace, key, key, NOW);
  raw.exec(`INSERT INTO people (workspace, id) VALUES (${workspace}, 'U1'), (${workspace}, 'U2')`);
  raw.exec(`INSERT INTO import_runs (workspace, id, kind, state, started_at) VALUES
    (${workspace}, 1, 'interviews', 'done', '${NOW}'), (${workspace}, 2, 'interviews', 'running', '${NOW}')`);
  raw.exec(
    `INSERT INTO scripts (workspace, id, version, body, stored_at) VALUES (${workspace}, 's', 1, '{}', '${NOW}')`,
  );
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const told = { person: fc.constantFrom('U1', 'U2'), kind: fc.constantFrom('problem', 'comparison', 'none') };
const customer = fc.constantFrom('a', 'b', null);
const interview = fc.record({
  ...told,
  customer,
  status: fc.constantFrom('complete', 'partial', 'abandoned', 'withdrawn'),
  /** Of an import that is seen, of one that is not, on its way out. */
  brought: fc.constantFrom(null, 1, 2, -1),
  changed: fc.option(fc.record({ ...told, run: fc.constantFrom(1, 2), customer: fc.constantFrom('a', 'b') })),
});

test('what is counted is what the views show, whatever an import is about to bring or change', async () => {
  const { db, raw } = database;
  await fc.assert(
    fc.asyncProperty(fc.array(interview, { maxLength: 6 }), async (interviews) => {
      raw.exec('DELETE FROM staged_interviews; DELETE FROM interview_rows');
      interviews.forEach((one, i) => {
        raw
          .prepare(
            `INSERT INTO interview_rows (workspace, id, script, script_version, person, role, language, case_kind, customer,
               status, visibility, source, source_id, started_at, finished_at, import_run, next_run)
             VALUES (?, ?, 's', 1, ?, 'sales', 'en', ?, ?, ?, 'aggregates', 'import', ?, ?, ?, ?, ?)`,
          )
          .run(
            workspace,
            `i${i}`,
            one.person,
            one.kind,
            one.customer,
            one.status,
            `i${i}`,
            NOW,
            NOW,
            one.brought,
            one.changed?.run ?? null,
          );
        if (one.changed)
          raw
            .prepare(
              `INSERT INTO staged_interviews (workspace, run, interview, script, script_version, person, role, case_kind,
                 customer, customer_name, at, hash) VALUES (?, ?, ?, 's', 1, ?, 'sales', ?, ?, 'A', ?, '')`,
            )
            .run(
              workspace,
              one.changed.run,
              `i${i}`,
              one.changed.person,
              one.changed.kind === 'none' ? 'problem' : one.changed.kind,
              one.changed.customer,
              NOW,
            );
      });
      const shown = raw.prepare("SELECT * FROM interviews WHERE status IN ('complete', 'partial')").all() as {
        person: string;
        case_kind: string;
        customer: string | null;
      }[];
      const of = (kind: string) =>
        shown.flatMap((one) => (one.case_kind === kind && one.customer !== null ? [one.customer] : []));
      const [problem, comparison] = [of('problem'), of('comparison')];
      expect(await caseCounts(db, workspace)).toEqual({
        problem: problem.length,
        comparison: comparison.length,
      });
      expect(await customerCounts(db, workspace)).toEqual({
        problem: new Set(problem).size,
        comparison: new Set(comparison).size,
      });
      expect(await reporterCount(db, workspace)).toBe(new Set(shown.map(({ person }) => person)).size);
    }),
    { numRuns: 60 },
  );
});
