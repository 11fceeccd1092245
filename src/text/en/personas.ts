import { dayIn } from '../day.ts';
import { countIn } from '../plural.ts';
import { capital } from '../sentence.ts';
import type { Spoken } from '../spoken.ts';
import { actions, adviceOn } from './persona-actions.ts';
import { names } from './persona-names.ts';
import { anyTrait, traits } from './persona-traits.ts';
import { wanted } from './persona-wanted.ts';

const day = dayIn('en');

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const number = (n: number) => grouped.format(n);
const listed = (parts: string[]) => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts);
const counted = countIn('en');
const ofHundred = (share: number) => number(Math.abs(Math.round(share * 100)));

const booked: Record<string, string> = {
  acquisition_cost: 'to win one',
  cost_to_serve: 'to serve it',
  revenue: 'in revenue',
  lifetime_value: 'in all its time with us',
};

/** "have a and b, and run c": what they have is said once. */
function joined(parts: { does: string; count: string }[]): string {
  const having = parts.filter(({ does }) => does.startsWith('have '));
  const others = parts.filter(({ does }) => !does.startsWith('have '));
  const have = having.map(({ does, count }) => `${does.slice('have '.length)} (${count})`);
  const rest = others.map(({ does, count }) => `${does} (${count})`);
  if (have.length === 0) return listed(rest);
  if (rest.length === 0) return `have ${listed(have)}`;
  return have.length === 1
    ? listed([`have ${have[0]}`, ...rest])
    : `have ${listed(have)}, and ${listed(rest)}`;
}

const subjects: Record<string, string> = {
  misfit: 'whether they could ever have fitted',
  fault: 'whose side the trouble came from',
  revenue: 'what they pay',
  cost_to_serve: 'what serving them costs',
  acquisition_cost: 'what winning them cost',
};

/** How a trouble shows early, before it is one. */
const signs: Record<string, string> = {
  scope_changes: 'Listen for a wish list that grows from one call to the next.',
  price_pressure: 'Listen for a discount asked for before the product was seen.',
  late_payment: 'Ask who pays their invoices and when; a vague answer is a sign.',
  slow_decisions: 'Ask who signs and by when; a date that moves is a sign.',
  support_load: 'During the trial, watch for many questions that the guide answers.',
  wrong_expectations: 'Listen for wishes that we cannot meet, and for how firmly they are held.',
  too_advanced: 'Ask what they have outgrown before us; a longer list than ours is a sign.',
  product_trouble: 'Ask what must work on the first day, and whether it does.',
  tone: 'Note how they speak to colleagues who have nothing to decide.',
  silence: 'Watch for questions that never lead to a next step.',
  early_exit: 'During the trial, watch for long gaps without a login.',
  complaints: 'Ask about the supplier before us; a list of complaints is a sign.',
};

