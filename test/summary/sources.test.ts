import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { eraseStaff } from '../../src/erasure/erasure.ts';
import { decide } from '../../src/review/store.ts';
import { countFaults } from '../../src/summary/faults.ts';
import { summaryOf } from '../../src/summary/run.ts';
import { sourcesModal } from '../../src/summary/source-blocks.ts';
import { tracedOf } from '../../src/summary/source-store.ts';
import { sourcesOf } from '../../src/summary/sources.ts';
import { claimWeek, markPosted } from '../../src/summary/store.ts';
import { takeBack } from '../../src/summary/take-back.ts';
import { type Week, weekBefore, weekOf } from '../../src/summary/week.ts';
import { en } from '../../src/text/catalogue.ts';
import { viewFaults } from '../limits.ts';
import { newDatabase } from '../new-database.ts';
import { config, NOW, sampled } from './sampled.ts';

test('plain SQL gives every figure of a summary again', async () => {
  const { db, workspace } = await sampled();
  await db.updateTable('people').set({ named_in_thanks: 1 }).execute();
  const thisWeek = weekOf(NOW, 'UTC');
  let compared = 0;
  for (const week of [thisWeek, weekBefore(thisWeek, 'UTC')]) {
    const summary = await summaryOf(db, workspace, week, config, NOW);
    for (const { figure, value, sql: query, cases } of sourcesOf(summary, workspace)) {
      const { rows } = await sql.raw<Record<string, number | null>>(query).execute(db);
      expect({ figure, value: Object.values(rows[0] ?? {})[0] }).toEqual({ figure, value });
      if (cases !== null && figure.endsWith('.for')) {
        expect((await sql.raw(cases).execute(db)).rows).toHaveLength(value ?? 0);
      }
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(25);
  const summary = await summaryOf(db, workspace, thisWeek, config, NOW);
  expect(summary.checks).toEqual({ made: 4, disqualified: 3 });
  expect(summary.worth.hours).toBeGreaterThan(0);
  expect(summary.learnt[0]).toMatchObject({ held: { version: 1 }, quote: { revision: 1 } });
  const traced = await tracedOf(db, workspace, summary);
  const shown = sourcesModal(summary, traced, en.summary);
  expect(viewFaults(shown)).toEqual([]);
  expect(JSON.stringify(shown)).toContain('Customers: ');
});

test('drafts that waited when a summary was posted are counted again after they were decided', async () => {
  const { db, workspace } = await sampled();
  const thisWeek = weekOf(NOW, 'UTC');
  const summary = await summaryOf(db, workspace, thisWeek, config, NOW);
  await claimWeek(db, workspace, summary, 'C0SUMMARY', NOW);
  await markPosted(db, workspace, thisWeek.name, { channel: 'C0SUMMARY', ts: '7.0' }, NOW);
  const [draft] = summary.waiting;
  await decide(db, {
    ...{ workspace, persona: draft!.id, version: draft!.version, decision: 'reject', by: 'U0GRACE' },
    ...{
      via: 'slack',
      reason: 'Too few.',
      use: null,
      acceptCollateral: false,
      config,
      now: '2027-02-12T10:00:00.000Z',
    },
  });
  const posted = await summaryOf(db, workspace, thisWeek, config, NOW);
  const { value, sql: query } = sourcesOf(posted, workspace).find(({ figure }) => figure === 'waiting')!;
  const { rows } = await sql.raw<Record<string, number>>(query).execute(db);
  expect(Object.values(rows[0] ?? {})).toEqual([value]);
  const { n } = await db
    .selectFrom('persona_versions')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', '=', 'draft')
    .executeTakeFirstOrThrow();
  expect(n).toBe(summary.waiting.length - 1);
});

test('who erases what they said leaves the posted summary too, with the quote and the thanks', async () => {
  const { db, workspace } = await sampled();
  const thisWeek = weekOf(NOW, 'UTC');
  const summary = await summaryOf(db, workspace, thisWeek, config, NOW);
  const quote = summary.learnt[0]?.quote;
  const said = await db
    .selectFrom('answers')
    .innerJoin('interviews', 'interviews.id', 'answers.interview')
    .select('person')
    .where('answers.id', '=', Number(quote?.answer.slice(1)))
    .executeTakeFirstOrThrow();
  await claimWeek(db, workspace, { ...summary, thanks: [said.person] }, 'C0SUMMARY', NOW);
  await markPosted(db, workspace, thisWeek.name, { channel: 'C0SUMMARY', ts: '7.0' }, NOW);
  await db.updateTable('people').set({ named_in_thanks: 1 }).execute();
  expect(await takeBack(db, workspace, config, NOW)).toBe(0);
  const scope = { db, workspace, now: NOW, caution: 'Counted again.', actor: 'U0GRACE' };
  await eraseStaff(scope, said.person);
  expect(await takeBack(db, workspace, config, NOW)).toBe(1);
  const left = await summaryOf(db, workspace, thisWeek, config, NOW);
  expect(left).toMatchObject({ thanks: [], posted: NOW, interviews: summary.interviews });
  expect(left.learnt[0]?.quote).toBeNull();
  const [redrawn] = await db.selectFrom('outbox').selectAll().where('slot', 'like', 'summary:%').execute();
  expect(redrawn).toMatchObject({ channel: 'C0SUMMARY', message_ts: '7.0' });
  expect(redrawn?.wanted).not.toContain(said.person);
});

test('faults counted week by week are those counted at once, whatever is said, changed or merged in between', async () => {
  const week = (n: number): Week => {
    const at = (k: number) => new Date(Date.UTC(2026, 0, 5 + 7 * k)).toISOString();
    return { name: `${n}`, from: at(n), to: at(n + 1) };
  };
  const step = fc.record({
    customer: fc.nat({ max: 5 }),
    fault: fc.constantFrom('ours', 'theirs', 'both'),
    trouble: fc.constantFrom('tone', 'price', null),
    next: fc.constantFrom('nothing', 'nothing', 'nothing', 'revise', 'withdraw', 'merge'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { maxLength: 5 }), { minLength: 2, maxLength: 5 }),
      async (weeks) => {
        const { db, raw, close } = openDatabase(await newDatabase());
        // Nobody reads it after a crash.
        raw.pragma('synchronous = OFF');
        const body = JSON.stringify({
          questions: ['fault', 'main_trouble'].map((dimension) => ({ key: dimension, dimension })),
        });
        raw.exec("INSERT INTO workspaces (id, name, created_at) VALUES (1, 'w', '2026')");
        raw.exec("INSERT INTO people (workspace, id) VALUES (1, 'ann')");
        raw.prepare("INSERT INTO scripts VALUES (1, 's', 1, ?, '2026')").run(body);
        for (let key = 0; key < 6; key++)
          raw
            .prepare("INSERT INTO customers (workspace, key, name, created_at) VALUES (1, ?, 'n', '2026')")
            .run(`k${key}`);
        let id = 0;
        for (const [number, steps] of weeks.entries()) {
          const { from, to } = week(number);
          for (const { customer, fault, trouble, next } of steps) {
            const name = `i${++id}`;
            raw
              .prepare(
                `INSERT INTO interviews (workspace, id, script, script_version, person, role, language, case_kind, customer, status,
               visibility, source, source_id, started_at) VALUES (1, ?, 's', 1, 'ann', 'sales', 'en', 'problem', ?, 'in_progress', 'aggregates', 'slack', ?, ?)`,
              )
              .run(name, `k${customer}`, name, from);
            for (const [question, value] of Object.entries({ fault, main_trouble: trouble })) {
              const answer = id * 2 + (question === 'fault' ? 0 : 1);
              raw.prepare('INSERT INTO answers VALUES (1, ?, ?, ?, 1)').run(answer, name, question);
              say(raw, answer, 1, value, from);
            }
            raw
              .prepare("UPDATE interviews SET status = 'complete', finished_at = ? WHERE id = ?")
              .run(from, name);
            if (next === 'revise') {
              say(raw, id * 2, 2, 'theirs', from);
              raw.prepare('UPDATE answers SET latest_revision = 2 WHERE id = ?').run(id * 2);
            }
            if (next === 'withdraw')
              raw
                .prepare("UPDATE interviews SET status = 'withdrawn' WHERE id = ?")
                .run(`i${Math.ceil(id / 2)}`);
            if (next === 'merge' && customer > 0) {
              raw
                .prepare(
                  "INSERT OR IGNORE INTO customer_aliases (workspace, id, alias, canonical, merged_by, merged_at) VALUES (1, ?, ?, 'k0', 'u', '2026')",
                )
                .run(id, `k${customer}`);
            }
          }
          const added = await countFaults(db, 1, { from, to }, true);
          const remembered = raw.prepare('SELECT * FROM fault_counts').all();
          raw.exec('DELETE FROM fault_counts');
          expect(await countFaults(db, 1, { from, to }, false)).toEqual(added);
          for (const row of remembered as { until: string; revision: number; known: number; ours: string }[])
            raw
              .prepare('INSERT INTO fault_counts VALUES (1, ?, ?, ?, ?)')
              .run(row.until, row.revision, row.known, row.ours);
        }
        await close();
      },
    ),
    { numRuns: 12 },
  );
});

function say(
  raw: ReturnType<typeof openDatabase>['raw'],
  answer: number,
  revision: number,
  value: string | null,
  at: string,
) {
  raw
    .prepare(
      `INSERT INTO answer_revisions (workspace, answer, revision, state, value, wording, language, visibility, at)
       VALUES (1, ?, ?, ?, ?, 'w', 'en', 'aggregates', ?)`,
    )
    .run(
      answer,
      revision,
      value === null ? 'dont_know' : 'answered',
      value === null ? null : JSON.stringify(value),
      at,
    );
}
