import type { Evidence } from '../evidence/evidence.ts';
import { estimate, mayCall } from '../model/budget.ts';
import { finderFor, loadIdentities } from '../model/identities.ts';
import type { Model } from '../model/model.ts';
import { createFinder, type Finder } from '../model/redact.ts';
import { keptReply, recordCall, requestHash, usedThisMonth } from '../model/store.ts';
import { textsIn } from '../text/catalogue.ts';
import { mayExclude } from './disqualifiers.ts';
import { type GateContext, passGate } from './gate.ts';
import type { PersonaBody } from './persona.ts';
import { applyReply, readReply } from './reply.ts';
import { type Reply, requestFor, type WordingRequest } from './request.ts';
import type { DraftJob, Planned } from './run.ts';
import { listPersonas } from './store.ts';
import { wordPersona } from './words.ts';

/** The wordings of one run: by persona id, with what the model had to do with them. */
export type Voice = {
  drafts: Map<string, { body: PersonaBody; voice: 'embedded' | 'model' }>;
  calls: number;
  note: string;
};

/** One persona in the embedded drafter's words, with what a model needs to do better. */
export type Wording = { planned: Planned; body: PersonaBody; gate: GateContext; mayRename: boolean };
type Names = { taken: (id: string) => string[]; real: Set<string> };

/** Puts every persona that is due into words and through the gate: first the embedded drafter, then the model. */
export async function wordDrafts(
  job: DraftJob,
  planned: Planned[],
  evidence: Evidence,
  onProgress: (share: number) => void,
): Promise<Voice> {
  const texts = textsIn(job.config.language).personas.model;
  const { wordings, names } = await embedded(job, planned, evidence);
  const drafts: Voice['drafts'] = new Map();
  for (const { planned: one, body } of wordings) {
    if (one.fate.fate === 'draft') drafts.set(one.id, { body, voice: 'embedded' });
  }
  const { model } = job;
  if (wordings.length === 0) return { drafts, calls: 0, note: texts.unchanged };
  if (model === null) {
    const note = job.config.model.endpoint === null ? texts.off : texts.switchedOff;
    return { drafts, calls: 0, note: drafts.size === 0 ? texts.unchanged : note };
  }
  return withModel(job, model, { wordings, names, drafts }, onProgress);
}

type Embedded = { wordings: Wording[]; names: Names };

/**
 * The embedded drafter's wording of every persona that is due: a new one, a changed one, and an undecided one that a
 * model could not word last time.
 */
export async function embedded(
  { db, workspace, config, model }: Pick<DraftJob, 'db' | 'workspace' | 'config' | 'model'>,
  planned: Planned[],
  evidence: Evidence,
): Promise<Embedded> {
  const stored = await listPersonas(db, workspace);
  const identities = await loadIdentities(db, workspace);
  const real = new Set(identities.people.map((name) => name.split(/\s+/)[0]?.toLowerCase() ?? ''));
  const owned = new Map(stored.map(({ id, body }) => [id, body.name]));
  const taken = (id: string) => [...owned].filter(([owner]) => owner !== id).map(([, name]) => name);
  const find = createFinder(identities, true);
  const texts = textsIn(config.language).personas;
  const wordings: Wording[] = [];
  for (const one of planned) {
    const { facts, id, parentId, current } = one;
    if (one.fate.fate !== 'draft' && !(model !== null && missedByModel(one))) continue;
    const parent = parentId === null ? null : { id: parentId, name: owned.get(parentId) ?? '' };
    const kept = current?.newest.name ?? null;
    const body = wordPersona(facts, { id, parent, kept, taken: taken(id), real }, config.language);
    const gate: GateContext = {
      claims: evidence.claims,
      mayExclude: (dimension) => mayExclude(facts.dimensions, dimension),
      namesSomebody: (text) => find(text).length > 0,
      texts: texts.gate,
    };
    wordings.push({ planned: one, body: passGate(body, gate), gate, mayRename: kept === null });
    owned.set(id, body.name);
  }
  return { wordings, names: { taken, real } };
}

/** An undecided draft in the embedded drafter's words: a model may still speak. */
function missedByModel({ fate, current }: Planned): boolean {
  return (
    fate.fate === 'unchanged' &&
    fate.version === 'newest' &&
    current?.newest.status === 'draft' &&
    current.newest.voice === 'embedded'
  );
}

/** What would be sent to a model for each of these personas. */
export async function requestsFor(
  { db, workspace, config }: Pick<DraftJob, 'db' | 'workspace' | 'config'>,
  wordings: Wording[],
): Promise<WordingRequest[]> {
  const find: Finder = await finderFor(db, workspace);
  return wordings.map(({ body, planned }) => requestFor(body, planned.facts, config.language, find));
}

async function withModel(
  job: DraftJob,
  model: Model,
  { wordings, names, drafts }: Embedded & Pick<Voice, 'drafts'>,
  onProgress: (share: number) => void,
): Promise<Voice> {
  const texts = textsIn(job.config.language).personas;
  const requests = await requestsFor(job, wordings);
  let calls = 0;
  let worded = 0;
  let failure: string | null = null;
  let down = false;
  for (const [index, wording] of wordings.entries()) {
    // An endpoint that is down stays down: the rest of the run does not wait for it again.
    if (down) break;
    const asked = requests[index]!;
    const answer: Answer = await ask(job, model, asked);
    calls += answer.called ? 1 : 0;
    if (answer.reply === null) {
      failure = answer.why;
      down = answer.down;
      continue;
    }
    const { id } = wording.planned;
    const naming = { mayRename: wording.mayRename, taken: names.taken(id), real: names.real };
    const body = applyReply(wording.body, answer.reply, asked, wording.gate, naming, texts.gate);
    if (JSON.stringify(body) !== JSON.stringify(wording.body)) drafts.set(id, { body, voice: 'model' });
    worded += 1;
    onProgress((index + 1) / wordings.length);
  }
  const missed = wordings.length - worded;
  const note = failure === null ? texts.model.worded(worded) : texts.model.failed(missed, failure);
  return { drafts, calls, note };
}

type Answer =
  | { called: boolean; reply: Reply }
  /** `down`: asking again in this run is useless. */
  | { called: boolean; reply: null; why: string; down: boolean };

/** Failures of one answer; every other one is the endpoint's. */
const passing = ['refused', 'truncated', 'filtered', 'empty'];

/** A kept answer, else a new one within the budget. */
async function ask(job: DraftJob, model: Model, asked: WordingRequest): Promise<Answer> {
  const { db, workspace, now, config } = job;
  const { request } = asked;
  const texts = textsIn(config.language).personas.model;
  const kept = await keptReply(db, workspace, requestHash(model.name, request));
  const before = kept === null ? null : readReply(kept, asked);
  if (before?.reading === 'read') return { called: false, reply: before.reply };
  const allowance = mayCall(config.model, await usedThisMonth(db, workspace, now), estimate(request));
  if (!allowance.allowed) return { called: false, reply: null, why: texts[allowance.why], down: true };
  const reply = await model.word(request);
  const reading = reply.outcome === 'answered' ? readReply(reply.text, asked) : null;
  const outcome = reading?.reading === 'unreadable' ? 'unreadable' : reply.outcome;
  await recordCall(db, workspace, { model: model.name, request, reply, outcome, at: now });
  if (reading?.reading === 'read') return { called: true, reply: reading.reply };
  const why = reply.outcome === 'answered' ? texts.unreadable : reply.why;
  return { called: true, reply: null, why, down: outcome !== 'unreadable' && !passing.includes(outcome) };
}
