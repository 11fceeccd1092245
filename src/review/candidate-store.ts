import type { Database } from '../database/open.ts';
import { loadGuarded } from '../personas/by-hand-store.ts';
import { loadPersona } from '../personas/store.ts';
import type { Candidate, Decision } from './review.ts';

const onApproved = (decision: Decision) => decision !== 'approve' && decision !== 'reject';

/** The version a decision is about: the one asked for, else the draft, else the approved one. */
export async function candidateFor(
  db: Database,
  {
    workspace,
    persona,
    version,
    decision,
  }: { workspace: number; persona: string; version: number | null; decision: Decision },
): Promise<Candidate | null> {
  const newest = await loadPersona(db, workspace, persona);
  if (newest === null) return null;
  const standing = onApproved(decision) ? await loadPersona(db, workspace, newest.id, 'approved') : null;
  const wanted =
    version === null ? (standing ?? newest) : await loadPersona(db, workspace, newest.id, version);
  if (wanted === null) return null;
  const parent = wanted.body.parent;
  return {
    name: wanted.body.name,
    body: wanted.body,
    version: wanted.version,
    status: wanted.status,
    newest: newest.version,
    decidedBy: await decidedBy(db, workspace, wanted.id, wanted.version),
    parent: parent === null ? null : await parentOf(db, workspace, parent),
    buyerOnFile: await buyerOnFile(db, workspace),
    guarded: await loadGuarded(db, workspace),
    good: null,
  };
}

async function parentOf(db: Database, workspace: number, id: string): Promise<Candidate['parent']> {
  const approved = await loadPersona(db, workspace, id, 'approved');
  const any = approved ?? (await loadPersona(db, workspace, id));
  return { name: any?.body.name ?? id, approved: approved !== null };
}

async function decidedBy(
  db: Database,
  workspace: number,
  persona: string,
  version: number,
): Promise<string | null> {
  const row = await db
    .selectFrom('decisions')
    .select('decided_by')
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('version', '=', version)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.decided_by ?? null;
}

async function buyerOnFile(db: Database, workspace: number): Promise<boolean> {
  const row = await db
    .selectFrom('persona_versions as v')
    .innerJoin('personas as p', (join) =>
      join.onRef('p.workspace', '=', 'v.workspace').onRef('p.id', '=', 'v.persona'),
    )
    .select('v.persona')
    .where('v.workspace', '=', workspace)
    .where('p.kind', '=', 'buyer')
    .where('v.status', '=', 'approved')
    .executeTakeFirst();
  return row !== undefined;
}
