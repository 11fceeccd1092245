import type { Question, Script } from '../../src/interview/script.ts';

/** A question with every default filled in. */
export function question(key: string, over: Partial<Question> = {}, values: string[] = []): Question {
  return {
    key,
    ask: { en: { any: key } },
    type: 'choice',
    options: values.map((value) => ({ value, label: { en: value } })),
    askIf: {},
    screen: null,
    required: false,
    validate: { min: null, max: null },
    probe: null,
    dimension: key,
    level: 'macro',
    observable: 'before_sale',
    protected: false,
    ...over,
  };
}

export function script(questions: Question[], over: Partial<Script> = {}): Script {
  return {
    id: 'problem-customer',
    version: 1,
    title: { en: 'A problem customer' },
    audience: [],
    case: 'problem',
    questions,
    rotate: {},
    ...over,
  };
}
