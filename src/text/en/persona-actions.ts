/** What each team can do, by the trait or the trouble it answers. Plain requests, one sentence each where possible. */

type ByTrait = (short: string, name: string) => string;
type Advice = { marketing: ByTrait; sales: ByTrait; avoid: ByTrait; use: ByTrait };

const anyTrait: Advice = {
  marketing: (short) => `Leave “${short}” out of paid targeting and lookalike audiences.`,
  sales: (short, name) =>
    `Ask about the ${name} in the first call. Where it turns out to be “${short}”, say openly that we are unlikely to be the right choice.`,
  avoid: (short) => `Content that speaks to “${short}”.`,
  use: () => 'A short page that says whom we are for, with real examples.',
};

/** The phrases of persona-trait-phrases.ts without the words that tie them to a list. */
const who = (short: string) => short.replace(/ as the contact$/, '');
const way = (short: string) => short.replace(/^came through /, '');

const byDimension: Record<string, Partial<Advice>> = {
  budget_fit: {
    marketing: () =>
      'Show the starting price before anybody can book a call, so that a budget below it sorts itself out.',
    sales: () =>
      'Ask for the budget in the first call. Where it lies below our prices, say so, name an alternative and leave the door open.',
    avoid: () => 'Offers that lead with the price: discount codes, “cheapest”, giveaways.',
    use: () => 'A plain pricing page with the starting price and what it includes.',
  },
  industry: {
    marketing: (short) => `Leave ${short} out of paid targeting and lookalike audiences.`,
    sales: (short) =>
      `Check the industry before you offer a demo. With ${short}, name what we cannot do for them first.`,
    avoid: (short) => `Case studies and landing pages written for ${short}.`,
    use: () => 'Case studies from the industries in which our customers stay.',
  },
  company_size: {
    marketing: (short) => `Set the company size in ad targeting so that companies of ${short} are left out.`,
    sales: (short) =>
      `Ask how many people would use it. For a company of ${short}, offer self-service instead of a demo.`,
    avoid: (short) => `Pages that address companies of ${short}.`,
    use: () => 'Examples that show at which company size we begin to pay off.',
  },
  contact_role: {
    marketing: (short) => `Leave this role out of ad targeting: ${who(short)}.`,
    sales: (short) =>
      `Ask in the first call who else decides. Where the only contact stays ${who(short)}, do not prepare a demo yet.`,
    avoid: (short) => `Material made for ${who(short)}.`,
    use: () => 'Material that helps whoever holds the budget to decide.',
  },
  lead_source: {
    marketing: (short) => `Before the next budget round, check what we pay for leads from ${way(short)}.`,
    sales: (short) => `Qualify leads from ${way(short)} by phone before anybody prepares a demo.`,
    avoid: (short) => `Whatever brings in more leads of this kind from ${way(short)}.`,
    use: () => 'Content for the ways in which our lasting customers found us.',
  },
  main_trouble: {
    marketing: () => 'Say plainly on the website what is included and what is not.',
    sales: (short) => `Ask how earlier projects went and listen for this: ${short}.`,
    avoid: () => 'Promises wider than what we deliver.',
    use: () => 'A page on how we work together, with what we expect from customers.',
  },
};

/** The words for one trait; dimensions without their own get the general ones. */
export function adviceOn(dimension: string): Advice {
  return { ...anyTrait, ...byDimension[dimension] };
}

const plays: Record<string, string> = {
  scope_changes: 'Write down what was agreed, and answer every change with a price and a date.',
  price_pressure: 'Settle which discount is possible and who may give it; everything else is a friendly no.',
  late_payment: 'Ask for payment before work starts, and pause on the agreed day instead of reminding again.',
  slow_decisions:
    'Give every open question an owner and a date, and close it yourself when the date has passed.',
  support_load: 'Point to the guide first and offer a fixed slot each week in place of calls at any hour.',
  wrong_expectations: 'Repeat in the welcome message what they bought and what they did not.',
  too_advanced: 'Say early what the product will not do, and name a tool that does it.',
  product_trouble: 'Collect these cases in one place and hand them to whoever can mend the cause.',
  tone: 'Keep more than one colleague on the account, and let a lead step in before it gets rough again.',
  silence: 'Ask after a quiet fortnight whether they still need it, and offer a way out.',
  early_exit: 'Call in the first week and ask what they hoped to get done.',
  complaints: 'Answer the first complaint by phone, and note what was promised.',
};

