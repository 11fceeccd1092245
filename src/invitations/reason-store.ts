import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Reason } from '../database/tables.ts';
import { gettingOld } from '../personas/old.ts';
import type { Script } from '../scripts/script.ts';
import { type AskedAbout, PEOPLE, scriptFor, type Topic } from './reason.ts';

const DAY_MS = 86_400_000;
/** A record imported longer ago than this has not "just" churned. */
const JUST_DAYS = 30;
/** After this the same subject may be asked about again. */
const ASKED_DAYS = 90;
const MOST = 50;

/** Everything there is a reason to ask about now. All of it is derived but what somebody asked for. */
export async function loadTopics(
  db: Database,
  workspace: number,
  scripts: readonly Script[],
  now: string,
): Promise<Topic[]> {
  const found = [
    ...(await requested(db, workspace)),
    ...(await justChurned(db, workspace, daysBefore(now, JUST_DAYS))),
    ...(await openQuestions(db, workspace)),
    ...(await gettingOld(db, workspace, now)).map(({ id, name }) => ({
      ...NOBODY,
      reason: 'stale' as const,
      subject: id,
      name,
    })),
  ];
  return found.flatMap(({ wanted, ...topic }) => {
    const script = scripts.find(({ id }) => id === wanted) ?? scriptFor(topic.reason, topic.subject, scripts);
    return script ? [{ ...topic, script: script.id, roles: script.audience }] : [];
  });
}

type Found = Omit<Topic, 'script' | 'roles'> & { wanted: string | null };
const NOBODY = { person: null, knownTo: [], wanted: null };

async function requested(db: Database, workspace: number): Promise<Found[]> {
  const rows = await db
    .selectFrom('evidence_requests as request')
    .leftJoin('customers as customer', (join) =>
      join
        .onRef('customer.workspace', '=', 'request.workspace')
        .onRef('customer.key', '=', 'request.subject')
        .on('request.reason', 'in', ['reported', 'churned']),
    )
    .select(['request.reason', 'request.subject', 'request.person', 'request.script', 'customer.name'])
    .where('request.workspace', '=', workspace)
    .where('request.closed_at', 'is', null)
    .orderBy('request.id')
    .limit(MOST)
    .execute();
  return rows.map(({ script, ...row }) => ({ ...row, knownTo: [], wanted: script }));
}

/** Customers whose record says that they left, and about whom nobody has said why. */
async function justChurned(db: Database, workspace: number, since: string): Promise<Found[]> {
  const rows = await db
    .selectFrom('customers')
    .select(['key', 'name', 'record'])
    .where('workspace', '=', workspace)
    .where('imported_at', '>=', since)
    .where('record', 'like', '%"outcome":"churned"%')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('interviews')
            .select('interviews.id')
            .whereRef('interviews.workspace', '=', 'customers.workspace')
            .whereRef('interviews.customer', '=', 'customers.key')
            .where('case_kind', '=', 'problem')
            .where('status', 'in', ['in_progress', 'paused', 'complete', 'partial']),
        ),
      ),
    )
    .orderBy('imported_at', 'desc')
    .orderBy('key')
    .limit(MOST)
    .execute();
  const recent = rows.filter(({ record }) => {
    const { texts } = JSON.parse(record ?? '{}') as { texts?: Record<string, string> };
    return texts?.outcome === 'churned' && (texts.ended_on ?? since) >= since.slice(0, 10);
  });
  const knownTo = await dealtWith(
    db,
    workspace,
    recent.map(({ key }) => key),
  );
  return recent.map(({ key, name }) => ({
    ...NOBODY,
    reason: 'churned',
    subject: key,
    name,
    knownTo: knownTo.get(key) ?? [],
  }));
}

async function dealtWith(db: Database, workspace: number, keys: string[]): Promise<Map<string, string[]>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('interviews')
    .select(['customer', 'person'])
    .distinct()
    .where('workspace', '=', workspace)
    .where('customer', 'in', keys)
    .execute();
  const byKey = Map.groupBy(rows, ({ customer }) => customer ?? '');
  return new Map([...byKey].map(([key, of]) => [key, of.map(({ person }) => person)]));
}

/** What the last draft would like to know. */
async function openQuestions(db: Database, workspace: number): Promise<Found[]> {
  const row = await db
    .selectFrom('draft_runs')
    .select('result')
    .where('workspace', '=', workspace)
    .where('outcome', '=', 'done')
    .where('result', 'is not', null)
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { questions = [] } = JSON.parse(row?.result ?? '{}') as { questions?: string[] };
  return questions
    .slice(0, MOST)
    .map((subject) => ({ ...NOBODY, reason: 'question' as const, subject, name: null }));
}

/** Who was asked about what in the last weeks. */
export async function askedAbout(db: Database, workspace: number, now: string): Promise<AskedAbout[]> {
  const rows = await db
    .selectFrom('invitations')
    .select(['reason', 'subject', 'person'])
    .where('workspace', '=', workspace)
    .where('reason', 'is not', null)
    .where('invited_at', '>=', daysBefore(now, ASKED_DAYS))
    .execute();
  return rows as AskedAbout[];
}

/** A request is met once as many people were asked about it as it takes. */
export async function closeMet(
  db: Database,
  workspace: number,
  { reason, subject }: { reason: Reason; subject: string },
  now: string,
): Promise<void> {
  const { count } = await db
    .selectFrom('invitations')
    .select(sql<number>`count(*)`.as('count'))
    .where('workspace', '=', workspace)
    .where('reason', '=', reason)
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow();
  if (Number(count) < PEOPLE[reason]) return;
  await db
    .updateTable('evidence_requests')
    .set({ closed_at: now })
    .where('workspace', '=', workspace)
    .where('reason', '=', reason)
    .where('subject', '=', subject)
    .where('closed_at', 'is', null)
    .execute();
}

/** How somebody is told what it is about. */
export async function nameOfTopic(
  db: Database,
  workspace: number,
  { reason, subject }: { reason: Reason; subject: string },
): Promise<string | null> {
  if (reason === 'reported' || reason === 'churned') {
    const row = await db
      .selectFrom('customers')
      .select('name')
      .where('workspace', '=', workspace)
      .where('key', '=', subject)
      .executeTakeFirst();
    return row?.name ?? null;
  }
  if (reason !== 'stale') return null;
  const row = await db
    .selectFrom('persona_versions')
    .select('name')
    .where('workspace', '=', workspace)
    .where('persona', '=', subject)
    .where('status', '=', 'approved')
    .executeTakeFirst();
  return row?.name ?? null;
}

function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * DAY_MS).toISOString();
}
