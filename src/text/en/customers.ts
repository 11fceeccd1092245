import { dayIn } from '../day.ts';
import { countIn } from '../plural.ts';

const day = dayIn('en');

const count = countIn('en');

/** Merging and splitting customers, for reviewers. Functions get text that is already safe for Slack's mrkdwn. */
export const customers = {
  only: 'Customers are merged by reviewers: ask one of them.',
  title: 'Customers that may be one',
  none: 'No two customers look like one just now.',
  intro:
    'Merging counts everything said of both as said of one. Nothing that was said changes, and a split restores what was.',
  pair: (keep: string, other: string, why: string) => `*${keep}* and *${other}*: ${why}`,
  why: { name: 'the same name but for its spelling', domain: 'the same domain on record' },
  known: (name: string, interviews: number, hasRecord: boolean) =>
    `*${name}*: ${count(interviews, 'interview', 'interviews')}, ${hasRecord ? 'a customer record' : 'no customer record'}`,
  more: (rest: number) => `… and ${rest} more. They move up once these are settled.`,
  look: 'Merge…',
  apart: 'Two customers',
  mergeTwo: 'Merge two customers…',
  mergeOthers: 'Merge two others…',
  mergedTitle: 'Merged',
  merged: (other: string, keep: string, by: string, date: string) =>
    `*${other}* counts as *${keep}* · ${by}, ${day(date)}`,
  split: 'Split',
  splitConfirm: {
    title: 'Split them again?',
    text: 'What was said of each counts for itself again from the next draft on.',
    confirm: 'Split',
    deny: 'Cancel',
  },
  formTitle: 'Merge customers',
  keep: 'Which one stays?',
  other: 'Which one is the same customer?',
  find: 'Find a customer',
  hint: 'Where their records differ, the newer one wins. One record that says good and one that says not good leave the customer disputed: it counts for neither side.',
  submit: 'Merge',
  cancel: 'Cancel',
  same: 'These count as one customer already.',
  chooseOther: 'Choose another one: this is the same.',
  gone: 'That customer is not known any more.',
  done: (other: string, keep: string) =>
    `*${other}* counts as *${keep}* from now on. Drafts show it from the next one on; \`/persona customers\` splits them again.`,
  splitDone: 'Split. Each counts for itself again.',
  splitGone: 'They were split already.',
  apartDone: 'Noted: two customers. They are not proposed again.',
};
