import type { Case } from '../cases/case.ts';
import { findQuotes } from '../evidence/quotes.ts';
import { contentOf } from '../evidence/sentences.ts';
import type { Part } from '../personas/form.ts';
import type { CountedDescription } from '../personas/persona.ts';
import { type PersonaFacts, type PortraitFacts, threeOf } from './facts.ts';

/** The questions of the shipped interviews that are answered in words, and what each is about. */
const partOf: Readonly<Record<string, Part>> = {
  responsibilities: 'responsibilities',
  occupation: 'occupation',
  goals: 'goals',
  challenges: 'challenges',
  objection_words: 'objections',
  motivation: 'motivations',
  interests: 'interests',
  brands_and_media: 'brandsAndMedia',
  services_sought: 'servicesSought',
  biography: 'biography',
  own_words: 'reasons',
  support_issues_what: 'supportIssues',
  experience: 'experience',
  wish_more: 'wishes',
};

/** What is said of a person fills a part of the portrait, and speaks for nobody else. */
const aside = new Set<Part>([
  'responsibilities',
  'occupation',
  'interests',
  'brandsAndMedia',
  'servicesSought',
  'biography',
]);

type Words = (trait: { dimension: string; value: string }) => string;

const withTexts = (
  cases: readonly Case[],
  keep: (text: Case['texts'][number], of: Case) => boolean,
): Case[] =>
  cases.flatMap((one) => {
    const texts = one.texts.filter((text) => keep(text, one));
    return texts.length === 0 ? [] : [{ ...one, texts }];
  });

/** For each part that was answered in words, the words that stand best for the group. */
export function saidOf(
  members: readonly Case[],
  others: readonly Case[],
  descriptions: readonly CountedDescription[],
): PortraitFacts['said'] {
  const about = descriptions.slice(0, 6).map(({ text }) => text);
  // Whoever comes for something else would not say what most of them are after.
  const otherwise = new Set(descriptions.find(({ dimension }) => dimension === 'main_need')?.against);
  return Object.entries(partOf).flatMap(([question, part]) => {
    const told = withTexts(members, (text) => text.question === question);
    const same = told.filter(({ key }) => part !== 'goals' || !otherwise.has(key));
    const [best] = findQuotes({ cases: same.length > 0 ? same : told, about, others });
    return best ? [{ ...best, part }] : [];
  });
}

/** As for any persona; words that fill a part of the portrait already are quoted again only where there are no others. */
export function quotesOf(
  members: Case[],
  others: readonly Case[],
  descriptions: readonly CountedDescription[],
  words: Words,
  taken: ReadonlySet<string>,
): PersonaFacts['quotes'] {
  const about = descriptions.slice(0, 6).map(({ text }) => text);
  const speaking = withTexts(members, ({ question }) => !aside.has(partOf[question] ?? 'goals'));
  const dissenters = dissentersOf(speaking, descriptions, words);
  const repeats = (text: string) => [...taken].some((words) => text.includes(words));
  const [otherwise] = findQuotes({ cases: [], about, others, dissenters });
  const author = authorOf(speaking, otherwise?.answer);
  const free = withTexts(speaking, ({ reporter }, { key }) => reporter !== author && key !== otherwise?.case);
  const fresh = withTexts(free, ({ text }) => !repeats(text));
  const found = findQuotes({ cases: fresh, about, others });
  const agreeing = found.length > 0 ? found : findQuotes({ cases: free, about, others });
  return threeOf([...agreeing, ...(otherwise ? [otherwise] : [])]);
}

function authorOf(cases: readonly Case[], answer: number | undefined): string | null {
  const texts = cases.flatMap((one) => one.texts);
  return texts.find((text) => text.answer === answer)?.reporter ?? null;
}

/**
 * Customers without a trait that most of them share, with what was said of them in words of their own value: where most
 * are after more sales, somebody of whom it is said that costs came first.
 */
function dissentersOf(
  members: readonly Case[],
  descriptions: readonly CountedDescription[],
  words: Words,
): Case[] {
  for (const { dimension, value, text, against } of descriptions) {
    const usual = contentOf(text);
    const found = withTexts(
      members.filter(({ key }) => against.includes(key)),
      (said, { traits }) => {
        const own = (traits.get(dimension)?.values ?? []).filter((other) => other !== value);
        const content = contentOf(said.text);
        return own.some(
          (other) =>
            contentOf(words({ dimension, value: other }))
              .difference(usual)
              .intersection(content).size > 0,
        );
      },
    );
    if (found.length > 0) return found;
  }
  return [];
}
