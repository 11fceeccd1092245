import { createHash } from 'node:crypto';
import type { Case, CaseTable, Dimension } from '../cases/case.ts';
import type { PersonaKind, Strength } from '../database/tables.ts';
import type { Claim, Counts, Evidence, Group, MicroGroup, QuoteSpan } from '../evidence/evidence.ts';
import { findQuotes } from '../evidence/quotes.ts';
import type { Part } from '../personas/form.ts';
import type { CountedDescription, Description, Division } from '../personas/persona.ts';
import { phraseOf } from '../personas/phrases.ts';
import type { Language } from '../scripts/script.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { describe } from './describe.ts';
import { mayExclude, type Rule, ruleOf } from './disqualifiers.ts';
import { dissentingCases, dissents } from './dissent.ts';
import { divisionsOf } from './divisions.ts';
import { type Doubt, doubtedIn, doubtsOf } from './doubts.ts';
import { type Economics, economicsOf } from './economics.ts';
import type { ByHand } from './regroup.ts';
import { type Judgement, judge, kindOf } from './verdict.ts';

/** Everything counted about one group, before a word is written; both voices start from it. */
export type PersonaFacts = {
  /** The evidence's group id, and its parent's where this is a micro group. */
  group: string;
  parentGroup: string | null;
  kind: PersonaKind;
  /** For a micro persona of customers who are wanted: what they are wanted as; else `null`. */
  family: 'buyer' | 'customer' | null;
  judgement: Judgement;
  economics: Economics;
  strength: Strength;
  stability: number;
  mode: Evidence['scope']['mode'];
  cases: string[];
  /** Cases in this group among all problem cases, or among the parent's. */
  caseCount: { for: number; of: number };
  reporters: string[];
  roles: string[];
  hasRecords: boolean;
  claims: Claim[];
  /** How many of the claims give each reason to read their comparison with care. */
  doubts: Record<Doubt, number>;
  descriptions: CountedDescription[];
  /** For a micro group: the subtle traits it differs in, counted here and among the parent's other cases. */
  differences: { here: Description; others: { for: number; of: number } }[];
  rule: Rule;
  quotes: QuoteSpan[];
  questions: string[];
  dimensions: Record<string, Dimension>;
  /** What reviewers did to the group: merged from two, split off from one. */
  byHand: ByHand;
  /** The traits that a reviewer could split it by. */
  divisions: Division[];
  /** For a buyer or customer persona and its micro personas; else `null`. */
  portrait: PortraitFacts | null;
};

/** What is counted beside a portrait, and what was said of it in words, part by part. */
export type PortraitFacts = {
  demographics: CountedDescription[];
  /** By description id, the same trait among problem customers, with `q` where the test of section 2 is passed. */
  others: Record<string, Counts & { q?: number; cases: string[]; against: string[] }>;
  /** One span for each part of the portrait that somebody answered in words. */
  said: (QuoteSpan & { part: Part })[];
};

export type FactOptions = {
  keepMargin: number;
  language: Language;
  texts: Catalogue['personas'];
  /** By group id; left out: nobody regrouped anything. */
  byHand?: ReadonlyMap<string, ByHand>;
};

/** A claim speaks of a group where at least this share of the cases that know its traits have them. */
const COVERED = 0.6;
/** Quotes in all, the dissenting one among them (docs/method.md, section 7). */
const QUOTES = 3;

/** The facts of every kept group and micro group, parents first. */
export function factsOf(evidence: Evidence, table: CaseTable, given: FactOptions): PersonaFacts[] {
  const options = { ...given, doubted: doubtedIn(evidence, table) };
  const macros = kindsIn(evidence, table)
    .map((group) => factsOfGroup(group, null, evidence, table, options))
    .filter(isWorthDrafting);
  const micros = evidence.microGroups
    .filter(({ kept, parent }) => kept && macros.some(({ group }) => group === parent))
    .map((group) => {
      const parent = macros.find((one) => one.group === group.parent);
      return factsOfGroup(group, parent ?? null, evidence, table, options);
    })
    .filter(({ differences }) => differences.length > 0);
  return [...macros, ...micros];
}

