import type { ClaimCounts } from '../evidence/evidence.ts';
import { mapSentences, type PersonaBody, type Sentence, sentencesOf } from './persona.ts';

export type Edit = PersonaBody['edits'][number];
export type Offer = PersonaBody['offers'][number];
/** A line that a reviewer can change: where it stands, its words, and the evidence under it. */
export type Line = { place: string; text: string; evidence: string[] };

type Version = { body: PersonaBody; claims: Pick<ClaimCounts, 'id' | 'traits' | 'problem' | 'comparison'>[] };

/** Every line of a version that can be changed by itself: disqualifiers, counted claims, then each sentence. */
export function linesOf(version: Version, title: (claim: string) => string): Line[] {
  const { body } = version;
  return [
    ...body.disqualifiers.map(({ text, dimension, value, evidence }, index) => ({
      place: `disqualifiers.${index}`,
      text: text || `${dimension}: ${String(value)}`,
      evidence,
    })),
    ...body.claims.map((id, index) => ({
      place: `claims.${index}`,
      text: body.wordings[id] ?? title(id),
      evidence: [id],
    })),
    ...sentencesOf(body).map(({ place, sentence }) => ({
      place,
      text: sentence.text,
      evidence: sentence.evidence,
    })),
  ];
}

/** What a line rests on: `about` names it from draft to draft, `on` also tells its counts. */
export function basisOf(evidence: readonly string[], { body, claims }: Version): Pick<Edit, 'about' | 'on'> {
  const parts = evidence.map((id) => {
    const claim = claims.find((one) => one.id === id);
    if (claim) {
      const { problem, comparison, traits } = claim;
      const name = traits.map(({ dimension, value }) => `${dimension}=${value}`).join('+');
      return [name, `${problem.for}/${problem.of}:${comparison?.for ?? ''}/${comparison?.of ?? ''}`];
    }
    const one = body.descriptions.find((description) => description.id === id);
    if (one) return [`${one.dimension}=${one.value} here`, `${one.for}/${one.of}`];
    const figure = body.economics[id.replace('economics.', '')];
    return [id, figure ? `${figure.median} of ${figure.n}` : ''];
  });
  parts.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return {
    about: parts.map(([name]) => name).join(' & '),
    on: parts.map((part) => part.join(' ')).join(' & '),
  };
}

const section = (place: string) => place.slice(0, place.lastIndexOf('.'));
const indexOf = (place: string) => Number(place.slice(place.lastIndexOf('.') + 1));

/** The version's body with one line changed. An assumption is added at the end of its section. */
export function changed(body: PersonaBody, place: string, what: Edit['what'], text: string): PersonaBody {
  const part = section(place);
  const at = indexOf(place);
  if (what === 'assume') return withAssumption(body, part, text);
  if (what === 'first') return moved(body, part, at);
  if (part === 'disqualifiers') {
    const kept = body.disqualifiers.map((line, i) =>
      i === at && what === 'reword' ? { ...line, text } : line,
    );
    return { ...body, disqualifiers: what === 'reword' ? kept : kept.filter((_, i) => i !== at) };
  }
  if (part === 'claims') {
    const id = body.claims[at] ?? '';
    if (what === 'reword') return { ...body, wordings: { ...body.wordings, [id]: text } };
    return withoutClaim(body, id);
  }
  return mapSentences(body, (here, sentence) => {
    if (here !== place) return sentence;
    return what === 'reword' ? { ...sentence, text } : null;
  });
}

function withAssumption(body: PersonaBody, part: string, text: string): PersonaBody {
  const added: Sentence = { text, evidence: [], assumption: true };
  return withSection(body, part, (list) => [...list, added]);
}

function moved(body: PersonaBody, part: string, at: number): PersonaBody {
  const first = <T>(list: T[]) => [...list.slice(at, at + 1), ...list.slice(0, at), ...list.slice(at + 1)];
  if (part === 'claims') return { ...body, claims: first(body.claims) };
  if (part === 'disqualifiers') return { ...body, disqualifiers: first(body.disqualifiers) };
  return withSection(body, part, first);
}

function withSection(body: PersonaBody, part: string, change: (list: Sentence[]) => Sentence[]): PersonaBody {
  switch (part) {
    case 'story':
    case 'biography':
    case 'redFlags':
    case 'contentToAvoid':
    case 'contentToUse':
      return { ...body, [part]: change(body[part]) };
    case 'actions.marketing':
    case 'actions.sales':
    case 'actions.support': {
      const team = part.slice('actions.'.length) as keyof PersonaBody['actions'];
      return { ...body, actions: { ...body.actions, [team]: change(body.actions[team]) } };
    }
    default:
      return body;
  }
}

/** A claim goes with everything that rests on it: what is left stands on its own. */
function withoutClaim(body: PersonaBody, id: string): PersonaBody {
  const without = (list: string[]) => list.filter((one) => one !== id);
  const kept = mapSentences(body, (_place, sentence) => (sentence.evidence.includes(id) ? null : sentence));
  const tags = Object.entries(body.characteristicEvidence)
    .map(([tag, list]) => [tag, without(list)] as const)
    .filter(([, list]) => list.length > 0);
  return {
    ...kept,
    claims: without(body.claims),
    disqualifiers: body.disqualifiers.filter(({ evidence }) => !evidence.includes(id)),
    categories: body.categories
      .map((one) => ({ ...one, evidence: without(one.evidence) }))
      .filter(({ evidence }) => evidence.length > 0),
    characteristics: body.characteristics.filter((tag) => tags.some(([kept]) => kept === tag)),
    characteristicEvidence: Object.fromEntries(tags),
  };
}

/**
 * A new draft with the edits of the one before it, claim by claim: where a line rests on the same counts the edit is
 * made again; where they changed the drafted line stands, and the edit is offered beside it.
 *
 * @param title a claim's own words
 */
export function carryEdits(
  next: Version,
  before: PersonaBody,
  title: (claim: string) => string = (id) => id,
): PersonaBody {
  let { body } = next;
  const offers: Offer[] = [];
  // What was offered and not taken up is offered again, or made again where the counts are as they were.
  const earlier = before.offers.map(({ now: _now, onNow: _onNow, ...edit }): Edit => edit);
  for (const edit of [...before.edits, ...earlier]) {
    const lines = linesOf({ ...next, body }, title);
    const of = (line: Line) => basisOf(line.evidence, { ...next, body });
    const there = lines.filter(({ place, evidence }) => section(place) === edit.place && evidence.length > 0);
    const same = there.filter((line) => of(line).about === edit.about);
    const line = same.find(({ text }) => text === edit.was) ?? same[0];
    if (edit.what === 'assume') {
      if (!lines.some(({ text }) => text === edit.text))
        body = changed(body, `${edit.place}.0`, 'assume', edit.text);
    } else if (line === undefined) {
      continue;
    } else if (edit.what === 'first' || of(line).on === edit.on) {
      body = changed(body, line.place, edit.what, edit.text);
    } else {
      offers.push({ ...edit, now: line.text, onNow: of(line).on });
      continue;
    }
    body = { ...body, edits: [...body.edits, edit] };
  }
  const kept = { ...body, offers, edited: before.edited.filter((part) => part !== 'story') };
  if (before.edited.includes('name')) kept.name = before.name;
  if (before.edited.includes('subtitle')) kept.subtitle = before.subtitle;
  return kept;
}
