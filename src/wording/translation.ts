import { z } from 'zod';
import type { Reading } from '../model/ask.ts';
import { mark, signFor, unmark } from '../model/mark.ts';
import type { JsonSchema, ModelRequest } from '../model/model.ts';
import { loadPrompt } from '../model/prompt.ts';
import { readJson } from '../model/reading.ts';
import { createAliases, type Finder } from '../model/redact.ts';
import type { Language } from '../text/language.ts';
import { languageIn } from '../text/spoken.ts';

const languages: Record<Language, string> = { en: 'English', ru: 'Russian' };
const TOKENS_OUT = 300;
/** A translation is rarely twice as long as what it translates. UTF-16 units. */
const longest = (text: string) => 3 * text.length + 60;
const figure = /\d+(?:[.,]\d+)*/g;
const alias = /\b(?:Customer|Person|Contact)-\d+\b/g;
/** As redacted words are shown. */
const HIDDEN = '[…]';

const shape = z.strictObject({ translation: z.string() });

/** Reads the prompt file. */
function translatePrompt() {
  return loadPrompt('translate', ['language', 'mark', 'material'] as const);
}

/** What a model is told about one quote, without names, and what may be made of its reply. */
export function translationRequest(
  quote: string,
  to: Language,
  find: Finder,
): { request: ModelRequest; read(reply: string): Reading<string> } {
  const covered = createAliases(find).cover(quote);
  const sign = signFor([covered]);
  const prompt = translatePrompt();
  const filled = prompt.fill({
    language: languages[to],
    mark: sign,
    material: JSON.stringify({ quotation: mark(covered, sign) }),
  });
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape);
  return {
    request: {
      prompt: prompt.name,
      promptHash: prompt.hash,
      ...filled,
      schema: { name: 'translation', schema: schema as JsonSchema },
      tokensOut: TOKENS_OUT,
    },
    read: (reply) => {
      const reading = readJson(reply, shape);
      if (reading.reading === 'unreadable') return reading;
      const text = unmark(reading.value.translation, sign);
      const fault = faultIn(text, covered, to);
      if (fault !== null) return { reading: 'unreadable', fault };
      return { reading: 'read', value: text.replaceAll(alias, HIDDEN) };
    },
  };
}

/** What can be seen to be wrong with a translation by whoever knows only one of the languages. */
function faultIn(text: string, quote: string, to: Language): string | null {
  const figures = (words: string) => (words.match(figure) ?? []).sort().join(' ');
  if (text === '' || text.length > longest(quote)) return 'it was empty or far too long.';
  if (languageIn(text) !== to) return `it was not in ${languages[to]}.`;
  if (figures(text) !== figures(quote)) return 'its numbers were not those of the quotation.';
  return /<[@#!]|https?:\/\/|www\.|@(?:here|channel|everyone)\b/i.test(text)
    ? 'it held a link or a mention.'
    : null;
}