/** The groups that become personas: those that were kept, else all problem customers as one. */
export function kindsIn(evidence: Evidence, table: CaseTable): Group[] {
  const kept = evidence.groups.filter((group) => group.kept);
  return kept.length > 0 ? kept : wholeOf(evidence, table);
}

/** Where no kinds can be told apart, all problem customers together; fewer than two voices are no pattern. */
function wholeOf({ overall }: Evidence, table: CaseTable): Group[] {
  if (!overall || overall.cases.length < 5) return [];
  const members = membersOf(table, overall.cases);
  const voices = new Set(members.flatMap(({ reporters }) => reporters)).size;
  const recorded = members.some(({ hasRecord }) => hasRecord);
  return voices + (recorded ? 1 : 0) >= 2 ? [overall] : [];
}

/**
 * All problem customers together are a kind only where something sets them apart: with a comparison group at hand,
 * what most of them share may well be what most customers share.
 */
function isWorthDrafting(facts: PersonaFacts): boolean {
  return !isWhole(facts) || (facts.rule.length > 0 && facts.claims.length > 0);
}

/** Whether these are all problem customers, because no kinds can be told apart. */
export function isWhole({ group }: Pick<PersonaFacts, 'group'>): boolean {
  return group === 'g0';
}

function factsOfGroup(
  group: Group | MicroGroup,
  parent: PersonaFacts | null,
  evidence: Evidence,
  table: CaseTable,
  options: FactOptions & { doubted: Record<Doubt, ReadonlySet<string>> },
): PersonaFacts {
  const members = membersOf(table, group.cases);
  const economics = economicsOf(members);
  const judgement = judge(members, economics, options.keepMargin, options.texts);
  const words = (trait: { dimension: string; value: string }) =>
    phraseOf(table.dimensions, options.language, options.texts, trait).short;
  const descriptions = describe(table, members, words);
  const inherited = new Set(parent?.rule.flatMap((line) => line.evidence));
  const claims = evidence.claims.filter((claim) => inherited.has(claim.id) || covers(claim, group.cases));
  const differences = parent
    ? differencesOf(descriptions, members, membersOf(table, parent.cases), table)
    : [];
  const rule = parent
    ? microRule(parent.rule, differences, descriptions, table)
    : ruleOf(
        table,
        group.cases,
        claims,
        group.id === 'g0' && evidence.scope.comparison > 0 ? [] : descriptions,
      );
  return {
    group: group.id,
    parentGroup: parent?.group ?? null,
    kind: parent ? 'micro' : kindOf[judgement.verdict ?? 'undetermined'],
    family: null,
    judgement: parent ? parent.judgement : judgement,
    economics,
    strength: group.strength === 'supported' && evidence.scope.mode === 'full' ? 'supported' : 'tentative',
    stability: group.stability,
    mode: evidence.scope.mode,
    cases: [...group.cases].sort(),
    caseCount: { for: group.cases.length, of: parent ? parent.cases.length : evidence.scope.problem },
    reporters: [...new Set(members.flatMap(({ reporters }) => reporters))].sort(),
    roles: [...new Set(members.flatMap(({ roles }) => roles))].sort(),
    hasRecords: members.some(({ hasRecord }) => hasRecord),
    claims,
    doubts: doubtsOf(claims, options.doubted),
    descriptions,
    differences,
    rule,
    quotes: quotesOf(members, table, descriptions, parent?.judgement ?? judgement, claims[0]),
    questions: judgement.verdict === 'undetermined' ? openQuestions(judgement, evidence) : evidence.questions,
    dimensions: table.dimensions,
    byHand: options.byHand?.get(group.id) ?? [],
    divisions: parent ? [] : divisionsOf(table, members, words),
    portrait: null,
  };
}

function membersOf(table: CaseTable, keys: string[]): Case[] {
  const wanted = new Set(keys);
  return table.cases.filter(({ key }) => wanted.has(key));
}

