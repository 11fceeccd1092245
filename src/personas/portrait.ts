import type { Catalogue } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { inheritedLines, portraitLines } from './by-hand.ts';
import { type Description, differencesIn, isWanted, type PersonaBody } from './persona.ts';
import { isForeign, type Quote, translationOf } from './quoted.ts';

type Texts = Pick<Catalogue, 'personas' | 'byHand'>;
type PartKey = keyof Catalogue['personas']['wanted']['parts'];

/**
 * The portrait in lines, "label: words": what a person wrote, or, where it was drafted, the counts of each part and what
 * somebody said about it.
 *
 * @param said only what this reader may see
 * @param reader whose language a quote in another one is translated for; left out: nothing but the quote is shown
 */
export function portraitOf(
  body: Pick<PersonaBody, 'kind' | 'portrait' | 'facets' | 'descriptions' | 'demographics'>,
  said: readonly Quote[],
  { personas, byHand }: Texts,
  reader: Language | null = null,
): string[] {
  if (body.portrait !== null || !isWanted(body.kind)) return portraitLines(body, byHand.parts);
  const { parts, part, counted } = personas.wanted;
  const known = new Map(body.descriptions.map((one) => [one.id, one]));
  const countedIn = (key: PartKey): Description[] => {
    if (key === 'demographics') return body.demographics;
    const ids = (key in body.facets && body.facets[key as keyof typeof body.facets]) || [];
    return ids.flatMap((id) => known.get(id) ?? []);
  };
  return (Object.keys(parts) as PartKey[]).flatMap((key) => {
    const counts = countedIn(key).map((one) => counted(one.text, personas.of(one.for, one.of)));
    const words = said.filter((quote) => quote.part === key).map((quote) => wordsOf(quote, personas, reader));
    return counts.length + words.length === 0 ? [] : [part(parts[key], counts, words)];
  });
}

/** What sets a micro persona apart that turns nobody away: one that does says it in its rule. */
export function differenceLines(body: PersonaBody, { personas }: Pick<Catalogue, 'personas'>): string[] {
  if (body.disqualifiers.length > 0) return [];
  const { wanted, of } = personas;
  return differencesIn(body).map(({ here, elsewhere }) =>
    wanted.difference(here.text, of(here.for, here.of), of(elsewhere.for, elsewhere.of)),
  );
}

/** What a micro persona takes over from its parent: what either says in words, and what was counted of the parent. */
export function inheritedPortrait(body: PersonaBody, parent: PersonaBody | null, texts: Texts): string[] {
  if (parent === null || parent.portrait !== null) return inheritedLines(body, parent, texts.byHand.parts);
  const differing = new Set(differencesIn(body).map(({ here }) => here.dimension));
  const descriptions = parent.descriptions.filter(({ dimension }) => !differing.has(dimension));
  return portraitOf({ ...parent, descriptions, demographics: [] }, [], texts);
}

function wordsOf(quote: Quote, { quote: notes, wanted }: Texts['personas'], reader: Language | null): string {
  const own = wanted.said(oneLine(quote.text));
  if (reader === null || !isForeign(quote, reader)) return own;
  const translated = translationOf(quote, reader);
  const note = notes.language[quote.language];
  return translated === null
    ? `${own} (${note})`
    : `${own} (${note}; ${notes.translated}: ${oneLine(translated)})`;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');
