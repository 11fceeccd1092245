import { dayIn } from '../day.ts';
import { countIn } from '../plural.ts';

const plural = countIn('en');

const day = dayIn('en');

/** `/persona check`. A check is advice: the words say so every time. */
export const leads = {
  match: (names: string) => `This lead resembles ${names}.`,
  noMatch: 'This lead resembles none of our approved negative personas.',
  notEnough: (question: string) =>
    `Not enough is known to say. The answer that would decide most: *${question}*`,
  /** What a trait is called where it is asked for; one of a firm's own keeps the name it was given. */
  traits: {
    industry: 'Industry',
    company_size: 'Company size',
    company_type: 'Company type',
    contact_role: 'Contact role',
    lead_source: 'Lead source',
    budget_fit: 'Budget fit',
    buying_stage: 'Buying stage',
    country: 'Country',
    plan: 'Plan',
    preferred_channel: 'Preferred channel',
    technology_comfort: 'Technology comfort',
    decision_style: 'Decision style',
    delegation: 'Delegation',
    timing: 'Timing',
    tone: 'Tone',
  } as Record<string, string>,
  nonApproved:
    'No negative persona is approved at the moment, so there is nothing to compare a lead with. Reviewers find drafts with `/persona review`; `/persona interview` adds to what they are made from.',
  version: (version: number) => `version ${version}`,
  ofThisKind: (count: { for: number; of: number }) => `${count.for} of ${count.of} customers of this kind`,
  understood: (traits: string) => `Understood: ${traits}`,
  isNot: (trait: string) => `anything but “${trait}”`,
  piece: (said: string) => `“${said}”`,
  notUnderstood: (pieces: string) => `Not understood: ${pieces}`,
  asItStands: (said: string) => `${said} was compared as the number it is: currencies are not converted.`,
  otherCurrency: (said: string, kept: string) =>
    `${said} was left out: this trait is kept in ${kept}, and currencies are not converted.`,
  nothingUnderstood: 'I understood none of it, so I compared nothing. Try the form: `/persona check` alone.',
  moreMatches: (n: number) => `And ${plural(n, 'more persona', 'more personas')}.`,
  advice: 'A check is advice; you decide.',
  say: 'What you can say to them',
  /** Each is true of a lead that matched: it says what we know from customers like them, and of them only what they told us. */
  sayings: {
    no_budget:
      '“From what you told me about your budget, we would cost more than you plan to spend. I would rather say so now; a smaller product may serve you better today.”',
    no_authority:
      '“Before we go further, could we include whoever decides about the budget? It will save you time as well.”',
    wrong_need:
      '“Teams like yours have mostly needed something other than what we do well. I would rather say so now than after you have spent weeks on us.”',
    out_of_reach:
      '“We have not been able to serve companies in your situation as well as they deserve, and I would rather say so now.”',
    never_meant_to_buy:
      '“It sounds as if you are still looking around. I will gladly send you our guides; come back whenever it gets concrete.”',
    too_costly:
      '“For companies like yours, doing this well has taken more work than the project could carry. I would rather say so now.”',
    any: '“For companies like yours we have not been the right fit so far. I would rather say so now than after you have spent time on it; things may change, and you are welcome to ask again.”',
  },
  outcomes: {
    day,
    placeholder: 'How did it turn out?',
    title: 'The leads you checked lately. How did they turn out?',
    none: 'You have checked no lead yet. `/persona check retail, 8 people` checks one.',
    results: {
      went_well: 'We took them, it went well',
      went_badly: 'We took them, it went badly',
      not_taken: 'We did not take them',
    },
    states: {
      match: (names: string) => `resembled ${names}`,
      no_match: 'resembled none',
      not_enough_known: 'not enough was known',
    },
    nothingKnown: 'nothing understood',
    noted: {
      went_well: (names: string) =>
        `Noted. It counts against ${names}, and reviewers see it when they look at it again.`,
      went_badly: (names: string) => `Noted. It counts for ${names}.`,
      not_taken: (names: string) => `Noted. It counts neither for nor against ${names}.`,
      none: 'Noted.',
    },
    notYours: 'Somebody else made this check, so only they can say how it turned out.',
  },
  cut: (kept: number) => `That was a long text: I read its first ${kept} characters.`,
  form: {
    title: 'Check a lead',
    submit: 'Check',
    close: 'Close',
    intro: 'Fill in what you know. What you leave empty counts as not known.',
    placeholder: 'Not known',
    other: 'Something else',
    words: 'Anything else, in your own words',
    empty: 'Fill in at least one line, or close the form.',
    open: 'Fill in what you know',
    wordsHint: 'It is read once and not kept.',
  },
};
