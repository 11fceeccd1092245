import { z } from 'zod';
import { type Catalogue, textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';

/** What is said of faults in a file, in one language. */
export type Say = Catalogue['scripts'];

/** The file format of a script (YAML), before defaults: what a person may write. Each message says what to do. */

const types = [
  'text',
  'choice',
  'multi',
  'number',
  'money',
  'duration',
  'date',
  'yesno',
  'scale',
  'customer',
] as const;
const roles = ['sales', 'support', 'marketing'] as const;

/** What the fields of a script are made of, each with its own words for what is wrong in it. */
function partsOf(say: Say['format']) {
  /** A message for a field that is left out, and one for a field that holds something else. */
  const needs =
    (name: string, must: string) =>
    (issue: { input?: unknown }): string =>
      issue.input === undefined ? say.missing(name, must) : say.must(name, must);
  const oneOf = <const T extends readonly string[]>(name: string, values: T) =>
    z.enum(values, { error: needs(name, say.oneOf(values.join(', '))) });
  const whole = (name: string, least: number, most: number) => {
    const error = needs(name, say.whole(least, most));
    return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
  };
  const name = (what: string) => {
    const must = needs(what, say.shortName);
    return z.string({ error: must }).regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/, { error: must });
  };
  const filled = (what: string, limit: number) =>
    z
      .string({ error: say.text(what) })
      .trim()
      .min(1, { error: say.empty(what) })
      .max(limit, { error: say.tooLong(what, limit) });
  /** Numbers and booleans are read as the text they were written as. */
  const scalar = z.union([z.string(), z.number(), z.boolean()]);

  const byRole = z.strictObject({
    any: filled(say.wording, 1500).optional(),
    sales: filled(say.wording, 1500).optional(),
    support: filled(say.wording, 1500).optional(),
    marketing: filled(say.wording, 1500).optional(),
  });
  const inOneLanguage = z.union([filled(say.wording, 1500), byRole]);
  const ask = z.union([z.string(), z.strictObject({ en: inOneLanguage, ru: inOneLanguage.optional() })], {
    error: needs('ask', say.ask),
  });
  const localized = (what: string, limit: number) =>
    z.union(
      [filled(what, limit), z.strictObject({ en: filled(what, limit), ru: filled(what, limit).optional() })],
      { error: needs(what, say.localized(limit)) },
    );
  const label = z.union([scalar, z.strictObject({ en: scalar, ru: scalar.optional() })], {
    error: needs(say.label, say.labelIs),
  });
  const option = z.union([scalar, z.strictObject({ value: scalar, label: label.optional() })], {
    error: say.option,
  });
  return { needs, oneOf, whole, name, scalar, ask, localized, option };
}

function formatsOf(say: Say['format']) {
  const { needs, oneOf, whole, name, scalar, ask, localized, option } = partsOf(say);
  const question = z.strictObject(
    {
      key: name('key'),
      ask,
      type: oneOf('type', types),
      options: z.array(option, { error: say.options }).optional(),
      ask_if: z
        .record(z.string(), z.union([scalar, z.array(scalar)]), {
          error: say.askIf,
        })
        .optional(),
      screen: z
        .union(
          [
            name('screen'),
            z.strictObject({ name: name('screen'), rotate: whole('rotate', 1, 20).optional() }),
          ],
          {
            error: say.screen,
          },
        )
        .optional(),
      rotate: whole('rotate', 1, 20).optional(),
      required: z.boolean({ error: say.trueOrFalse('required') }).optional(),
      validate: z
        .strictObject(
          {
            min: z.number({ error: say.number('validate.min') }).optional(),
            max: z.number({ error: say.number('validate.max') }).optional(),
          },
          { error: say.validate },
        )
        .optional(),
      probe: z
        .strictObject(
          {
            max: whole('probe.max', 0, 3).optional(),
            when: oneOf('probe.when', ['vague', 'always', 'never']).optional(),
            goal: z.string({ error: say.text('probe.goal') }).optional(),
          },
          { error: say.probe },
        )
        .optional(),
      dimension: name('dimension').optional(),
      level: oneOf('level', ['macro', 'subtle', 'outcome', 'cost', 'none']).optional(),
      observable: oneOf('observable', ['before_sale', 'after_sale']).optional(),
      protected: z.boolean({ error: say.trueOrFalse('protected') }).optional(),
    },
    { error: say.question },
  );
  const header = z.strictObject(
    {
      id: name('id'),
      version: whole('version', 1, 1_000_000),
      title: localized('title', 150),
      about: localized('about', 150).optional(),
      audience: z.array(oneOf('audience', roles), { error: say.audience(roles.join(', ')) }).optional(),
      case: oneOf('case', ['problem', 'comparison', 'none']),
      screens: z
        .record(
          z.string(),
          z.strictObject({ rotate: whole('rotate', 1, 20).optional() }, { error: say.rotation }),
          { error: say.screens },
        )
        .optional(),
      questions: z
        .array(z.unknown(), { error: needs('questions', say.questions) })
        .min(1, { error: say.noQuestions }),
    },
    { error: say.script },
  );
  return { question, header };
}

const formats = { en: formatsOf(textsIn('en').scripts.format), ru: formatsOf(textsIn('ru').scripts.format) };

/** The formats of a question and of what stands around the questions, with messages in a language. */
export function formatsIn(language: Language): ReturnType<typeof formatsOf> {
  return formats[language];
}

export type WrittenQuestion = z.infer<(typeof formats)['en']['question']>;
export type WrittenScript = Omit<z.infer<(typeof formats)['en']['header']>, 'questions'>;
/** What may be written in one place, for the message about something else. */
export const allowedKeys = {
  script: Object.keys(formats.en.header.shape),
  question: Object.keys(formats.en.question.shape),
};
