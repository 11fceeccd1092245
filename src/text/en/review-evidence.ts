import { dayIn } from '../day.ts';
import { countIn } from '../plural.ts';

const counted = countIn('en');
const day = dayIn('en');

/** The answers themselves, for reviewers. */
export const answers = {
  read: 'Read the answers',
  title: 'Answers',
  interview: 'One interview',
  close: 'Close',
  whole: 'Whole interview',
  nobody: 'No customer named',
  sides: { for: 'for it', against: 'against it' },
  day,
  none: 'None of the answers behind this may be read here.',
  noMore: 'There are no more.',
  kept: 'Some answers behind this are not shown: whoever gave them was promised that they are only counted and quoted in short. An administrator sets under `/persona settings` what is promised from now on.',
  keptHere: (n: number) =>
    `${counted(n, 'more answer is', 'more answers are')} not shown: promised to be only counted and quoted in short.`,
  gone: 'This interview is not there any more, or may not be read here.',
  earlier: 'Back',
  further: 'More',
};

export const evidence = {
  probable: {
    flag: (name: string) => `“${name}” reads like somebody’s name. Quotes should name nobody.`,
    hide: 'Hide it',
    clear: 'It is no name',
    hidden: (name: string) => `“${name}” is hidden in every quote from now on.`,
    cleared: (name: string) => `“${name}” is no name: I do not ask about it again.`,
    warning: (names: string) =>
      `Its quotes hold words that read like names: ${names}. Under Evidence you hide or clear them.`,
  },
  title: 'Evidence',
  close: 'Close',
  only: 'The customers behind a claim are shown to reviewers only.',
  gone: 'This version is not there any more.',
  intro: (name: string, version: number) =>
    `*${name}*, version ${version}. Counts as they were when it was drafted.`,
  for: (n: number, names: string) => `*For (${n}):* ${names}`,
  against: (n: number, names: string) => `*Against (${n}):* ${names}`,
  comparisonFor: (n: number, names: string) => `*Comparable, for (${n}):* ${names}`,
  comparisonAgainst: (n: number, names: string) => `*Comparable, against (${n}):* ${names}`,
  nobody: 'nobody',
  cut: 'There is more than fits here: `mismatch show` prints all of it.',
  more: (n: number) => `and ${n} more`,
  described: '*Described in this group*',
  figures: '*Figures*',
  figure: (name: string, median: string, n: number, source: string) =>
    `• ${name}: ${median}, median of ${n} (${source})`,
  sources: { record: 'customer records', staff: 'what colleagues say', both: 'records and colleagues' },
  dropped: '*Left out by the gate*',
  droppedFindings: '*Left out of what the model found in their answers*',
  statistics: (ratio: string | null, q: string | null, reporters: number) =>
    [
      ratio === null ? null : `${ratio} times as often`,
      q === null ? null : `q = ${q}`,
      counted(reporters, 'colleague', 'colleagues'),
    ]
      .filter((part) => part !== null)
      .join(' · '),
};

/** What the rule would have done to the customers there are. */
export const collateral = {
  counting: 'Counting whom it would have turned away …',
  uncounted: 'Whom it would have turned away could not be counted now; it is counted when you approve.',
  title: '*Had this been the rule*',
  problem: (reached: string) => `Problem customers turned away: ${reached}`,
  good: (reached: string) => `Good customers turned away as well: ${reached}`,
  unjudged: (reached: string) => `Customers nobody has judged: ${reached}`,
  counts: (excluded: number, told: number) => `${excluded} of ${told}`,
  shares: (excluded: number, told: number, share: string, low: string, high: string) =>
    `${excluded} of ${told} (${share}%, between ${low} and ${high}% with 95% confidence)`,
  untold: (n: number) => `of ${n} more too little is known to tell`,
  nobody: 'none is on file, so nobody can tell',
  allUntold: (n: number) => `too little is known to tell of any of the ${n}`,
  acquisition: (amount: string, from: string) => `Cost of winning them, saved: ${amount} (${from})`,
  hours: (amount: string, from: string) => `Hours saved: ${amount} (${from})`,
  problemRevenue: (amount: string, from: string) => `Revenue the problem customers paid: ${amount} (${from})`,
  goodRevenue: (amount: string, from: string) => `Revenue lost with the good customers: ${amount} (${from})`,
  from: (known: number, of: number) => (known === of ? `all ${of} known` : `known for ${known} of ${of}`),
  estimate: (total: string, low: string, high: string) => `about ${total}, between ${low} and ${high}`,
  named: (names: string, more: number) =>
    `Good customers among them: ${names}${more > 0 ? ` and ${more} more` : ''}`,
  tooMuch:
    ':warning: That is more of the good customers than the settings allow. You can still approve it: a second step asks why.',
  confirmTitle: 'Approve anyway?',
  confirm: 'Approve anyway',
  why: 'Why is it worth it?',
  whyHint: 'It is kept with the decision, for whoever asks later.',
};
