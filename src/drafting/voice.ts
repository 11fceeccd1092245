import type { Evidence } from '../evidence/evidence.ts';
import { mayExclude } from '../facts/disqualifiers.ts';
import type { PersonaFacts } from '../facts/facts.ts';
import { type Asking, ask, type Why } from '../model/ask.ts';
import { findersFor, loadIdentities, promptFinder } from '../model/identities.ts';
import { readJson } from '../model/reading.ts';
import type { Finder } from '../model/redact.ts';
import { type GateContext, passGate } from '../personas/gate.ts';
import { isWanted, type PersonaBody } from '../personas/persona.ts';
import { listPersonas, type StoredPersona } from '../personas/store.ts';
import type { Language } from '../scripts/script.ts';
import { type Catalogue, textsIn } from '../text/catalogue.ts';
import { applyReply } from '../wording/reply.ts';
import { requestFor, type WordingRequest } from '../wording/request.ts';
import { wordWanted } from '../wording/wanted-words.ts';
import { type Naming, wordPersona } from '../wording/words.ts';
import type { DraftJob, Listened } from './job.ts';
import type { Counted, Planned } from './plan.ts';

/** The wordings of one run: by persona id, with what the model had to do with them. */
export type Voice = {
  drafts: Map<string, { body: PersonaBody; voice: 'embedded' | 'model' }>;
  calls: number;
  note: string;
  left: number;
  themes: number;
  /** Asking the endpoint anything more in this run is useless. */
  down: boolean;
};

/** One persona in the embedded drafter's words, with what a model needs to do better. */
export type Wording = { planned: Planned; body: PersonaBody; gate: GateContext; mayRename: boolean };

/** The names that are given: by persona id, and the given names of real people. */
export type Names = {
  owned: Map<string, string>;
  real: Set<string>;
  find: Finder;
  /** The ideal persona of a persona, by its id. */
  idealOf: (id: string) => string | null;
};

const takenFrom = ({ owned }: Names, id: string): string[] =>
  [...owned].filter(([owner]) => owner !== id).map(([, name]) => name);

/** How the run stands with the model. */
type State = Voice & { worded: number; missed: number; failure: Failure | null };
type Failure = { why: Why; status: number | null };

/**
 * Puts every persona that is due into words and through the gate: first the embedded drafter, then the model. Parents
 * come before their micro personas, which speak of them by name.
 */
export async function wordDrafts(
  job: DraftJob,
  { planned, evidence }: Counted,
  { asking, read }: { asking: Asking | null; read: Listened | null },
  onProgress: (share: number) => void,
): Promise<Voice> {
  const names = await loadNames(job);
  const state: State = {
    drafts: new Map(),
    calls: read?.calls ?? 0,
    note: '',
    left: read?.left ?? 0,
    themes: read?.themes ?? 0,
    worded: 0,
    missed: 0,
    failure: read?.failure ?? null,
    down: read?.down ?? false,
  };
  let due = 0;
  for (const micro of [false, true]) {
    const level = planned.filter(({ parentId }) => (parentId !== null) === micro);
    const wordings = embedded(job, level, evidence, names);
    due += wordings.length;
    for (const { planned: one, body } of wordings) {
      if (one.fate.fate === 'draft') state.drafts.set(one.id, { body, voice: 'embedded' });
    }
    if (asking !== null) await withModel(job, asking, wordings, names, state);
    onProgress(micro ? 1 : 0.5);
  }
  const { drafts, calls, left, themes } = state;
  return {
    drafts,
    calls,
    note: noteOf(job, state, { planned: planned.length, due }, read),
    left,
    themes,
    down: state.down,
  };
}

function noteOf(
  { model, config }: DraftJob,
  state: State,
  { planned, due }: { planned: number; due: number },
  read: Listened | null,
): string {
  const texts = textsIn(config.language).personas.model;
  const told =
    read === null ? [] : [...(read.read > 0 ? [texts.listened(read.read)] : []), ...unheard(read, texts)];
  return [wordedNote(), ...told].join(' ');

  function wordedNote(): string {
    if (due === 0) return planned === 0 ? texts.nothing : texts.unchanged;
    if (model === null) return config.model.endpoint === null ? texts.off : texts.switchedOff;
    if (state.missed === 0 || state.failure === null) return texts.worded(state.worded);
    return texts.failed(state.missed, texts.failures[state.failure.why](state.failure.status));
  }
}

/** Answers that are left for the next draft, and why. */
function unheard({ left, failure }: Listened, texts: Catalogue['personas']['model']): string[] {
  if (left === 0) return [];
  return [texts.unheard(left, failure === null ? null : texts.failures[failure.why](failure.status))];
}

