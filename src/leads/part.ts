import type { Word } from '../lookup/words.ts';
import type { Amount } from './numbers.ts';
import { countsPart } from './said.ts';

/** "A 40-person firm", "a 250 people company": that large, whoever was met there; not "a 5-person meeting". */
const ATTRIBUTE =
  /^[-\s](?:person|people|man|head|employee|strong)\s+(?!meeting|call|team|group|department|workshop)\p{L}/iu;
const ARTICLE = /(?:^|\s)an?\s*$/i;

function isAttributive(segment: string, { start, end }: Amount): boolean {
  return (
    ATTRIBUTE.test(segment.slice(end)) && (segment[end] === '-' || ARTICLE.test(segment.slice(0, start)))
  );
}

/** "60 doctors and 40 staff": people, by the ending of what they are called. */
const PEOPLE_TOO =
  /^\s*(?:\p{L}+ )?(?!(?:customers|orders|computers|servers|trailers|containers|printers|offers|centers|numbers|users|papers|monitors|sensors|doors|floors|events|documents|payments|departments|apartments)(?!\p{L}))(?:\p{L}+(?:ers|ors|ists|ians|ants|ents)|volunteers|nurses|interns|partners|reps|devs|врач\p{L}+|водител\p{L}+|рабочих|подрядчик\p{L}+|\p{L}+(?:истов|еров|телей|иков))(?!\p{L})/iu;
/** "Each of the 3 shops has 10 staff", "an audience of 200 people". */
const OF_EACH = /(?:^|\s)(?:each|every|per|audience of|кажд\p{L}+)(?:\s|$)|(?:^|\s)по\s*$/iu;
/** "5 people out of 40". */
const OUT_OF = /^\s*(?:\p{L}+\s+)?(?:из|of|out of)\s+(?:the\s+|their\s+)?\d/iu;
/** "200 staff last year", "200 staff in 2019". */
const THEN =
  /(?<!\p{L})(?:(?:last|next|previous) (?:year|month|quarter)|(?:in|by|until|till) (?:19|20)\d\d|years? ago|в (?:прошлом|следующем|(?:19|20)\d\d)|лет назад|год назад)(?!\p{L})/iu;
/** "Sales team of 30", "a team of 30 sales reps". */
const DEPARTMENT =
  /(?<!\p{L})(?:(?:sales|it|support|marketing|hr|dev|development|finance|ops|operations|legal|service|accounting|project) team|team of \d+ (?:sales|it|support|marketing|hr|dev|finance|ops))(?!\p{L})/iu;
/** "2 x 10 people", "10+5 people". */
const TIMES = /\d\s*[x×*+/]\s*$/i;
/** "A team of 5 in a corporation". */
const TEAM = /(?:^|\s)team of\s*$/i;
const WITHIN = /\s(?:in|at|inside|within) (?:an? |the |their )/i;
const JOINED = /(?:[+&]|\s(?:plus|and|и|плюс))\s*$/iu;

/** Whether the people counted are not the whole firm: some whom one met, one of two kinds, a team within it. */
export function isPart(
  segment: string,
  words: readonly Word[],
  amount: Amount,
  before: Amount | undefined,
  after: Amount | undefined,
): boolean {
  const ahead = segment.slice(0, amount.start);
  const isSome =
    countsPart(words, isAttributive(segment, amount)) ||
    [OF_EACH, TIMES].some((pattern) => pattern.test(ahead)) ||
    [THEN, DEPARTMENT].some((pattern) => pattern.test(segment)) ||
    OUT_OF.test(segment.slice(amount.end)) ||
    (TEAM.test(ahead) && WITHIN.test(segment.slice(amount.end)));
  if (isSome) return true;
  return [before, after].some((other) => {
    if (!other) return false;
    const [first, second] = other.start < amount.start ? [other, amount] : [amount, other];
    return PEOPLE_TOO.test(segment.slice(other.end)) && JOINED.test(segment.slice(first.end, second.start));
  });
}
