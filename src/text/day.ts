import type { Language } from './language.ts';

/** A day as a reader writes it: `2026-11-21` -> "21 November 2026", "21 ноября 2026 г."; anything else stays as it is. */
export function dayIn(language: Language): (day: string) => string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return (day) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? format.format(new Date(day)) : day);
}

/** The day of an instant where somebody is: `2026-11-21`. */
export function dayAt(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(instant));
}
