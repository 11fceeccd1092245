const fold = (text: string) => text.toLowerCase().replaceAll('ё', 'е');

/** "One" is left out but before a hundred or a thousand: "one person decides" counts nobody. */
const units: [number, string][] = [
  [2, 'two|два|две|двое|двух|двоих'],
  [3, 'three|три|трое|трех|троих'],
  [4, 'four|четыре|четверо|четырех|четверых'],
  [5, 'five|пять|пятеро|пяти|пятерых'],
  [6, 'six|шесть|шестеро|шести|шестерых'],
  [7, 'seven|семь|семеро|семи'],
  [8, 'eight|восемь|восьмеро|восьми'],
  [9, 'nine|девять|девяти'],
];
const teens: [number, string][] = [
  [10, 'ten|десять|десяти|десяток'],
  [11, 'eleven|одиннадцать|одиннадцати'],
  [12, 'twelve|двенадцать|двенадцати'],
  [13, 'thirteen|тринадцать|тринадцати'],
  [14, 'fourteen|четырнадцать|четырнадцати'],
  [15, 'fifteen|пятнадцать|пятнадцати'],
  [16, 'sixteen|шестнадцать|шестнадцати'],
  [17, 'seventeen|семнадцать|семнадцати'],
  [18, 'eighteen|восемнадцать|восемнадцати'],
  [19, 'nineteen|девятнадцать|девятнадцати'],
];
const tens: [number, string][] = [
  [20, 'twenty|двадцать|двадцати'],
  [30, 'thirty|тридцать|тридцати'],
  [40, 'forty|fourty|сорок|сорока'],
  [50, 'fifty|пятьдесят|пятидесяти|полсотни'],
  [60, 'sixty|шестьдесят|шестидесяти'],
  [70, 'seventy|семьдесят|семидесяти'],
  [80, 'eighty|восемьдесят|восьмидесяти'],
  [90, 'ninety|девяносто'],
];
const hundreds: [number, string][] = [
  [100, 'сто|ста|сотня|сотню'],
  [200, 'двести|двухсот'],
  [300, 'триста|трехсот'],
  [400, 'четыреста|четырехсот'],
  [500, 'пятьсот|пятисот|полтысячи'],
  [500_000, 'полмиллиона'],
  [600, 'шестьсот|шестисот'],
  [700, 'семьсот|семисот'],
  [800, 'восемьсот|восьмисот'],
  [900, 'девятьсот|девятисот'],
];
/** What multiplies another number: "two dozen", "полторы сотни". Alone, "dozens" and "сотни" count nothing. */
const multiples: [number, string][] = [
  [10, 'десятка|десятков'],
  [12, 'dozen|дюжина|дюжины|дюжин'],
  [100, 'hundred|сотни|сотен'],
];
const parts: [number, string][] = [
  [0.5, 'half|пол'],
  [1, 'one|a|одна|один|одну'],
  [1.5, 'полтора|полторы'],
  [2, 'couple|пара|пару|пары'],
];
const THOUSAND = 'thousand|тысяча|тысячи|тысяч|тысячу';

const numbers = [...units, ...teens, ...tens, ...hundreds, ...parts];
const byWord = new Map(numbers.flatMap(([value, words]) => words.split('|').map((word) => [word, value])));
const timesByWord = new Map(
  multiples.flatMap(([value, words]) => words.split('|').map((word) => [word, value])),
);
const thousands = new Set(THOUSAND.split('|'));
const millions = new Set(['million', 'миллион', 'миллиона']);

const END = String.raw`(?![\p{L}\d])`;
const GAP = String.raw`(?:\s+|-)`;
const anyOf = (words: [number, string][]) =>
  `(?:${words
    .map(([, each]) => each)
    .join('|')
    .replaceAll('е', '[её]')})${END}`;

