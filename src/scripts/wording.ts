import type { Language, Localized } from '../text/language.ts';
import type { AnswerValue, Question, Role } from './script.ts';

/** The question as somebody of this role is asked it: their language, else English; their role, else everyone's. */
export function wordingOf({ ask, key }: Question, language: Language, role: Role): string {
  const texts = ask[language] ?? ask.en ?? ask.ru ?? {};
  return texts[role] ?? texts.any ?? Object.values(texts)[0] ?? key;
}

export function inLanguage(text: Localized, language: Language): string {
  return (language === 'en' ? text.en : text.ru) ?? text.en;
}

/** An answer as a person reads it: labels instead of values, several with commas. */
export function shownValue(question: Question, value: AnswerValue, language: Language): string {
  const one = (part: string | number) => {
    const option = question.options.find((known) => known.value === String(part));
    if (option) return inLanguage(option.label, language);
    return typeof part === 'number' ? part.toLocaleString(language, { maximumFractionDigits: 2 }) : part;
  };
  return [value].flat().map(one).join(', ');
}
