import type { Trait } from '../evidence/evidence.ts';
import { wordsOf } from '../lookup/words.ts';
import { answered, isName } from './answered.ts';
import { type Lead, type LeadTrait, together, unread } from './lead.ts';
import { type Lexicon, pointsTo } from './lexicon.ts';
import { amountsIn } from './numbers.ts';
import { readPair } from './pair.ts';
import { readSegment } from './segment.ts';
import { type Statement, statementsOf } from './statements.ts';
import { untabled } from './tables.ts';
import { takesBack } from './taken-back.ts';

/** "A thousand, no more": the limit is the amount. */
const NO_MORE =
  /^(?:and |but )?(?:(?:no|not|never) (?:more|less|higher)|не (?:больше|более|меньше|менее|выше))[.!]?$/iu;
/** Somebody else than whoever writes. */
const THEY =
  /(?<!\p{L})(?:they|they're|them|their|he|she|he's|she's|his|her|он|она|они|их|них|им|его|ее)(?!\p{L})/iu;
/** Behind a number that counts what was counted before. */
const BARE =
  /^(?:\s*(?:%|percent|[€$£₽]))?\s*(?:[.!?)]|$|(?:if|when|because|since|now|instead|only|total|overall|in|on|by|for|если|когда|теперь|сейчас|всего|в|на|по)(?!\p{L}))/iu;
const CONTRARY =
  /(?<!\p{L})(?:but|however|though|yet|only|or|now|down|cut|reduced|raised|actually|says?|said|thinks?|this one|another|plus|ещ[её]|whole|entire|total|overall|altogether|но|однако|хотя|зато|или|теперь|стало|по факту|урезали|сократили|снизили|подняли|говорит|говорят|весь|вся|всего|целиком)(?!\p{L})/iu;
/** "He was the CTO of a bank, now he is at a brewery". */
const WAS = /(?<!\p{L})(?:was|were|had|worked|used|been|был|была|были|работал|работала)(?!\p{L})/iu;
const NOW =
  /^(?:(?:and|but|и|а) )?(?:now|today|currently|these days|nowadays|теперь|сейчас|нынче)(?!\p{L})/iu;
/** What becomes of an amount that was asked for: "25 seats, not signed". */
const AGREED =
  /^(?:signed|final|finali[sz]ed|fixed|settled|decided|firm|подписан\p{L}*|утвержд\p{L}*|окончательн\p{L}*)$/u;

/**
 * Reads a description by plain rules. It would rather not understand than understand wrongly: what the next statement
 * takes back counts for nothing.
 */
export function readLead(lexicon: Lexicon, text: string): Lead {
  const plain = untabled(spacedOnce(text), (cell) => isName(lexicon, cell));
  const ofThem = THEY.test(plain);
  const read: (Statement & { lead: Lead })[] = [];
  for (const statement of statementsOf(plain)) {
    const before = read.at(-1);
    const both = before && answered(lexicon, before, statement.text);
    const lead = both ?? readSegment(lexicon, statement.text, ofThem);
    if (before && both) {
      read[read.length - 1] = { ...before, end: statement.end, lead: both };
    } else if (before && NOW.test(statement.text) && WAS.test(before.text)) {
      read[read.length - 1] = { ...before, lead: unread(before.text) };
      read.push({ ...statement, lead });
    } else if (before && isTakenBack(lexicon, before.lead, statement.text, lead)) {
      const end = plain[statement.end] === ')' ? statement.end + 1 : statement.end;
      const whole = plain.slice(before.start, end);
      read[read.length - 1] = { text: whole, start: before.start, end, lead: unread(whole) };
    } else {
      const other = contradicted(plain, read, statement, lead);
      if (other >= 0) read[other] = { ...read[other]!, lead: unread(read[other]!.text) };
      read.push({
        ...statement,
        lead: before && isApposed(before, statement.text) ? unread(statement.text) : lead,
      });
    }
  }
  return settled(lexicon, together(read.map(({ lead }) => lead)));
}

/**
 * Which statement this one contradicts by a number of its own: "500 employees, but the register says 12", "5 people, the
 * whole chain is 70", "12 % off, or 20 % if paid upfront"; -1 where none. A number that counts something else contradicts none.
 */
function contradicted(
  text: string,
  read: readonly (Statement & { lead: Lead })[],
  { text: own, start }: Statement,
  { traits }: Lead,
): number {
  if (traits.some(isCounted)) return -1;
  const near = read.slice(-3);
  const counted = near.findLast(({ lead }) => lead.traits.some(isCounted));
  if (!counted || !CONTRARY.test(text.slice(counted.end, start + own.length))) return -1;
  const isBare = amountsIn(own).some(({ end }) => BARE.test(own.slice(end)));
  return isBare ? read.lastIndexOf(counted) : -1;
}

const isCounted = ({ said }: LeadTrait) => /^\W*\d/.test(said ?? '');

/** "I had their competitor on the phone, a 30-person agency": what follows is about the competitor. */
function isApposed(before: { text: string; lead: Lead }, next: string): boolean {
  return (
    before.lead.traits.length + before.lead.excluded.length === 0 &&
    /^(?:an?|which|who|whose|also an?|котор\p{L}{2})\s/iu.test(next) &&
    /(?<!\p{L})(?:their|his|her|our|another|наш\p{L}*|их|его|ее)\s(?:\p{L}+\s)?(?:competitor|rival|client|customer|supplier|vendor|partner|neighbou?r|конкурент|клиент|поставщик|партнер)\p{L}*(?!\p{L})/iu.test(
      before.text,
    )
  );
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
  const denied = new Set(lead.excluded.map(keyOf));
  const said = Map.groupBy(lead.traits, ({ dimension }) => dimension);
  const unclear = new Set<string>();
  for (const [dimension, traits] of said) {
    const single = lexicon.dimensions[dimension]?.type !== 'multi';
    const differ = single && traits.some(({ value }) => value !== traits[0]!.value);
    if (differ || traits.some((trait) => denied.has(keyOf(trait)))) unclear.add(dimension);
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
  return [...new Map(traits.map((trait) => [keyOf(trait), trait])).values()];
}

const keyOf = ({ dimension, value }: Trait) => `${dimension} ${value}`;
