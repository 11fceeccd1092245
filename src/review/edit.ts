import type { Database } from '../database/open.ts';
import { loadIdentities } from '../model/identities.ts';
import { createFinder } from '../model/redact.ts';
import { copyEvidence } from '../personas/copy.ts';
import { basisOf, changed, type Edit, linesOf } from '../personas/edits.ts';
import { faultOf, type GateContext, textFault } from '../personas/gate.ts';
import { type PersonaBody, personaBody, type Sentence } from '../personas/persona.ts';
import { newestVersion, supersedeDraft } from '../personas/staging.ts';
import { listPersonas, loadPersona, type StoredPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { claimTitle } from './blocks.ts';
import { currentDraft } from './current.ts';
import { recordDecision } from './decision-store.ts';
import { postDraft } from './post.ts';
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

/** One line of a version, and what should become of it. */
export type LineRequest = Omit<EditRequest, 'words'> & {
  place: string;
  what: Edit['what'];
  text: string;
  reason: string;
};

/**
 * Saves a person's words as a new version on the same evidence. The words pass the gate as any others do: a number
 * that the evidence does not hold is refused, and so is an insult. Run inside the turn's transaction.
 */
export async function edit(db: Database, request: EditRequest): Promise<EditOutcome> {
  return saveWith(db, request, '', (current) => reword(db, request, current));
}

/** Changes one line and remembers on which counts, so that a redraft can make the change again. */
export async function editLine(db: Database, request: LineRequest): Promise<EditOutcome> {
  const { reason } = request;
  return saveWith(db, request, reason, (current) => changeLine(db, request, current));
}

async function saveWith(
  db: Database,
  request: Omit<EditRequest, 'words'>,
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

async function changeLine(
  db: Database,
  { workspace, place, what, text, reason, config, reader = config.language }: LineRequest,
  current: StoredPersona,
): Promise<Reworded> {
  const texts = textsIn(reader);
  const { body } = current;
  const gate = await gateFor(db, workspace, current, reader);
  const lines = linesOf(current, (id) => claimWords(current, id));
  const part = place.slice(0, place.lastIndexOf('.'));
  const line = lines.find((one) => one.place === place) ?? { place, text: '', evidence: [] };
  const words = text.trim();
  const faults: Record<string, string> = {};
  if ((what === 'drop' || what === 'not_disqualifier') && reason.trim() === '') {
    faults.reason = texts.review.refused.reasonKept;
  }
  if (what === 'reword' || what === 'assume') {
    const sentence = { text: words, evidence: line.evidence, assumption: line.evidence.length === 0 };
    const why = words === '' ? null : faultOf(sentence, part, body, gate);
    if (words === '') faults.text = texts.review.edit.missing;
    if (why !== null) faults.text = texts.review.edit.fault(why);
  }
  if (Object.keys(faults).length > 0) return { body: null, faults };
  if (what === 'reword' && words === line.text) return { body: null, faults };
  const made = changed(body, place, what, words);
  const basis = basisOf(line.evidence, current);
  const entry: Edit = { what, place: part, ...basis, was: line.text, text: words, reason: reason.trim() };
  const offers = body.offers.filter(({ about, place: where }) => about !== basis.about || where !== part);
  return { body: personaBody.parse({ ...made, offers, edits: [...body.edits, entry] }), faults };
}

/** A claim's own words: its traits as this persona names them. */
export function claimWords(persona: StoredPersona, id: string): string {
  const claim = persona.claims.find((one) => one.id === id);
  return claim ? claimTitle(persona, claim) : id;
}

async function gateFor(
  db: Database,
  workspace: number,
  { claims }: StoredPersona,
  language: Language,
): Promise<GateContext> {
  const find = createFinder(await loadIdentities(db, workspace), true);
  const { personas } = textsIn(language);
  return {
    claims,
    mayExclude: () => true,
    namesSomebody: (text) => find(text).length > 0,
    texts: personas.gate,
  };
}

type Reworded = { body: PersonaBody | null; faults: Record<string, string> };

async function reword(db: Database, request: EditRequest, current: StoredPersona): Promise<Reworded> {
  const { workspace, words } = request;
  const reader = request.reader ?? request.config.language;
  const { review } = textsIn(reader);
  const { body } = current;
  const gate = await gateFor(db, workspace, current, reader);
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
  const edits: Edit[] = [];
  const story = body.story.flatMap((line, index): Sentence[] => {
    const place = `story.${index}`;
    const text = (words[place] ?? line.text).trim();
    if (text === line.text) return [line];
    const what = text === '' ? 'drop' : 'reword';
    const basis = basisOf(line.evidence, current);
    edits.push({ what, place: 'story', ...basis, was: line.text, text, reason: '' });
    if (text === '') return [];
    blame(place, faultOf({ ...line, text }, place, body, gate));
    return [{ ...line, text }];
  });
  const edited: PersonaBody['edited'] = [
    ...(name !== body.name ? (['name'] as const) : []),
    ...(subtitle !== body.subtitle ? (['subtitle'] as const) : []),
    ...(edits.length > 0 ? (['story'] as const) : []),
  ];
  if (edited.length === 0) return { body: null, faults };
  const all = [...new Set([...body.edited, ...edited])];
  const kept = { ...body, name, subtitle, story, edited: all, edits: [...body.edits, ...edits] };
  return { body: personaBody.parse(kept), faults };
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
