import { byHand } from './en/by-hand.ts';
import { customers } from './en/customers.ts';
import { exports } from './en/exports.ts';
import { home } from './en/home.ts';
import { interview } from './en/interview.ts';
import { invitations } from './en/invitations.ts';
import { leads } from './en/leads.ts';
import { lookup } from './en/lookup.ts';
import { personas } from './en/personas.ts';
import { pictures } from './en/pictures.ts';
import { privacy } from './en/privacy.ts';
import { report } from './en/report.ts';
import { review } from './en/review.ts';
import { samples } from './en/samples.ts';
import { scripts } from './en/scripts.ts';
import { settings } from './en/settings.ts';
import { slack } from './en/slack.ts';
import { summary } from './en/summary.ts';
import { themes } from './en/themes.ts';
import type { Language } from './language.ts';
import { byHand as byHandRu } from './ru/by-hand.ts';
import { customers as customersRu } from './ru/customers.ts';
import { exports as exportsRu } from './ru/exports.ts';
import { home as homeRu } from './ru/home.ts';
import { interview as interviewRu } from './ru/interview.ts';
import { invitations as invitationsRu } from './ru/invitations.ts';
import { leads as leadsRu } from './ru/leads.ts';
import { lookup as lookupRu } from './ru/lookup.ts';
import { personas as personasRu } from './ru/personas.ts';
import { pictures as picturesRu } from './ru/pictures.ts';
import { privacy as privacyRu } from './ru/privacy.ts';
import { report as reportRu } from './ru/report.ts';
import { review as reviewRu } from './ru/review.ts';
import { samples as samplesRu } from './ru/samples.ts';
import { scripts as scriptsRu } from './ru/scripts.ts';
import { settings as settingsRu } from './ru/settings.ts';
import { slack as slackRu } from './ru/slack.ts';
import { summary as summaryRu } from './ru/summary.ts';
import { themes as themesRu } from './ru/themes.ts';

/** Everything a person reads in Slack, one file a feature. */
export const en = {
  byHand,
  customers,
  exports,
  home,
  interview,
  invitations,
  leads,
  lookup,
  personas,
  pictures,
  privacy,
  report,
  review,
  samples,
  scripts,
  settings,
  slack,
  summary,
  themes,
};
export type Catalogue = typeof en;

/** Another language is another object of the same type: a text that is missing is a type error. */
export const ru: Catalogue = {
  customers: customersRu,
  byHand: byHandRu,
  exports: exportsRu,
  home: homeRu,
  interview: interviewRu,
  invitations: invitationsRu,
  leads: leadsRu,
  lookup: lookupRu,
  personas: personasRu,
  pictures: picturesRu,
  privacy: privacyRu,
  report: reportRu,
  review: reviewRu,
  samples: samplesRu,
  scripts: scriptsRu,
  settings: settingsRu,
  slack: slackRu,
  summary: summaryRu,
  themes: themesRu,
};

export const catalogues: Record<Language, Catalogue> = { en, ru };

/** The texts in a person's language. */
export function textsIn(language: Language): Catalogue {
  return catalogues[language];
}
