import { wordsOf } from '../lookup/words.ts';
import { takesBack } from './taken-back.ts';

/** A part of a description that says one thing. `end` is exclusive, in UTF-16 units. */
export type Statement = { text: string; start: number; end: number };

/** A description parted into statements, brackets that take something back for themselves. */
export function statementsOf(text: string): Statement[] {
  let behind = 0;
  return segmentsOf(text)
    .flatMap(withoutAside)
    .flatMap(inReach)
    .map((part) => {
      const start = text.indexOf(part, behind);
      behind = start + part.length;
      return { text: part, start, end: behind };
    });
}

/**
 * Commas part statements, but not the digits of a number nor a doubt from what is doubted ("maybe, a school"); so do "but"
 * and a full stop that ends no abbreviation.
 */
function segmentsOf(text: string): string[] {
  const parts = text.split(
    /(?<!\d|(?:^|[^\p{L}])(?:maybe|perhaps|possibly|probably|возможно|наверное|вероятно|кажется|может быть)),|(?<=\d),(?!\d)|[;\n•|]|(?<!(?:^|[^\p{L}])(?:чел|сотр|тыс|руб|млн|долл|ppl|emp|emps|approx|ca|г|ок|т\.\s?е|i\.e|e\.g))[.](?=\s|$)|!(?=\s|$)|(?<=\?)|(?<!(?:anything|everything|nothing|all|none))\s(?:but|however|но|зато)\s|\s\/\s(?=\p{L}[\p{L} ]*[:=])|\s(?:and|or|и)\s(?=(?:not|не)\s)|\s[-–—]\s|\s+(?=\p{L}[\p{L}\d_]*!?=)/iu,
  );
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** In words: whoever goes on longer without a stop says several things, and reading them together takes ever longer. */
const LONGEST = 60;
const JOINS = /^(?:and|because|so|then|which|who|that|и|а|потому|который|которая|которые|что)$/;

/** A statement without end is parted before the last word that joins two, else where it becomes too long. */
function inReach(segment: string): string[] {
  const words = wordsOf(segment);
  const parts: string[] = [];
  let start = 0;
  for (let from = 0; words.length - from > LONGEST; ) {
    const join = words.slice(from, from + LONGEST).findLastIndex(({ text }, i) => i > 0 && JOINS.test(text));
    from += join === -1 ? LONGEST : join;
    parts.push(segment.slice(start, words[from]!.start).trim());
    start = words[from]!.start;
  }
  return [...parts, segment.slice(start)];
}

/** "30% off (they did not ask)": what the brackets take back stands before them. */
function withoutAside(segment: string): string[] {
  const parts = /^([^()]+)\(([^()]+)\)(.*)$/su.exec(segment);
  if (!parts || !takesBack(parts[2]!, wordsOf(parts[2]!), () => false)) return [segment];
  return [parts[1]!, parts[2]!, parts[3]!].map((part) => part.trim()).filter((part) => part !== '');
}
