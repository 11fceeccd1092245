import type { Word } from '../lookup/words.ts';
import { isEmptyWord, type Lexicon, pointsTo } from './lexicon.ts';
import { currencyOf } from './numbers.ts';
import { unsettles } from './said.ts';

const list = (words: string) => new Set(words.trim().split(/\s+/));
/** What stands between an amount and what it is of, and changes nothing about it. */
const LINKS = list(`
  about around roughly approx approximately nearly circa total altogether overall currently now today already only still
  has have had be being been were will would approved planned annual annually yearly monthly month year per each max maximum
  min minimum least up tops top here plus and not no more less needed requested asked required wanted limit limited
  counts needs wants asks asking want need under over below above than between exactly said says mentioned so far left out
  us them him her
  около примерно порядка всего сейчас уже пока есть был была было были будет где то почти более менее больше меньше чем
  максимум минимум до от не в год месяц на нужно надо хотят просят ровно них нас ним нам`);
/** "500 orders per employee", "30 desks for staff": what is counted stands before these. */
const RELATES = list('per for from by with in at of за для от на с со в из у при');
/** "A 2 year budget cycle". */
const TIME =
  /^(?:years?|months?|weeks?|days?|hours?|minutes?|лет|год[аы]?|месяц\p{L}*|недел\p{L}*|дн\p{L}*|час\p{L}*)$/u;
const DID =
  /^(?:(?!employed|based|called|located|led)\p{L}+ed|left|decide|must|came|follow|use|uses|using|need|vote|sign|complain|подписались|пришли|жалуются|пожаловались|решают|(?:on|in|at|for|на|в) (?:the |a |our |this |that )?(?:call|phone|line|meeting|room|demo|webinar|event|thread|chat|list|project|звонке|встрече|демо))(?: |$)/u;
const MADE_OF =
  /^(?:hours?|days?|weeks?|months?|years?|demo|turnover|costs?|training|parking|часов|дней|лет)(?: |$)/u;
/** "40 new staff" are not all of them. */
const ADDED =
  /^(?:new|extra|additional|further|former|temporary|external|seasonal|новых|дополнительных|временных|внешних)$/;
/** "200 per seat" is a price. */
const EACH = /^(?:per|each|за|на)$/;
/** A word for a size of anything, unless it stands alone or beside one for the firm. */
const SIZE = /^(?:sizes?|размер(?:а|ом|у|е)?)$/;
const FIRM = /^(?:compan(?:y|ies)|firm|organi[sz]ation|компании|фирмы|организации|команды|штата|коллектива)$/;

/**
 * Whether the word at `hint` says what the amount at `at` is of: "team of about 40", not "staff meeting at 10", nor the
 * company of "their company: 500 orders a day".
 * @param about.key the dimension that the word would make it one of
 */
export function countedBy(
  lexicon: Lexicon,
  segment: string,
  words: readonly Word[],
  { at, hint, key }: { at: { from: number; to: number }; hint: number; key: string },
): boolean {
  if (!pointsTo(lexicon, key, words[hint]!.text)) return false;
  // "Laid off 40", "day off".
  if (
    words[hint]!.text === 'off' &&
    /^(?:laid|lay|laying|day|days|time|sign|kick|kicked|took|take|well|better|worse|far|put|cut|call|called)$/.test(
      words[hint - 1]?.text ?? '',
    )
  )
    return false;
  if (SIZE.test(words[hint]!.text) && !isOwnSize(lexicon, words, hint, key)) return false;
  const links = ({ text }: Word) =>
    isEmptyWord(text) ||
    LINKS.has(text) ||
    unsettles(text) ||
    currencyOf(text) !== null ||
    (key === 'company_size' && FIRM.test(text)) ||
    pointsTo(lexicon, key, text);
  if (hint >= at.to) {
    const between = words.slice(at.to, hint);
    if (TIME.test(between[0]?.text ?? '') && !pointsTo(lexicon, key, between[0]!.text)) return false;
    if (between.some(({ text }) => ADDED.test(text)) || isEvent(words, hint)) return false;
    if (EACH.test(between.at(-1)?.text ?? '') || isEach(words, hint)) return false;
    const counted = between.findIndex((word) => !links(word));
    return counted === -1 || !between.slice(counted).some(({ text }) => RELATES.has(text));
  }
  // "A fleet of 12 trucks" and "fleet: 12 trucks" say what the fleet is made of.
  if (hint === at.from - 2 && words[at.from - 1]!.text === 'of') return true;
  const isLabel =
    hint === at.from - 1 && /^\s*[:=]\s*$/.test(segment.slice(words[hint]!.end, words[at.from]!.start));
  if (isLabel && !FIRM.test(words[hint]!.text)) return true;
  const behind = words[at.to];
  const isBeside = behind && /^[\s-]*$/.test(segment.slice(words[at.to - 1]!.end, behind.start));
  return words.slice(hint + 1, at.from).every(links) && !(isBeside && !links(behind));
}

/** "40 people each", "20 people per shop"; "2 heads of department". */
function isEach(words: readonly Word[], hint: number): boolean {
  const [next, after] = words.slice(hint + 1, hint + 3).map(({ text }) => text);
  if (words[hint]!.text === 'heads' && next === 'of') return true;
  return (
    /^(?:each|apiece|per|every)$/.test(next ?? '') ||
    /^(?:на|в) (?:кажд\p{L}+|смену|магазин|точку|отдел|день|один|одну|одном|одной)$/u.test(`${next} ${after}`)
  );
}

/** "200 people signed up", "5 people on the call", "200 staff hours": something that people did or that is made of them. */
function isEvent(words: readonly Word[], hint: number): boolean {
  const behind = words
    .slice(hint + 1, hint + 5)
    .map(({ text }) => text)
    .join(' ');
  return /^(?:people|ppl|persons?|folks|человек|чел)$/.test(words[hint]!.text)
    ? DID.test(behind) || MADE_OF.test(behind)
    : MADE_OF.test(behind);
}

/** "Size: 75" and "company size 75", not "deal size 75" nor "размер заказа 75". */
function isOwnSize(lexicon: Lexicon, words: readonly Word[], at: number, key: string): boolean {
  const own = (word: Word | undefined) =>
    !word || isEmptyWord(word.text) || FIRM.test(word.text) || pointsTo(lexicon, key, word.text);
  const next = words[at + 1];
  return own(words[at - 1]) && (own(next) || /^\d/.test(next!.text) || LINKS.has(next!.text));
}
