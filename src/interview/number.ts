import type { Language } from '../text/language.ts';
import { wholeNumber } from '../text/number-words.ts';

/** What a typed number came to. `ambiguous`: it could mean two different numbers, so the person decides. */
export type ReadNumber =
  | { ok: true; value: number }
  | { ok: false; code: 'not_a_number' | 'ambiguous' | 'too_large' };

const LARGEST = 1e12;
const HOURS_A_DAY = 8;
const HOURS_A_WEEK = 40;

/** "About 7", "I think it was 7": the words before a number that change nothing. */
const ABOUT =
  /^(?:(?:~|≈|about|around|roughly|approx\.?|approximately|ca\.?|circa|it (?:was|is|took)|it[’']s|i(?: would|[’']d) say|i (?:think|guess|believe)|exactly|just|only|около|примерно|где-то|порядка|думаю|было|ушло|вышло|ровно|всего)(?:,?\s+|(?<=[~≈])))+|^(?:[~≈]|(?:штук|человек|раз)\s+(?=\d))/iu;
const PERCENT = /\s*(?:%|percent|per cent|pct\.?|процент(?:а|ов)?|проц\.?)$/iu;
const ISH = /(?<=[\dkк])\s?-?ish$/iu;
const FREE =
  /^(?:free|for free|free of charge|nothing(?: at all)?|at no cost|бесплатно|ничего|нисколько|даром)$/iu;
const CURRENCY =
  /^(?:us\$|[$€£¥₽₴₺]|usd|eur|gbp|chf|rub)\s*|\s*(?:[$€£¥₽₴₺]|usd|eur|gbp|chf|rub|dollars?|euros?|pounds?|руб(?:\.|л(?:ь|я|ей))?|р\.?|доллар(?:ов|а)?|евро)$/giu;
const THOUSANDS: [RegExp, number][] = [
  [/\s*(?:k|к|grand|thousand|тыс(?:\.|яч[аи]?)?)$/iu, 1_000],
  [/\s*(?:m|mio\.?|mln\.?|million|млн\.?|миллион(?:а|ов)?)$/iu, 1_000_000],
  [/\s*(?:bn|billion|млрд\.?|миллиард(?:а|ов)?)$/iu, 1_000_000_000],
];
/** Amounts that people write out: "полтора часа", "half a day", "a week", "полдня". */
const SPELLED: [RegExp, string][] = [
  [/^(?:a\s+)?quarter\s+(?:of\s+)?(?:an?\s+)?(?=\p{L})/iu, '0.25 '],
  [/^three[\s-]quarters\s+(?:of\s+)?(?:an?\s+)?(?=\p{L})/iu, '0.75 '],
  [/^четверть\s+(?=час)/iu, '0.25 '],
  [/^полтор[аы](?=\s|$)/iu, '1.5'],
  [/^(?:half an?|половин[ау]|пол)\s*(?=\p{L})/iu, '0.5 '],
  [/^half(?=\s)/iu, '0.5'],
  [/^(?:an?|one|один|одна|одну)\s+(?=\p{L})/iu, '1 '],
  [/^(?=(?:час|день|недел[яю])$)/iu, '1 '],
];
const UNITS: [RegExp, number][] = [
  [/^(?:m|min|mins|minutes?|мин|минут[аы]?)\.?$/iu, 1 / 60],
  [/^(?:h|hr|hrs|hours?|ч|час|часа|часов)\.?$/iu, 1],
  [/^(?:d|days?|д|дн|день|дня|дней)\.?$/iu, HOURS_A_DAY],
  [/^(?:w|wk|weeks?|нед|недел[яиью]|недель)\.?$/iu, HOURS_A_WEEK],
];

/** A count or a percentage: `12`, `12%`, `1 200`. */
export function readNumber(text: string, language: Language): ReadNumber {
  return readDigits(plain(text.trim().replace(PERCENT, '').replace(ISH, '')), language);
}

/** "5 days" where days are asked for: the last word, where the question says it too, is what is counted. */
export function withoutUnit(text: string, asked: string): string {
  const [, count, unit] = /^(.*\S)\s+(\p{L}{3,30})[.!]?$/su.exec(text.trim()) ?? [];
  if (count === undefined || unit === undefined) return text;
  const stem = unit.toLowerCase().slice(0, Math.max(3, unit.length - 2));
  const says =
    /^(?:times|раз)$/iu.test(unit) ||
    (asked.toLowerCase().match(/\p{L}+/gu) ?? []).some((word) => word.startsWith(stem));
  return says && wholeNumber(unit) === null ? count : text;
}

/** An amount in the company's own currency: `1200`, `$1,200`, `1.200,50 €`, `2k`. The currency sign is left out. */
export function readMoney(text: string, language: Language): ReadNumber {
  const amount = plain(text.trim().replace(ISH, '')).replace(CURRENCY, '').trim();
  const spelled = FREE.test(amount) ? { ok: true as const, value: 0 } : inWords(amount);
  if (spelled) return spelled;
  for (const [suffix, factor] of THOUSANDS) {
    if (!suffix.test(amount)) continue;
    const before = amount.replace(suffix, '');
    return times(inWords(before) ?? readDigits(before, language), factor);
  }
  return readDigits(amount, language);
}

