/** Languages that a text may be written in. */
export type Language = 'en' | 'ru';

/** A text in every language; `ru` falls back to `en`. */
export type Localized = { en: string; ru?: string | undefined };

/** Each language by its own name, as a list of languages shows them. */
export const languageNames: Record<Language, string> = { en: 'English', ru: 'Русский' };

export function isLanguage(text: unknown): text is Language {
  return typeof text === 'string' && Object.hasOwn(languageNames, text);
}

/** `ru-RU` -> `ru`; `null` for a locale that nothing is written in. */
export function languageOfLocale(locale: string): Language | null {
  const language = locale.split(/[-_]/, 1)[0]?.toLowerCase();
  return isLanguage(language) ? language : null;
}

/** Fewer letters tell nothing. */
const TELLING = 3;

/** Which of these languages a text is written in, told by its letters; `null` where it has too few. */
export function languageIn(text: string): Language | null {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (Math.max(cyrillic, latin) < TELLING) return null;
  return cyrillic > latin ? 'ru' : 'en';
}
