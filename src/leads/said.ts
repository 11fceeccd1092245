import type { Word } from '../lookup/words.ts';
import { isOfAnotherKind } from './kinds.ts';
import { isOurs, isSomebodyElses, type Loose, type Said, textOf } from './others.ts';

const list = (words: string) => new Set(words.split(/\s+/));
const NOT = list(
  `not no never without isn't aren't don't doesn't didn't hasn't haven't hadn't wasn't weren't won't wouldn't needn't
   cannot can't couldn't isnt arent dont doesnt didnt hasnt havent wasnt couldnt neither nor non nothing hardly
   не нет без ни kein keine keinen keiner nicht nie ohne`,
);
/** Words that make a statement a guess, a memory or a part of something else. */
const UNSURE = list(
  `maybe perhaps possibly probably might could may unsure almost nearly former formerly ex previously once used
   either unlike like similar only just if unless whether would
   может возможно похож похожа похожи наверное вероятно бывший бывшая раньше ранее прежде вроде похоже если кажется почти только наподобие типа
   offer offered offering можем могли дать предложить предложили бы
   previous claims claimed initially originally предыдущий предыдущая предыдущие изначально сначала утверждает утверждают
   except excluding besides anything кроме помимо
   earlier predecessor mistake mistakenly wrongly compete competing предшественник предшественница ошибочно ошибке конкурируют конкурирует
   none nobody denied denies declined declines refused refuses rejected withdrawn никто никому отказали отказались отозвали`,
);
/** What is wished for is not there yet; an amount that is wished for is what they ask of us. */
const WISHES = list(
  'wants want wish plans planning hopes hope aims considering consider considers рассматривают рассматривает хочет хотят планируют планирует мечтают собираются',
);
/** "sells to retail", "software for retail": the word behind these is somebody else's trait. */
const OTHERS = list(
  `for sells sell selling serves serve serving supplies supply supplying clients customers competitor competes targets
   helps supplier suppliers vendor provider contractor parent головной головном головная материнская материнской для продает продают продаем поставляет поставляют обслуживает обслуживают клиенты заказчики конкурент
   поставщик поставщики подрядчик`,
);
/** The lead's own customers, however far ahead: "sells CRM to schools". */
const SELLS = list(
  'sells sell selling supplies supplying serves serving продают продает поставляют поставляет обслуживают обслуживает',
);
/** "They gave 10% off to their clients" asks us for nothing. */
const GIVES = list('gave gives given granted got дали дал дала дает дают');
/** "A yearly contract is out of the question". */
const RULED_OUT =
  /^(?:\p{L}+ ){0,2}(?:(?:is|are|was|were) )?(?:out of the question|off the table|ruled out|excluded|impossible|исключен[аоы]?|исключается|исключаются)(?: |$)/u;
const LINKS = list('is are was were a an the это был была были');
/** "neither retail nor logistics", "ни розница, ни логистика": each denies what follows it. */
const PAIRED = list('neither nor ни');
/** What is counted beside these is not the whole firm, not yet, or another one. */
const PART = list(
  `group workshop growth growing plan forecast target goal expected группа группе группы план прогноз цель
   hired hiring fired trained train invited invite attended founded lost left manages managing manage leads leading supervises
   will soon seasonal будет будут было пришло набирают набирать ищут звонке демо участвовали
   quit resigned grow grows parent subsidiary competitor client clients
   наняли нанимают уволили обучили обучить пригласили ушли ушла уволилась половина половину
   department departments dept division отдел отдела отделе отделу подразделение филиал филиала филиале
   partner's client's customer's competitor's партнера партнеров соседа соседей
   треть четверть большинство часть вырастут вырастет расширятся головной головном материнской дочерней конкурента клиента
   клиентов заказчика`,
);

/** Whom one met are some of a firm's people, unless they only say how large it is: "met a 40-person firm". */
const MET = list(
  'meeting meetings met meet talked spoke visited встреча встрече встретил встретили говорили',
);

/** Whether a word steers how others are read. */
export function steers(word: string): boolean {
  return [NOT, UNSURE, WISHES, OTHERS, PAIRED, PART, MET].some((words) => words.has(word));
}

/** Whether a word denies what follows it. */
export function denies(word: string): boolean {
  return NOT.has(word);
}

/** Whether a word, wherever it stands, keeps a statement from being certain. */
export function unsettles(word: string): boolean {
  return NOT.has(word) || UNSURE.has(word) || PAIRED.has(word);
}

/** Whether people counted in a statement are only some of a firm's. */
export function countsPart(words: readonly Word[], attributive: boolean): boolean {
  return words.some(
    ({ text }, i) => (PART.has(text) && !isOfWhole(words, i)) || (MET.has(text) && !attributive),
  );
}

