import type { Database } from '../database/open.ts';
import type { PersonaStatus, Row } from '../database/tables.ts';
import type { Claim } from '../evidence/evidence.ts';
import { finderFor } from '../model/identities.ts';
import { type PersonaBody, personaBody } from './persona.ts';
import { loadQuotes, type Quote } from './quoted.ts';
import { type Standing, standingOf } from './standing.ts';

export type { Quote } from './quoted.ts';

/** One version of a persona with all that stands behind it. */
export type StoredPersona = {
  id: string;
  version: number;
  status: PersonaStatus;
  voice: 'embedded' | 'model' | 'person';
  body: PersonaBody;
  claims: Claim[];
  quotes: Quote[];
  draftedAt: string;
  decidedAt: string | null;
  /** Of the evidence under it. */
  evidenceHash: string;
};

declare const approved: unique symbol;
/** A version that a named person approved and whose evidence still stands. Only {@link approvedPersonas} makes one. */
export type ApprovedPersona = StoredPersona & { status: 'approved'; approvedAt: string } & {
  readonly [approved]: true;
};

/**
 * What `drafted_at` holds while a draft's evidence is being written, in many short steps: nobody sees the version
 * until one last step publishes it (staging.ts).
 */
export const STAGED = '';

export type Which = 'latest' | 'approved' | number;

/**
 * The personas that look-up, checks and exports may use: approved, under an approved parent where they are micro
 * personas, and still standing on their evidence.
 */
export async function approvedPersonas(db: Database, workspace: number): Promise<ApprovedPersona[]> {
  // A transaction sees its own changes, which may never come to be.
  if (db.isTransaction) return loadApproved(db, workspace);
  // Read before the rest: what comes in between makes the number newer than what is remembered, never older.
  const revision = await revisionOf(db, workspace);
  const kept = remembered.get(db)?.get(workspace);
  if (kept?.revision === revision) return kept.personas;
  const personas = await loadApproved(db, workspace);
  const own = remembered.get(db) ?? new Map<number, Remembered>();
  remembered.set(db, own.set(workspace, { revision, personas }));
  return personas;
}

/** What look-ups and checks use over and over, good for one revision of what it rests on (0022_evidence_revisions.sql). */
type Remembered = { revision: number; personas: ApprovedPersona[] };
const remembered = new WeakMap<Database, Map<number, Remembered>>();

async function revisionOf(db: Database, workspace: number): Promise<number> {
  const row = await db
    .selectFrom('evidence_revisions')
    .select('revision')
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  return row?.revision ?? 0;
}

async function loadApproved(db: Database, workspace: number): Promise<ApprovedPersona[]> {
  const { all, standing } = await approvedWithStanding(db, workspace);
  const good = new Set(all.filter(({ id }) => standing.get(id)?.standing === 'good').map(({ id }) => id));
  return all
    .filter(({ id, body }) => good.has(id) && (body.parent === null || good.has(body.parent)))
    .map(
      (persona) => ({ ...persona, approvedAt: persona.decidedAt ?? persona.draftedAt }) as ApprovedPersona,
    );
}

