import type { Question, Script } from '../../src/scripts/script.ts';
import { question as anyQuestion, script as anyScript } from '../interview/scripts.ts';

/** A choice that is known before the sale and counts as a trait. */
export function question(key: string, over: Partial<Question> = {}, values: string[] = []): Question {
  return anyQuestion(key, 'choice', {
    ask: { en: { any: key } },
    options: values.map((value) => ({ value, label: { en: value } })),
    level: 'macro',
    observable: 'before_sale',
    ...over,
  });
}

export function script(questions: Question[], over: Partial<Script> = {}): Script {
  return anyScript(questions, { id: 'problem-customer', title: { en: 'A problem customer' }, ...over });
}
