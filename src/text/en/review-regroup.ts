import { countIn } from '../plural.ts';

const counted = countIn('en');

/** Two drafts made one, or one made two. */
export const regroup = {
  menu: { merge: 'Merge with another draft', split: 'Split', undo: 'Take back the last merge or split' },
  customers: (n: number) => counted(n, 'customer', 'customers'),
  why: 'Why?',
  whyHint: 'It is kept with the decision.',
  merge: {
    title: 'Merge two drafts',
    submit: 'Merge',
    with: 'Which draft joins this one?',
    hint: 'Its customers join this persona and every count is made anew over all of them. You can take it back until the persona is approved.',
  },
  split: {
    title: 'Split a draft',
    submit: 'Split',
    trait: 'By a trait',
    parts: (going: number, staying: number) => `${going} go, ${staying} stay`,
    noTrait: 'No trait divides these customers into two parts that are large enough.',
    customers: 'Or pick the customers that go',
    find: 'Part of a name',
    hint: 'Those who go become a persona of their own; those who did not say stay. Every count is made anew. Each part needs 5 customers, and 2 colleagues or one and a customer record.',
    neither: 'Choose a trait, or pick the customers that go.',
    both: 'Choose a trait or pick customers, not both.',
  },
  undo: {
    title: 'Take back',
    submit: 'Take back',
    hint: 'The last merge or split of this persona no longer holds; the drafts are counted again as the answers group them.',
  },
  noOther: (name: string) =>
    `There is no other draft to merge “${name}” with. Drafts made from answers can be merged while nobody has approved the other one.`,
  notKind: (name: string) =>
    `“${name}” cannot be merged or split: only drafts made from answers can, and no micro personas.`,
  itself: 'A persona cannot be merged with itself.',
  inUse: (name: string) => `“${name}” is in use. Retire it first, or merge this one into it instead.`,
  noSuchTrait: (asked: string, least: number, others: string[]) =>
    others.length === 0
      ? `${asked} does not divide it, nor does any other trait: each part needs ${least} customers.`
      : `${asked} does not divide it into two parts of at least ${least} customers. These do: ${others.join(', ')}.`,
  notInIt: (key: string) => `Customer ${key} does not belong to it.`,
  tooFew: (going: number, staying: number, least: number) =>
    `${going} would go and ${staying} stay: each part needs at least ${least} customers.`,
  nothingToUndo: (name: string) => `Nobody has merged or split “${name}”.`,
  approvedSince: (name: string) =>
    `“${name}” was approved as it is grouped now. Retire it first, then take the grouping back.`,
};
