import type { PersonaFacts } from '../facts/facts.ts';
import type { Description, PersonaBody, Sentence, Team } from '../personas/persona.ts';
import { type Phrase, spoken } from '../personas/phrases.ts';
import type { Catalogue } from '../text/catalogue.ts';

type Texts = Catalogue['personas'];
type Words = (trait: { dimension: string; value: string }) => Phrase;
type Advice = Pick<PersonaBody, 'actions' | 'contentToAvoid' | 'contentToUse'>;

/** A sentence that rests on something: without an id it cannot be built. */
export const say = (text: string, first: string, ...more: string[]): Sentence => ({
  text,
  evidence: [first, ...more],
  assumption: false,
});
/** Common sense rather than evidence, and marked so. */
export const assume = (text: string): Sentence => ({ text, evidence: [], assumption: true });

/** What each team should do about a group, and which content draws or spares it. */
export function adviceFor(facts: PersonaFacts, words: Words, texts: Texts): Advice {
  switch (facts.kind) {
    case 'micro':
      return forMicro(facts, words, texts);
    case 'challenging':
      return forChallenging(facts, words, texts);
    case 'fix':
      return forFix(facts, words, texts);
    case 'undetermined':
      return forUndetermined(facts, texts);
    default:
      return forNegative(facts, words, texts);
  }
}

/** The commonest answer to "what was the main trouble?" that says something. */
export function mainTrouble({ descriptions }: PersonaFacts): Description | null {
  return (
    descriptions.find(({ dimension, value }) => dimension === 'main_trouble' && value !== 'other') ?? null
  );
}

/** The trouble that at least half of those who named one had: only that is said of all of them. */
export function usualTrouble(facts: PersonaFacts): Description | null {
  const top = mainTrouble(facts);
  return top !== null && top.for * 2 >= top.of ? top : null;
}

function forNegative(facts: PersonaFacts, words: Words, texts: Texts): Advice {
  const marketing: Sentence[] = [];
  const sales: Sentence[] = [];
  const contentToAvoid: Sentence[] = [];
  const contentToUse: Sentence[] = [];
  for (const { trait, evidence } of facts.rule) {
    const advice = texts.adviceOn(trait.dimension);
    const first = evidence[0];
    if (first === undefined) continue;
    const { short } = words(trait);
    const name = spoken(trait.dimension);
    marketing.push(say(advice.marketing(short, name), first));
    sales.push(say(advice.sales(short, name), first));
    contentToAvoid.push(say(advice.avoid(short, name), first));
    contentToUse.push(assume(advice.use(short, name)));
  }
  marketing.push(assume(texts.actions.negative.marketing));
  sales.push(assume(texts.actions.negative.sales));
  return {
    actions: {
      marketing,
      sales,
      support: [...play(facts, words, texts), assume(texts.actions.negative.support)],
    },
    contentToAvoid,
    contentToUse,
  };
}

function forChallenging(facts: PersonaFacts, words: Words, texts: Texts): Advice {
  const own = texts.actions.challenging;
  const hours = facts.economics.figures.cost_time;
  const sales =
    hours && hours.n >= 3
      ? say(own.salesHours(texts.number(hours.median)), 'economics.cost_time')
      : assume(own.sales);
  return {
    actions: {
      marketing: [say(own.marketing, 'economics.revenue')],
      sales: [sales],
      support: [...play(facts, words, texts), assume(own.support)],
    },
    contentToAvoid: [],
    contentToUse: [assume(own.content)],
  };
}

function forFix(facts: PersonaFacts, words: Words, texts: Texts): Advice {
  const own = texts.actions.fix;
  const ours = facts.descriptions.find(({ dimension, value }) => dimension === 'fault' && value === 'ours');
  const marketing = ours ? [say(own.marketing(texts.of(ours.for, ours.of)), ours.id)] : [];
  return {
    actions: {
      marketing,
      sales: [ours ? say(own.sales, ours.id) : assume(own.sales)],
      support: [...play(facts, words, texts), assume(own.support)],
    },
    contentToAvoid: ours ? [say(texts.actions.fixContent, ours.id)] : [],
    contentToUse: [],
  };
}

function forUndetermined(facts: PersonaFacts, texts: Texts): Advice {
  const own = texts.actions.undetermined;
  const questions = facts.judgement.missing.map((key) => texts.subject(key));
  const asked = questions.length > 0 ? questions : [texts.subject('misfit')];
  return {
    actions: {
      marketing: [assume(own.marketing)],
      sales: [assume(own.sales(texts.listed(asked)))],
      support: [assume(own.support)],
    },
    contentToAvoid: [],
    contentToUse: [],
  };
}

function forMicro(facts: PersonaFacts, words: Words, texts: Texts): Advice {
  const suited = facts.family === null ? texts.actions.micro : texts.wanted.actions.micro;
  const lines = facts.differences.slice(0, 2).map(({ here }) => ({
    id: here.id,
    advice: suited(here.dimension, here.value, words(here).short),
  }));
  const forTeam = (team: Team) => lines.map(({ id, advice }) => say(advice[team], id));
  return {
    actions: { marketing: forTeam('marketing'), sales: forTeam('sales'), support: forTeam('support') },
    contentToAvoid: [],
    contentToUse: contentForMicro(facts, words, texts),
  };
}

/** The family's content in a version of its own: one note, whatever the number of differences. */
function contentForMicro({ differences }: PersonaFacts, words: Words, texts: Texts): Sentence[] {
  const [first, ...rest] = differences.slice(0, 2).map(({ here }) => here);
  if (first === undefined) return [];
  const does = [first, ...rest].map((one) => words(one).does);
  return [say(texts.actions.microContent(texts.listed(does)), first.id, ...rest.map(({ id }) => id))];
}

function play(facts: PersonaFacts, words: Words, texts: Texts): Sentence[] {
  const trouble = mainTrouble(facts);
  return trouble ? [say(texts.actions.play(trouble.value, words(trouble).short), trouble.id)] : [];
}
