import type { Database } from '../database/open.ts';
import { basisOf, changed, type Edit, type Line, linesOf, type Offer } from '../personas/edits.ts';
import { faultOf } from '../personas/gate.ts';
import { personaBody } from '../personas/persona.ts';
import type { StoredPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import { claimTitle } from './blocks.ts';
import { type Editing, type EditOutcome, gateFor, type Reworded, saveWith } from './edit.ts';

/** One line of a version, and what should become of it. */
export type LineRequest = Editing & {
  place: string;
  what: Edit['what'];
  text: string;
  reason: string;
};

/** Changes one line and remembers on which counts, so that a redraft can make the change again. */
export async function editLine(db: Database, request: LineRequest): Promise<EditOutcome> {
  const { reason } = request;
  return saveWith(db, request, reason, (current) => changeLine(db, request, current));
}

/**
 * Makes an earlier change again although its counts are different now: the reviewer has seen both. Words that say what
 * the counts no longer do are refused like any others.
 *
 * @param index among the version's offers
 */
export async function editAgain(db: Database, request: Editing & { index: number }): Promise<EditOutcome> {
  const texts = textsIn(request.reader ?? request.config.language).review.lines;
  return saveWith(db, request, texts.again, async (current) => {
    const found = offeredLine(current, request.index);
    if (found === null) return { body: null, faults: {} };
    const { offer, line } = found;
    const reason = offer.reason || texts.again;
    return changeLine(db, { ...request, ...offer, place: line.place, reason }, current);
  });
}

/** An earlier change that a redraft offers, and the line that it is about now. */
export function offeredLine(persona: StoredPersona, index: number): { offer: Offer; line: Line } | null {
  const offer = persona.body.offers[index];
  if (offer === undefined) return null;
  const same = linesOf(persona, (claim) => claimWords(persona, claim)).filter(
    ({ place, evidence }) =>
      place.slice(0, place.lastIndexOf('.')) === offer.place &&
      basisOf(evidence, persona).about === offer.about,
  );
  const line = same.find(({ text }) => text === offer.now) ?? same[0];
  return line ? { offer, line } : null;
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
