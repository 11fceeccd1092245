import { dayIn } from '../day.ts';
import { countIn } from '../plural.ts';

const day = dayIn('en');
const counted = countIn('en');

/** The Home tab. */
export const home = {
  title: 'Whom should we stop chasing?',
  intro:
    'You know which customers cost more than they bring. Answer a few questions about one, about two minutes, and what many of you say becomes a persona that everyone can look up before the next bad deal.',
  start: 'Talk about a customer',
  startComparison: 'Talk about one that went well',
  look: 'Look',
  history: 'What you told',
  told: (customer: string, on: string) => `${customer} · ${day(on)}`,
  allOfIt: 'All of it, and who sees it',
  customers: 'Customers that may be one',
  open: (customer: string | null, answered: number) =>
    `You are in the middle of an interview${customer ? ` about *${customer}*` : ''}: ${counted(answered, 'answer', 'answers')} so far.`,
  paused: (customer: string | null) => `Your interview${customer ? ` about *${customer}*` : ''} is paused.`,
  resume: 'Go on',
  yours: (finished: number) =>
    finished === 0
      ? 'You have not taken an interview yet.'
      : `You have taken ${counted(finished, 'interview', 'interviews')}. \`/persona privacy\` shows what is kept.`,
  review: 'For reviewers',
  waiting: (count: number) =>
    count === 0
      ? 'No draft is waiting for a decision.'
      : `${counted(count, 'draft waits', 'drafts wait')} for a decision:`,
  draftNow: 'Draft personas',
  showDraft: 'Review',
  approved: 'Personas in use',
  noneApproved: 'None yet. They appear here once a reviewer has approved one.',
  check: 'Check a lead',
  checkAbout: 'Before you spend a week on a lead: does it resemble one that we do not chase?',
  show: 'Show',
  more: (count: number) => `… and ${count} more. \`/persona\` lists all.`,
  language: 'The language I use with you',
  languageOfSlack: 'As in Slack',
  help: '`/persona WORD` looks one up · `/persona check` checks a lead · `/persona help` shows everything',
};
