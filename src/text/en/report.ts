import { dayIn } from '../day.ts';

const day = dayIn('en');

/** The reading page. */
export const report = {
  title: 'Whom to stop chasing',
  index: 'Overview',
  pages: 'Pages',
  skip: 'Skip to the content',
  search: 'Search all pages',
  found: 'Pages found',
  nothingFound: 'No page holds all of these words.',
  personas: 'Personas',
  noPersonas: 'No persona is approved at the moment: reviewers approve drafts in Slack.',
  drafts: 'Drafts waiting for a decision',
  draftOf: (name: string, version: number) => `${name} (draft ${version})`,
  draftNotice:
    'Nobody has approved this. It stands in no look-up, check or export: decide about it in Slack before anybody works by it.',
  draftRule: 'What would rule a lead out',
  pictures: 'In pictures',
  inWords: 'The same in words',
  weeks: 'Weekly issues',
  noWeeks: 'No weekly summary has been posted yet.',
  card: 'The card',
  evidence: 'The evidence behind it',
  evidenceOf: (name: string) => `The evidence behind ${name}`,
  noClaims: 'Written by hand: no counted evidence stands behind it.',
  table: {
    caption: 'What was counted for this version. A share is shown from 20 cases on.',
    claim: 'Claim',
    problem: 'Problem cases',
    comparison: 'Comparable cases',
    interval: 'Share of problem cases, 95 % interval',
    ratio: 'Times as common',
    staff: 'Staff',
    strength: 'Strength',
    for: 'Customers for it',
    against: 'Customers against it',
  },
  footer: {
    all: 'For everybody who works here. It names no customer and no colleague.',
    reviewers: 'For reviewers only: it names customers. Do not pass it on.',
  },
  madeOn: (date: string) => `Made on ${day(date)} from what was approved then.`,
  glossary: {
    title: 'Glossary',
    terms: [
      {
        term: 'Negative persona',
        means:
          'Whom not to sell to, also called exclusionary persona or negative buyer persona. They are poor fits, not bad people.',
      },
      {
        term: 'Micro persona',
        means:
          'A part of exactly one persona that differs in something subtle, for example how it likes to be contacted.',
      },
      {
        term: 'Case',
        means:
          'One customer with everything that was told of it. A problem case was trouble; a comparable case went well.',
      },
      {
        term: 'Claim',
        means:
          'A statement about cases with the counts for it and against it. The counts come from stored answers.',
      },
      {
        term: 'Disqualifier',
        means:
          'A sign that can be seen before the sale. A lead matches a persona when all of its disqualifiers hold.',
      },
      {
        term: 'Verdict',
        means:
          'Avoid: an economic or fit reason stands behind it. Ours to fix: the trouble was mostly our own. Keep: difficult, and worth it.',
      },
      {
        term: 'Strength',
        means:
          'Supported: it held up when the cases were drawn anew many times. Tentative: a direction from few cases. Hypothesis: something to ask about.',
      },
      {
        term: '95 % interval',
        means:
          'Where the true share lies in 95 of 100 samples like this one: the fewer cases, the wider it is.',
      },
    ],
  },
};
