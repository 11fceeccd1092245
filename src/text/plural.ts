import type { Language } from './language.ts';

/** The forms of a noun that a language tells apart, in the order of its grammar books: 1 case, 2 cases; 1 случай, 2 случая, 5 случаев. */
type Forms = { en: [one: string, many: string]; ru: [one: string, few: string, many: string] };

/** Which of them each rule of Unicode asks for; a Russian fraction ("1,5 часа") takes the second. */
const order: Record<Language, Partial<Record<Intl.LDMLPluralRule, number>>> = {
  en: { one: 0, other: 1 },
  ru: { one: 0, few: 1, many: 2, other: 1 },
};

/** Chooses the form that a count asks for, by the plural rules of the language. */
export function formIn<L extends Language>(language: L): (n: number, ...forms: Forms[L]) => string {
  const rules = new Intl.PluralRules(language);
  return (n, ...forms) => {
    const at = order[language][rules.select(n)] ?? forms.length - 1;
    return (forms as readonly string[])[at] ?? '';
  };
}

/** A count as the language writes it: "1,200", "1 200". */
export function figureIn(language: Language): (n: number) => string {
  const figure = new Intl.NumberFormat(language);
  return (n) => figure.format(n);
}

/** The count and its noun: "1 case", "1,200 cases", "5 случаев". */
export function countIn<L extends Language>(language: L): (n: number, ...forms: Forms[L]) => string {
  const form = formIn(language);
  const figure = figureIn(language);
  return (n, ...forms) => `${figure(n)} ${form(n, ...forms)}`;
}
