import { fold } from '../lookup/words.ts';

/** "One" is left out but before a hundred or a thousand: "one person decides" counts nobody. */
const values: [number, string][] = [
  [1, 'one|одна|один|одну'],
  [2, 'two|два|две|двое|двух'],
  [3, 'three|три|трое|трех'],
  [4, 'four|четыре|четверо|четырех'],
  [5, 'five|пять|пятеро|пяти'],
  [6, 'six|шесть|шестеро|шести'],
  [7, 'seven|семь|семеро|семи'],
  [8, 'eight|восемь|восьмеро|восьми'],
  [9, 'nine|девять|девяти'],
  [10, 'ten|десять|десяти|десяток|десятка'],
  [11, 'eleven|одиннадцать|одиннадцати'],
  [12, 'twelve|dozen|двенадцать|двенадцати|дюжина|дюжины'],
  [13, 'thirteen|тринадцать'],
  [14, 'fourteen|четырнадцать'],
  [15, 'fifteen|пятнадцать|пятнадцати'],
  [16, 'sixteen|шестнадцать'],
  [17, 'seventeen|семнадцать'],
  [18, 'eighteen|восемнадцать'],
  [19, 'nineteen|девятнадцать'],
  [20, 'twenty|двадцать|двадцати'],
  [30, 'thirty|тридцать|тридцати'],
  [40, 'forty|fourty|сорок|сорока'],
  [50, 'fifty|пятьдесят|пятидесяти|полсотни'],
  [60, 'sixty|шестьдесят|шестидесяти'],
  [70, 'seventy|семьдесят|семидесяти'],
  [80, 'eighty|восемьдесят|восьмидесяти'],
  [90, 'ninety|девяносто'],
  [100, 'сто|ста|сотня|сотни'],
  [200, 'двести|двухсот'],
  [300, 'триста|трехсот'],
  [400, 'четыреста|четырехсот'],
  [500, 'пятьсот|пятисот'],
  [600, 'шестьсот|шестисот'],
  [700, 'семьсот|семисот'],
  [800, 'восемьсот|восьмисот'],
  [900, 'девятьсот|девятисот'],
];
const byWord = new Map(values.flatMap(([value, words]) => words.split('|').map((word) => [word, value])));

const hundred = 'hundred';
const thousand = 'thousand|тысяча|тысячи|тысяч|тысячу';
const small = values
  .filter(([value]) => value > 1)
  .map(([, words]) => words)
  .join('|')
  .replaceAll('е', '[её]');
const one = `(?:a|one|одна|одну)\\s+(?=(?:${hundred}|${thousand}))`;
const word = `(?:${small}|${hundred}|${thousand})(?![\\p{L}\\d])`;

/** A number written out, as a piece of a pattern: `a dozen`, `twenty-five`, `двести`. */
export const WORD_NUMBER = String.raw`(?:${one}|a\s+(?=dozen))?${word}(?:[\s-]+(?:and\s+)?${word})*`;

/** What {@link WORD_NUMBER} found, as a number. */
export function numberInWords(text: string): number {
  let total = 0;
  let current = 0;
  for (const piece of fold(text).split(/[\s-]+/)) {
    if (piece === hundred) current = (current || 1) * 100;
    else if (thousand.split('|').includes(piece)) {
      total += (current || 1) * 1_000;
      current = 0;
    } else if (/^(?:dozen|дюжин)/.test(piece)) current = (current || 1) * 12;
    else current += byWord.get(piece) ?? 0;
  }
  return total + current;
}
