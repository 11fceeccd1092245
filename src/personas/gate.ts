import type { ClaimCounts } from '../evidence/evidence.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { insultIn, protectedWord, wordsOf } from '../text/unfit.ts';
import { adjectives, fillers } from '../text/wordlists.ts';
import { unsupportedNumber } from './numbers.ts';
import { mapSentences, type PersonaBody, type Sentence, sentencesOf } from './persona.ts';

export type GateContext = {
  /** Every claim of the evidence. */
  claims: readonly ClaimCounts[];
  /** The claims among them that count none of the persona's customers, by id. */
  foreign: ReadonlySet<string>;
  /** True where the trait can be seen before the sale and is not protected. */
  mayExclude: (dimension: string) => boolean;
  /** True where the text names a real customer, colleague or address. */
  namesSomebody: (text: string) => boolean;
  texts: Catalogue['personas']['gate'];
};

/** Longer than this is no sentence. UTF-16 units. */
const LONGEST = 600;

/**
 * What every draft passes, whoever worded it (docs/method.md, section 8): ids exist and say something about these
 * customers, numbers stand in the evidence, nobody is insulted or excluded by a protected trait, disqualifiers can be
 * seen before the sale. What fails is left out, and the draft says what was left out and why.
 *
 * @param spare the embedded drafter's own text for a place, used where the checked one fails
 */
export function passGate(
  body: PersonaBody,
  context: GateContext,
  spare: (place: string) => Sentence | null = () => null,
): PersonaBody {
  const dropped: PersonaBody['dropped'] = [];
  const disqualifiers = body.disqualifiers.filter((line) => {
    const why = context.mayExclude(line.dimension) ? null : context.texts.notBeforeSale;
    const fault = protectedWord(`${line.dimension} ${String(line.value)}`)
      ? context.texts.protectedTrait
      : why;
    if (fault !== null) dropped.push({ what: `disqualifier: ${line.dimension}`, why: fault });
    return fault === null;
  });
  const known = { ...body, disqualifiers };
  const checked = mapSentences(known, (place, sentence) => {
    const why = faultOf(sentence, place, known, context);
    if (why === null) return sentence;
    dropped.push({ what: place, why });
    const instead = spare(place);
    return instead !== null && faultOf(instead, place, known, context) === null ? instead : null;
  });
  return { ...checked, dropped: [...body.dropped, ...dropped] };
}

/** Why a text may not stand where it stands, or `null`. */
export function faultOf(
  sentence: Sentence,
  place: string,
  body: PersonaBody,
  context: GateContext,
): string | null {
  const { texts } = context;
  return (
    textFault(sentence.text, place, context) ??
    (sentence.assumption ? (/\d/.test(sentence.text) ? texts.assumedNumber : null) : null) ??
    (sentence.assumption ? null : evidenceFault(sentence, body, context))
  );
}

/** Faults of a name, a subtitle or any other text, whatever it rests on. */
export function textFault(text: string, place: string, { texts, namesSomebody }: GateContext): string | null {
  if (text.length > LONGEST) return texts.tooLong;
  if (insultIn(text) !== null) return texts.insult;
  if (place !== 'story' && !place.startsWith('story.') && protectedWord(text) !== null)
    return texts.protectedTrait;
  if (/<[@#!]|https?:\/\/|www\.|@(?:here|channel|everyone)\b/i.test(text)) return texts.markup;
  if (onlyAdjectives(text)) return texts.onlyAdjectives;
  return namesSomebody(text) ? texts.identity : null;
}

function evidenceFault(
  sentence: Sentence,
  body: PersonaBody,
  { claims, foreign, texts }: GateContext,
): string | null {
  if (sentence.evidence.length === 0) return texts.noEvidence;
  for (const id of sentence.evidence) {
    if (!isKnown(id, body, claims)) return texts.unknownEvidence;
    if (foreign.has(id)) return texts.foreignEvidence;
  }
  const found = unsupportedNumber(sentence, body, claims);
  return found === null ? null : texts.number(found);
}

/** Whether there is such evidence. */
function isKnown(id: string, body: PersonaBody, claims: GateContext['claims']): boolean {
  const figure = /^economics\.(.+)$/.exec(id)?.[1];
  if (figure !== undefined) return body.economics[figure] !== undefined;
  return [...body.descriptions, ...claims].some((one) => one.id === id);
}

/** "They are rude and difficult": a judgement that nobody could check. */
export function onlyAdjectives(text: string): boolean {
  const content = wordsOf(text).filter((word) => !fillers.has(word));
  return content.length > 0 && content.every((word) => adjectives.has(word));
}

/** True where every evidenced text is a judgement only, or there is none: such a persona says nothing. */
export function saysNothing(body: PersonaBody): boolean {
  const evidenced = sentencesOf(body).filter(({ sentence }) => !sentence.assumption);
  return evidenced.every(({ sentence }) => onlyAdjectives(sentence.text)) && body.disqualifiers.length === 0;
}
