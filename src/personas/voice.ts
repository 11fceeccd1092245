import type { Evidence } from '../evidence/evidence.ts';
import { loadIdentities } from '../model/identities.ts';
import { createFinder } from '../model/redact.ts';
import { textsIn } from '../text/catalogue.ts';
import { mayExclude } from './disqualifiers.ts';
import { type GateContext, passGate } from './gate.ts';
import type { PersonaBody } from './persona.ts';
import type { DraftJob, Planned } from './run.ts';
import { listPersonas } from './store.ts';
import { wordPersona } from './words.ts';

/** The wordings of one run: by persona id, with what the model had to do with them. */
export type Voice = {
  drafts: Map<string, { body: PersonaBody; voice: 'embedded' | 'model' }>;
  calls: number;
  note: string;
};

/** Puts every persona that is due into words and through the gate. */
export async function wordDrafts(
  job: DraftJob,
  planned: Planned[],
  evidence: Evidence,
  onProgress: (share: number) => void,
): Promise<Voice> {
  const texts = textsIn(job.config.language).personas;
  const bodies = await embedded(job, planned, evidence);
  onProgress(1);
  const drafts: Voice['drafts'] = new Map([...bodies].map(([id, body]) => [id, { body, voice: 'embedded' }]));
  return { drafts, calls: 0, note: drafts.size === 0 ? texts.model.unchanged : texts.model.off };
}

/** The embedded drafter's wording of every persona whose fate it is to be drafted. */
async function embedded(
  { db, workspace, config }: DraftJob,
  planned: Planned[],
  evidence: Evidence,
): Promise<Map<string, PersonaBody>> {
  const due = planned.filter(({ fate }) => fate.fate === 'draft');
  const bodies = new Map<string, PersonaBody>();
  if (due.length === 0) return bodies;
  const stored = await listPersonas(db, workspace);
  const identities = await loadIdentities(db, workspace);
  const real = new Set(identities.people.map((name) => name.split(/\s+/)[0]?.toLowerCase() ?? ''));
  const names = new Map(stored.map(({ id, body }) => [id, body.name]));
  const find = createFinder(identities, true);
  for (const { facts, id, parentId, current, fate } of planned) {
    if (fate.fate !== 'draft') continue;
    const parent = parentId === null ? null : { id: parentId, name: names.get(parentId) ?? '' };
    const taken = [...names].filter(([owner]) => owner !== id).map(([, name]) => name);
    const naming = { id, parent, kept: current?.newest.name ?? null, taken, real };
    const body = wordPersona(facts, naming, config.language);
    const context: GateContext = {
      claims: evidence.claims,
      mayExclude: (dimension) => mayExclude(facts.dimensions, dimension),
      namesSomebody: (text) => find(text).length > 0,
      texts: textsIn(config.language).personas.gate,
    };
    bodies.set(id, passGate(body, context));
    names.set(id, body.name);
  }
  return bodies;
}
