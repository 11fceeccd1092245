import { dayIn } from '../day.ts';
import { dollars } from '../money.ts';
import { countIn, figureIn } from '../plural.ts';

const day = dayIn('en');

type Count = { for: number; of: number };
const plural = countIn('en');
const figure = figureIn('en');

/** The weekly summary and the questions around it. */
export const summary = {
  title: (dates: string) => `What we learnt, ${dates}`,
  quietTitle: (dates: string) => `The week of ${dates}`,
  soFar: 'This week so far; it is posted when the week is over.',
  preview: 'Only you see this preview.',
  empty: (dates: string) => `Nothing new in the week of ${dates}: no interview, no decision, no check.`,

  changes: {
    new: 'new',
    stronger: 'stronger than before',
    weaker: 'weaker than before',
    counts: 'counted again',
  },
  counts: (problem: Count, comparison: Count | null, people: number) =>
    [
      `${figure(problem.for)} of ${plural(problem.of, 'problem case', 'problem cases')}`,
      comparison
        ? `${figure(comparison.for)} of ${plural(comparison.of, 'comparable one', 'comparable ones')}`
        : 'not compared yet',
      `${figure(people)} staff`,
    ].join(', '),
  quoted: (words: string) => `“${words}”`,
  moreLearnt: (n: number) => `and ${plural(n, 'smaller finding', 'smaller findings')}`,

  waiting: 'Waiting for a decision',
  open: 'Open',
  waitingMore: (n: number) => `and ${figure(n)} more; \`/persona review\` lists them all`,
  cases: (n: number) => plural(n, 'case', 'cases'),
  approved: (names: string) => `Approved this week: ${names}`,
  stale: 'Old or contradicted',
  staleLine: (name: string, why: string) => `${name}: ${why}`,
  staleCauses: {
    old: (date: string | null) =>
      date === null ? 'no new answer for half a year' : `the newest answer behind it is from ${day(date)}`,
    mostly_old: () => 'most of what it rests on is more than a year old',
    contradicted: () => 'more good customers than problem ones fit it since it was approved',
    outcomes: () => 'leads it warned of went well more often than badly',
  },

  coverage: 'Who has not been heard',
  role: (role: string, heard: number, of: number, weeks: number) =>
    `${role}: ${figure(heard)} of ${figure(of)} heard in the last ${weeks} weeks`,
  roles: { sales: 'Sales', support: 'Support', marketing: 'Marketing' },
  segments: (list: string) => `Few or no problem cases yet: ${list}`,
  segment: (text: string, cases: number) => `${text} (${cases})`,
  invite: 'Invite somebody',

  worth: 'What it is worth',
  hours: (hours: string) => `about ${hours} hours not spent`,
  acquisitionCost: (amount: string) => `${amount} of acquisition cost avoided`,
  revenueAtRisk: (amount: string) => `${amount} of revenue let go`,
  howReckoned: 'How this is reckoned',
  reckoned: {
    title: (week: string) => `How ${week} was reckoned`,
    rule: 'Each lead that matched counts once; the same traits that the same person checks again within an hour are the same lead. It counts for the most specific persona it matched, with the medians of the cases behind the version that was approved then. Nothing is counted where nothing is known.',
    line: (name: string, version: number, leads: number, parts: string) =>
      `${name}, version ${version}: ${plural(leads, 'lead', 'leads')} × ${parts}`,
    hours: (hours: string) => `${hours} hours`,
    cost: (amount: string) => `${amount} to acquire`,
    revenue: (amount: string) => `${amount} of revenue`,
    unknown: 'nothing known',
    none: 'No lead matched a persona in this week.',
  },

  fix: 'Our own trouble, to fix',
  fixLine: (text: string, cases: number, of: number, added: number) =>
    `${text}: ${figure(cases)} of ${plural(of, 'problem case', 'problem cases')}${added === 0 ? '' : ` (${added > 0 ? '+' : '−'}${figure(Math.abs(added))} this week)`}`,
  unnamedTrouble: 'other trouble',

  checks: (made: number, disqualified: number) =>
    `${plural(made, 'lead', 'leads')} checked, ${disqualified === 0 ? 'none' : figure(disqualified)} ${disqualified < 2 ? 'resembles' : 'resemble'} a negative persona`,
  model: (calls: number, usd: number | null) =>
    `The model: ${plural(calls, 'call', 'calls')}, ${usd === null ? 'cost unknown' : `$${dollars(usd)}`}.`,
  thanks: (interviews: number, people: number) =>
    `Thank you: ${plural(interviews, 'interview', 'interviews')} by ${plural(people, 'person', 'people')}.`,
  thanksTo: (names: string) => `Among them ${names}.`,
  late: (n: number, weeks: string) => `${figure(n)} of them late, from week ${weeks}.`,
  more: (n: number) => `and ${figure(n)} more`,

  sources: {
    button: 'Where the numbers come from',
    title: 'Behind the numbers',
    intro: (week: string) =>
      `Each figure of ${week} with the query that gives it. \`mismatch summary --week ${week} --json\` prints the long queries, too.`,
    cut: 'Answers of that time have since been erased, because they are kept for a limited time only. The queries count what is left, so they may give less.',
    cases: (names: string) => `Customers: ${names}`,
    notYours: 'Only reviewers and administrators see the cases behind the numbers.',
    gone: 'There is no such summary any more.',
    figures: {
      complete: 'Interviews finished',
      partial: 'Interviews stopped early',
      people: 'People who answered',
      late: 'Interviews finished late',
      learnt: 'Findings that are new or have changed',
      learntFor: (text: string) => `${text}: problem cases that have it`,
      learntOf: (text: string) => `${text}: problem cases in which it is known`,
      comparableFor: (text: string) => `${text}: comparable cases that have it`,
      comparableOf: (text: string) => `${text}: comparable cases in which it is known`,
      reporters: (text: string) => `${text}: staff who told of these cases`,
      waiting: 'Drafts that wait',
      waitingCases: (name: string) => `Cases behind ${name}`,
      approved: 'Personas approved',
      made: 'Leads checked',
      disqualified: 'Leads disqualified',
      hours: 'Hours not spent',
      acquisitionCost: 'Acquisition cost avoided',
      revenueAtRisk: 'Revenue let go',
      fix: (text: string) => `Our own trouble: ${text}`,
      fixAdded: (text: string) => `Our own trouble, more than a week before: ${text}`,
      fixOf: 'Problem customers whose side of the trouble is known',
      leads: (name: string) => `Leads that match ${name}`,
      each: (name: string, amount: string) => `One lead like ${name}: ${amount}`,
      heard: (role: string) => `Heard: ${role}`,
      askable: (role: string) => `May be asked: ${role}`,
      segment: (text: string) => `Problem cases: ${text}`,
      calls: 'Calls of the model',
    },
  },

  unknown: {
    maybe: (week: string) =>
      `I was stopped while posting the summary of ${week}, and cannot tell whether it reached the channel. Look there, so that nobody reads it twice.`,
    refused: (week: string, reason: string) =>
      `Slack did not take the summary of ${week} (${reason}). Set SUMMARY_CHANNEL to a channel I am in, then post it again.`,
    reasons: {
      is_archived: (week: string) =>
        `The summary of ${week} was not posted: its channel has been archived. Unarchive it or set SUMMARY_CHANNEL to another one, then post it again.`,
      channel_not_found: (week: string) =>
        `The summary of ${week} was not posted: Slack knows no such channel, or I am not in it. Invite me or set SUMMARY_CHANNEL to another one, then post it again.`,
      not_in_channel: (week: string) =>
        `The summary of ${week} was not posted: I am not in its channel. Type /invite @Mismatch there, then post it again.`,
    },
    again: 'Post it again',
    there: 'It is there',
    willPost: (week: string) => `I post the summary of ${week} within a minute.`,
    noted: (week: string) => `Good: the summary of ${week} counts as posted.`,
    settled: 'This question is already settled.',
    notYours: 'Only administrators decide this.',
  },
  noSuchCommand: 'Type `/persona summary preview` to see the summary as it would be posted.',
};
