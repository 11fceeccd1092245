import type { Database } from '../database/open.ts';
import type { ConfirmedThemes, Finding, FindingKind } from './themes.ts';

/** Under which key each answer was last read, by its number. */
export async function keysOfRead(db: Database, workspace: number): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('read_answers')
    .select(['answer', 'key'])
    .where('workspace', '=', workspace)
    .execute();
  return new Map(rows.map(({ answer, key }) => [answer, key]));
}

/** What was found in some answer that was read under this key, or `null`. */
export async function foundUnder(db: Database, workspace: number, key: string): Promise<Finding[] | null> {
  const read = await db
    .selectFrom('read_answers')
    .select('answer')
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!read) return null;
  const rows = await db
    .selectFrom('findings')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('answer', '=', read.answer)
    .orderBy('position')
    .execute();
  return rows.map(({ kind, code, label, start_unit, end_unit }) => ({
    kind,
    code,
    label,
    start: start_unit,
    end: end_unit,
  }));
}

type Read = { answer: number; revision: number; key: string; findings: Finding[] };

/** Keeps what was found in an answer, in the place of what was found before. An answer that is gone by now is left out. */
export async function saveRead(db: Database, workspace: number, reads: Read[], now: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { answer, revision, key, findings } of reads) {
      const stands = await trx
        .selectFrom('answer_revisions')
        .select('revision')
        .where('workspace', '=', workspace)
        .where('answer', '=', answer)
        .where('revision', '=', revision)
        .executeTakeFirst();
      if (!stands) continue;
      await trx
        .deleteFrom('read_answers')
        .where('workspace', '=', workspace)
        .where('answer', '=', answer)
        .execute();
      await trx
        .insertInto('read_answers')
        .values({ workspace, answer, revision, key, read_at: now })
        .execute();
      const rows = findings.map(({ start, end, ...finding }, position) => ({
        ...finding,
        workspace,
        answer,
        position,
        start_unit: start,
        end_unit: end,
      }));
      if (rows.length > 0) await trx.insertInto('findings').values(rows).execute();
    }
  });
}

/** What reviewers confirmed, answer by answer, without what they corrected. `null` where nothing is confirmed. */
export async function loadConfirmed(db: Database, workspace: number): Promise<ConfirmedThemes | null> {
  const codes = await db
    .selectFrom('reason_codes')
    .select(['kind', 'code', 'counts_as', 'label'])
    .where('workspace', '=', workspace)
    .where('state', '=', 'confirmed')
    .orderBy('code')
    .execute();
  if (codes.length === 0) return null;
  const countsAs = new Map(codes.map(({ kind, code, counts_as }) => [`${kind} ${code}`, counts_as]));
  const read: ConfirmedThemes['read'] = new Map();
  const answers = await db
    .selectFrom('read_answers')
    .select('answer')
    .where('workspace', '=', workspace)
    .execute();
  for (const { answer } of answers) read.set(answer, []);
  for (const { answer, kind, code } of await standingFindings(db, workspace)) {
    const counted = countsAs.get(`${kind} ${code}`);
    if (counted !== undefined) read.get(answer)?.push({ kind, code: counted });
  }
  const named = codes.map(({ kind, counts_as: code, label }) => ({ kind, code, label }));
  const distinct = named.filter(
    (one, index) => named.findIndex(({ kind, code }) => kind === one.kind && code === one.code) === index,
  );
  return { codes: distinct, read };
}

export type StandingFinding = {
  answer: number;
  revision: number;
  kind: FindingKind;
  code: string;
  label: string;
  start: number;
  end: number;
};

/** Every finding that no reviewer corrected; the newest answers first. */
export async function standingFindings(db: Database, workspace: number): Promise<StandingFinding[]> {
  const rows = await db
    .selectFrom('findings as found')
    .innerJoin('read_answers as read', (join) =>
      join.onRef('read.workspace', '=', 'found.workspace').onRef('read.answer', '=', 'found.answer'),
    )
    .leftJoin('finding_corrections as wrong', (join) =>
      join
        .onRef('wrong.workspace', '=', 'found.workspace')
        .onRef('wrong.answer', '=', 'found.answer')
        .onRef('wrong.revision', '=', 'read.revision')
        .onRef('wrong.kind', '=', 'found.kind')
        .onRef('wrong.code', '=', 'found.code'),
    )
    .select(['found.answer', 'read.revision', 'found.kind', 'found.code', 'found.label'])
    .select(['found.start_unit as start', 'found.end_unit as end'])
    .where('found.workspace', '=', workspace)
    .where('wrong.code', 'is', null)
    .orderBy('found.answer', 'desc')
    .orderBy('found.position')
    .execute();
  return rows;
}
