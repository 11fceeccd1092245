import { z } from 'zod';
import { mark, signFor, unmark } from '../model/mark.ts';
import type { JsonSchema, ModelRequest } from '../model/model.ts';
import { loadPrompt } from '../model/prompt.ts';
import { createAliases, type Finder } from '../model/redact.ts';
import type { Language } from '../text/language.ts';

const languages: Record<Language, string> = { en: 'English', ru: 'Russian' };
const LONGEST = 200;
/** Only the beginning of a long answer is sent: a brief one is what is followed up. */
const SENT_AT_MOST = 1_000;
const shape = z.strictObject({ question: z.string() });
/** Links, mentions, formatting, aliases of names: a question needs none of them. */
const UNWANTED = /https?:|www\.|[<>*_`~@#{}[\]\n]|\b(?:Customer|Person|Contact)-\d/i;

/** Reads the prompt file; the bot checks it when it starts. */
function probePrompt() {
  return loadPrompt('probe', ['language', 'goal', 'mark', 'material'] as const);
}

export type ProbeRequest = { request: ModelRequest; sign: string };

/** What a model is told about one answer: the question, what was said, no names. */
export function probeRequest(
  asked: { question: string; said: string[]; goal: string; language: Language },
  find: Finder,
): ProbeRequest {
  const aliases = createAliases(find);
  const covered = [asked.question, ...asked.said].map((text) =>
    aliases.cover(text, { start: 0, end: SENT_AT_MOST }),
  );
  const sign = signFor(covered);
  const [question = '', ...said] = covered.map((text) => mark(text, sign));
  const prompt = probePrompt();
  const filled = prompt.fill({
    language: languages[asked.language],
    goal: asked.goal === '' ? 'one concrete example' : asked.goal,
    mark: sign,
    material: JSON.stringify({ question, said }, null, 1),
  });
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape);
  const request = { prompt: prompt.name, promptHash: prompt.hash, ...filled };
  return { request: { ...request, schema: { name: 'follow_up', schema: schema as JsonSchema } }, sign };
}

/** The model's question, or `null` where it is not one plain question. */
export function readProbe(reply: string, sign: string): string | null {
  let parsed: z.infer<typeof shape>;
  try {
    parsed = shape.parse(JSON.parse(reply));
  } catch {
    return null;
  }
  const question = unmark(parsed.question, sign);
  const plain = question.endsWith('?') && question.length <= LONGEST && !UNWANTED.test(question);
  return plain && question.length >= 8 ? question : null;
}
