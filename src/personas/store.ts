import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import type { PersonaStatus, Row } from '../database/tables.ts';
import {
  approvedVersions,
  numberOf,
  type PersonaVersion,
  type StoredPersona,
  versionsOf,
  withQuotes,
} from './load.ts';
import { AT_ONCE, judge } from './standing-store.ts';

export { numberOf, type PersonaVersion, type StoredPersona } from './load.ts';
export type { Quote } from './quoted.ts';

declare const approved: unique symbol;
/**
 * A version that a named person approved and whose evidence still stands. Only {@link approvedPersonas} makes one. Its
 * quotes are loaded where they are shown (quoted.ts).
 */
export type ApprovedPersona = PersonaVersion & { status: 'approved'; approvedAt: string } & {
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
 * personas, and still standing on their evidence. The same list comes back while nothing under it has changed.
 */
export async function approvedPersonas(db: Database, workspace: number): Promise<ApprovedPersona[]> {
  // A transaction sees its own changes, which may never come to be.
  if (db.isTransaction) return inUse([...(await loadInUse(db, workspace, nothing)).values()]);
  // Read before the rest: what comes in between makes the number newer than what is remembered, never older.
  const revision = await revisionOf(db, workspace);
  const kept = remembered.get(db)?.get(workspace) ?? { revision: 0, known: nothing, personas: [] };
  if (kept.revision === revision) return kept.personas;
  const known = await loadInUse(db, workspace, kept.known);
  const found = inUse([...known.values()]);
  const same = found.length === kept.personas.length && found.every((one, i) => one === kept.personas[i]);
  const own = remembered.get(db) ?? new Map<number, Remembered>();
  const personas = same ? kept.personas : found;
  remembered.set(db, own.set(workspace, { revision, known, personas }));
  return personas;
}

/** What look-ups and checks use over and over, each persona good for its own number (0017_standing_of_personas.sql). */
type Known = ReadonlyMap<string, { changed: number; good: boolean; persona: ApprovedPersona }>;
type Remembered = { revision: number; known: Known; personas: ApprovedPersona[] };
const remembered = new WeakMap<Database, Map<number, Remembered>>();
const nothing: Known = new Map();

/** Counts up with every change to an approved version and to what it rests on. */
export async function revisionOf(db: Database, workspace: number): Promise<number> {
  const row = await db
    .selectFrom('evidence_revisions')
    .select('revision')
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  return row?.revision ?? 0;
}

/** Every approved version with its standing; only what has changed since `known` is read again. */
async function loadInUse(db: Database, workspace: number, known: Known): Promise<Known> {
  await judge(db, workspace);
  const states = await db
    .selectFrom('approved_standings')
    .select(['persona', 'changed', 'standing'])
    .where('workspace', '=', workspace)
    .execute();
  const fresh = states.filter(({ persona, changed }) => known.get(persona)?.changed !== changed);
  const loaded = new Map<string, PersonaVersion>();
  for (let from = 0; from < fresh.length; from += AT_ONCE) {
    const ids = fresh.slice(from, from + AT_ONCE).map(({ persona }) => persona);
    for (const one of await approvedVersions(db, workspace, ids)) loaded.set(one.id, one);
    await breathe(db);
  }
  const entries = states.flatMap(({ persona: id, changed, standing }) => {
    const persona = known.get(id)?.changed === changed ? known.get(id)!.persona : asApproved(loaded.get(id));
    // One that changed again in between is not judged yet; its number has moved on, so that it is looked at next time.
    return persona ? [[id, { changed, good: standing === 'good', persona }] as const] : [];
  });
  return new Map(entries);
}

/** Whether there is any that {@link approvedPersonas} might find: quicker than to look. */
export async function isAnyApproved(db: Database, workspace: number): Promise<boolean> {
  const row = await db
    .selectFrom('approved_standings')
    .select('persona')
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  return row !== undefined;
}

function asApproved(version: PersonaVersion | undefined): ApprovedPersona | null {
  return version
    ? ({ ...version, approvedAt: version.decidedAt ?? version.draftedAt } as ApprovedPersona)
    : null;
}

function inUse(known: { good: boolean; persona: ApprovedPersona }[]): ApprovedPersona[] {
  const good = new Set(known.filter(({ good }) => good).map(({ persona }) => persona.id));
  return known
    .map(({ persona }) => persona)
    .filter(({ id, body }) => good.has(id) && (body.parent === null || good.has(body.parent)))
    .sort((a, b) => numberOf(a.id) - numberOf(b.id));
}

/** Approved versions that left look-up because too little of their evidence is left. */
export async function fallenPersonas(
  db: Database,
  workspace: number,
): Promise<{ persona: PersonaVersion; lost: string[] }[]> {
  await judge(db, workspace);
  const rows = await db
    .selectFrom('approved_standings')
    .select(['persona', 'lost'])
    .where('workspace', '=', workspace)
    .where('standing', '=', 'fallen')
    .execute();
  const lost = new Map(rows.map((row) => [row.persona, JSON.parse(row.lost) as string[]]));
  const personas = await approvedVersions(db, workspace, [...lost.keys()]);
  return personas.map((persona) => ({ persona, lost: lost.get(persona.id) ?? [] }));
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
  const row = await rowOf(db, workspace, idOrName, which);
  if (row === null) return null;
  const [persona] = await withQuotes(db, workspace, await versionsOf(db, workspace, [row]));
  return persona ?? null;
}

async function rowOf(
  db: Database,
  workspace: number,
  idOrName: string,
  which: Which,
): Promise<Row<'persona_versions'> | null> {
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
  return (await query.orderBy('version', 'desc').executeTakeFirst()) ?? null;
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
  return withQuotes(db, workspace, await versionsOf(db, workspace, wanted));
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

/** What personas are called in their newest version, by id; one that is not known is left out. */
export async function namesOf(
  db: Database,
  workspace: number,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('persona_versions')
    .select(['persona', 'name'])
    .where('workspace', '=', workspace)
    .where('persona', 'in', ids)
    .where('drafted_at', '<>', STAGED)
    .orderBy('version')
    .execute();
  return new Map(rows.map(({ persona, name }) => [persona, name]));
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

/** The next free persona id: `p1`, `p2` in the order of creation. */
export async function nextPersonaNumber(db: Database, workspace: number): Promise<number> {
  const rows = await db.selectFrom('personas').select('id').where('workspace', '=', workspace).execute();
  const numbers = rows.map(({ id }) => numberOf(id)).filter((n) => n !== Number.MAX_SAFE_INTEGER);
  return Math.max(0, ...numbers) + 1;
}