/** A number is put together as it is spoken: "twenty five" is one, "twenty, thirty" and "five six" are two. */
const belowHundred = `(?:${anyOf(tens)}(?:${GAP}${anyOf(units)})?|${anyOf(teens)}|${anyOf(units)})`;
const belowThousand = `(?:${anyOf(hundreds)}(?:${GAP}${belowHundred})?|${belowHundred})`;
/** "Two and a half thousand". */
const andHalf = String.raw`(?:one|${anyOf(units)})\s+and\s+a\s+half`;
/** What counts only before something large. */
export const PART = String.raw`(?:${andHalf}|half\s+a|a\s+half|a\s+couple(?:\s+of)?|couple(?:\s+of)?|half|a|one|одн[аоуи]|один|полтор[аы]|пар[аыу])${END}`;
/** "A few dozen", "several thousand": nobody knows how many. */
const KNOWN = String.raw`(?<!(?:few|several|many|some)\s+)`;
/** "Около сотни", "больше тысячи": the case tells one of them from many. */
const OF_ONE = String.raw`(?<=(?:около|до|от|больше|более|меньше|менее|свыше|порядка)\s+)`;
const several = String.raw`(?:(?:(?:${PART}|${belowHundred})${GAP}|${OF_ONE})${anyOf(multiples)}|${KNOWN}(?:hundred|dozen|дюжина)${END})(?:${GAP}(?:and\s+)?${belowHundred})?`;
const upToThousand = `(?:${several}|${belowThousand})`;
const thousand = String.raw`(?:(?:(?:${upToThousand}|${PART})${GAP}|${OF_ONE})(?:${THOUSAND})|${KNOWN}(?:thousand|тысяча|тысячу))${END}(?:${GAP}(?:and\s+)?${upToThousand})?`;
/** "Миллион", "около миллиона", "million-dollar": one that no number counts. "Several million" nobody knows. */
export const ONE_MILLION = `(?:${KNOWN}(?:million|миллион)|${OF_ONE}миллиона)${END}`;
const few = String.raw`a\s+couple|couple|пар[аыу]`;

/** A number written out, as a piece of a pattern: `a dozen`, `twenty-five`, `двести`. */
export const WORD_NUMBER = String.raw`(?:${thousand}|${upToThousand}|(?:${few})${END}(?:\s+of${END})?)`;

/** Whether a folded word is, or multiplies, a number. */
export function isNumberWord(word: string): boolean {
  return (
    (byWord.has(word) && word !== 'a') || timesByWord.has(word) || thousands.has(word) || millions.has(word)
  );
}

/** What {@link WORD_NUMBER} found, as a number. */
export function numberInWords(text: string): number {
  let total = 0;
  let current = 0;
  // The half of "a half" is the number, that of "two and a half" is added to it.
  const plain = fold(text).replace(/\s+and\s+a\s+half\b/, ' +half');
  for (const piece of plain.split(/[\s-]+/)) {
    const times = millions.has(piece) ? 1e6 : timesByWord.get(piece);
    if (thousands.has(piece)) {
      total += (current || 1) * 1_000;
      current = 0;
    } else if (times !== undefined) current = (current || 1) * times;
    // "half a dozen", "a couple": the article beside another part counts nothing.
    else if (piece !== 'a' || current === 0) current = joined(current, piece);
  }
  return total + current;
}

function joined(current: number, piece: string): number {
  if (piece === '+half') return current + 0.5;
  const value = byWord.get(piece) ?? 0;
  return piece === 'half' || (current === 1 && piece === 'couple') ? value : current + value;
}

/** "A couple of": a number of people, or no number at all. */
export function isVague(text: string): boolean {
  return /^(?:a\s+)?couple(?:\s+of)?$|^пар[аыу]$/.test(fold(text));
}

/** A million that no other number counts: "a million", "миллион". */
export function isMillion(text: string): boolean {
  return /^(?:a\s+)?(?:million|миллиона?)$/.test(fold(text));
}

/** Counts people by its form alone: "двое", "четверо". */
export function countsPeople(word: string): boolean {
  return /^(?:двое|трое|четверо|пятеро|шестеро|семеро|восьмеро)$/.test(fold(word));
}

const WHOLE = new RegExp(`^(?:${WORD_NUMBER}|${ONE_MILLION}|${PART}\\s+(?:million|миллиона?))$`, 'iu');
const NONE =
  /^(?:zero|none(?: at all)?|not (?:one|a single one)|nil|ноль|нуль|ни одн(?:ого|ой|у)|нисколько)$/iu;
/** In running text it counts nobody ("one person decides"), as an answer it does. */
const ONE = /^(?:one|once|один|одна|одно|одну|однажды|раз)$/iu;
/** Of what, and so how many, it does not say. */
const HALF = /^(?:(?:a\s+)?half|пол)$/iu;

/** The number that a text is and nothing more: "twenty-five", "a dozen", "ни одного"; `null` for any other text. */
export function wholeNumber(text: string): number | null {
  if (NONE.test(text)) return 0;
  if (ONE.test(text)) return 1;
  return WHOLE.test(text) && !isVague(text) && !HALF.test(text) ? numberInWords(text) : null;
}
