import { z } from 'zod';

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

/** A message for a field that is left out, and one for a field that holds something else. */
const needs =
  (name: string, must: string) =>
  (issue: { input?: unknown }): string =>
    issue.input === undefined ? `${name} is missing: it must be ${must}.` : `${name} must be ${must}.`;
const oneOf = <const T extends readonly string[]>(name: string, values: T) =>
  z.enum(values, { error: needs(name, `one of ${values.join(', ')}`) });
const whole = (name: string, least: number, most: number) => {
  const error = needs(name, `a whole number from ${least} to ${most}`);
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};
const name = (what: string) => {
  const must = needs(what, 'a short name of letters a to z, digits, _ and -, beginning with a letter');
  return z.string({ error: must }).regex(/^[A-Za-z][A-Za-z0-9_-]{0,59}$/, { error: must });
};
const filled = (what: string, limit: number) =>
  z
    .string({ error: `${what} must be a text.` })
    .trim()
    .min(1, { error: `${what} is empty: write it.` })
    .max(limit, { error: `${what} is too long: keep it within ${limit} characters.` });
/** Numbers and booleans are read as the text they were written as. */
const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'must be a word or a number' });

const byRole = z.strictObject({
  any: filled('The wording', 1500).optional(),
  sales: filled('The wording', 1500).optional(),
  support: filled('The wording', 1500).optional(),
  marketing: filled('The wording', 1500).optional(),
});
const inOneLanguage = z.union([filled('The wording', 1500), byRole]);
const ask = z.union([z.string(), z.strictObject({ en: inOneLanguage, ru: inOneLanguage.optional() })], {
  error: needs(
    'ask',
    'the question as text, or { en: ..., ru: ... }, each a text or texts by role (sales, support, marketing, any), at most 1500 characters',
  ),
});
const localized = (what: string, limit: number) =>
  z.union(
    [filled(what, limit), z.strictObject({ en: filled(what, limit), ru: filled(what, limit).optional() })],
    { error: needs(what, `a text or { en: ..., ru: ... }, at most ${limit} characters`) },
  );
const label = z.union([scalar, z.strictObject({ en: scalar, ru: scalar.optional() })], {
  error: needs('The label of an option', 'a text or { en: ..., ru: ... }'),
});
const option = z.union([scalar, z.strictObject({ value: scalar, label: label.optional() })], {
  error: 'An option must be a word, or { value: ..., label: ... }.',
});

export const questionFormat = z.strictObject(
  {
    key: name('key'),
    ask,
    type: oneOf('type', types),
    options: z
      .array(option, { error: 'options must be a list, for example [small, medium, large].' })
      .optional(),
    ask_if: z
      .record(z.string(), z.union([scalar, z.array(scalar)]), {
        error: 'ask_if must name earlier questions and their values, for example { budget_fit: [below] }.',
      })
      .optional(),
    screen: z
      .union(
        [name('screen'), z.strictObject({ name: name('screen'), rotate: whole('rotate', 1, 20).optional() })],
        {
          error:
            'screen must be a short name of letters a to z, digits, _ and -, or { name: ..., rotate: n }.',
        },
      )
      .optional(),
    rotate: whole('rotate', 1, 20).optional(),
    required: z.boolean({ error: 'required must be true or false.' }).optional(),
    validate: z
      .strictObject(
        {
          min: z.number({ error: 'validate.min must be a number.' }).optional(),
          max: z.number({ error: 'validate.max must be a number.' }).optional(),
        },
        { error: 'validate must be { min: ..., max: ... }.' },
      )
      .optional(),
    probe: z
      .strictObject(
        {
          max: whole('probe.max', 0, 3).optional(),
          when: oneOf('probe.when', ['vague', 'always', 'never']).optional(),
          goal: z.string({ error: 'probe.goal must be a text.' }).optional(),
        },
        { error: 'probe must be { max: ..., when: ..., goal: ... }.' },
      )
      .optional(),
    dimension: name('dimension').optional(),
    level: oneOf('level', ['macro', 'subtle', 'outcome', 'cost', 'none']).optional(),
    observable: oneOf('observable', ['before_sale', 'after_sale']).optional(),
    protected: z.boolean({ error: 'protected must be true or false.' }).optional(),
  },
  { error: 'A question must have key, ask and type.' },
);

export const headerFormat = z.strictObject(
  {
    id: name('id'),
    version: whole('version', 1, 1_000_000),
    title: localized('title', 150),
    about: localized('about', 150).optional(),
    audience: z
      .array(oneOf('audience', roles), { error: `audience must be a list of ${roles.join(', ')}.` })
      .optional(),
    case: oneOf('case', ['problem', 'comparison', 'none']),
    screens: z
      .record(
        z.string(),
        z.strictObject(
          { rotate: whole('rotate', 1, 20).optional() },
          { error: 'A screen must be { rotate: n }.' },
        ),
        { error: 'screens must name screens, for example { subtle: { rotate: 2 } }.' },
      )
      .optional(),
    questions: z
      .array(z.unknown(), { error: needs('questions', 'a list of questions') })
      .min(1, { error: 'questions is empty: write at least one.' }),
  },
  { error: 'A script must have id, version, title, case and questions.' },
);

export type WrittenQuestion = z.infer<typeof questionFormat>;
export type WrittenScript = Omit<z.infer<typeof headerFormat>, 'questions'>;
/** What may be written in one place, for the message about something else. */
export const allowedKeys = {
  script: Object.keys(headerFormat.shape),
  question: Object.keys(questionFormat.shape),
};
