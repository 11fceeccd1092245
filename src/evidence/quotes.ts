import MiniSearch from 'minisearch';
import type { Case, CaseText } from '../cases/case.ts';
import type { QuoteSpan } from './evidence.ts';

/** At most three that support, one that dissents. */
const SUPPORTING = 3;
const SHORTEST = 15;
const LONGEST = 320;
/** A sentence shorter than this is quoted together with the next one. */
const BRIEF = 40;
/** Of a very large group this many texts are read, spread evenly over its cases. */
const MOST_TEXTS = 2_000;
/** Weight of relevance against variety (Carbonell and Goldstein, SIGIR 1998). */
const RELEVANCE = 0.7;

type Candidate = QuoteSpan & { id: number; reporter: string; score: number; words: Set<string> };

/**
 * Quotes for a group, as spans of stored answers at sentence borders: the ones nearest to what the group is about (BM25),
 * each unlike those before it (MMR), one a reporter and one a customer. Nothing is redacted here.
 *
 * @param about words of the group's traits
 * @param dissenters cases that do not have what the group has in common; one of them is quoted where it says something
 */
export function findQuotes(
  cases: readonly Case[],
  about: readonly string[],
  dissenters: readonly Case[] = [],
): QuoteSpan[] {
  const apart = new Set(dissenters.map(({ key }) => key));
  const supporting = candidatesOf(cases.filter(({ key }) => !apart.has(key)));
  const chosen = choose(scored(supporting, about), [], SUPPORTING);
  const dissenting = choose(scored(candidatesOf(dissenters), about), chosen, 1);
  return [...chosen, ...dissenting].map(
    ({ case: key, question, answer, revision, start, end, text }): QuoteSpan => ({
      case: key,
      question,
      answer,
      revision,
      start,
      end,
      text,
      dissenting: apart.has(key),
    }),
  );
}

function candidatesOf(cases: readonly Case[]): Candidate[] {
  const texts = cases.flatMap((one) => one.texts.map((text) => ({ key: one.key, text })));
  const step = Math.max(1, texts.length / MOST_TEXTS);
  const candidates: Candidate[] = [];
  for (let place = 0; place < texts.length; place += step) {
    const { key, text } = texts[Math.floor(place)]!;
    for (const { start, end } of spansOf(text.text))
      candidates.push(candidate(key, text, start, end, candidates.length));
  }
  return candidates;
}

function candidate(key: string, said: CaseText, start: number, end: number, id: number): Candidate {
  const { answer, revision, question, reporter } = said;
  const text = said.text.slice(start, end);
  const words = new Set(wordsIn(text));
  return {
    case: key,
    question,
    answer,
    revision,
    start,
    end,
    text,
    dissenting: false,
    id,
    reporter,
    score: 0,
    words,
  };
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Sentences of a text in UTF-16 code units, without the white space around them; a brief one takes the next along. */
export function spansOf(text: string): { start: number; end: number }[] {
  const found = [...sentences.segment(text)]
    .map(({ segment, index }) => {
      const start = index + segment.length - segment.trimStart().length;
      return { start, end: Math.max(start, index + segment.trimEnd().length) };
    })
    .filter(({ start, end }) => end > start);
  const spans = found.map(({ start, end }, i) => {
    const next = found[i + 1];
    return next !== undefined && end - start < BRIEF && next.end - start <= LONGEST
      ? { start, end: next.end }
      : { start, end };
  });
  return spans.filter(
    ({ start, end }) => end - start <= LONGEST && (end - start >= SHORTEST || found.length === 1),
  );
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
}

/** BM25 of every candidate against what the group is about and the words that its texts share. */
function scored(candidates: Candidate[], about: readonly string[]): Candidate[] {
  if (candidates.length === 0) return [];
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: wordsIn,
    processTerm: (term) => term,
  });
  index.addAll(candidates.map(({ id, text }) => ({ id, text })));
  const query = [...about.flatMap(wordsIn), ...sharedWords(candidates)].join(' ');
  const scores = new Map(
    index
      .search(query, { combineWith: 'OR', prefix: (term) => term.length >= 5 })
      .map(({ id, score }) => [id as number, score]),
  );
  const highest = Math.max(1e-9, ...scores.values());
  return candidates.map((one) => ({ ...one, score: (scores.get(one.id) ?? 0) / highest }));
}

/** The dozen words said about most customers: what the group's own texts have in common. */
function sharedWords(candidates: readonly Candidate[]): string[] {
  const customers = new Map<string, Set<string>>();
  for (const { case: key, words } of candidates) {
    for (const word of words) {
      if (word.length >= 5) customers.set(word, (customers.get(word) ?? new Set<string>()).add(key));
    }
  }
  return [...customers]
    .filter(([, keys]) => keys.size > 1)
    .sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1))
    .slice(0, 12)
    .map(([word]) => word);
}

function choose(candidates: Candidate[], before: readonly Candidate[], most: number): Candidate[] {
  const chosen: Candidate[] = [];
  while (chosen.length < most) {
    const taken = [...before, ...chosen];
    const free = candidates.filter((one) =>
      taken.every((other) => other.reporter !== one.reporter && other.case !== one.case),
    );
    const next = free.map((one) => ({ one, worth: worth(one, taken) })).sort(byWorth)[0];
    if (next === undefined) break;
    chosen.push(next.one);
  }
  return chosen;
}

function worth(one: Candidate, taken: readonly Candidate[]): number {
  const nearest = Math.max(0, ...taken.map((other) => similarity(one.words, other.words)));
  return RELEVANCE * one.score - (1 - RELEVANCE) * nearest;
}

function byWorth(x: { one: Candidate; worth: number }, y: { one: Candidate; worth: number }): number {
  return (
    y.worth - x.worth ||
    (x.one.case < y.one.case ? -1 : x.one.case > y.one.case ? 1 : 0) ||
    x.one.answer - y.one.answer ||
    x.one.start - y.one.start
  );
}

/** Jaccard of the words of two quotes. */
function similarity(one: Set<string>, two: Set<string>): number {
  const either = one.union(two).size;
  return either === 0 ? 0 : one.intersection(two).size / either;
}
