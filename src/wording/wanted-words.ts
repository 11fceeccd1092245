import { marksALead } from '../facts/disqualifiers.ts';
import type { PersonaFacts, PortraitFacts } from '../facts/facts.ts';
import { type Description, type PersonaBody, type Sentence, uncounted } from '../personas/persona.ts';
import { phraseOf } from '../personas/phrases.ts';
import type { Language } from '../scripts/script.ts';
import { type Catalogue, textsIn } from '../text/catalogue.ts';
import { assume, say } from './actions.ts';
import { nameFor } from './names.ts';
import { biographyOf } from './story.ts';
import { countedOf, type Naming, subtitleOf } from './words.ts';

type Texts = Catalogue['personas'];
type Wanted = PersonaFacts & { kind: 'buyer' | 'customer'; portrait: PortraitFacts };
type Telling = { facts: Wanted; texts: Texts; does: (one: Description) => { does: string; count: string } };

/** From this share of those who know, "most of them"; fewer answers than these are no "most". */
const MOST = 0.6;
const ENOUGH = 3;
/** What they are called after: the first of these that is known, then what sets them apart, then the rest. */
const naming = {
  buyer: ['main_need', 'buying_habit', 'lead_source', 'contact_role', 'company_size'],
  customer: ['support_issues', 'main_need', 'company_size', 'industry', 'preferred_channel'],
};
/** Names of our own making, not of customers. */
const unsaid = ['plan'];
const buying = ['buying_habit', 'decision_style', 'budget_fit', 'payment_method'];
const manner = ['preferred_channel', 'technology_comfort', 'delegation', 'timing', 'tone'];

/** The embedded drafter's words for customers who are wanted: whom we would like more of, or how they see us. */
export function wordWanted(facts: Wanted, given: Naming, language: Language): PersonaBody {
  const texts = textsIn(language).personas;
  const words = (trait: { dimension: string; value: string }) =>
    phraseOf(facts.dimensions, language, texts, trait);
  const does = (one: Description) => ({ does: words(one).does, count: texts.of(one.for, one.of) });
  const telling = { facts, texts, does };
  const named = namedAfter(facts).map((one) => ({ ...one, short: words(one).short }));
  const { names } = texts;
  const lasting = facts.descriptions.filter(({ dimension }) => !isOver(facts, dimension));
  const { taken, real } = given;
  return {
    ...countedOf(facts),
    id: given.id,
    parent: null,
    family: null,
    name:
      given.kept ??
      nameFor(
        { traits: named, parentName: null, taken, real },
        { ...names, plainEpithets: names.welcomeEpithets },
      ),
    subtitle: subtitleOf(named.map(({ short }) => short)),
    verdict: null,
    verdictReason: '',
    disqualifiers: [],
    redFlags: [],
    story: storyOf(telling),
    biography: biographyOf({ ...facts, descriptions: lasting }, words, texts),
    reasonType: null,
    category: null,
    margin: null,
    acquisitionOverLifetime: false,
    characteristics: [],
    characteristicEvidence: {},
    categories: [],
    ...adviceOn(telling),
    demographics: facts.portrait.demographics.map(uncounted),
    others: Object.fromEntries(
      Object.entries(facts.portrait.others).map(([id, { cases: _, against: _against, ...counts }]) => [
        id,
        counts,
      ]),
    ),
    claims: [],
    regrouped: [],
    divisions: [],
    cautions: cautionsOf(facts, texts),
    mirrors: null,
  };
}

/** The stage in which they were met is behind them; so is the budget of those who bought. */
const isOver = ({ kind }: Wanted, dimension: string) =>
  dimension === 'buying_stage' || (kind === 'customer' && dimension === 'budget_fit');

const isShared = ({ for: holders, of, value }: Description) =>
  holders >= ENOUGH && holders >= MOST * of && value !== 'other';

/** What they show more often than problem customers, by the test of docs/method.md, section 2; the clearest first. */
function moreOften({ descriptions, portrait: { others } }: Wanted): Description[] {
  const q = ({ id }: Description) => others[id]?.q ?? 1;
  return descriptions.filter(({ id }) => others[id]?.q !== undefined).sort((a, b) => q(a) - q(b));
}

function namedAfter(facts: Wanted): Description[] {
  const { kind } = facts;
  const descriptions = facts.descriptions.filter(({ dimension }) => !isOver(facts, dimension));
  const preferred = naming[kind].flatMap((key) => descriptions.filter(({ dimension }) => dimension === key));
  const found = [...preferred.slice(0, 1), ...moreOften(facts), ...preferred, ...descriptions].filter(
    ({ dimension, value }) => value !== 'other' && !isOver(facts, dimension) && !unsaid.includes(dimension),
  );
  return found.filter((one, i) => found.findIndex(({ dimension }) => dimension === one.dimension) === i);
}

/** The shared trait of each of these dimensions, in their order. */
function sharedIn({ descriptions }: Wanted, dimensions: readonly string[]): Description[] {
  return dimensions.flatMap((key) => descriptions.filter((one) => one.dimension === key && isShared(one)));
}

/** What they object to, the most common first; that some object to nothing only where the others agree on nothing. */
function objectionsIn({ descriptions }: Wanted): Description[] {
  const raised = descriptions.filter(
    ({ dimension, value }) => dimension === 'objections' && value !== 'other',
  );
  const real = raised.filter(({ value }) => value !== 'none');
  return real.length > 0 ? real : raised;
}

