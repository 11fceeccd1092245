import { inRange, parseRange } from '../scripts/range.ts';
import type { Option } from '../scripts/script.ts';
import type { Language } from '../text/language.ts';
import { readNumber } from './number.ts';

const MORE = /^(?:over|above|more than|>|больше|более|свыше)\s*/iu;
const LESS = /^(?:under|below|less than|fewer than|<|меньше|менее)\s*/iu;
const FROM = /^(?:between|from|от|между)\s+/iu;
const TO = /\s*(?:-|–|—|\sto\s|\sand\s|\sдо\s|\sи\s)\s*/iu;
/** In characters: no option is named at greater length. */
const LONGEST = 200;
/** Who is counted where a firm's size is asked for. */
const PEOPLE =
  /\s*(?:people|persons?|employees|staff|ppl|fte|heads|человек[а]?|чел\.?|сотрудник(?:ов|а)?|сотр\.?|люд(?:ей|и))$/iu;

/**
 * The one option that a typed answer means without being spelled like it: the band that holds a number or a whole range
 * ("about 30 people", "between 60 and 80"), a step in words ("three"), a part of a label that no other has ("e-commerce").
 * @returns `null` where none or several are meant
 */
export function optionMeant(options: readonly Option[], text: string, language: Language): string | null {
  if (text.length > LONGEST) return null;
  return byNumber(options, text.trim(), language) ?? byPart(options, text);
}

function byNumber(options: readonly Option[], text: string, language: Language): string | null {
  const bands = options.flatMap(({ value }) => {
    const range = parseRange(value);
    return range ? [{ value, range }] : [];
  });
  const counted = text.replace(PEOPLE, '').replace(FROM, '');
  const number = (one: string) => {
    const read = readNumber(one, language);
    return read.ok ? read.value : null;
  };
  if (bands.length === 0) {
    const step = number(counted);
    return options.find(({ value }) => step !== null && value === String(step))?.value ?? null;
  }
  const bare = counted.replace(MORE, '').replace(LESS, '');
  const ends = bare.split(TO).map(number);
  if (ends.length > 2 || ends.some((end) => end === null || !Number.isInteger(end))) return null;
  const [first, last] = [ends[0]!, ends.at(-1)!];
  const isOpen = bare !== counted && ends.length === 1;
  const low = isOpen ? (MORE.test(counted) ? first + 1 : 0) : first;
  const high = isOpen ? (MORE.test(counted) ? Infinity : first - 1) : last;
  const holds = ({ range }: (typeof bands)[number]) =>
    (inRange(range, low) || (low === 0 && range.min <= 1)) &&
    (inRange(range, high) || (high === Infinity && range.max === Infinity));
  return low <= high ? (bands.find(holds)?.value ?? null) : null;
}

function byPart(options: readonly Option[], text: string): string | null {
  const wanted = fold(text);
  const having = options.filter(({ label }) =>
    [label.en, label.ru ?? ''].some((name) => partsOf(name).includes(wanted)),
  );
  return having.length === 1 && wanted.length >= 3 ? having[0]!.value : null;
}

/** "Hotels, food or travel" is each of the three, "4 - hurt the mood" what stands behind its step. */
function partsOf(label: string): string[] {
  const name = label.replace(/^\d+\s+[-–—]\s+/, '');
  const parts = name.split(/,\s|\s(?:or|или)\s/);
  return [name, ...(parts.every((part) => !/\s/.test(part.trim())) ? parts : [])].map(fold);
}

const fold = (text: string) => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
