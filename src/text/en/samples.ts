/** The words of one sample persona. All of them are invented. */
export type SampleWords = {
  name: string;
  subtitle: string;
  /** Why they are turned away; empty for those who are wanted. */
  reason: string;
  /** The words of each condition, in the order of the rule. */
  rule: string[];
  company: string[];
  goals: string[];
  challenges: string[];
  communication: string[];
  story: string[];
  marketing: string[];
  sales: string[];
  support: string[];
  contentToAvoid: string[];
};

const none = {
  reason: '',
  rule: [],
  company: [],
  goals: [],
  challenges: [],
  communication: [],
  story: [],
  marketing: [],
  sales: [],
  support: [],
  contentToAvoid: [],
};

/** Well-known shapes of personas, to show what one looks like and to start from. */
export const samples = {
  sam: {
    ...none,
    name: 'Student Sam',
    subtitle: 'Reads everything for a thesis and will never buy',
    reason: 'There is no budget, and there was never a plan to buy.',
    rule: ['education or research', 'budget below our prices'],
    story: ['Downloads every guide and asks good questions.', 'Wants knowledge, not the product.'],
    marketing: ['Leave addresses of universities out of paid campaigns.'],
    sales: ['Point to the free guides and book no demo.'],
    support: ['Answer from the public help pages only.'],
    contentToAvoid: ['Guides about theory that lead to no use of the product.'],
  },
  emily: {
    ...none,
    name: 'Enterprise Emily',
    subtitle: 'Needs far more than the product is made for',
    reason: 'Their goals cannot be reached with what we offer today.',
    rule: ['very large company', 'purchasing is the main contact'],
    story: [
      'Asks for custom work before the first meeting.',
      'The buying process outlasts what the deal is worth.',
    ],
    marketing: ['Show clearly which sizes of company the product is made for.'],
    sales: ['Ask for the list of must-haves first and name what is missing.'],
    support: ['Promise no custom feature before product management agreed.'],
    contentToAvoid: ['Pages that promise every integration.'],
  },
  bob: {
    ...none,
    name: 'Bargain Hunter Bob',
    subtitle: 'Chooses by price alone and leaves for the next discount',
    reason: 'Winning and serving such a customer costs more than it brings.',
    rule: ['budget below our prices'],
    story: ['Opens with the price and closes with the price.', 'Leaves as soon as somebody is cheaper.'],
    marketing: ['Keep discount words out of adverts.'],
    sales: ['Name the list price in the first call.'],
    support: ['Offer no credit that the contract does not foresee.'],
    contentToAvoid: ['Comparisons by price alone.'],
  },
  wendy: {
    ...none,
    name: 'Wrong Industry Wendy',
    subtitle: 'Works in an industry that we cannot serve well',
    reason: 'Rules of that industry ask for things the product does not do.',
    rule: ['public sector'],
    story: [
      'Likes the product and cannot use it.',
      'Learns in the trial that a required certificate is missing.',
    ],
    marketing: ['Leave the industry out of audience settings.'],
    sales: ['Ask for required certificates before a demo.'],
    support: ['Say early what the product will not do.'],
    contentToAvoid: ['Case studies from industries next to it.'],
  },
  mary: {
    ...none,
    name: 'Marketing Mary',
    subtitle: 'Runs marketing in a growing company and has too little time',
    company: ['50 to 200 employees', 'Head of marketing'],
    goals: ['More leads', 'Prove the return on investment'],
    challenges: ['Not enough hours in the day'],
    communication: ['Short e-mails with a result in the first line'],
    story: ['Wants leads without hiring.', 'Has to show what marketing brings.'],
    marketing: ['Lead with a worked example and its result.'],
    sales: ['Show the report she would hand to her management.'],
    support: ['Help with the first campaign before anything else.'],
  },
  young: {
    ...none,
    name: 'Young Marketing Mary',
    subtitle: 'Wants to automate everything',
    goals: ['Automate whatever repeats'],
    communication: ['Chat and short videos'],
    sales: ['Show the automation first.'],
  },
  mature: {
    ...none,
    name: 'Mature Marketing Mary',
    subtitle: 'Is wary of new technology',
    challenges: ['New technology is intimidating'],
    communication: ['A call with somebody who has time'],
    support: ['Offer a guided start with one person to turn to.'],
  },
  leader: {
    ...none,
    name: 'Leader Marketing Mary',
    subtitle: 'Delegates, and looks at budget and numbers',
    goals: ['A budget that holds', 'Numbers for the board'],
    communication: ['One page with figures'],
    sales: ['Talk about budget and return, and bring in her team for the rest.'],
  },
  tactical: {
    ...none,
    name: 'Tactical Marketing Mary',
    subtitle: 'Does most of it herself',
    company: ['One or two reports'],
    challenges: ['Everything lands on her own desk'],
    communication: ['Step-by-step guides'],
    marketing: ['Offer templates she can use the same day.'],
  },
} satisfies Record<string, SampleWords> as Record<SampleKey, SampleWords>;

export type SampleKey =
  | 'sam'
  | 'emily'
  | 'bob'
  | 'wendy'
  | 'mary'
  | 'young'
  | 'mature'
  | 'leader'
  | 'tactical';
