import { dayIn } from '../day.ts';
import { dollars } from '../money.ts';
import { countIn } from '../plural.ts';

const day = dayIn('en');

type Count = { for: number; of: number };

const plural = countIn('en');

const kinds = {
  negative: 'Negative persona',
  micro: 'Micro persona',
  challenging: 'Challenging, worth keeping',
  fix: 'Our own trouble',
  undetermined: 'Undecided',
  buyer: 'Buyer persona',
  customer: 'Customer persona',
};

/** `/persona TEXT`, help, status and privacy. */
export const lookup = {
  kinds,
  show: 'Show',
  all: (n: number) => `${plural(n, 'approved persona', 'approved personas')}. Negative ones come first.`,
  several: (n: number, query: string) =>
    `${plural(n, 'approved persona fits', 'approved personas fit')} “${query}”.`,
  more: (n: number) => `And ${n} more. Add a word to narrow it down, for example an industry.`,
  none: 'No persona is approved at the moment. Reviewers approve drafts first; `/persona interview` adds to what they are made from.',
  nothing: (query: string) => `I know no approved persona for “${query}”.`,
  meant: (command: string) => `Did you mean \`/persona ${command}\`?`,
  nearest: 'The nearest names are these. `/persona` alone shows what else I can do.',
  cut: (kept: number) => `That was a long text: I looked at its first ${kept} characters.`,
  gone: 'This persona is no longer approved, so I cannot show it. `/persona find negative` lists those that are.',
  findWhat:
    'What shall I look up? For example `/persona find review`, or `/persona negative` for all negative personas.',

  picture: 'As a picture',
  moreAbout: 'More',
  compareWith: 'Compare with…',
  compareWhat:
    'Name two approved personas, for example `/persona compare student and bargain hunter`. A card can be compared by its menu, too.',
  compared: (a: string, b: string) => `${a} and ${b}`,
  shared: (rule: string) => `Both: ${rule}`,
  rule: 'How to tell',
  usually: 'Mostly',
  nothingHere: 'Nothing of its own',
  who: {
    button: 'Who told us?',
    title: (name: string) => `Who told us about ${name}`,
    counts: (cases: number, people: number) =>
      `${plural(cases, 'customer', 'customers')}, told by ${plural(people, 'colleague', 'colleagues')}.`,
    roles: (roles: string) => `They work in: ${roles}.`,
    rolesKept: 'Fewer than three people told us, so their roles stay with the reviewers.',
    you: 'You are one of them.',
    names: 'Names are shown to nobody: that was promised when the answers were given.',
    byHand: 'A person wrote this one; no interview stands behind it.',
  },

  doNotChase: 'Do not chase when',
  doNotChaseAll: 'Do not chase when all of this holds',
  nothingToSee: 'No sign that could be seen before a sale is known.',
  differs: 'What sets them apart',
  serve: 'Difficult, and worth it. How to serve them',
  ours: 'This trouble is mostly ours: no reason to turn anybody away.',
  why: 'Why',
  counts: (problem: Count, comparison: Count | null, people: number | null) =>
    [
      `${problem.for} of ${problem.of} problem cases`,
      comparison ? `${comparison.for} of ${comparison.of} comparable ones` : 'not compared yet',
      people === null ? null : `${people} staff`,
    ]
      .filter((part) => part !== null)
      .join(', '),
  quotes: 'In their words',
  quoted: (words: string) => `“${words}”`,
  dissent: 'Somebody saw it otherwise',
  whatToDo: 'What to do',
  teams: { marketing: 'Marketing', sales: 'Sales', support: 'Support' },
  avoidContent: 'Content to avoid',
  assumption: 'assumption',
  parent: (name: string) => `Part of ${name}`,
  micros: (names: string) => `Micro personas: ${names}`,
  asOf: (date: string) => `counted as of ${day(date)}`,
  /** Of the customers that a claim counted then. */
  today: (n: number) => `${n} of them today`,
  approved: (version: number, date: string) => `Version ${version}, approved on ${day(date)}`,
  version: (version: number, date: string) => `Version ${version}, as of ${day(date)}`,
  cases: (n: number, of: number, people: number) =>
    `${n} of ${plural(of, 'case', 'cases')}, from ${plural(people, 'person', 'people')}`,
  byHand: 'Written by hand, no case behind it',
  few: 'few cases, directional only',
  strengths: { supported: 'supported', tentative: 'tentative', hypothesis: 'a hypothesis to ask about' },

  /** What only a page or a file shows. */
  page: {
    notice: 'Internal. Counts and quotes without names; people who may see cases find the rest in Mismatch.',
    poorFits: 'They are poor fits, not bad people.',
    biography: 'A composite of these customers, and none of them',
    story: 'The story',
    portrait: 'Who it is',
    inherited: (parent: string) => `The same as ${parent}`,
    redFlags: 'Signs on the way',
    economics: 'What they cost and bring',
    cautions: 'Read with care',
    ruleWithheld:
      'The rule is not in this file: a part of it, a place for instance, may not leave the house, and the rest alone would turn away more leads. `mismatch check` knows all of it.',
    erased: (date: string) =>
      `Answers behind this were erased on ${day(date)}: counts are of what is left, sentences may hold numbers from before.`,
    figure: (name: string, median: number, n: number) =>
      `${name}: median ${median}, known for ${plural(n, 'case', 'cases')}`,
  },

  help: {
    title: 'What you can type',
    lines: [
      '`/persona student` looks up a persona by name, trait or kind: `negative` (also `exclusionary`), `micro`',
      '`/persona find review` looks up a word that is also a command',
      '`/persona check retail, 8 people` compares a lead with the approved negative personas; `/persona check` opens a form',
      '`/persona compare student and bargain hunter` puts two personas side by side',
      '`/persona outcomes` lists the leads you checked, so that you can say how they turned out',
      '`/persona interview` asks you about a customer, in about two minutes',
      '`/persona status` shows where things stand',
      '`/persona privacy` shows what I keep about you, and how to remove it',
    ],
    reviewers: [
      '`/persona invite` plans who is asked for an interview, and when',
      '`/persona draft` drafts personas from all answers',
      '`/persona review` lists the drafts that wait for a decision',
      '`/persona themes` lists what a model found in free text, so that you say what counts',
      '`/persona customers` merges customers that stand there under two spellings, and splits them again',
      '`/persona summary preview` shows the weekly summary to you alone',
    ],
    reviewersTitle: 'For reviewers',
    admins: ['`/persona settings` says who reviews, where things are posted and what is promised'],
    adminsTitle: 'For administrators',
  },

  status: {
    title: 'Where things stand',
    line: (problem: number, comparison: number, people: number) =>
      `${plural(problem, 'problem case', 'problem cases')} and ${plural(comparison, 'comparable one', 'comparable ones')}, told by ${plural(people, 'person', 'people')}`,
    drafts: (waiting: number, approved: number) =>
      `${plural(waiting, 'draft waits', 'drafts wait')} for a decision, ${plural(approved, 'persona is', 'personas are')} approved`,
    lastDraft: (date: string) => `Last drafted on ${day(date)}`,
    drafting: 'A draft is being made right now',
    draftFailed: (date: string) =>
      `The last draft, on ${day(date)}, failed; whoever runs Mismatch sees why in its log`,
    neverDrafted: 'Nothing has been drafted yet: a reviewer can type `/persona draft`',
    modelTitle: 'What the model cost',
    prompts: {
      persona: 'personas',
      themes: 'themes',
      probe: 'follow-ups',
      translate: 'translations',
    } as Record<string, string>,
    model: (month: string, calls: number, usd: number | null, parts: string) =>
      `${month}: ${usd === null ? 'cost unknown, ' : `$${dollars(usd)} for `}${plural(calls, 'call', 'calls')} (${parts})`,
    modelPart: (name: string, calls: number, usd: number | null) =>
      `${name} ${usd === null ? calls : `$${dollars(usd)}`}`,
    budget: (spent: number, usd: number) =>
      `$${dollars(spent)} of $${dollars(usd)} this month; a call that would go beyond it is not made, and the built-in drafter goes on`,
    spent: (usd: number, until: string) =>
      `The $${dollars(usd)} of this month are spent: until ${day(until)} the built-in drafter writes`,
    noPrices:
      'There is a budget but no prices, so no call is made: set MODEL_PRICE_IN_USD_PER_M and MODEL_PRICE_OUT_USD_PER_M',
    leftOutTitle: 'What the checks left out',
    leftOutLines: (n: number) =>
      `${plural(n, 'line', 'lines')} of the drafts: each draft’s Evidence says why`,
    leftOutFindings: (n: number) =>
      `${plural(n, 'finding', 'findings')} in free text: \`/persona themes\` says why`,
  },
};
