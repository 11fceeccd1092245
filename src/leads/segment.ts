import { type Word, wordsOf } from '../lookup/words.ts';
import { type Found, readAmounts } from './amounts.ts';
import { idiomAt } from './idioms.ts';
import { type Lead, piece, unread } from './lead.ts';
import { isEmptyWord, type Lexicon, type Phrase, phrasesAt, pointsTo } from './lexicon.ts';
import { currencyOf } from './numbers.ts';
import { readPair } from './pair.ts';
import { denies, saidOf } from './said.ts';

/** Fields of a record that name a colleague or a way to reach somebody: "Owner: Priya". */
const FIELD =
  /^\s*(?:(?:account|contact|deal|lead|record|opportunity|sales) )?(?:owner|rep|ae|sdr|bdr|csm|assigned to|assignee|created by|modified by|name|first name|last name|phone|mobile|tel|e-?mail|address|website|url|linkedin|last activity|next step|ответственный|менеджер|куратор|имя|телефон|почта|адрес|сайт)\s*[:=]/iu;
/** In words: from "budget" to "small" in "their budget is very small". */
const CLOSE_BY = 3;

/**
 * What one statement says by itself.
 * @param ofThem whether the whole text speaks of the lead as of somebody else: then "we" are not the lead
 */
export function readSegment(lexicon: Lexicon, segment: string, ofThem = false): Lead {
  if (FIELD.test(segment)) return unread(segment);
  const pair = readPair(lexicon, segment);
  if (pair) return pair;
  const lead: Lead = { traits: [], excluded: [], notUnderstood: [], foreign: [] };
  const words = wordsOf(segment);
  const used = new Set<number>();
  const { amounts, foreign } = readAmounts(lexicon, segment, words, used);
  const counted = new Set(amounts.map(({ at }) => at));
  const found = [...amounts, ...readPhrases(lexicon, words, used)];
  lead.foreign.push(...foreign);
  const sure: Found[] = [];
  for (const each of found) {
    const { dimension, value, raw, at } = each;
    const hints = (word: string) => pointsTo(lexicon, dimension, word);
    const asked = counted.has(at) && dimension !== 'company_size';
    const how = saidOf(segment, words, used, { dimension, at, hints, asked, ofThem });
    const said = piece(segment.slice(words[at.from]!.start, words[at.to - 1]!.end));
    // "Not 8 people" may still be 9: a denied number rules out no band.
    if (how === 'unclear' || (how === 'is not' && counted.has(at))) {
      for (const i of [...range(at.from, at.to), ...(each.hints ?? [])]) used.delete(i);
      continue;
    }
    sure.push(each);
    if (how === 'is') lead.traits.push({ dimension, value, raw, said });
    else lead.excluded.push({ dimension, value });
  }
  if (lead.excluded.length > 0) {
    for (const [i, word] of words.entries()) if (denies(word.text)) used.add(i);
  }
  lead.notUnderstood.push(...leftOver(lexicon, segment, words, used, sure));
  return lead;
}

/** Wordings that stand for a value, in order. Marks their words as used. */
export function readPhrases(lexicon: Lexicon, words: Word[], used: Set<number>): Found[] {
  const found: Found[] = [];
  for (let i = 0; i < words.length; i++) {
    if (used.has(i) || isOfNumber(words, i)) continue;
    const idiom = idiomAt(words, i);
    if (idiom > 0) {
      i += idiom - 1;
      continue;
    }
    const phrases = phrasesAt(lexicon, words, i);
    const length = phrases[0]?.words.length ?? 0;
    if (range(i, i + length).some((at) => used.has(at))) continue;
    const hinted = phrases.filter((phrase) => isHinted(lexicon, phrase, words, i, found));
    const open = phrases.filter(({ needs }) => needs === 'nothing');
    const meant = hinted.length > 0 ? hinted : phrases.length === open.length ? open : [];
    const distinct = [...new Map(meant.map((one) => [`${one.dimension} ${one.value}`, one])).values()];
    if (distinct.length === 0 || distinct.filter(({ also }) => !also).length > 1) continue;
    for (const { dimension, value } of distinct) {
      found.push({ dimension, value, raw: null, at: { from: i, to: i + length } });
    }
    for (const at of range(i, i + length)) used.add(at);
    i += length - 1;
  }
  return found;
}

const PERIOD =
  /^(?:a|an|per|each|every|в|за|на|year|years|yearly|annual|annually|month|months|monthly|week|weekly|quarter|quarterly|day|daily|год|года|месяц|неделю|день)$/;

/** "11pm" is no project manager, and "500 bucks a year" no contract of a year. */
function isOfNumber(words: readonly Word[], at: number): boolean {
  const isNumber = (i: number) => /^\d/.test(words[i]?.text ?? '');
  if (isNumber(at - 1) && words[at - 1]!.end === words[at]!.start) return true;
  if (!PERIOD.test(words[at]!.text)) return false;
  const before = isNumber(at - 1) ? at - 1 : at - 2;
  return isNumber(before) && (before === at - 1 || currencyOf(words[at - 1]!.text) !== null);
}

/** Whether something in the statement points to a phrase's dimension: a word for it, or another value of it. */
function isHinted(
  lexicon: Lexicon,
  { words: own, dimension, needs }: Phrase,
  words: Word[],
  start: number,
  found: Found[],
): boolean {
  const reach = needs === 'hint close by' ? CLOSE_BY : words.length;
  const close = range(start - reach, start + own.length + reach);
  const outside = close.filter((i) => words[i] && (i < start || i >= start + own.length));
  const beside = found.some(
    (other) => other.dimension === dimension && (outside.includes(other.at.from) || needs === 'hint'),
  );
  return beside || outside.some((i) => pointsTo(lexicon, dimension, words[i]!.text));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

/** The stretches of a segment that nothing was made of. */
function leftOver(
  lexicon: Lexicon,
  segment: string,
  words: Word[],
  used: Set<number>,
  found: Found[],
): string[] {
  const understood = (i: number) =>
    used.has(i) ||
    isEmptyWord(words[i]!.text) ||
    found.some((each) => pointsTo(lexicon, each.dimension, words[i]!.text));
  if (used.size === 0) return words.length === 0 && !/\S/.test(segment) ? [] : [piece(segment)];
  const pieces: string[] = [];
  for (let i = 0; i < words.length; i++) {
    if (understood(i)) continue;
    let end = i;
    while (end + 1 < words.length && !understood(end + 1)) end++;
    pieces.push(piece(segment.slice(words[i]!.start, words[end]!.end)));
    i = end;
  }
  return pieces;
}
