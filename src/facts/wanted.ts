import type { Case, CaseTable } from '../cases/case.ts';
import type { Claim, Group, MicroGroup } from '../evidence/evidence.ts';
import { type Portrait, portraitSizes } from '../evidence/portraits.ts';
import { split } from '../evidence/profile.ts';
import type { Description } from '../personas/persona.ts';
import { phraseOf } from '../personas/phrases.ts';
import { describeWanted } from './describe.ts';
import { noDoubts } from './doubts.ts';
import { economicsOf } from './economics.ts';
import { covers, differencesOf, type FactOptions, type PersonaFacts, type PortraitFacts } from './facts.ts';
import { noJudgement } from './verdict.ts';
import { quotesOf, saidOf } from './wanted-quotes.ts';

type Words = (trait: { dimension: string; value: string }) => string;

/**
 * Everything counted about customers who are wanted, one persona a group and one for each part of it that differs in
 * subtle traits, the group first; what is too little to draw is left out.
 */
export function wantedFactsOf(
  portraits: readonly Portrait[],
  table: CaseTable,
  options: FactOptions,
): PersonaFacts[] {
  return portraits.flatMap((portrait) =>
    portrait.groups.flatMap((group) => {
      const macro = factsOf(portrait, group, table, options);
      if (macro.descriptions.length === 0) return [];
      const parts = portrait.microGroups
        .filter(({ parent }) => parent === group.id)
        .map((part) => microFactsOf(portrait, part, macro, table, options))
        .filter(({ differences }) => differences.length > 0);
      return [{ ...macro, questions: parts.length > 0 ? [] : portrait.questions }, ...parts];
    }),
  );
}

function factsOf(portrait: Portrait, group: Group, table: CaseTable, options: FactOptions): PersonaFacts {
  const { kind, members: all, others, more } = portrait;
  const members = among(all, group.cases);
  const words = wordsIn(table, options);
  const passed = more.filter((claim) => covers(claim, group.cases));
  const named = passed.flatMap(({ traits }) => traits);
  const { descriptions, demographics } = describeWanted(table, members, words, named);
  const said = saidOf(members, others, descriptions);
  const taken = new Set(said.map(({ text }) => text));
  return {
    ...countedIn(portrait, group, members, table),
    parentGroup: null,
    kind,
    family: null,
    caseCount: { for: members.length, of: all.length },
    descriptions,
    differences: [],
    quotes: quotesOf(members, others, descriptions, words, taken),
    questions: [],
    portrait: { demographics, others: heldAgainst(descriptions, others, passed), said },
  };
}

/** A part of a group: what its subtle traits are here, and among the rest of the group; the clearest first. */
function microFactsOf(
  portrait: Portrait,
  group: MicroGroup,
  parent: PersonaFacts,
  table: CaseTable,
  options: FactOptions,
): PersonaFacts {
  const members = among(portrait.members, group.cases);
  const words = wordsIn(table, options);
  const { descriptions } = describeWanted(table, members, words, []);
  const differences = differencesOf(descriptions, members, among(portrait.members, parent.cases), table);
  const clearness = ({ here, others }: PersonaFacts['differences'][number]) =>
    here.for / here.of - others.for / others.of;
  return {
    ...countedIn(portrait, group, members, table),
    parentGroup: parent.group,
    kind: 'micro',
    family: portrait.kind,
    caseCount: { for: members.length, of: parent.cases.length },
    descriptions,
    differences: differences.sort((a, b) => clearness(b) - clearness(a)),
    quotes: quotesOf(members, portrait.others, descriptions, words, new Set()),
    questions: [],
    portrait: { demographics: [], others: {}, said: [] },
  };
}

const among = (all: readonly Case[], keys: readonly string[]): Case[] => {
  const wanted = new Set(keys);
  return all.filter(({ key }) => wanted.has(key));
};

const wordsIn =
  ({ dimensions }: CaseTable, { language, texts }: FactOptions): Words =>
  (trait) =>
    phraseOf(dimensions, language, texts, trait).short;

/** What is counted alike of a group and of a part of one. Nobody is judged and nothing is a rule. */
function countedIn(portrait: Portrait, group: Group, members: Case[], { dimensions }: CaseTable) {
  const full = portrait.members.length >= portraitSizes.full;
  return {
    group: group.id,
    judgement: noJudgement,
    economics: economicsOf(members),
    strength: full && group.strength === 'supported' ? 'supported' : 'tentative',
    stability: group.stability,
    mode: full ? 'full' : 'tentative',
    cases: [...group.cases].sort(),
    reporters: [...new Set(members.flatMap(({ reporters }) => reporters))].sort(),
    roles: [...new Set(members.flatMap(({ roles }) => roles))].sort(),
    hasRecords: members.some(({ hasRecord }) => hasRecord),
    claims: [],
    doubts: noDoubts,
    rule: [],
    dimensions,
    byHand: [],
    divisions: [],
  } satisfies Partial<PersonaFacts>;
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
