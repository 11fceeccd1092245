import { z } from 'zod';
import type { PersonaFacts } from '../facts/facts.ts';
import { mark, signFor } from '../model/mark.ts';
import type { JsonSchema, ModelRequest } from '../model/model.ts';
import { loadPrompt } from '../model/prompt.ts';
import { aliasesIn, createAliases, type Finder } from '../model/redact.ts';
import { type PersonaBody, sentencesOf, teams } from '../personas/persona.ts';
import { phraseOf } from '../personas/phrases.ts';
import type { Language } from '../scripts/script.ts';
import { textsIn } from '../text/catalogue.ts';

/** A request with what is needed to read its answer. */
export type WordingRequest = {
  request: ModelRequest;
  shape: ReplyShape;
  sign: string;
  /** By place: what stands for {n1}, {n2} ... */
  numbers: Map<string, string[]>;
  /** By place, and for the subtitle: the aliases that stand in it already. Anywhere else they would name somebody. */
  aliases: Map<string, string[]>;
  restore: (text: string) => string;
};

/** What the model may say: places come from an enum, so it cannot speak where nothing was asked. */
function shapeFor(places: string[]) {
  return z.strictObject({
    name: z.string(),
    subtitle: z.string(),
    sentences: z.array(z.strictObject({ place: z.enum(places), text: z.string() })),
    suggestions: z.array(z.strictObject({ team: z.enum(teams), text: z.string() })),
  });
}
export type ReplyShape = ReturnType<typeof shapeFor>;
export type Reply = z.infer<ReplyShape>;

const languages: Record<Language, string> = { en: 'English', ru: 'Russian' };
const PARENT = '{parent}';
const figure = /\d+(?:,\d{3})*(?:\.\d+)?/g;

/** Reads the prompt file; the bot checks it when it starts. */
export function personaPrompt() {
  return loadPrompt('persona', ['language', 'mark', 'material'] as const);
}

/**
 * What a model is told about one persona: sentences without their numbers, counts, and quotes without names.
 *
 * @param parent the name of the persona it belongs to: the model may have just renamed that one, and what is asked
 *   about this one must not depend on it
 */
export function requestFor(
  body: PersonaBody,
  facts: PersonaFacts,
  language: Language,
  find: Finder,
  parent: string | null = null,
): WordingRequest {
  const aliases = createAliases(find);
  const cover = (text: string) => aliases.cover(parent === null ? text : text.replaceAll(parent, PARENT));
  const numbers = new Map<string, string[]>();
  const sentences = sentencesOf(body).map(({ place, sentence }) => {
    const { text, shown } = lifted(sentence.text);
    numbers.set(place, shown);
    return { place, text: cover(text), assumption: sentence.assumption };
  });
  const quotes = facts.quotes.map(({ text, dissenting }) => ({ text: cover(text), dissenting }));
  const traits = body.descriptions.map((one) => ({
    text: cover(one.text),
    for: one.for,
    of: one.of,
  }));
  const claims = facts.claims.map((claim) => ({
    text: cover(claimText(claim.traits, facts, language)),
    problem: claim.problem,
    comparison: claim.comparison,
  }));
  const untrusted = [...sentences, ...quotes, ...traits, ...claims].map(({ text }) => text);
  const sign = signFor(untrusted);
  const subtitle = cover(body.subtitle);
  const named = [...sentences, { place: 'subtitle', text: subtitle }];
  const marked = <T extends { text: string }>(list: T[]) =>
    list.map((one) => ({ ...one, text: mark(one.text, sign) }));
  const material = {
    kind: body.kind,
    verdict: body.verdict,
    name: parent === null ? body.name : '',
    subtitle: mark(subtitle, sign),
    sentences: marked(sentences),
    traits: marked(traits),
    claims: marked(claims),
    quotes: marked(quotes),
  };
  const prompt = personaPrompt();
  const shape = shapeFor(sentences.map(({ place }) => place));
  const filled = prompt.fill({
    language: languages[language],
    mark: sign,
    material: JSON.stringify(material, null, 1),
  });
  return {
    request: {
      prompt: prompt.name,
      promptHash: prompt.hash,
      ...filled,
      schema: { name: 'persona_words', schema: plainSchema(shape) },
    },
    shape,
    sign,
    numbers,
    aliases: new Map(named.map(({ place, text }) => [place, aliasesIn(text)])),
    restore: (text) => aliases.restore(parent === null ? text : text.replaceAll(PARENT, parent)),
  };
}

/** Endpoints with strict schemas take the plain vocabulary only. */
function plainSchema(shape: ReplyShape): JsonSchema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape);
  return schema as JsonSchema;
}

function claimText(
  traits: { dimension: string; value: string }[],
  { dimensions }: PersonaFacts,
  language: Language,
): string {
  const texts = textsIn(language).personas;
  return traits.map((trait) => phraseOf(dimensions, language, texts, trait).short).join(' + ');
}

/** Takes the numbers out: "7 of 12" -> "{n1} of {n2}". */
function lifted(text: string): { text: string; shown: string[] } {
  const shown: string[] = [];
  const without = text.replace(figure, (number) => {
    shown.push(number);
    return `{n${shown.length}}`;
  });
  return { text: without, shown };
}