/** "A growing company with 25 people", "managing director of a bank with 80 employees": all of them are counted. */
function isOfWhole(words: readonly Word[], i: number): boolean {
  const [before, next] = [words[i - 1]?.text ?? '', words[i + 1]?.text ?? ''];
  return words[i]!.text === 'growing'
    ? /^(?:a|fast|rapidly|quickly)$/.test(before) && /^(?!(?:to|by|from|at|into|past|over)$)\p{L}/u.test(next)
    : words[i]!.text === 'managing' && /^(?:director|partner)$/.test(next);
}

/**
 * How a value is said: that the lead has it, that it has it not, or neither for certain. A "not" up to three words
 * before it denies it; one farther off, behind it, or twice leaves it open.
 * @param value.hints whether a word points to the value's own dimension: "wants email" is no mere wish
 * @param value.ofThem whether the text speaks of the lead as of somebody else
 * @param value.asked an amount that a lead may ask of us, as in "asks for 40 % off"
 */
export function saidOf(
  segment: string,
  words: readonly Word[],
  used: ReadonlySet<number>,
  value: Said & { asked: boolean; ofThem: boolean },
): 'is' | 'is not' | 'unclear' {
  const { at } = value;
  const loose: Loose[] = words.flatMap((word, i) => (used.has(i) ? [] : [{ i, text: word.text }]));
  if (segment.trimEnd().endsWith('?') || isUnsure(words, loose, value)) return 'unclear';
  if (
    isSomebodyElses(words, loose, value) ||
    isOfAnotherKind(segment, words, value) ||
    isOurs(words, value, value.ofThem) ||
    (!value.asked && (isWished(words, loose, value) || isOthers(loose, at)))
  ) {
    return 'unclear';
  }
  if (value.asked && loose.some(({ i, text }) => GIVES.has(text) && i < at.from)) return 'unclear';
  if (RULED_OUT.test(textOf(words.slice(at.to, at.to + 8)))) return 'is not';
  const denials = loose.filter(({ i, text }) => NOT.has(text) && !isRank(words, i));
  const paired = denials.length > 1 && denials.every(({ text }) => PAIRED.has(text));
  const own = paired ? denials.filter(({ i }) => i < at.from).slice(-1) : denials;
  const [only, ...more] = own;
  const isOneOfTwo = [words[at.from - 1], words[at.to]].some((word) => /^(?:or|или)$/.test(word?.text ?? ''));
  if (only === undefined) return isOneOfTwo ? 'unclear' : 'is';
  return more.length === 0 && only.i < at.from && only.i >= at.from - 3 ? 'is not' : 'unclear';
}

const before = (loose: Loose[], { from }: Said['at'], reach: number) =>
  loose.filter(({ i }) => i < from && i >= from - reach);

function isUnsure(words: readonly Word[], loose: Loose[], { at, hints }: Said): boolean {
  const onlyAfter = (i: number) => /^(?:only|just|только)$/.test(words[i + 1]?.text ?? '');
  const polite = (i: number) => i !== at.to && isPolite(words, i);
  return loose.some(
    ({ i, text }) =>
      (NOT.has(text) && onlyAfter(i)) ||
      (UNSURE.has(text) &&
        !hints(text) &&
        !polite(i) &&
        !polite(i - 1) &&
        !isMonth(words, i) &&
        !isToo(words, i)),
  );
}

/** "Not in logistics either". */
function isToo(words: readonly Word[], i: number): boolean {
  return i === words.length - 1 && words[i]!.text === 'either' && words.some(({ text }) => NOT.has(text));
}

/** "No 1 in retail". */
function isRank(words: readonly Word[], i: number): boolean {
  return words[i]!.text === 'no' && /^\d+$/.test(words[i + 1]?.text ?? '');
}

/** "A tender in May". */
function isMonth(words: readonly Word[], i: number): boolean {
  return (
    words[i]!.text === 'may' &&
    /^(?:in|since|by|of|until|till|early|late|mid|this|next|last)$/.test(words[i - 1]?.text ?? '')
  );
}

/** "Would like a demo" is a wish, "more like 400" a correction. */
function isPolite(words: readonly Word[], i: number): boolean {
  return /^(?:more|would) like$/.test(`${words[i]?.text} ${words[i + 1]?.text}`);
}

function isWished(words: readonly Word[], loose: Loose[], { at, hints }: Said): boolean {
  return before(loose, at, 5).some(
    ({ i, text }) => (WISHES.has(text) && !hints(text)) || (text === 'would' && isPolite(words, i)),
  );
}

/** "Sells to retail", "their competitor is a bank". */
function isOthers(loose: Loose[], at: Said['at']): boolean {
  const subject = before(loose, at, 5).filter(({ text }) => !LINKS.has(text));
  return (
    [...before(loose, at, 2), ...subject.slice(-1)].some(({ text }) => OTHERS.has(text)) ||
    subject.some(({ text }) => SELLS.has(text))
  );
}
