import { dayIn } from '../day.ts';
import { countIn } from '../plural.ts';

const day = dayIn('en');

type Count = { for: number; of: number };
const plural = countIn('en');

/** The weekly summary and the questions around it. */
export const summary = {
  title: (dates: string) => `What we learnt, ${dates}`,
  soFar: 'This week so far; it is posted when the week is over.',
  preview: 'Only you see this preview.',
  empty: (dates: string) => `Nothing new in the week of ${dates}: no interview, no decision, no check.`,

  learnt: 'Learnt this week',
  changes: {
    new: 'new',
    stronger: 'stronger than before',
    weaker: 'weaker than before',
    counts: 'counted again',
  },
  counts: (problem: Count, comparison: Count | null, people: number) =>
    comparison
      ? `${problem.for} of ${problem.of} problem cases, ${comparison.for} of ${comparison.of} comparable ones, ${people} staff`
      : `${problem.for} of ${problem.of} problem cases, no comparable ones asked about yet, ${people} staff`,
  moreLearnt: (n: number) => `and ${plural(n, 'smaller finding', 'smaller findings')}`,

  waiting: 'Waiting for a decision',
  waitingHow: 'Reviewers: `/persona review` lists them.',
  cases: (n: number) => plural(n, 'case', 'cases'),
  approved: 'Approved',
  stale: 'Getting old',
  staleLine: (name: string, date: string) => `${name}: the newest answer behind it is from ${day(date)}`,

  worth: 'What it is worth',
  hours: (hours: string) => `about ${hours} hours not spent`,
  acquisitionCost: (amount: string) => `${amount} of acquisition cost avoided`,
  revenueAtRisk: (amount: string) => `${amount} of revenue let go`,
  reckoning: (leads: number) =>
    `Reckoned from ${plural(leads, 'disqualified lead', 'disqualified leads')} and the median of the cases behind each persona.`,

  fix: 'Our own trouble, to fix',
  fixLine: (text: string, cases: number, of: number, added: number) =>
    `${text}: ${cases} of ${of} problem cases${added > 0 ? `, ${added} of them new` : ''}`,
  unnamedTrouble: 'other trouble',

  checks: (made: number, disqualified: number) =>
    `${plural(made, 'lead', 'leads')} checked, ${disqualified === 0 ? 'none' : disqualified} ${disqualified < 2 ? 'resembles' : 'resemble'} a negative persona`,
  checksTitle: 'Lead checks',
  thanks: (interviews: number, people: number) =>
    `Thank you: ${plural(interviews, 'interview', 'interviews')} by ${plural(people, 'person', 'people')}.`,
  late: (n: number, weeks: string) => `${n} of them late, from week ${weeks}.`,
  more: (n: number) => `and ${n} more`,

  unknown: {
    maybe: (week: string) =>
      `I was stopped while posting the summary of ${week}, and cannot tell whether it reached the channel. Please look there, so that nobody reads it twice.`,
    refused: (week: string, reason: string) =>
      `Slack did not take the summary of ${week} (${reason}). Invite me to the summary channel or set another one, then post it again.`,
    again: 'Post it again',
    there: 'It is there',
    willPost: (week: string) => `I post the summary of ${week} within a minute.`,
    noted: (week: string) => `Good: the summary of ${week} counts as posted.`,
    settled: 'This question is already settled.',
    notYours: 'Only administrators decide this.',
  },
  noSuchCommand: 'Type `/persona summary preview` to see the summary as it would be posted.',
};
