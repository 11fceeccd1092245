import type { Database } from '../database/open.ts';
import { copyEvidence } from '../drafting/copy.ts';
import { newestVersion, supersedeDraft } from '../drafting/staging.ts';
import { findersFor } from '../model/identities.ts';
import { gateByHand } from '../personas/by-hand-store.ts';
import { foreignAmong } from '../personas/customers.ts';
import type { GateContext } from '../personas/gate.ts';
import type { PersonaBody } from '../personas/persona.ts';
import { loadPersona, type StoredPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { currentDraft } from './current.ts';
import type { DecisionConfig } from './decision.ts';
import { recordDecision } from './decision-store.ts';
import { postDraft } from './post.ts';

/** Who edits which version, and when. */
export type Editing = {
  workspace: number;
  persona: string;
  version: number;
  by: string;
  config: DecisionConfig;
  /** The language of whoever edits, which is not always that of the channel. */
  reader?: Language;
  now: string;
};

export type EditOutcome =
  | { outcome: 'saved'; persona: StoredPersona }
  | { outcome: 'unchanged' }
  | { outcome: 'refused'; reason: string }
  /** By the field it stands in. */
  | { outcome: 'faults'; faults: Record<string, string> };

/**
 * Saves what `change` makes of the draft as a new version on the same evidence, where whoever asks may. Run inside the
 * turn's transaction.
 */
export async function saveWith(
  db: Database,
  request: Editing,
  reason: string,
  change: (current: StoredPersona) => Promise<Reworded>,
): Promise<EditOutcome> {
  const { workspace, config, now } = request;
  const texts = textsIn(request.reader ?? config.language);
  const current = await currentDraft({ db, workspace, person: request.by, config }, request, texts.review);
  if ('refused' in current) return { outcome: 'refused', reason: current.refused };
  const { body, faults } = await change(current);
  if (Object.keys(faults).length > 0) return { outcome: 'faults', faults };
  if (body === null) return { outcome: 'unchanged' };
  const version = (await newestVersion(db, workspace, current.id)) + 1;
  await saveEdit(db, workspace, current, body, version, now);
  const made = { workspace, decision: 'edit', by: request.by, via: 'slack', reason, use: null, now } as const;
  const changes = { from: request.version, ...changesOf(current.body, body) };
  await recordDecision(db, made, { id: current.id, version }, changes);
  const saved = await loadPersona(db, workspace, current.id);
  if (saved === null) throw new Error('an edited version cannot be read back');
  await postDraft(db, { workspace, config, now }, saved);
  return { outcome: 'saved', persona: saved };
}

/** What changed, for the audit log: kinds and places, never words. */
function changesOf(before: PersonaBody, after: PersonaBody) {
  const fresh = after.edits.slice(before.edits.length);
  return {
    edited: after.edited.filter((part) => part !== 'story' && before[part] !== after[part]),
    lines: fresh.map(({ what, place }) => ({ what, place })),
  };
}

/** Gathers the names that words are held against before a lock is taken: where many are known, it takes a second. */
export async function gatherNames({ db, workspace }: { db: Database; workspace: number }): Promise<void> {
  await findersFor(db, workspace);
}

/** What words have to pass, whoever wrote them. */
export async function gateFor(
  db: Database,
  workspace: number,
  persona: StoredPersona,
  language: Language,
): Promise<GateContext> {
  const { claims } = persona;
  const foreign = await foreignAmong(db, workspace, persona);
  return gateByHand(db, workspace, { claims, foreign }, textsIn(language).personas.gate);
}

/** The body as it should be, `null` where nothing changes; what is wrong, by field. */
export type Reworded = { body: PersonaBody | null; faults: Record<string, string> };

async function saveEdit(
  db: Database,
  workspace: number,
  current: StoredPersona,
  body: PersonaBody,
  version: number,
  now: string,
): Promise<void> {
  await supersedeDraft(db, workspace, current.id, now);
  await db
    .insertInto('persona_versions')
    .values({
      workspace,
      persona: current.id,
      version,
      status: 'draft',
      name: body.name,
      verdict: body.verdict,
      strength: body.strength,
      body: JSON.stringify(body),
      evidence_hash: current.evidenceHash,
      voice: 'person',
      drafted_at: now,
      decided_at: null,
    })
    .execute();
  await copyEvidence(db, workspace, current.id, current.version, version);
}
