import { countIn } from '../plural.ts';

const counted = countIn('en');

/** A draft as reviewers see it. */
export const card = {
  fallback: (name: string, kind: string) => `Draft to review: ${name} (${kind})`,
  heading: (name: string, version: number) => `${name} · draft ${version}`,
  headingDecided: (name: string, version: number) => `${name} · version ${version}`,
  portrait: '*Who it is*',
  summary: (kind: string, subtitle: string) => `*${kind}*\n${subtitle}`,
  verdict: (reason: string) => `*Why:* ${reason}`,
  disqualifiers: '*Not for us when all of this holds*',
  noDisqualifiers: '_Nothing here turns anybody away._',
  tentative: ' _(describes this group only)_',
  against: (problem: string, comparison: string, not: number) =>
    `${problem} problem customers, ${comparison} comparable ones; ${not} did not`,
  alone: (problem: string, not: number) => `${problem} problem customers; ${not} did not; not compared yet`,
  here: (count: string) => `${count} of these customers`,
  claims: '*What the answers say*',
  story: '*In short*',
  quotes: '*In their words*',
  quoted: (words: string) => `“${words}”`,
  quotesKept: (n: number) =>
    `${counted(n, 'quote is', 'quotes are')} for reviewers only: they stand under Evidence.`,
  dissenting: '(disagrees)',
  actions: '*What to do*',
  teams: { marketing: 'Marketing', sales: 'Sales', support: 'Support' },
  assumption: ' _(assumption)_',
  context: (cases: string, reporters: number, strength: string) =>
    `${cases} problem customers · ${counted(reporters, 'colleague', 'colleagues')} · ${strength}`,
  contextWanted: {
    buyer: (cases: string, reporters: number, strength: string) =>
      `${cases} ideal customers · ${counted(reporters, 'colleague', 'colleagues')} · ${strength}`,
    customer: (cases: string, reporters: number, strength: string) =>
      `${cases} customers who were heard · ${counted(reporters, 'colleague', 'colleagues')} · ${strength}`,
  },
  dropped: (n: number) => `The gate left out ${counted(n, 'line', 'lines')}; see Evidence.`,
  parent: (parent: string) => `A kind of ${parent}`,
  more: 'More stands under Evidence.',
};