/** Hours of work: `40`, `2 hours`, `1h 30m`, `3 days` (8 hours each), `2 weeks` (40 hours each). A bare number is hours. */
export function readDuration(text: string, language: Language): ReadNumber {
  const words = halved(plain(text)).replace(/^\p{L}[\p{L}\s-]*(?=\s\p{L}+$)/u, (count) =>
    String(wholeNumber(count.trim()) ?? count),
  );
  if (!/\p{L}/u.test(words)) return readDigits(words, language);
  const parts = [...words.matchAll(/(-?\d[\d\s.,'’]*?)\s*(\p{L}+\.?)(?=[\s\d]|$)/giu)];
  const rest = parts.reduce((left, [whole]) => left.replace(whole, ''), words);
  if (parts.length === 0 || !/^\s*(?:(?:and|и)\s*)*$/iu.test(rest))
    return { ok: false, code: 'not_a_number' };
  let hours = 0;
  for (const [, digits = '', unit = ''] of parts) {
    const factor = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
    if (factor === undefined) return { ok: false, code: 'not_a_number' };
    const read = times(readDigits(digits, language), factor);
    if (!read.ok) return read;
    hours += read.value;
  }
  return bounded(Math.round(hours * 100) / 100);
}

/** "An hour and a half", "два с половиной часа", "1h30". */
function halved(text: string): string {
  const [, hours, minutes] = /^(\d{1,3})\s?(?:h|ч)\s?(\d{1,2})$/iu.exec(text) ?? [];
  if (hours !== undefined) return `${hours}h ${minutes}m`;
  const half = String.raw`\s+(?:and\s+a\s+half|с\s+половиной)`;
  const behind = new RegExp(String.raw`^(?:(\S+)\s+)?(\p{L}+)${half}$`, 'iu').exec(text);
  const before = new RegExp(String.raw`^(\S+)${half}\s+(\p{L}+)$`, 'iu').exec(text);
  const [, count, unit] = before ?? behind ?? [];
  const whole = /^\d+$/.test(count ?? '1') ? Number(count ?? 1) : wholeNumber(count!);
  return unit === undefined || whole === null ? text : `${whole + 0.5} ${unit}`;
}

/** The words around a number that change nothing. */
function plain(text: string): string {
  const digits = text
    .normalize('NFKC')
    .replace(/[−–](?=\d)/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(ABOUT, '');
  const inWords = wholeNumber(digits);
  if (inWords !== null) return String(inWords);
  const found = SPELLED.find(([words]) => words.test(digits));
  return found ? digits.replace(found[0], found[1]) : digits;
}

/** "Ten", "twenty-five", "a dozen", "ноль". */
function inWords(text: string): ReadNumber | null {
  const value = wholeNumber(text);
  return value === null ? null : bounded(value);
}

function times(read: ReadNumber, factor: number): ReadNumber {
  return read.ok ? bounded(read.value * factor) : read;
}

function bounded(value: number): ReadNumber {
  return Math.abs(value) <= LARGEST ? { ok: true, value } : { ok: false, code: 'too_large' };
}

/**
 * Digits with the separators of any country. Three digits behind a single separator are the hard case: `1,200` is
 * 1200 where the comma groups (English) and may be 1.2 where it does not; `1.200` may be either anywhere.
 */
function readDigits(text: string, language: Language): ReadNumber {
  const digits = text.trim().replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, '');
  if (/^[+-]?\d+$/.test(digits)) return bounded(Number(digits));
  if (!/^[+-]?[\d.,]*\d$/.test(digits)) {
    const several = /^[+-]?\d[\d.,]*\s*(?:-|\.\.|to|до|\/|:|\s)\s*\d[\d.,]*$/i.test(digits);
    return { ok: false, code: several ? 'ambiguous' : 'not_a_number' };
  }
  const separators = [...new Set(digits.match(/[.,]/g) ?? [])];
  if (separators.length === 2) return readBoth(digits);
  const separator = separators[0] ?? '.';
  const groups = digits.replace(/^[+-]/, '').split(separator);
  const grouped = isGrouped(groups);
  if (groups.length > 2) {
    return grouped ? bounded(Number(digits.replaceAll(separator, ''))) : { ok: false, code: 'ambiguous' };
  }
  if (!grouped) return bounded(Number(digits.replace(separator, '.')));
  if (separator === ',' && language === 'en') return bounded(Number(digits.replace(',', '')));
  return { ok: false, code: 'ambiguous' };
}

/** `1.200,50` and `1,200.50`: the last separator is the decimal one, the other one groups. */
function readBoth(digits: string): ReadNumber {
  const decimal = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  const group = decimal === '.' ? ',' : '.';
  const [whole = '', fraction = '', ...more] = digits.split(decimal);
  const groups = whole.replace(/^[+-]/, '').split(group);
  if (more.length > 0 || fraction.includes(group) || !isGrouped(groups))
    return { ok: false, code: 'ambiguous' };
  return bounded(Number(`${whole.replaceAll(group, '')}.${fraction}`));
}

/** One to three digits that do not begin with 0, then groups of exactly three. */
function isGrouped([first = '', ...rest]: string[]): boolean {
  return /^[1-9]\d{0,2}$/.test(first) && rest.length > 0 && rest.every((group) => /^\d{3}$/.test(group));
}
