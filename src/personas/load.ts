import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { PersonaStatus, Row } from '../database/tables.ts';
import type { ClaimCounts } from '../evidence/evidence.ts';
import { type PersonaBody, personaBody } from './persona.ts';
import { loadQuotes, type Voices, voicesIn } from './quoted.ts';

/**
 * One version of a persona with its claims: what they count, not whom. Small and quick to read however many customers
 * there are; who they are stands beside it (customers.ts).
 */
export type PersonaVersion = {
  id: string;
  version: number;
  status: PersonaStatus;
  voice: 'embedded' | 'model' | 'person';
  body: PersonaBody;
  claims: ClaimCounts[];
  draftedAt: string;
  decidedAt: string | null;
  /** Of the evidence under it. */
  evidenceHash: string;
};
/** The same with its quotes, cut and redacted as they may be shown today. */
export type StoredPersona = PersonaVersion & Voices;

/** The approved versions of some personas with their claims. */
export async function approvedVersions(
  db: Database,
  workspace: number,
  personas: string[],
): Promise<PersonaVersion[]> {
  if (personas.length === 0) return [];
  const rows = await db
    .selectFrom('persona_versions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('status', '=', 'approved')
    .where('persona', 'in', personas)
    .orderBy('version')
    .execute();
  return versionsOf(db, workspace, rows);
}

/** Rows of versions with their claims, in the order of the personas' numbers. */
export async function versionsOf(
  db: Database,
  workspace: number,
  rows: Row<'persona_versions'>[],
): Promise<PersonaVersion[]> {
  if (rows.length === 0) return [];
  const keys = JSON.stringify(rows.map(({ persona, version }) => [persona, version]));
  const stored = await db
    .selectFrom('claims')
    .select(['persona', 'version', 'body'])
    .where('workspace', '=', workspace)
    .where(sql<boolean>`(persona, version) IN (SELECT value ->> 0, value ->> 1 FROM json_each(${keys}))`)
    .where('id', 'like', 'c%')
    .execute();
  const claims = Map.groupBy(stored, keyOf);
  const versions = rows.map((row) => {
    const own = (claims.get(keyOf(row)) ?? []).map(({ body }) => JSON.parse(body) as ClaimCounts);
    return versionOf(row, own);
  });
  return versions.sort((a, b) => numberOf(a.id) - numberOf(b.id));
}

function versionOf(row: Row<'persona_versions'>, claims: ClaimCounts[]): PersonaVersion {
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
    claims: claims.filter(({ id }) => order.has(id)).sort((a, b) => order.get(a.id)! - order.get(b.id)!),
    draftedAt: row.drafted_at,
    decidedAt: row.decided_at,
    evidenceHash: row.evidence_hash,
  };
}

/** The same versions with their quotes. */
export async function withQuotes<V extends PersonaVersion>(
  db: Database,
  workspace: number,
  versions: V[],
): Promise<(V & Voices)[]> {
  const found = await loadQuotes(
    db,
    workspace,
    versions.map(({ id }) => id),
  );
  const quotes = Map.groupBy(found, keyOf);
  return versions.map((one) => {
    const own = quotes.get(keyOf({ persona: one.id, version: one.version })) ?? [];
    return { ...one, ...voicesIn(own.map(({ quote }) => quote)) };
  });
}

const keyOf = ({ persona, version }: { persona: string; version: number }) => `${persona} ${version}`;

/** p2 comes before p10. */
export function numberOf(id: string): number {
  return Number(/^p(\d+)$/.exec(id)?.[1] ?? Number.MAX_SAFE_INTEGER);
}
