import { home } from './en/home.ts';
import { interview } from './en/interview.ts';
import { leads } from './en/leads.ts';
import { lookup } from './en/lookup.ts';
import { personas } from './en/personas.ts';
import { review } from './en/review.ts';
import { slack } from './en/slack.ts';
import { summary } from './en/summary.ts';
import type { Language } from './language.ts';

/** Everything a person reads in Slack, one file a feature. Another language is another object of this type. */
export const en = { home, interview, leads, lookup, personas, review, slack, summary };
export type Catalogue = typeof en;

const catalogues: Partial<Record<Language, Catalogue>> = { en };

/** The texts in a person's language; a language that is not written yet falls back to English. */
export function textsIn(language: Language): Catalogue {
  return catalogues[language] ?? en;
}
