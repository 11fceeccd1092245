import { countIn } from '../plural.ts';

const counted = countIn('en');

/** Themes that a model found in free text, for reviewers. */
export const themes = {
  intro: (n: number) =>
    `The model found ${counted(n, 'theme', 'themes')} in free text that nobody has decided about. A theme counts only once you use it; it describes and never excludes anybody.`,
  nothing:
    'No theme waits for a decision. Themes come from free-text answers when a model is set and a draft is made.',
  kinds: { theme: 'trouble', signal: 'early sign' },
  counts: (kind: string, customers: number, people: number) =>
    `${kind}, ${counted(customers, 'customer', 'customers')}, told by ${counted(people, 'person', 'people')}`,
  use: 'Use it',
  leaveOut: 'Leave it out',
  where: 'See where',
  more: (n: number) => `and ${n} more`,
  inUse: (names: string) => `In use: ${names}`,
  left: (label: string) => `${label} (left out)`,
  again: 'Decide again',
  isLeftOut: 'Left out: it counts nowhere, and I do not ask again. “Decide again” brings it back.',
  nameTitle: 'Use a theme',
  nameIntro: 'It counts from the next draft on. Themes with the same name count as one.',
  name: 'Name',
  nameHint: 'Two to five plain words, letters only',
  cancel: 'Cancel',
  close: 'Close',
  wrong: 'Not this',
  nowhere: 'No answer says this any more.',
  dropped: (n: number) => `Left out by the checks: ${counted(n, 'finding', 'findings')}`,
  droppedLine: (said: string, why: string) => `• “${said}”: ${why}`,
  whyDropped: {
    shape: 'no plain name for a kind of trouble',
    insult: 'it insults',
    protected: 'it names a protected trait',
    identity: 'it names somebody',
    sentence: 'no sentence of the answer says it',
    kind: 'neither a trouble nor an early sign',
  },
  faults: {
    shape: 'Write two to five plain words, letters only, at most 40 characters.',
    insult: 'This insults people. Name the trouble instead.',
    protected: 'This names a protected trait, such as age or religion. Name the trouble instead.',
    identity: 'This names a customer or a person. Name the kind of trouble instead.',
  },
};