export async function loadNames({ db, workspace }: Pick<DraftJob, 'db' | 'workspace'>): Promise<Names> {
  const stored = await listPersonas(db, workspace);
  const identities = await loadIdentities(db, workspace);
  return {
    owned: new Map(stored.map(({ id, body }) => [id, body.name])),
    real: new Set(identities.people.map((name) => name.split(/\s+/)[0]?.toLowerCase() ?? '')),
    find: (await findersFor(db, workspace)).asWritten,
    idealOf: idealAmong(stored),
  };
}

/** The buyer persona that was written for this one, or else the only one there is; an approved one before a draft. */
function idealAmong(stored: StoredPersona[]): (id: string) => string | null {
  const buyers = ['approved', 'draft'].map((status) =>
    stored.filter((one) => one.body.kind === 'buyer' && one.status === status),
  );
  return (id) => {
    const own = buyers.flat().find(({ body }) => body.mirrors === id);
    const only = buyers.find(({ length }) => length > 0);
    return own?.id ?? (only?.length === 1 ? (only[0]?.id ?? null) : null);
  };
}

/**
 * The embedded drafter's wording of every persona that is due: a new one, a changed one, and an undecided one that a
 * model could not word last time.
 */
export function embedded(
  { config, model }: Pick<DraftJob, 'config' | 'model'>,
  planned: Planned[],
  evidence: Evidence,
  names: Names,
): Wording[] {
  const texts = textsIn(config.language).personas;
  const { owned, real, find } = names;
  const wordings: Wording[] = [];
  for (const one of planned) {
    const { facts, id, parentId, current } = one;
    if (one.fate.fate !== 'draft' && !(model !== null && missedByModel(one))) continue;
    const parent = parentId === null ? null : { id: parentId, name: owned.get(parentId) ?? '' };
    const kept = current?.newest.name ?? null;
    const naming = { id, parent, kept, taken: takenFrom(names, id), real, mirrors: names.idealOf(id) };
    const gate: GateContext = {
      claims: evidence.claims,
      foreign: foreignTo(facts, evidence.claims),
      mayExclude: (dimension) => mayExclude(facts.dimensions, dimension),
      namesSomebody: (text) => find(text).length > 0,
      texts: texts.gate,
    };
    const body = passGate(wordsFor(facts, naming, config.language), gate);
    wordings.push({ planned: one, body, gate, mayRename: kept === null && parent === null });
    owned.set(id, body.name);
  }
  return wordings;
}

/** The claims that count none of a persona's customers. */
function foreignTo({ cases }: PersonaFacts, claims: Evidence['claims']): Set<string> {
  const own = new Set(cases);
  const foreign = claims.filter((one) => one.cases.length > 0 && !one.cases.some((key) => own.has(key)));
  return new Set(foreign.map(({ id }) => id));
}

function wordsFor(facts: PersonaFacts, naming: Naming, language: Language): PersonaBody {
  const { kind, portrait } = facts;
  return portrait !== null && isWanted(kind)
    ? wordWanted({ ...facts, kind, portrait }, naming, language)
    : wordPersona(facts, naming, language);
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
  { owned }: Names,
): Promise<WordingRequest[]> {
  const find: Finder = await promptFinder(db, workspace);
  return wordings.map(({ body, planned: { facts, parentId } }) =>
    requestFor(body, facts, config.language, find, parentId === null ? null : (owned.get(parentId) ?? null)),
  );
}

async function withModel(
  job: DraftJob,
  asking: Asking,
  wordings: Wording[],
  names: Names,
  state: State,
): Promise<void> {
  const texts = textsIn(job.config.language).personas.gate;
  const requests = await requestsFor(job, wordings, names);
  for (const [index, wording] of wordings.entries()) {
    const asked = requests[index]!;
    const answer = state.down
      ? null
      : await ask(asking, asked.request, (text) => readJson(text, asked.shape));
    state.calls += answer?.calls ?? 0;
    if (!answer?.answered) {
      state.missed += 1;
      state.failure = answer ?? state.failure;
      // An endpoint that is down stays down: the rest of the run does not wait for it again.
      state.down ||= answer?.down ?? false;
      continue;
    }
    const { id } = wording.planned;
    const naming = { mayRename: wording.mayRename, taken: takenFrom(names, id), real: names.real };
    const body = applyReply(wording.body, answer.value, asked, wording.gate, naming, texts);
    if (JSON.stringify(body) !== JSON.stringify(wording.body)) state.drafts.set(id, { body, voice: 'model' });
    names.owned.set(id, body.name);
    state.worded += 1;
  }
}
