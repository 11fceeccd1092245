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
const JOINED = /(?:[+&]|\s(?:plus|and|и|плюс))\s*$/iu;

/** Whether the people counted are not the whole firm: some whom one met, one of two kinds, a team within it. */
export function isPart(
  segment: string,
  words: readonly Word[],
  amount: Amount,
  before: Amount | undefined,
  after: Amount | undefined,
): boolean {
  const behind = segment.slice(amount.end);
  if (countsPart(words, isAttributive(segment, amount))) return true;
  const isTeam = /(?:^|\s)team of\s*$/i.test(segment.slice(0, amount.start));
  if (isTeam && /\s(?:in|at|inside|within) (?:an? |the |their )/i.test(behind)) return true;
  return [before, after].some((other) => {
    if (!other) return false;
    const [first, second] = other.start < amount.start ? [other, amount] : [amount, other];
    return PEOPLE_TOO.test(segment.slice(other.end)) && JOINED.test(segment.slice(first.end, second.start));
  });
}