/** At most three; where a colleague says the opposite, that takes the last place. */
export function threeOf(found: QuoteSpan[]): QuoteSpan[] {
  const dissenting = found.filter((quote) => quote.dissenting).slice(0, 1);
  const agreeing = found.filter((quote) => !quote.dissenting).slice(0, QUOTES - dissenting.length);
  return [...agreeing, ...dissenting];
}

/** Two or three for the verdict, and one of a colleague who says the opposite. */
function quotesOf(
  members: Case[],
  table: CaseTable,
  descriptions: Description[],
  judgement: Judgement,
  leading: Claim | undefined,
): QuoteSpan[] {
  const inside = new Set(members.map(({ key }) => key));
  const found = findQuotes({
    cases: members,
    about: descriptions.slice(0, 6).map(({ text }) => text),
    others: table.cases.filter(({ key, kind }) => kind === 'problem' && !inside.has(key)),
    dissenters: dissentingCases(members, judgement.verdict ?? '', leading),
    dissents: dissents(judgement.verdict ?? ''),
  });
  return threeOf(found);
}

export function covers(claim: Claim, group: string[]): boolean {
  const members = new Set(group);
  const holders = claim.cases.filter((key) => members.has(key)).length;
  const known = holders + claim.against.filter((key) => members.has(key)).length;
  return holders >= 3 && holders >= COVERED * known;
}

/** The subtle traits that more of a part show than of the rest of its parent. */
export function differencesOf(
  descriptions: Description[],
  members: Case[],
  parents: Case[],
  table: CaseTable,
): PersonaFacts['differences'] {
  const inside = new Set(members.map(({ key }) => key));
  const outside = parents.filter(({ key }) => !inside.has(key));
  return descriptions
    .filter(({ dimension }) => table.dimensions[dimension]?.level === 'subtle')
    .map((here) => {
      const known = outside.map((one) => one.traits.get(here.dimension)?.values).filter((values) => !!values);
      return {
        here,
        others: { for: known.filter((values) => values.includes(here.value)).length, of: known.length },
      };
    })
    .filter(({ here, others }) => others.of > 0 && here.for / here.of > others.for / others.of);
}

/** The parent's rule and the subtle traits on top: a micro persona is met only where its parent is. */
function microRule(
  parent: Rule,
  differences: PersonaFacts['differences'],
  descriptions: Description[],
  table: CaseTable,
): Rule {
  const inherited = parent.map((line) => {
    const own = descriptions.find(
      ({ dimension, value }) => dimension === line.trait.dimension && value === line.trait.value,
    );
    const described = line.evidence.every((id) => id.startsWith('d'));
    return described ? { ...line, evidence: own ? [own.id] : [] } : line;
  });
  const added = differences
    .filter(({ here }) => mayExclude(table.dimensions, here.dimension))
    .map(({ here }) => ({
      trait: { dimension: here.dimension, value: here.value },
      evidence: [here.id],
      tentative: true,
    }));
  return parent.length === 0 ? [] : [...inherited, ...added];
}

function openQuestions(judgement: Judgement, evidence: Evidence): string[] {
  return [...new Set([...judgement.missing, ...evidence.questions])];
}

/** Changes exactly when something counted about the group changed: a persona is redrafted only then. */
export function evidenceHash(facts: PersonaFacts, parent: string | null): string {
  const {
    group: _group,
    parentGroup: _parentGroup,
    family: _family,
    dimensions: _dimensions,
    divisions: _,
    doubts: _doubts,
    portrait,
    stability,
    ...counted
  } = facts;
  const hash = createHash('sha256');
  // Claim ids are positions in one run's list; the same claim keeps its content, not its number. Part by part: the
  // cases behind all claims make a text as long as the data.
  for (const { id: _id, ...claim } of counted.claims) hash.update(JSON.stringify(claim));
  const rule = counted.rule.map(({ evidence: _evidence, ...line }) => line);
  const rest = {
    ...counted,
    claims: counted.claims.length,
    rule,
    parent,
    stability: Math.round(stability * 20),
    ...(portrait === null ? {} : { portrait }),
  };
  return hash.update(JSON.stringify(rest)).digest('hex');
}
