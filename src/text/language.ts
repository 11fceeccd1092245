/** Languages that a text may be written in. */
export type Language = 'en' | 'ru';

/** A text in every language; `ru` falls back to `en`. */
export type Localized = { en: string; ru?: string | undefined };