/** Every approved version, and whether what it rests on still holds. */
async function approvedWithStanding(db: Database, workspace: number) {
  const rows = await db
    .selectFrom('persona_versions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('status', '=', 'approved')
    .execute();
  const all = await withEvidence(db, workspace, rows);
  const standing = await standingOf(db, workspace, all);
  return { all, standing };
}

/** Approved versions that left look-up because too little of their evidence is left. */
export async function fallenPersonas(
  db: Database,
  workspace: number,
): Promise<{ persona: StoredPersona; lost: string[] }[]> {
  const { all, standing } = await approvedWithStanding(db, workspace);
  return all.flatMap((persona) => {
    const found: Standing | undefined = standing.get(persona.id);
    return found?.standing === 'fallen' ? [{ persona, lost: found.lost }] : [];
  });
}

/**
 * One persona by id or by name, in any case of letters.
 *
 * @param which the newest version, the approved one, or a numbered one
 */
export async function loadPersona(
  db: Database,
  workspace: number,
  idOrName: string,
  which: Which = 'latest',
): Promise<StoredPersona | null> {
  const id = await idOf(db, workspace, idOrName);
  if (id === null) return null;
  let query = db
    .selectFrom('persona_versions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('persona', '=', id)
    .where('drafted_at', '<>', STAGED);
  if (which === 'approved') query = query.where('status', '=', 'approved');
  if (typeof which === 'number') query = query.where('version', '=', which);
  const row = await query.orderBy('version', 'desc').executeTakeFirst();
  return row ? ((await withEvidence(db, workspace, [row]))[0] ?? null) : null;
}

/** The newest version of every persona, in the order of their numbers; with `status`, those whose newest it is. */
export async function listPersonas(
  db: Database,
  workspace: number,
  status?: PersonaStatus,
): Promise<StoredPersona[]> {
  const rows = await db
    .selectFrom('persona_versions as v')
    .selectAll('v')
    .where('v.workspace', '=', workspace)
    .where('v.version', '=', (eb) =>
      eb
        .selectFrom('persona_versions as w')
        .select((inner) => inner.fn.max('w.version').as('newest'))
        .whereRef('w.workspace', '=', 'v.workspace')
        .whereRef('w.persona', '=', 'v.persona')
        .where('w.drafted_at', '<>', STAGED),
    )
    .execute();
  const wanted = status === undefined ? rows : await withStatus(db, workspace, status);
  return withEvidence(db, workspace, wanted);
}

/** An approved version keeps its status when a newer draft stands beside it. */
async function withStatus(
  db: Database,
  workspace: number,
  status: PersonaStatus,
): Promise<Row<'persona_versions'>[]> {
  const rows = await db
    .selectFrom('persona_versions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('status', '=', status)
    .orderBy('version', 'desc')
    .execute();
  return rows.filter((row, index) => rows.findIndex(({ persona }) => persona === row.persona) === index);
}

export type HistoryEntry = {
  version: number;
  decision: Row<'decisions'>['decision'];
  by: string;
  via: string;
  reason: string;
  use: string | null;
  at: string;
};

/** Every decision about a persona, the newest first. */
export async function historyOf(db: Database, workspace: number, persona: string): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('decisions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ version, decision, decided_by, via, reason, intended_use, at }) => ({
    version,
    decision,
    by: decided_by,
    via,
    reason,
    use: intended_use,
    at,
  }));
}

async function idOf(db: Database, workspace: number, idOrName: string): Promise<string | null> {
  const wanted = idOrName.trim().toLowerCase();
  const rows = await db
    .selectFrom('persona_versions')
    .select(['persona', 'name', 'status'])
    .where('workspace', '=', workspace)
    .where('drafted_at', '<>', STAGED)
    .orderBy('version', 'desc')
    .execute();
  const byId = rows.find(({ persona }) => persona.toLowerCase() === wanted);
  const byName = rows.filter(({ name }) => name.toLowerCase() === wanted);
  return (byId ?? byName.find(({ status }) => status === 'approved') ?? byName[0])?.persona ?? null;
}

async function withEvidence(
  db: Database,
  workspace: number,
  rows: Row<'persona_versions'>[],
): Promise<StoredPersona[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ persona }) => persona);
  const claims = await db
    .selectFrom('claims')
    .select(['persona', 'version', 'body'])
    .where('workspace', '=', workspace)
    .where('persona', 'in', ids)
    .where('id', 'like', 'c%')
    .execute();
  const quotes = await loadQuotes(db, workspace, ids, await finderFor(db, workspace));
  const personas = rows.map((row): StoredPersona => {
    const own = (one: { persona: string; version: number }) =>
      one.persona === row.persona && one.version === row.version;
    const body = personaBody.parse(JSON.parse(row.body));
    // A claim that a reviewer left out stays stored with its evidence, and is shown nowhere.
    const kept = [...body.claims, ...body.disqualifiers.flatMap(({ evidence }) => evidence)];
    const order = new Map(kept.toReversed().map((id, index) => [id, -index]));
    return {
      id: row.persona,
      version: row.version,
      status: row.status,
      voice: row.voice,
      body,
      claims: claims
        .filter(own)
        .map((claim) => JSON.parse(claim.body) as Claim)
        .filter(({ id }) => order.has(id))
        .sort((a, b) => order.get(a.id)! - order.get(b.id)!),
      quotes: quotes.filter(own).map(({ quote }) => quote),
      draftedAt: row.drafted_at,
      decidedAt: row.decided_at,
      evidenceHash: row.evidence_hash,
    };
  });
  return personas.sort((a, b) => numberOf(a.id) - numberOf(b.id));
}

/** p2 comes before p10. */
export function numberOf(id: string): number {
  return Number(/^p(\d+)$/.exec(id)?.[1] ?? Number.MAX_SAFE_INTEGER);
}
