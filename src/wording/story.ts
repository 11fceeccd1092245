import type { Claim } from '../evidence/evidence.ts';
import { marksALead } from '../facts/disqualifiers.ts';
import type { PersonaFacts } from '../facts/facts.ts';
import type { Sentence } from '../personas/persona.ts';
import type { Phrase } from '../personas/phrases.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { mainTrouble, say, usualTrouble } from './actions.ts';

type Texts = Catalogue['personas'];
type Words = (trait: { dimension: string; value: string }) => Phrase;

/** From this share of those who know, "most of them". */
const MOST = 0.6;
const ENOUGH = 3;
/** From this step of the scale on our reputation was harmed; below it, hardly. */
const HARMED = 2;

/** Who they are, what sets them apart, what went wrong, what it cost, and who sees it otherwise. */
export function storyOf(facts: PersonaFacts, words: Words, texts: Texts): Sentence[] {
  return [
    ...typical(facts, words, texts),
    ...apart(facts.claims, words, texts),
    ...trouble(facts, words, texts),
    ...misfit(facts, words, texts),
    ...cost(facts, texts),
    ...books(facts, texts),
    ...acquisition(facts, texts),
    ...dissent(facts, texts),
  ];
}

/** Whom one would meet: what most of them share, or what a micro persona differs in, and what usually goes wrong. */
export function biographyOf(facts: PersonaFacts, words: Words, texts: Texts): Sentence[] {
  const telling =
    facts.differences.length > 0
      ? facts.differences.map(({ here }) => here)
      : facts.descriptions.filter(
          (one) => marksALead(facts.dimensions, one.dimension) && one.value !== 'other',
        );
  const shared = telling.filter((one) => one.for >= ENOUGH && one.for >= MOST * one.of).slice(0, 4);
  const trouble = facts.differences.length > 0 ? null : usualTrouble(facts);
  const first = shared[0];
  return [
    ...(first
      ? [
          say(
            texts.biography.shared(shared.map((one) => words(one).short)),
            first.id,
            ...shared.slice(1).map(({ id }) => id),
          ),
        ]
      : []),
    ...(trouble ? [say(texts.biography.trouble(words(trouble).short), trouble.id)] : []),
  ];
}

/** A micro persona tells only what differs; the rest of its story is its parent's. */
export function microStory(facts: PersonaFacts, parentName: string, words: Words, texts: Texts): Sentence[] {
  const parts = facts.differences.map(({ here, others }) => ({
    does: words(here).does,
    here: texts.of(here.for, here.of),
    others: texts.of(others.for, others.of),
  }));
  const ids = facts.differences.map(({ here }) => here.id);
  const first = ids[0];
  return first === undefined ? [] : [say(texts.story.micro(parentName, parts), first, ...ids.slice(1))];
}

function typical(facts: PersonaFacts, words: Words, texts: Texts): Sentence[] {
  const common = facts.descriptions
    .filter((one) => marksALead(facts.dimensions, one.dimension) && one.value !== 'other')
    .filter((one) => one.for >= ENOUGH && one.for >= MOST * one.of);
  // What sets them apart is said next, with its comparison: here it stands only where little else is known.
  const claimed = facts.claims.slice(0, 2).flatMap(({ traits }) => traits);
  const rest = common.filter(
    ({ dimension, value }) =>
      !claimed.some((trait) => trait.dimension === dimension && trait.value === value),
  );
  const known = (rest.length >= 2 ? rest : common).slice(0, 3);
  const first = known[0];
  if (!first) return [];
  const parts = known.map((one) => ({ does: words(one).does, count: texts.of(one.for, one.of) }));
  const everybody = known.every((one) => one.for === one.of);
  return [say(texts.story.typical(parts, everybody), first.id, ...known.slice(1).map(({ id }) => id))];
}

function apart(claims: Claim[], words: Words, texts: Texts): Sentence[] {
  return claims.slice(0, 2).map((claim, index) => {
    const does = claim.traits.map((trait) => words(trait).does);
    const problem = texts.of(claim.problem.for, claim.problem.of);
    if (claim.comparison === null) return say(texts.story.noComparison(does, problem), claim.id);
    const comparison = texts.of(claim.comparison.for, claim.comparison.of);
    const text = index === 0 ? texts.story.apart : texts.story.apartToo;
    return say(text(does, problem, comparison), claim.id);
  });
}

