import { countIn } from '../plural.ts';

const plural = countIn('en');

/** Taking an approved persona out of Slack. */
export const exports = {
  button: 'Export…',
  title: 'Export a persona',
  submit: 'Send me the file',
  close: 'Close',
  intro: (name: string, version: number) =>
    `*${name}*, version ${version}. The file comes to your direct message with me, and every export is logged. Lists for ad platforms hold only customers whose record says \`consent=yes\`.`,
  format: 'As what?',
  formats: {
    html: 'A page to print',
    markdown: 'Markdown',
    json: 'JSON with evidence ids',
    google: 'Google Ads list (CSV)',
    linkedin: 'LinkedIn company list (CSV)',
    meta: 'Meta customer list (CSV)',
    hubspot: 'HubSpot import (CSV)',
    'hubspot-list': 'HubSpot list (JSON for its API)',
  },
  comment: (name: string, version: number, format: string) =>
    `${name}, version ${version}: ${format}. For people who may see customers; delete it once it is used.`,
  making: 'The file is being made. It comes to your direct message with me, and this window says when.',
  sent: (rows: number | null) =>
    rows === null
      ? 'The file is in your direct message with me.'
      : `The file is in your direct message with me, with ${plural(rows, 'row', 'rows')}.`,
  refused: {
    notNegative: (name: string) => `${name} is no negative persona: nobody is excluded because of it.`,
    guarded: (name: string, trait: string) =>
      `The rule of ${name} turns on “${trait}”, which a script now marks as protected: draft again and review what comes of it, or retire ${name}.`,
    /** `reasons`: how many customers were left out and why, a sentence each. */
    noCustomers: 'No customer stands behind this persona.',
    nobody: (reasons: string) => `No file was made: nobody would be in it. ${reasons}`,
    noList: (name: string) =>
      `HubSpot cannot express the rule of ${name}, and none of its customers has a domain on record: import customer records first.`,
  },
  /** What whoever uploads a list has to know. */
  warnings: {
    withoutRecord: (n: number, of: number) =>
      `${n} of ${plural(of, 'customer', 'customers')} have no imported record.`,
    cleared: (n: number) =>
      `${plural(n, 'customer was', 'customers were')} left out: called good since, or no longer reported as a problem.`,
    withoutConsent: (n: number) =>
      `${plural(n, 'customer was', 'customers were')} left out: no consent=yes in their record.`,
    unmatched: (n: number, cannot: string) =>
      `${plural(n, 'customer was', 'customers were')} left out: they ${cannot}.`,
    few: (rows: number, minimum: string) =>
      `${plural(rows, 'row is', 'rows are')} probably too few: ${minimum}.`,
    domainsOnly:
      'The rule cannot be expressed with HubSpot’s own properties: the list holds known domains only.',
    cannot: {
      google: 'have neither an email, a phone number with country code, nor a whole address',
      linkedin: 'have no company name',
      meta: 'have neither an email nor a phone number with country code',
      hubspot: 'have no domain, by which HubSpot knows a company',
    },
    minimum: {
      google: 'Google matched only lists of 1,000 and more in the past',
      linkedin: 'LinkedIn takes lists of 300 rows and more',
      meta: 'Meta advises against lists under 100 people',
      hubspot: '',
    },
  },
  noScope:
    'Slack does not let me send files: whoever installed Mismatch has to add the scope files:write and install the app again. `mismatch export` on the command line works meanwhile.',
  onlyReviewers: 'Only reviewers export personas, because the files name customers. Ask one of them.',
};
