import MiniSearch from 'minisearch';
import type { Case, CaseText } from '../cases/case.ts';
import type { QuoteSpan } from './evidence.ts';
import { CONTENTLESS, contentOf, pointsBack, type Span, spansOf, TELLING } from './sentences.ts';
import { typicalWords } from './typical.ts';

/** At most three that support, one that dissents. */
const SUPPORTING = 3;
/** Of a very large group this many texts are read, spread evenly over its cases. */
const MOST_TEXTS = 2_000;
/** Weight of relevance against variety (Carbonell and Goldstein, SIGIR 1998). */
const RELEVANCE = 0.7;
/** What is left of the worth of a sentence that needs the one before it, and of one that says little by itself. */
const POINTING = 0.4;
const BRIEF = 0.2;
/** Content words from which a sentence says as much as any. */
const FULL = 8;

type Candidate = QuoteSpan & { reporter: string; score: number; words: Set<string> };

export type QuoteSources = {
  /** The cases of the group. */
  cases: readonly Case[];
  /** Words of the group's traits. */
  about: readonly string[];
  /** Cases outside the group: a word that they use as often is not typical of it. */
  others?: readonly Case[];
  /** Cases that speak against what the group has in common, with the texts that may be quoted for it. */
  dissenters?: readonly Case[];
  /** Which sentences really dissent. */
  dissents?: (text: string) => boolean;
};

/**
 * Quotes for a group, as spans of stored answers at sentence borders: those that say something by themselves, in words
 * that are typical of the group (log-odds against all others) and near to its traits (BM25), each unlike those before
 * it (MMR), never the same words twice, one a reporter and one a customer. Nothing is redacted here.
 */
export function findQuotes({
  cases,
  about,
  others = [],
  dissenters = [],
  dissents,
}: QuoteSources): QuoteSpan[] {
  const apart = new Set(dissenters.map(({ key }) => key));
  const agreeing = cases.filter(({ key }) => !apart.has(key));
  const typical = typicalWords(contents(cases), contents(others));
  const supporting = scored(candidatesOf(agreeing), about, typical);
  const chosen = choose(supporting, [], SUPPORTING);
  const against = candidatesOf(dissenters).filter(({ text }) => dissents?.(text) ?? true);
  const dissenting = choose(scored(against, about, typical), chosen, 1);
  return [...chosen.map((one) => quoteOf(one, false)), ...dissenting.map((one) => quoteOf(one, true))];
}

function quoteOf(
  { reporter: _reporter, score: _score, words: _words, ...quote }: Candidate,
  dissenting: boolean,
) {
  return { ...quote, dissenting };
}

function textsOf(cases: readonly Case[]): { key: string; text: CaseText }[] {
  const texts = cases.flatMap((one) => one.texts.map((text) => ({ key: one.key, text })));
  const most = Math.min(texts.length, MOST_TEXTS);
  return Array.from({ length: most }, (_, i) => texts[Math.floor((i * texts.length) / most)]!);
}

function contents(cases: readonly Case[]): Set<string>[] {
  return textsOf(cases).map(({ text }) => contentOf(text.text));
}

/** Every span that says something; the same sentence of two people stands there twice. */
function candidatesOf(cases: readonly Case[]): Candidate[] {
  return textsOf(cases).flatMap(({ key, text }) =>
    spansOf(text.text)
      .map((span) => candidate(key, text, span))
      .filter(({ words }) => words.size >= CONTENTLESS),
  );
}

function candidate(key: string, said: CaseText, { start, end }: Span): Candidate {
  const { answer, revision, question, reporter } = said;
  const text = said.text.slice(start, end);
  const quote = { case: key, question, answer, revision, start, end, text, dissenting: false };
  return { ...quote, reporter, score: 0, words: contentOf(text) };
}

/** 0 to 1: half for typical words, half for words of the traits, less for a sentence that cannot stand alone. */
function scored(
  candidates: Candidate[],
  about: readonly string[],
  typical: ReadonlyMap<string, number>,
): Candidate[] {
  const near = relevance(candidates, about);
  const own = scaled(candidates.map(({ words }) => typicality(words, typical)));
  return candidates.map((one, i) => ({ ...one, score: ((near[i]! + own[i]!) / 2 + 0.1) * standing(one) }));
}

/** How well a sentence stands alone. */
function standing({ text, words }: Candidate): number {
  const says = words.size < TELLING ? BRIEF : Math.min(1, words.size / FULL);
  return says * (pointsBack(text) ? POINTING : 1);
}

/** The typical words' weights, summed; a longer sentence is not more typical for its length alone. */
function typicality(words: ReadonlySet<string>, typical: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const word of words) sum += typical.get(word) ?? 0;
  return sum / Math.sqrt(Math.max(words.size, FULL));
}

/** BM25 of every candidate against what the group is about. */
function relevance(candidates: readonly Candidate[], about: readonly string[]): number[] {
  const query = [...contentOf(about.join(' '))].join(' ');
  if (candidates.length === 0 || query === '') return candidates.map(() => 0);
  const index = new MiniSearch<{ id: number; words: string }>({
    fields: ['words'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
  });
  index.addAll(candidates.map(({ words }, id) => ({ id, words: [...words].join(' ') })));
  const found = index.search(query, { combineWith: 'OR' });
  const scores = new Map(found.map(({ id, score }) => [id as number, score]));
  return scaled(candidates.map((_, id) => scores.get(id) ?? 0));
}

function scaled(values: number[]): number[] {
  const highest = values.reduce((most, value) => Math.max(most, value), 1e-9);
  return values.map((value) => value / highest);
}

function choose(candidates: Candidate[], before: readonly Candidate[], most: number): Candidate[] {
  const chosen: Candidate[] = [];
  while (chosen.length < most) {
    const taken = [...before, ...chosen];
    const free = candidates.filter((one) =>
      taken.every(
        (other) =>
          other.reporter !== one.reporter &&
          other.case !== one.case &&
          similarity(one.words, other.words) < 1,
      ),
    );
    const next = free.map((one) => ({ one, worth: worth(one, taken) })).sort(byWorth)[0];
    if (next === undefined) break;
    // Something that says little is quoted only where there is nothing else.
    if (taken.length > 0 && next.one.words.size < TELLING) break;
    chosen.push(next.one);
  }
  return chosen;
}

function worth(one: Candidate, taken: readonly Candidate[]): number {
  const nearest = taken.reduce((most, other) => Math.max(most, similarity(one.words, other.words)), 0);
  return RELEVANCE * one.score - (1 - RELEVANCE) * nearest;
}

function byWorth(x: { one: Candidate; worth: number }, y: { one: Candidate; worth: number }): number {
  return (
    y.worth - x.worth ||
    (x.one.case < y.one.case ? -1 : x.one.case > y.one.case ? 1 : 0) ||
    x.one.answer - y.one.answer ||
    x.one.start - y.one.start ||
    x.one.end - y.one.end
  );
}

/** Jaccard of the words of two quotes. */
function similarity(one: Set<string>, two: Set<string>): number {
  const either = one.union(two).size;
  return either === 0 ? 0 : one.intersection(two).size / either;
}