const told = (list: Description[], text: string): Sentence[] => {
  const [first, ...rest] = list.map(({ id }) => id);
  return first === undefined ? [] : [say(text, first, ...rest)];
};

/** Who they are, what sets them apart, what they come for, how they buy, where they look and how they like to talk. */
function storyOf({ facts, texts, does }: Telling): Sentence[] {
  const own = texts.wanted.story;
  const more = moreOften(facts).slice(0, 3);
  const said = new Set(more.map(({ dimension }) => dimension));
  const fresh = (list: Description[]) => list.filter(({ dimension }) => !said.has(dimension));
  const typical = facts.descriptions
    .filter(
      (one) =>
        isShared(one) &&
        !said.has(one.dimension) &&
        !buying.includes(one.dimension) &&
        !isOver(facts, one.dimension) &&
        marksALead(facts.dimensions, one.dimension),
    )
    .slice(0, 3);
  const everybody = typical.every((one) => one.for === one.of);
  const needs = fresh(sharedIn(facts, ['main_need']));
  const doubts = objectionsIn(facts);
  const habits = fresh(sharedIn(facts, buying))
    .filter(({ dimension }) => !isOver(facts, dimension))
    .slice(0, 3);
  const heard = facts.descriptions.filter(({ dimension }) => dimension === 'marketing_channels').slice(0, 3);
  const manners = fresh(sharedIn(facts, manner));
  const issues = facts.descriptions.filter(({ dimension }) => dimension === 'support_issues').slice(0, 1);
  return [
    ...issues.flatMap((one) => told([one], own.issues(does(one)))),
    ...told(typical, texts.story.typical(typical.map(does), everybody)),
    ...told(more, own.more(more.map((one) => ({ ...does(one), others: otherCount(facts, one, texts) })))),
    ...needs.flatMap((one) => told([one], own.need(does(one)))),
    ...told(doubts, own.objections(doubts.map(does))),
    ...told(habits, own.buying(habits.map(does))),
    ...told(heard, own.hearing(heard.map((one) => ({ ...does(one), does: one.text })))),
    ...told(manners, own.manner(manners.map(does))),
  ];
}

function otherCount({ portrait }: Wanted, { id }: Description, texts: Texts): string {
  const counts = portrait.others[id];
  return counts ? texts.of(counts.for, counts.of) : '';
}

/** What each team can do to win and keep more of them. */
function adviceOn({
  facts,
  texts,
}: Telling): Pick<PersonaBody, 'actions' | 'contentToAvoid' | 'contentToUse'> {
  const own = texts.wanted.actions;
  const { kind, descriptions } = facts;
  const on = (dimension: string, advise: (one: Description) => string | null): Sentence[] => {
    const one = descriptions.find((each) => each.dimension === dimension && each.value !== 'other');
    const text = one ? advise(one) : null;
    return one && text !== null ? [say(text, one.id)] : [];
  };
  const channels = descriptions.filter(({ dimension }) => dimension === 'marketing_channels').slice(0, 3);
  // What only half of them like is for their micro personas to say.
  const onMost = (dimension: string, advise: (one: Description) => string | null) =>
    sharedIn(facts, [dimension]).length > 0 ? on(dimension, advise) : [];
  const content = on('main_need', ({ text }) => own.content(text));
  return {
    actions: {
      marketing: [
        ...on('lead_source', ({ text }) => own.source(text)),
        ...told(channels, own.hearing(channels.map(({ text }) => text))),
        assume(own.marketing[kind]),
      ],
      sales: [
        ...on('contact_role', ({ text }) => own.contact(text)),
        ...on('main_need', ({ text }) => own.need(text)),
        ...objectionsIn(facts)
          .filter(({ value }) => value !== 'none')
          .slice(0, 1)
          .map(({ id, text }) => say(own.objection(text), id)),
        ...on('buying_habit', ({ value }) => own.habit(value)),
        ...onMost('decision_style', ({ value }) => own.decision(value)),
        assume(own.sales[kind]),
      ],
      support: [
        ...on('support_issues', ({ value }) => own.issues[value] ?? null),
        ...onMost('preferred_channel', ({ value }) => own.channel(value)),
        ...onMost('technology_comfort', ({ value }) => own.comfort(value)),
        assume(own.support[kind]),
      ],
    },
    contentToAvoid: [],
    contentToUse: [...content, assume(own.anyContent[kind])],
  };
}

function cautionsOf(facts: Wanted, texts: Texts): string[] {
  const [onlyRole, another] = facts.roles;
  const { cautions, wanted } = texts;
  const isWhole = facts.caseCount.for === facts.caseCount.of;
  const lines: [boolean, string][] = [
    [facts.cases.length < 8, cautions.few(facts.cases.length)],
    [facts.mode !== 'full', wanted.cautions.sketch],
    [facts.mode === 'full' && isWhole, wanted.cautions.whole],
    [facts.mode === 'full' && !isWhole && facts.strength !== 'supported', cautions.unstable],
    [facts.questions.length > 0, wanted.cautions.asks],
    [Object.keys(facts.portrait.others).length === 0, wanted.cautions.alone],
    [onlyRole !== undefined && another === undefined, cautions.oneRole(onlyRole ?? '')],
    [!facts.hasRecords, cautions.staffView],
  ];
  return lines.filter(([holds]) => holds).map(([, line]) => line);
}