export const personas = {
  names,
  traits,
  anyTrait,
  actions,
  adviceOn,
  wanted,
  number,
  listed,

  /** A share of people is always "7 of 12": a percentage of a dozen promises too much. */
  of: (holders: number, known: number) => `${holders} of ${known}`,
  subject: (key: string) => subjects[key] ?? key.replaceAll('_', ' '),

  verdict: {
    ours: (ours: number, known: number) =>
      `In ${ours} of ${known} cases colleagues say that most of the trouble came from us.`,
    worthIt: (margin: number, n: number, bar: number) =>
      `Hard work, and worth it: of each 100 they pay, ${ofHundred(margin)} stay with us (median of ${n} customers; the bar is ${ofHundred(bar)}).`,
    thinMargin: (margin: number, n: number, bar: number) =>
      margin < 0
        ? `For each 100 they pay we lose ${ofHundred(margin)} (median of ${n} customers).`
        : `Of each 100 they pay, only ${ofHundred(margin)} stay with us (median of ${n} customers; the bar is ${ofHundred(bar)}).`,
    acquisition: (cost: number, lifetime: number, n: number) =>
      `Winning one costs ${number(cost)} and one brings ${lifetime === 0 ? 'nothing' : number(lifetime)} in all its time with us (medians of ${n} customers).`,
    misfit: (misfits: number, known: number, value: string, top: number) =>
      `In ${misfits} of ${known} cases colleagues name a reason why it could never have fitted, most often ${traits.misfit(value, value.replaceAll('_', ' ')).short} (${top}).`,
    inherited: (parent: string, reason: string) =>
      `The same as for ${parent}: ${reason.slice(0, 1).toLowerCase()}${reason.slice(1)}`,
    undetermined: (missing: readonly string[]) =>
      missing.length === 0
        ? 'The answers point both ways, so nothing is decided. Nobody should be turned away for it.'
        : `Nothing is decided yet: too few know ${listed(missing.map((key) => personas.subject(key)))}. Until then nobody should be turned away for it.`,
  },

  story: {
    typical: (parts: { does: string; count: string }[], everybody: boolean) =>
      `${everybody ? 'All' : 'Most'} of them ${joined(parts)}.`,
    apart: (does: string[], problem: string, comparison: string) =>
      `What sets them apart: they ${does.join(' and ')} (${problem} problem customers, ${comparison} comparable ones).`,
    apartToo: (does: string[], problem: string, comparison: string) =>
      `Also: they ${does.join(' and ')} (${problem}, against ${comparison}).`,
    noComparison: (does: string[], problem: string) =>
      `Of all problem customers, ${problem} ${does.join(' and ')}; that is not held against comparable accounts yet.`,
    trouble: (top: string, does: string, others: string[]) =>
      `What went wrong: ${top} ${does}${others.length > 0 ? `; ${others.join(', ')}` : ''}.`,
    otherTrouble: (n: number, does: string) => `${n} ${does}`,
    cost: (parts: string[]) => `A typical one ${listed(parts)}.`,
    hours: (hours: number, n: number) =>
      `took ${number(hours)} extra hours (${counted(n, 'answer', 'answers')})`,
    close: (hours: number, n: number) =>
      `needed ${number(hours)} hours of work until the contract was signed (${counted(n, 'answer', 'answers')})`,
    money: (amount: number, n: number) =>
      `cost ${number(amount)} beyond plan (${counted(n, 'answer', 'answers')})`,
    strain: (step: number, n: number) =>
      `wore on the team (${number(step)} on a scale from 1 to 5, ${counted(n, 'answer', 'answers')})`,
    books: (parts: string[], n: number | null) =>
      `On the books, as medians: ${listed(parts)}${n === null ? '' : ` (${counted(n, 'customer', 'customers')})`}.`,
    book: (key: string, amount: number, n: number | null) =>
      `${number(amount)} ${booked[key] ?? key.replaceAll('_', ' ')}${n === null ? '' : ` (${n} customers)`}`,
    reputation: (step: number, n: number) =>
      `cost us some good name (${number(step)} on a scale from 1 to 5, ${counted(n, 'answer', 'answers')})`,
    dissent: (parts: string[]) => `Not everybody agrees: ${listed(parts)}.`,
    fitted: (count: string) => `in ${count} cases they count as a fit in principle`,
    again: (count: string) => `in ${count} they would be taken on again`,
    notOurs: (count: string) => `in ${count} cases the trouble came mostly from their side`,
    misfit: (count: string, does: string) => `As colleagues see it, ${count} ${does}.`,
    acquisition: (cost: number, lifetime: number) =>
      `Winning one costs more than it ever brings: ${number(cost)} against ${number(lifetime)}.`,
    micro: (parent: string, parts: { does: string; here: string; others: string }[]) =>
      `Like ${parent} in everything else, but most of them ${listed(parts.map(({ does, here, others }) => `${does} (${here} here, ${others} elsewhere)`))}.`,
  },

  /** Stands under a title that says it is put together from many customers. */
  biography: {
    shared: (shorts: string[]) => `${capital(shorts.join(', '))}.`,
    trouble: (short: string) => `What usually goes wrong: ${short}.`,
  },

  figures: {
    cost_time: 'extra hours',
    cost_money: 'money beyond plan',
    cost_staff: 'strain on the team, 1 to 5',
    cost_reputation: 'harm to our name, 1 to 5',
    hours_to_close: 'hours of work until the contract',
    acquisition_cost: 'cost to win them',
    cost_to_serve: 'cost to serve them',
    revenue: 'revenue',
    lifetime_value: 'lifetime value',
    support_tickets: 'support tickets',
    complaints: 'complaints',
    returns: 'returns',
    discount_percent: 'discount in per cent',
    sales_hours: 'sales hours',
    support_hours: 'support hours',
  } as Record<string, string>,

  redFlags: {
    trait: (short: string, count: string) => `${capital(short)} (${count}).`,
    visible: (count: string) => `In ${count} cases colleagues say it showed before the sale.`,
    listen: (trouble: string, short: string) =>
      signs[trouble] ?? `In the first calls, watch for this: ${short}.`,
  },

  cautions: {
    merged: 'A reviewer merged two kinds into this one; every count was made anew over both.',
    split:
      'A reviewer split one kind in two; nothing but that says that these customers are a kind of their own.',
    few: (cases: number) => `${cases} cases, directional only.`,
    tentative: 'Fewer than 30 problem customers so far: read this as a first sketch.',
    whole: 'All problem customers together: no kinds can be told apart among them yet.',
    unstable: 'The group is not steady yet: a few more answers could redraw it.',
    noComparison: 'Not compared with other accounts yet: this says how often, never “more often than”.',
    toldApart: (claims: number) =>
      `Almost nobody told of both problem customers and the others (${counted(claims, 'difference', 'differences')}): how each colleague answers may be part of what differs.`,
    betweenTellers: (claims: number) =>
      `Where one colleague, or one team, told of both sides, less than half of what differs is left (${counted(claims, 'difference', 'differences')}): it may lie in who told, not in the customers.`,
    knownUnevenly: (claims: number) =>
      `What is compared is known of far fewer customers on one side (${counted(claims, 'difference', 'differences')}): those may not be like the rest.`,
    described: 'The disqualifiers describe this group; no comparison over all customers supports them yet.',
    noRule: 'Nothing here can be seen before the sale yet, so it cannot be approved.',
    oneRole: (role: string) => `Only ${role} colleagues speak here.`,
    staffView: 'Staff view: no customer record supports it yet.',
    ratherOurs: (count: string) =>
      `In ${count} cases the trouble came mostly from our side: look at that before you turn anybody away.`,
  },

  notDrafted: {
    anew: 'Answers were deleted or changed while this was drafted, so it was drafted once more, without them.',
    gaps: {
      'no problem cases': () => 'no problem cases yet',
      'list only': (cases: number, needed: number) =>
        `${counted(cases, 'problem case', 'problem cases')}: directional only, personas need ${needed}`,
      'single traits only': (cases: number, needed: number) =>
        `${cases} problem cases: single traits and tentative groups only, pairs need ${needed}`,
      'no comparison cases': () => 'no comparison cases: prevalence only',
      'few comparison cases': (cases: number) =>
        `only ${counted(cases, 'comparison case', 'comparison cases')}: few differences can be seen`,
      'no kinds': () => 'no kinds of problem customers can be told apart yet',
      'one voice': (claims: number) =>
        `${counted(claims, 'difference is', 'differences are')} known from customer records or from one colleague alone: two colleagues, or one and a record, have to tell of each`,
      disputed: (customers: number) =>
        `${counted(customers, 'customer was', 'customers were')} reported as both kinds and ${customers === 1 ? 'counts' : 'count'} for neither`,
    },
    rejected: (name: string, when: string) =>
      `“${name}” was rejected on ${day(when)} and stays away until its evidence changes.`,
    retired: (name: string, when: string) =>
      `“${name}” was retired on ${day(when)} and stays away until its evidence changes.`,
    vanished: (name: string) => `The draft “${name}” is withdrawn: its group is not found any more.`,
    tooFew: {
      customers: {
        buyer: (known: number, needed: number) =>
          `Buyer persona: ${known} of ${needed} interviews needed, each about another ideal customer.`,
        customer: (known: number, needed: number) =>
          `Customer persona: ${known} of ${needed} interviews needed, each about what another customer says of us.`,
      },
      voices: {
        buyer: 'Buyer persona: only one colleague has told of ideal customers; a second one is needed.',
        customer: 'Customer persona: only one colleague has told what customers say; a second one is needed.',
      },
    },
    waiting: {
      'not found': (name: string) =>
        `“${name}” is not merged or split as a reviewer asked: its customers are no longer one kind.`,
      'too few': (name: string) =>
        `“${name}” is not split as a reviewer asked: each part needs 5 customers, and 2 colleagues or one and a customer record.`,
      'one already': (name: string) =>
        `“${name}” needs no merging any more: the answers make it one kind by now.`,
    },
  },

  model: {
    off: 'No model is configured: the built-in drafter wrote this.',
    switchedOff: 'The model was switched off for this run: the built-in drafter wrote this.',
    listened: (n: number) => `It read ${counted(n, 'answer', 'answers')} for themes.`,
    translated: (n: number) => `It translated ${counted(n, 'quote', 'quotes')}.`,
    unheard: (n: number, why: string | null) =>
      `${counted(n, 'answer is', 'answers are')} left to read for the next draft${why === null ? '' : `: ${why}`}.`,
    failures: {
      unreadable: () => 'its answer was not in the shape that was asked for, twice',
      spent: () => 'the month’s budget is spent',
      'no prices': () =>
        'there is a budget but no prices: set MODEL_PRICE_IN_USD_PER_M and MODEL_PRICE_OUT_USD_PER_M',
      refused: () => 'it declined to answer',
      truncated: () => 'its answer was cut off',
      filtered: () => 'its content filter stopped the answer',
      empty: () => 'it answered with nothing',
      rate_limited: () => 'it has too much to do (429)',
      timeout: () => 'it did not answer in time',
      unreachable: () => 'it cannot be reached',
      stopped: () => 'the bot was being stopped',
      not_understood: () => 'the endpoint refused every way of asking',
      too_long: () => 'its answer was far too long',
      too_much: () => 'what it was given is too long for it',
      no_completion: () => 'what it answered could not be read',
      failed: (status: number | null) => `it answered with HTTP status ${status ?? 'unknown'}`,
    },
    nothing: 'There was nothing to write.',
    unchanged: 'Nothing changed since the last drafts, so nothing had to be written.',
    worded: (n: number) =>
      `The model worded ${counted(n, 'persona', 'personas')}; every number and quote is ours.`,
    failed: (n: number, why: string) =>
      `The built-in drafter wrote ${counted(n, 'persona', 'personas')} because the model could not: ${why}. The next draft asks it again.`,
  },

  quote: {
    language: {
      en: 'in English',
      ru: 'in Russian',
      de: 'in German',
      fr: 'in French',
      es: 'in Spanish',
      it: 'in Italian',
      nl: 'in Dutch',
      pl: 'in Polish',
      pt: 'in Portuguese',
      uk: 'in Ukrainian',
      other: 'in another language',
    } satisfies Record<Spoken, string>,
    translated: 'translated by the model, not evidence',
  },

  run: {
    overtaken: (times: number) =>
      `Nothing was drafted: answers were deleted or changed each of the ${times} times it was tried. Draft again in a few minutes.`,
    busy: (since: string) => `A draft has been running since ${since}. Try again when it has finished.`,
  },

  gate: {
    unknownEvidence: 'it rests on evidence that does not exist',
    noEvidence: 'it rests on no evidence and is not marked as an assumption',
    foreignEvidence: 'its evidence says nothing about these customers',
    number: (found: string) => `the number ${found} is not in its evidence`,
    assumedNumber: 'an assumption may not carry a number',
    insult: 'it insults',
    protectedTrait: 'it excludes by a protected trait',
    onlyAdjectives: 'it consists of judgements only',
    identity: 'it names a real customer, colleague or address',
    markup: 'it holds a link or a mention',
    notBeforeSale: 'it cannot be seen before the sale',
    tooLong: 'it is too long',
    strays: 'it says more than its evidence',
    quantity: 'it brings a quantity that is not in its evidence',
    aboutUs: 'it speaks to reviewers or to the program, not about customers',
    disguised: 'it hides letters or mixes alphabets inside a word',
    lostNumber: 'it lost or added a number',
  },
};
