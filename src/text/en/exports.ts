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
  sent: (rows: number | null) =>
    rows === null
      ? 'The file is in your direct message with me.'
      : `The file is in your direct message with me, with ${plural(rows, 'row', 'rows')}.`,
  noScope:
    'Slack does not let me send files: whoever installed Mismatch has to add the scope files:write and install the app again. `mismatch export` on the command line works meanwhile.',
  onlyReviewers: 'Only reviewers export personas, because the files name customers. Ask one of them.',
};
