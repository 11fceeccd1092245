import type { Trait } from '../evidence/evidence.ts';
import { wordsOf } from '../lookup/words.ts';
import { answered, isName } from './answered.ts';
import { type Lead, together, unread } from './lead.ts';
import { type Lexicon, pointsTo } from './lexicon.ts';
import { readPair } from './pair.ts';
import { readSegment } from './segment.ts';
import { type Statement, statementsOf } from './statements.ts';
import { untabled } from './tables.ts';
import { takesBack } from './taken-back.ts';

/** "A thousand, no more": the limit is the amount. */
const NO_MORE =
  /^(?:and |but )?(?:(?:no|not|never) (?:more|less|higher)|не (?:больше|более|меньше|менее|выше))[.!]?$/iu;
/** What becomes of an amount that was asked for: "25 seats, not signed". */
const AGREED =
  /^(?:signed|final|finali[sz]ed|fixed|settled|decided|firm|подписан\p{L}*|утвержд\p{L}*|окончательн\p{L}*)$/u;

/**
 * Reads a description by plain rules. It would rather not understand than understand wrongly: what the next statement
 * takes back counts for nothing.
 */
export function readLead(lexicon: Lexicon, text: string): Lead {
  const plain = untabled(spacedOnce(text), (cell) => isName(lexicon, cell));
  const read: (Statement & { lead: Lead })[] = [];
  for (const statement of statementsOf(plain)) {
    const before = read.at(-1);
    const both = before && answered(lexicon, before, statement.text);
    const lead = both ?? readSegment(lexicon, statement.text);
    if (before && both) {
      read[read.length - 1] = { ...before, end: statement.end, lead: both };
    } else if (before && isTakenBack(lexicon, before.lead, statement.text, lead)) {
      const end = plain[statement.end] === ')' ? statement.end + 1 : statement.end;
      const whole = plain.slice(before.start, end);
      read[read.length - 1] = { text: whole, start: before.start, end, lead: unread(whole) };
    } else read.push({ ...statement, lead });
  }
  return settled(lexicon, together(read.map(({ lead }) => lead)));
}

/** A run of spaces is one, or one tab between the cells of a table: patterns that try each beginning of it take minutes. */
function spacedOnce(text: string): string {
  return text.replace(/[^\S\n]{2,}/g, (run) => (run.includes('\t') ? '\t' : ' '));
}

/** Reads `TRAIT=VALUE` pairs; `TRAIT!=VALUE` says what the lead is not. */
export function readPairs(lexicon: Lexicon, pairs: string[]): Lead {
  return settled(lexicon, together(pairs.map((pair) => readPair(lexicon, pair) ?? unread(pair))));
}

/** Whether the next statement says nothing of its own and takes back what this one says. */
function isTakenBack(lexicon: Lexicon, lead: Lead, next: string, read: Lead): boolean {
  if (read.traits.length + read.excluded.length > 0) return false;
  const said = [...lead.traits, ...lead.excluded];
  const counted = lead.traits.filter((trait) => trait.raw !== null);
  if (counted.length > 0 && NO_MORE.test(next)) return false;
  const asked = counted.some(({ dimension }) => dimension !== 'company_size');
  return takesBack(
    next,
    wordsOf(next),
    (word) =>
      (asked && AGREED.test(word)) || said.some(({ dimension }) => pointsTo(lexicon, dimension, word)),
  );
}

/** Two values of one trait that takes one contradict each other: neither is believed. */
function settled(lexicon: Lexicon, lead: Lead): Lead {
  const unclear = new Set<string>();
  for (const { dimension, value } of lead.traits) {
    const single = lexicon.dimensions[dimension]?.type !== 'multi';
    const differs = (other: Trait) => other.dimension === dimension && other.value !== value;
    const denied = lead.excluded.some((other) => other.dimension === dimension && other.value === value);
    if (denied || (single && lead.traits.some(differs))) unclear.add(dimension);
  }
  const clear = ({ dimension }: Trait) => !unclear.has(dimension);
  const doubts = lead.traits
    .filter((trait) => !clear(trait))
    .map(({ dimension, value, said }) => said ?? `${dimension}=${value}`);
  return {
    traits: unique(lead.traits.filter(clear)),
    excluded: unique(lead.excluded.filter(clear)),
    notUnderstood: [...new Set([...lead.notUnderstood, ...doubts])],
    foreign: lead.foreign,
  };
}

function unique<T extends Trait>(traits: T[]): T[] {
  return [...new Map(traits.map((trait) => [`${trait.dimension} ${trait.value}`, trait])).values()];
}
