import { manner } from './persona-manner.ts';

/** What is said of customers who are wanted: whom we would like more of, and how those we have see us. */

type Counted = { does: string; count: string };
const listed = (parts: string[]) => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts);
const all = (parts: Counted[]) => listed(parts.map(({ does, count }) => `${does} (${count})`));

/** The phrases of persona-trait-phrases.ts without the words that tie them to a list. */
const who = (short: string) => short.replace(/ as the contact$/, '');
const way = (short: string) => short.replace(/^came through /, '');

const habits: Record<string, string> = {
  small_first: 'Offer a small first step, and agree on what comes after it.',
  all_at_once: 'Come to the first meeting with the whole offer.',
  yearly_budget: 'Ask when they plan their budget, and be there before that.',
  on_need: 'Stay in touch without pushing: they buy when the need is there.',
};

const decisions: Record<string, string> = {
  alone_fast: 'Bring everything that is needed for a decision to the first call.',
  numbers: 'Bring figures, and say where they come from.',
  committee: 'Bring one page that can be passed round.',
  delegates: 'Find out early who prepares the decision, and help that person.',
  from_above: 'Ask who decides above your contact, and write one page for that person.',
};

const channels: Record<string, string> = {
  email: 'Keep to email: that is where they like to talk.',
  phone: 'Call them: that is how they like to talk.',
  video_call: 'Offer a short video call: that is how they like to talk.',
  chat: 'Answer in the chat: that is where they like to talk.',
  in_person: 'Plan a visit from time to time: they like to talk in person.',
};

const comfort: Record<string, string> = {
  automates: 'Send the technical documentation along: they automate what they can.',
  at_ease: 'Show what is new early: they like to try things.',
  hesitant: 'Go through the first steps together.',
  avoids: 'Send steps that can be printed.',
};

export const wanted = {
  story: {
    /** After "more often than problem customers". */
    more: (parts: { does: string; count: string; others: string }[]) =>
      `More often than problem customers, they ${listed(parts.map(({ does, count, others }) => `${does} (${count}, against ${others})`))}.`,
    need: (part: Counted) => `They come because they ${part.does} (${part.count}).`,
    objections: (parts: Counted[]) => `Before they decide, they ${all(parts)}.`,
    buying: (parts: Counted[]) => `When it comes to buying, they ${all(parts)}.`,
    hearing: (parts: Counted[]) => `Where they hear of new things: ${all(parts)}.`,
    manner: (parts: Counted[]) => `In dealing with us, they ${all(parts)}.`,
    issues: (part: Counted) => `${part.count} ${part.does}.`,
  },

  actions: {
    source: (short: string) => `Put more into what brings such customers: ${way(short)}.`,
    hearing: (shorts: string[]) => `Be present where they hear of new things: ${listed(shorts)}.`,
    need: (short: string) => `Begin with what they come for: ${short}.`,
    objection: (short: string) => `Have an answer ready before they object: ${short}.`,
    contact: (short: string) => `Look for the right person first: ${who(short)}.`,
    habit: (value: string): string | null => habits[value] ?? null,
    decision: (value: string): string | null => decisions[value] ?? null,
    channel: (value: string): string | null => channels[value] ?? null,
    comfort: (value: string): string | null => comfort[value] ?? null,
    /** What suits a micro persona, for each team. */
    micro: manner,
    issues: {
      yes: 'Ask how it is going before the next question has to reach support.',
      no: 'Write from time to time all the same: no questions need not mean that all is well.',
    } as Record<string, string>,
    marketing: {
      buyer: 'Show customers like these on the website, in their own words.',
      customer: 'Ask those who are content whether they may be named as a reference.',
    },
    sales: {
      buyer: 'Call leads who resemble them first.',
      customer: 'Before you offer something new, read what they told us they miss.',
    },
    support: {
      buyer: 'Tell the team what these customers came for, so that the first weeks deliver it.',
      customer: 'Ask every few months what they would like more of, and tell them what came of it.',
    },
    content: (short: string) => `Pages and examples about this: ${short}.`,
    anyContent: {
      buyer: 'Stories of customers like these: what they came for and what came of it.',
      customer: 'Short guides to what customers ask about most.',
    },
  },

  cautions: {
    sketch: 'Fewer than 30 such customers so far: read this as a first sketch.',
    whole: 'By company and contact no kinds of them stand out: this is all of them as one.',
    asks: 'Too few have told how they like to work to see whether parts of them differ in it: the next interviews ask.',
    alone:
      'Nothing to hold this against yet: of problem customers nobody has told the same. It says how often, never “more often than”.',
  },

  /** The parts of a portrait, in the order in which they are shown. */
  parts: {
    industry: 'Industry',
    companyType: 'Company',
    location: 'Where',
    jobTitle: 'Contact',
    responsibilities: 'Responsible for',
    occupation: 'Occupation',
    demographics: 'Person',
    education: 'Education',
    income: 'Income',
    goals: 'Goals',
    challenges: 'What stands in their way',
    objections: 'Objections',
    motivations: 'What drives them',
    values: 'Values',
    reasons: 'Why they came',
    purchasing: 'Buying',
    paymentMethods: 'Payment',
    marketingChannels: 'Channels',
    communication: 'Communication',
    workingStyle: 'Working style',
    supportIssues: 'Support',
    experience: 'Experiences with us',
    wishes: 'Would like more of',
    interests: 'Interests',
    brandsAndMedia: 'Brands and media',
    servicesSought: 'Also looks for',
    biography: 'One of them',
  },
  said: (words: string) => `“${words}”`,
  /** What was counted of a part, then what somebody said. */
  part: (label: string, counted: string[], said: string[]) =>
    `${label}: ${[counted.join(', '), ...said].filter((text) => text !== '').join('; ')}`,
  counted: (short: string, count: string) => `${who(way(short))} (${count})`,
  between: (low: number, high: number) =>
    `between ${Math.round(low * 100)} and ${Math.round(high * 100)} of 100`,
  against: (count: string) => `problem customers: ${count}`,
  moreOften: 'more often than problem customers',
  /** A trait of a micro persona, and the same among its parent's other customers. */
  difference: (short: string, here: string, others: string) => `${short}: ${here} here, ${others} elsewhere`,
  elsewhere: (count: string) => `elsewhere: ${count}`,
};
