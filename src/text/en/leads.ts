import { countIn } from '../plural.ts';

const plural = countIn('en');

/** `/persona check`. A check is advice: the words say so every time. */
export const leads = {
  match: (names: string) => `This lead resembles ${names}.`,
  noMatch: 'This lead resembles none of our approved negative personas.',
  notEnough: (question: string) =>
    `Not enough is known to say. The answer that would decide most: *${question}*`,
  nonApproved: 'No negative persona is approved yet, so there is nothing to compare a lead with.',
  version: (version: number) => `version ${version}`,
  ofThisKind: (count: { for: number; of: number }) => `${count.for} of ${count.of} customers of this kind`,
  understood: (traits: string) => `Understood: ${traits}`,
  isNot: (trait: string) => `not ${trait}`,
  notUnderstood: (pieces: string) => `Not understood: ${pieces}`,
  asItStands: (said: string) => `${said} was compared as the number it is: currencies are not converted.`,
  otherCurrency: (said: string, kept: string) =>
    `${said} was left out: this trait is kept in ${kept}, and currencies are not converted.`,
  nothingUnderstood: 'I understood none of it, so I compared nothing. Try the form: `/persona check` alone.',
  moreMatches: (n: number) => `And ${plural(n, 'more persona', 'more personas')}.`,
  advice: 'A check is advice; you decide.',
  say: 'What you can say to them',
  sayings: {
    no_budget:
      '“To be honest, our price is above what you plan to spend. A smaller product will serve you better today.”',
    no_authority: '“Before we go further, could we include whoever decides about the budget?”',
    wrong_need: '“From what you tell me we do not do what you need well. I would rather say so now.”',
    out_of_reach: '“We cannot serve you as well as you deserve from here, and I would rather say so now.”',
    never_meant_to_buy:
      '“It sounds as if you are still looking around. I will send you our guides; come back whenever it gets concrete.”',
    too_costly:
      '“To do this well we would have to put in more than the project allows. I would rather say so now.”',
    any: '“I do not think we are the right fit for you at the moment, and I would rather say so now than after you have spent time on it.”',
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
