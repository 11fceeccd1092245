import type { Database } from '../database/open.ts';
import type { ConfirmedThemes, Dropped, FindingKind, Findings } from './themes.ts';

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
export async function foundUnder(db: Database, workspace: number, key: string): Promise<Findings | null> {
  const read = await db
    .selectFrom('read_answers')
    .select(['answer', 'dropped'])
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
  const findings = rows.map(({ kind, code, label, start_unit, end_unit }) => ({
    kind,
    code,
    label,
    start: start_unit,
    end: end_unit,
  }));
  return { findings, dropped: droppedIn(read.dropped) };
}

const droppedIn = (stored: string) => JSON.parse(stored) as Dropped[];

type Read = Findings & { answer: number; revision: number; key: string };

/** Keeps what was found in an answer, in the place of what was found before. An answer that is gone by now is left out. */
export async function saveRead(db: Database, workspace: number, reads: Read[], now: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { answer, revision, key, findings, dropped } of reads) {
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
        .values({ workspace, answer, revision, key, read_at: now, dropped: JSON.stringify(dropped) })
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

/** Answers that a model read, where the wording that it read is still the newest. */
function readAsTheyStand(db: Database, workspace: number) {
  return db
    .selectFrom('read_answers as read')
    .innerJoin('answers as answer', (join) =>
      join
        .onRef('answer.workspace', '=', 'read.workspace')
        .onRef('answer.id', '=', 'read.answer')
        .onRef('answer.latest_revision', '=', 'read.revision'),
    )
    .innerJoin('interviews as interview', (join) =>
      join.onRef('interview.workspace', '=', 'read.workspace').onRef('interview.id', '=', 'answer.interview'),
    )
    .where('read.workspace', '=', workspace);
}

/** The codes that wait for a reviewer's decision: kind and code of each, told by an answer that stands. */
export async function waitingCodes(db: Database, workspace: number): Promise<Set<string>> {
  const rows = await readAsTheyStand(db, workspace)
    .innerJoin('findings as found', (join) =>
      join.onRef('found.workspace', '=', 'read.workspace').onRef('found.answer', '=', 'read.answer'),
    )
    .select(['found.kind', 'found.code'])
    .distinct()
    .where('interview.status', 'in', ['complete', 'partial'])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('reason_codes as decided')
            .select('decided.code')
            .whereRef('decided.workspace', '=', 'found.workspace')
            .whereRef('decided.kind', '=', 'found.kind')
            .whereRef('decided.code', '=', 'found.code'),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('finding_corrections as wrong')
            .select('wrong.code')
            .whereRef('wrong.workspace', '=', 'found.workspace')
            .whereRef('wrong.answer', '=', 'found.answer')
            .whereRef('wrong.revision', '=', 'read.revision')
            .whereRef('wrong.kind', '=', 'found.kind')
            .whereRef('wrong.code', '=', 'found.code'),
        ),
      ),
    )
    .execute();
  return new Set(rows.map(({ kind, code }) => `${kind} ${code}`));
}

/**
 * What a model found in the answers that stand and the checks left out, the newest answers first, each once.
 * @param customers only in what was told of these; left out: of anybody
 */
export async function loadDropped(
  db: Database,
  workspace: number,
  customers: readonly string[] | null = null,
): Promise<Dropped[]> {
  const wanted = customers === null ? null : new Set(customers);
  const rows = await readAsTheyStand(db, workspace)
    .select(['read.dropped', 'interview.customer'])
    .where('read.dropped', '<>', '[]')
    .where('interview.status', 'in', ['complete', 'partial'])
    .orderBy('read.answer', 'desc')
    .execute();
  const dropped = rows
    .filter(({ customer }) => wanted === null || (customer !== null && wanted.has(customer)))
    .flatMap((row) => droppedIn(row.dropped));
  // The same words of several people were read once.
  return [...new Map(dropped.map((one) => [`${one.why} ${one.said}`, one])).values()];
}