export const actions = {
  /** What support can do about one kind of trouble. */
  play: (trouble: string, short: string): string =>
    plays[trouble] ?? `When it begins (${short}), tell the account owner the same week.`,
  negative: {
    marketing: 'Say on the website, kindly, whom we are not for, and name an alternative.',
    sales: 'Where every sign holds, close the lead politely instead of discounting.',
    support: 'For those we already have: agree in writing what is included and for how long.',
  },
  challenging: {
    marketing: 'Keep them in targeting: they are hard work and worth it.',
    sales: 'Put the extra work into the price and say what it buys.',
    salesHours: (hours: string) =>
      `Put the extra work into the price: a typical one takes ${hours} hours more than planned.`,
    support: 'Give them one named contact and a fixed rhythm.',
    content: 'A page on how we work together: who answers, on which days, and what extra work costs.',
  },
  fix: {
    marketing: (ours: string) =>
      `Check what our pages promise here: in ${ours} cases the trouble came mostly from our side.`,
    sales: 'Do not turn such leads away for it. Tell them what is being mended and by when.',
    support: 'Report each new case to whoever owns the product, with what it cost.',
  },
  undetermined: {
    marketing: 'Change nothing yet.',
    sales: (questions: string) =>
      `Ask about ${questions} in the next interviews before turning anybody away.`,
    support: 'Note the hours that the next ones take: a figure would decide this.',
  },
  /** What suits a subtle trait, for each team; any other trait is named and left to the team's sense. */
  micro: (
    dimension: string,
    value: string,
    short: string,
  ): Record<'marketing' | 'sales' | 'support', string> =>
    subtle[`${dimension}=${value}`] ?? {
      marketing: `Give them a version of the usual content that suits this: ${short}.`,
      sales: `Keep to their manner when you talk to them, also when you decline: ${short}.`,
      support: `Answer in the way that suits them: ${short}.`,
    },
  /** A content note for a micro persona. */
  microContent: (does: string) =>
    `The same pages and mails as for the whole family, in a version for those who ${does}.`,
  fixContent: 'Promises about what still has to be mended.',
};

const subtle: Record<string, Record<'marketing' | 'sales' | 'support', string>> = {
  'preferred_channel=email': {
    marketing: 'Follow up by email only; a “book a call” button is wasted on them.',
    sales: 'Write rather than call, also when you decline.',
    support: 'Keep each matter in one email thread.',
  },
  'preferred_channel=phone': {
    marketing: 'Show a number to call, and the hours in which somebody answers.',
    sales: 'Settle the budget question in one call instead of a chain of mails.',
    support: 'Call back once with the whole answer.',
  },
  'preferred_channel=video_call': {
    marketing: 'Offer short recorded demos before a live one.',
    sales: 'Keep the first video call short and ask the deciding question in it.',
    support: 'Send a short recording instead of a long mail.',
  },
  'preferred_channel=chat': {
    marketing: 'Answer the commonest questions in the chat on the website.',
    sales: 'Qualify them in the chat before anybody books a meeting.',
    support: 'Point from the chat to the guide first.',
  },
  'preferred_channel=in_person': {
    marketing: 'Think twice before inviting them to events.',
    sales: 'Ask the deciding question by phone before anybody travels.',
    support: 'Offer a fixed visit, planned ahead.',
  },
  'technology_comfort=automates': {
    marketing: 'Show the interfaces and their limits openly.',
    sales: 'Ask what they want to automate, and say what we do not connect to.',
    support: 'Send the technical documentation first.',
  },
  'technology_comfort=at_ease': {
    marketing: 'Offer self-service before a conversation.',
    sales: 'Let them try it alone before a demo.',
    support: 'Point to the guide first.',
  },
  'technology_comfort=hesitant': {
    marketing: 'Use plain words and pictures of each step.',
    sales: 'Ask who will look after the tool on their side.',
    support: 'Go through the first steps together, at a fixed time.',
  },
  'technology_comfort=avoids': {
    marketing: 'Say plainly what somebody must be able to do to use it.',
    sales: 'Ask early who will use it, and decline kindly where nobody will.',
    support: 'Send steps that can be printed.',
  },
  'decision_style=alone_fast': {
    marketing: 'Put the price and the limits where a single person finds them at once.',
    sales: 'Ask the deciding question in the first call: the answer comes quickly.',
    support: 'Confirm in writing what was agreed.',
  },
  'decision_style=numbers': {
    marketing: 'Publish the figures that speak against a poor fit, too.',
    sales: 'Work out with them what it would cost: the sum usually decides.',
    support: 'Answer with figures, and say where they come from.',
  },
  'decision_style=committee': {
    marketing: 'Offer one page that can be passed round.',
    sales: 'Ask who else decides before the second meeting.',
    support: 'Name one person on their side who speaks for all.',
  },
  'decision_style=delegates': {
    marketing: 'Write for whoever prepares the decision.',
    sales: 'Ask for the person with the budget before a demo.',
    support: 'Agree who may ask for changes.',
  },
  'decision_style=from_above': {
    marketing: 'Offer a summary that fits on one screen for whoever decides.',
    sales: 'Ask when the decision is made and by whom, and wait for it before investing more.',
    support: 'Put every larger request to whoever decides, in writing.',
  },
};