function trouble(facts: PersonaFacts, words: Words, texts: Texts): Sentence[] {
  const top = mainTrouble(facts);
  if (!top) return [];
  const others = facts.descriptions
    .filter((one) => one.dimension === 'main_trouble' && one.id !== top.id && one.for >= 2)
    .slice(0, 2);
  const rest = others.map((one) => texts.story.otherTrouble(one.for, words(one).does));
  const line = texts.story.trouble(texts.of(top.for, top.of), words(top).does, rest);
  return [say(line, top.id, ...others.map(({ id }) => id))];
}

/** Where the verdict rests on money, what colleagues say about fit is told beside it. */
function misfit({ judgement, descriptions }: PersonaFacts, words: Words, texts: Texts): Sentence[] {
  if (judgement.verdict !== 'avoid' || judgement.restsOn.includes('misfit')) return [];
  const top = descriptions.find(({ dimension, value }) => dimension === 'misfit' && value !== 'none');
  if (!top || top.for < ENOUGH || top.for * 2 < top.of) return [];
  return [say(texts.story.misfit(texts.of(top.for, top.of), words(top).does), top.id)];
}

/** Flagged whatever the verdict is; not said twice. */
function acquisition({ judgement, economics }: PersonaFacts, texts: Texts): Sentence[] {
  if (!judgement.acquisitionOverLifetime || judgement.restsOn.includes('economics.lifetime_value')) return [];
  const { acquisition_cost: cost, lifetime_value: lifetime } = economics.figures;
  if (!cost || !lifetime || cost.median <= lifetime.median) return [];
  const line = texts.story.acquisition(cost.median, lifetime.median);
  return [say(line, 'economics.acquisition_cost', 'economics.lifetime_value')];
}

function cost(facts: PersonaFacts, texts: Texts): Sentence[] {
  const kinds = [
    ['cost_time', texts.story.hours],
    ['hours_to_close', texts.story.close],
    ['cost_money', texts.story.money],
    ['cost_staff', texts.story.strain],
    ['cost_reputation', texts.story.reputation],
  ] as const;
  const known = kinds.flatMap(([key, text]) => {
    const figure = facts.economics.figures[key];
    return figure &&
      figure.n >= ENOUGH &&
      figure.median >= (key === 'cost_reputation' ? HARMED : Number.MIN_VALUE)
      ? [{ id: `economics.${key}`, text: text(figure.median, figure.n) }]
      : [];
  });
  const first = known[0];
  if (!first) return [];
  const line = texts.story.cost(known.map(({ text }) => text));
  return [say(line, first.id, ...known.slice(1).map(({ id }) => id))];
}

function books(facts: PersonaFacts, texts: Texts): Sentence[] {
  const keys = ['acquisition_cost', 'cost_to_serve', 'revenue', 'lifetime_value'] as const;
  const known = keys.flatMap((key) => {
    const figure = facts.economics.figures[key];
    return figure && figure.n >= ENOUGH ? [{ key, figure }] : [];
  });
  const first = known[0];
  if (!first) return [];
  const same = known.every(({ figure }) => figure.n === first.figure.n) ? first.figure.n : null;
  const parts = known.map(({ key, figure }) =>
    texts.story.book(key, figure.median, same === null ? figure.n : null),
  );
  const line = texts.story.books(parts, same);
  return [say(line, `economics.${first.key}`, ...known.slice(1).map(({ key }) => `economics.${key}`))];
}

/** Answers that speak against the verdict, with their counts. */
function dissent(facts: PersonaFacts, texts: Texts): Sentence[] {
  const against: [string, string, (count: string) => string][] =
    facts.judgement.verdict === 'avoid'
      ? [
          ['misfit', 'none', texts.story.fitted],
          ['take_again', 'yes', texts.story.again],
        ]
      : facts.judgement.verdict === 'fix'
        ? [['fault', 'theirs', texts.story.notOurs]]
        : [];
  const found = against.flatMap(([dimension, value, text]) => {
    const one = facts.descriptions.find((d) => d.dimension === dimension && d.value === value);
    return one ? [{ one, text: text(texts.of(one.for, one.of)) }] : [];
  });
  const first = found[0];
  if (!first) return [];
  const ids = found.slice(1).map(({ one }) => one.id);
  return [say(texts.story.dissent(found.map(({ text }) => text)), first.one.id, ...ids)];
}
