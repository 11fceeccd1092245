import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import { loadIdentities } from '../model/identities.ts';
import { createFinder } from '../model/redact.ts';
import { audit } from '../personas/audit.ts';
import { copyEvidence } from '../personas/copy.ts';
import { faultOf, type GateContext, textFault } from '../personas/gate.ts';
import { type PersonaBody, personaBody, type Sentence } from '../personas/persona.ts';
import { newestVersion, supersedeDraft } from '../personas/staging.ts';
import { listPersonas, loadPersona, type StoredPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { postDraft } from './post.ts';
import { mayDecide } from './review.ts';
import type { DecisionConfig } from './store.ts';

export type EditRequest = {
  workspace: number;
  persona: string;
  version: number;
  /** `name`, `subtitle`, `story.0` ...: the words as they should be; an empty story line goes. */
  words: Record<string, string>;
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
 * Saves a person's words as a new version on the same evidence. The words pass the gate as any others do: a number
 * that the evidence does not hold is refused, and so is an insult. Run inside the turn's transaction.
 */
export async function edit(db: Database, request: EditRequest): Promise<EditOutcome> {
  const { workspace, config, now } = request;
  const texts = textsIn(request.reader ?? config.language);
  const stranger = mayDecide(request.by, config, texts.review);
  if (stranger !== null) return { outcome: 'refused', reason: stranger };
  const current = await loadPersona(db, workspace, request.persona);
  if (current === null) return { outcome: 'refused', reason: texts.review.refused.unknown(request.persona) };
  if (current.version !== request.version) {
    return { outcome: 'refused', reason: texts.review.refused.outdated(request.version, current.version) };
  }
  if (current.status !== 'draft') {
    return { outcome: 'refused', reason: texts.review.refused.decided(current.status, null) };
  }
  const { body, faults } = await reword(db, request, current);
  if (Object.keys(faults).length > 0) return { outcome: 'faults', faults };
  if (body === null) return { outcome: 'unchanged' };
  const version = (await newestVersion(db, workspace, current.id)) + 1;
  await saveEdit(db, workspace, current, body, version, now);
  await record(db, request, version);
  const saved = await loadPersona(db, workspace, current.id);
  if (saved === null) throw new Error('an edited version cannot be read back');
  await postDraft(db, { workspace, config, now }, saved);
  return { outcome: 'saved', persona: saved };
}

type Reworded = { body: PersonaBody | null; faults: Record<string, string> };

async function reword(
  db: Database,
  request: EditRequest,
  { body, claims }: StoredPersona,
): Promise<Reworded> {
  const { workspace, words } = request;
  const { personas, review } = textsIn(request.reader ?? request.config.language);
  const find = createFinder(await loadIdentities(db, workspace), true);
  const gate: GateContext = {
    claims,
    mayExclude: () => true,
    namesSomebody: (text) => find(text).length > 0,
    texts: personas.gate,
  };
  const faults: Record<string, string> = {};
  const blame = (field: string, why: string | null) => {
    if (why !== null) faults[field] = review.edit.fault(why);
  };
  const name = (words.name ?? body.name).trim();
  const subtitle = (words.subtitle ?? body.subtitle).trim();
  if (name === '') faults.name = review.edit.missing;
  else blame('name', textFault(name, 'name', gate));
  if (await isTaken(db, workspace, body.id, name)) faults.name = review.edit.taken;
  blame('subtitle', textFault(subtitle, 'subtitle', gate));
  const story = body.story.flatMap((line, index): Sentence[] => {
    const place = `story.${index}`;
    const text = (words[place] ?? line.text).trim();
    if (text === '') return [];
    if (text !== line.text) blame(place, faultOf({ ...line, text }, place, body, gate));
    return [{ ...line, text }];
  });
  const edited: PersonaBody['edited'] = [
    ...(name !== body.name ? (['name'] as const) : []),
    ...(subtitle !== body.subtitle ? (['subtitle'] as const) : []),
    ...(JSON.stringify(story) !== JSON.stringify(body.story) ? (['story'] as const) : []),
  ];
  if (edited.length === 0) return { body: null, faults };
  const all = [...new Set([...body.edited, ...edited])];
  return { body: personaBody.parse({ ...body, name, subtitle, story, edited: all }), faults };
}

async function isTaken(db: Database, workspace: number, id: string, name: string): Promise<boolean> {
  const others = await listPersonas(db, workspace);
  return others.some((one) => one.id !== id && one.body.name.toLowerCase() === name.toLowerCase());
}

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

async function record(db: Database, request: EditRequest, version: number): Promise<void> {
  const { workspace, persona, by, now } = request;
  const id = await nextId(db, 'decisions', workspace);
  await db
    .insertInto('decisions')
    .values({
      workspace,
      id,
      persona,
      version,
      decision: 'edit',
      decided_by: by,
      via: 'slack',
      reason: '',
      intended_use: null,
      at: now,
    })
    .execute();
  await audit(db, workspace, {
    at: now,
    actor: by,
    action: 'edit',
    subject: `${persona} version ${version}`,
    detail: { from: request.version },
  });
}
