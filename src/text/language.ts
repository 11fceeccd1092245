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
