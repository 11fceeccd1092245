import type { Case, CaseTable } from '../cases/case.ts';
import type { Claim, Group } from '../evidence/evidence.ts';
import { type Portrait, portraitSizes } from '../evidence/portraits.ts';
import { split } from '../evidence/profile.ts';
import { findQuotes } from '../evidence/quotes.ts';
import { contentOf } from '../evidence/sentences.ts';
import { describeWanted } from './describe.ts';
import { economicsOf } from './economics.ts';
import { covers, type FactOptions, type PersonaFacts, type PortraitFacts, threeOf } from './facts.ts';
import type { Part } from './form.ts';
import type { Description } from './persona.ts';
import { phraseOf } from './phrases.ts';
import { noJudgement } from './verdict.ts';

/** The questions of the shipped interviews that are answered in words, and what each is about. */
const partOf: Readonly<Record<string, Part>> = {
  responsibilities: 'responsibilities',
  occupation: 'occupation',
  goals: 'goals',
  challenges: 'challenges',
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

/** Everything counted about customers who are wanted, one persona a group; what is too little to draw is left out. */
export function wantedFactsOf(
  portraits: readonly Portrait[],
  table: CaseTable,
  options: FactOptions,
): PersonaFacts[] {
  return portraits.flatMap((portrait) =>
    portrait.groups
      .map((group) => factsOf(portrait, group, table, options))
      .filter(({ descriptions }) => descriptions.length > 0),
  );
}

function factsOf(
  { kind, members: all, others, more }: Portrait,
  group: Group,
  table: CaseTable,
  { language, texts }: FactOptions,
): PersonaFacts {
  const wanted = new Set(group.cases);
  const members = all.filter(({ key }) => wanted.has(key));
  const words: Words = (trait) => phraseOf(table.dimensions, language, texts, trait).short;
  const passed = more.filter((claim) => covers(claim, group.cases));
  const named = passed.flatMap(({ traits }) => traits);
  const { descriptions, demographics } = describeWanted(table, members, words, named);
  const said = saidOf(members, others, descriptions);
  const taken = new Set(said.map(({ text }) => text));
  const full = all.length >= portraitSizes.full;
  return {
    group: group.id,
    parentGroup: null,
    kind,
    judgement: noJudgement,
    economics: economicsOf(members),
    strength: full && group.strength === 'supported' ? 'supported' : 'tentative',
    stability: group.stability,
    mode: full ? 'full' : 'tentative',
    cases: [...group.cases].sort(),
    caseCount: { for: members.length, of: all.length },
    reporters: [...new Set(members.flatMap(({ reporters }) => reporters))].sort(),
    roles: [...new Set(members.flatMap(({ roles }) => roles))].sort(),
    hasRecords: members.some(({ hasRecord }) => hasRecord),
    claims: [],
    descriptions,
    differences: [],
    rule: [],
    quotes: quotesOf(members, others, descriptions, words, taken),
    questions: [],
    dimensions: table.dimensions,
    byHand: [],
    divisions: [],
    portrait: { demographics, others: heldAgainst(descriptions, others, passed), said },
  };
}

/** The same traits among problem customers. */
function heldAgainst(
  descriptions: readonly Description[],
  others: readonly Case[],
  passed: readonly Claim[],
): PortraitFacts['others'] {
  return Object.fromEntries(
    descriptions.flatMap(({ id, dimension, value }) => {
      const { having, lacking } = split(others, dimension, value);
      const of = having.length + lacking.length;
      if (of === 0) return [];
      const claim = passed.find(
        ({ traits: [trait] }) => trait?.dimension === dimension && trait.value === value,
      );
      const q = claim?.q ?? null;
      const counts = { for: having.length, of, cases: having.sort(), against: lacking.sort() };
      return [[id, q === null ? counts : { ...counts, q }]];
    }),
  );
}

const withTexts = (
  cases: readonly Case[],
  keep: (text: Case['texts'][number], of: Case) => boolean,
): Case[] =>
  cases.flatMap((one) => {
    const texts = one.texts.filter((text) => keep(text, one));
    return texts.length === 0 ? [] : [{ ...one, texts }];
  });

/** For each part that was answered in words, the words that stand best for the group. */
function saidOf(
  members: readonly Case[],
  others: readonly Case[],
  descriptions: readonly Description[],
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
function quotesOf(
  members: Case[],
  others: readonly Case[],
  descriptions: readonly Description[],
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
function dissentersOf(members: readonly Case[], descriptions: readonly Description[], words: Words): Case[] {
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
