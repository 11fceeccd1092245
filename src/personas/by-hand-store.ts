import { createHash } from 'node:crypto';
import { loadDeclared } from '../cases/store.ts';
import type { Database } from '../database/open.ts';
import { findersFor } from '../model/identities.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { bodyByHand, faultsByHand, type Written } from './by-hand.ts';
import type { GateContext } from './gate.ts';
import { listPersonas, nextPersonaNumber } from './store.ts';

export type ByHandOutcome =
  | { outcome: 'saved'; id: string; version: number }
  /** By the place it stands in. */
  | { outcome: 'faults'; faults: Record<string, string> };

/** What a person writes rests on nothing that was counted. */
const uncounted = { claims: [], foreign: new Set<string>() };

/** Saves what a person wrote as a new draft. Call it in a transaction. */
export async function saveByHand(
  db: Database,
  workspace: number,
  written: Written,
  texts: Pick<Catalogue, 'personas' | 'byHand'>,
  now: string,
): Promise<ByHandOutcome> {
  const gate = await gateByHand(db, workspace, uncounted, texts.personas.gate);
  const faults = faultsByHand(written, gate, texts.byHand.missing);
  const taken = (await listPersonas(db, workspace)).some(
    ({ body }) => body.name.toLowerCase() === written.name.trim().toLowerCase(),
  );
  if (taken) faults.name = texts.byHand.taken;
  if (Object.keys(faults).length > 0) return { outcome: 'faults', faults };
  const id = `p${await nextPersonaNumber(db, workspace)}`;
  const body = bodyByHand(id, written);
  const level = body.kind === 'micro' ? 'micro' : 'macro';
  await db
    .insertInto('personas')
    .values({
      workspace,
      id,
      kind: body.kind,
      level,
      parent: body.parent,
      parent_level: body.parent === null ? null : 'macro',
      mirrors: body.mirrors,
      created_at: now,
    })
    .execute();
  await db
    .insertInto('persona_versions')
    .values({
      workspace,
      persona: id,
      version: 1,
      status: 'draft',
      name: body.name,
      verdict: body.verdict,
      strength: body.strength,
      body: JSON.stringify(body),
      evidence_hash: createHash('sha256').update(JSON.stringify(written)).digest('hex'),
      voice: 'person',
      drafted_at: now,
      decided_at: null,
    })
    .execute();
  return { outcome: 'saved', id, version: 1 };
}

/**
 * What words have to pass that a person wrote. A rule written by hand names dimensions by key: whether they can be seen
 * before the sale, its author says; what a script protects, nobody may hold against anybody.
 */
export async function gateByHand(
  db: Database,
  workspace: number,
  { claims, foreign }: Pick<GateContext, 'claims' | 'foreign'>,
  texts: Catalogue['personas']['gate'],
): Promise<GateContext> {
  const { asWritten: find } = await findersFor(db, workspace);
  const guarded = await loadGuarded(db, workspace);
  const namesSomebody = (text: string) => find(text).length > 0;
  return { claims, foreign, mayExclude: (dimension) => !guarded.has(dimension), namesSomebody, texts };
}

/** The dimensions that some script protects, whatever they are called. */
export async function loadGuarded(db: Database, workspace: number): Promise<ReadonlySet<string>> {
  const declared = Object.values(await loadDeclared(db, workspace));
  return new Set(declared.filter((one) => one.protected).map(({ key }) => key));
}
