import { createHash } from 'node:crypto';
import type { Database } from '../database/open.ts';
import { loadIdentities } from '../model/identities.ts';
import { createFinder } from '../model/redact.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { bodyByHand, faultsByHand, type Written } from './by-hand.ts';
import type { GateContext } from './gate.ts';
import { listPersonas } from './store.ts';
import { nextPersonaNumber } from './versions.ts';

export type ByHandOutcome =
  | { outcome: 'saved'; id: string; version: number }
  /** By the place it stands in. */
  | { outcome: 'faults'; faults: Record<string, string> };

/** Saves what a person wrote as a new draft. Call it in a transaction. */
export async function saveByHand(
  db: Database,
  workspace: number,
  written: Written,
  texts: Pick<Catalogue, 'personas' | 'byHand'>,
  now: string,
): Promise<ByHandOutcome> {
  const gate = await gateByHand(db, workspace, texts.personas.gate);
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

/** A rule written by hand names dimensions by key; whether they can be seen before the sale, its author says. */
async function gateByHand(
  db: Database,
  workspace: number,
  texts: Catalogue['personas']['gate'],
): Promise<GateContext> {
  const find = createFinder(await loadIdentities(db, workspace), true);
  return { claims: [], mayExclude: () => true, namesSomebody: (text) => find(text).length > 0, texts };
}
