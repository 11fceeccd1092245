import type { AnswerValue, Question } from '../scripts/script.ts';
import type { Language } from '../text/language.ts';
import { readDate } from './date.ts';
import { type ReadNumber, readDuration, readMoney, readNumber, withoutUnit } from './number.ts';
import { optionMeant } from './option.ts';

/** What a person gave for one question. `customer` names whose case it is: a known key, or a new one with its name. */
export type Given =
  | { state: 'answered'; value: AnswerValue }
  | { state: 'customer'; key: string; name: string }
  | { state: 'dont_know' }
  | { state: 'skipped' };

/** Why an answer was not taken; the words for it stand in the catalogue. */
export type Refusal =
  | {
      code:
        | 'empty'
        | 'not_a_number'
        | 'ambiguous'
        | 'not_an_option'
        | 'not_a_date'
        | 'ambiguous_date'
        | 'required';
    }
  | { code: 'too_large' | 'too_long' }
  | { code: 'below'; min: number }
  | { code: 'above'; max: number };
export type Reading = { ok: true; given: Given } | { ok: false; refusal: Refusal };

const LONGEST_TEXT = 40_000;
/** No number is written longer: reading one of 40,000 digits takes seconds. */
const LONGEST_NUMBER = 200;
const UNKNOWN = new RegExp(
  `^(?:${[
    String.raw`\?+|-+|—|n\/?a|idk|dunno|unknown|not known|(?:hard|difficult) to (?:say|tell)`,
    "(?:i )?do(?:n[’']?t| not)(?: really)? know(?: exactly)?|(?:i )?ca(?:n[’']?t|nnot) (?:say|tell|remember)",
    "(?:i(?: have|[’']ve)? )?(?:got )?no (?:idea|clue)|(?:i )?haven[’']?t (?:a clue|got a clue|any idea)|(?:i[’']?m |i am )?not sure",
    '(?:я )?(?:точно )?не знаю(?: точно)?|незнаю|не помню|не в курсе|нет данных|(?:сложно|трудно) сказать|не могу сказать|не скажу',
    'без понятия|понятия не имею|затрудняюсь ответить|неизвестно|хз',
  ].join('|')})[.!]?$`,
  'iu',
);
const YES =
  /^(?:y|yes|yep|yeah|sure|indeed|absolutely|of course|certainly|definitely|да|ага|угу|конечно|да конечно|безусловно|разумеется)[.!]?$/iu;
const NO =
  /^(?:n|no|nope|nah|no way|never(?: again)?|not at all|(?:absolutely|definitely|certainly|of course) not|нет|не|неа|не-а|никогда|(?:конечно|совсем|точно|вовсе) нет|ни за что|ни в коем случае)[.!]?$/iu;
/** "Yes, twice", "нет, никогда"; not "yes, but", "да, но". */
const AND_MORE =
  /^([\p{L} ]{1,12}),\s+(?!.*(?<!\p{L})(?:but|not|no|nope|never|yes|maybe|though|except|only|if|hardly|rarely|но|не|нет|да|только|если|хотя|возможно|вряд|редко|никогда)(?!\p{L}))/isu;

const refuse = (refusal: Refusal): Reading => ({ ok: false, refusal });
const take = (value: AnswerValue): Reading => ({ ok: true, given: { state: 'answered', value } });

/** Somebody saying that they do not know, in words. */
export function saysUnknown(text: string): boolean {
  return UNKNOWN.test(text.trim());
}

/**
 * Reads what was typed as an answer to this question: a number where words are asked is a text; words where a number
 * is asked are refused; a choice is found by its label or value, in any case and either language.
 */
export function readTyped(question: Question, typed: string, language: Language): Reading {
  const text = typed.replaceAll('\u0000', '').trim();
  if (text === '') return refuse({ code: 'empty' });
  if (saysUnknown(text)) return { ok: true, given: { state: 'dont_know' } };
  switch (question.type) {
    case 'text':
    case 'customer':
      return text.length > LONGEST_TEXT ? refuse({ code: 'too_long' }) : take(text);
    case 'choice':
    case 'yesno':
    case 'scale':
    case 'multi':
      return readOption(question, text, language);
    case 'number':
    case 'money':
    case 'duration':
      return withinLimits(question, numberOf(question, question.type, text, language));
    case 'date':
      return readDay(text);
  }
}

function numberOf(
  { ask }: Question,
  type: 'number' | 'money' | 'duration',
  text: string,
  language: Language,
): ReadNumber {
  if (text.length > LONGEST_NUMBER) return { ok: false, code: 'not_a_number' };
  if (type === 'number') return readNumber(withoutUnit(text, JSON.stringify(ask)), language);
  return type === 'money' ? readMoney(text, language) : readDuration(text, language);
}

/** Checks a value that came from a button, a select or an earlier answer. */
export function readValue(question: Question, value: AnswerValue, language: Language): Reading {
  if (Array.isArray(value)) return readSeveral(question, value);
  if (typeof value === 'string') {
    if (question.options.length === 0) return readTyped(question, value, language);
    const known = question.options.some((option) => option.value === value);
    return known ? readSeveral(question, [value]) : readTyped(question, value, language);
  }
  const numeric = ['number', 'money', 'duration'].includes(question.type);
  return numeric ? withinLimits(question, { ok: true, value }) : readTyped(question, String(value), language);
}

function readOption(question: Question, text: string, language: Language): Reading {
  const spelled = fold(text);
  const exact = question.options.find(({ value, label }) =>
    [value, label.en, label.ru ?? label.en].some((name) => fold(name) === spelled),
  );
  if (exact) return readSeveral(question, [exact.value]);
  const said = yesOrNo(question, text);
  if (said !== null) return take(said);
  const meant = optionMeant(question.options, text, language);
  if (meant !== null) return readSeveral(question, [meant]);
  if (question.type === 'multi' && text.includes(',')) {
    const parts = text.split(',').map((part) => readOption(question, part, language));
    const values = parts.flatMap((part) =>
      part.ok && part.given.state === 'answered' ? [part.given.value].flat().map(String) : [],
    );
    if (values.length === parts.length) return readSeveral(question, values);
  }
  return refuse({ code: 'not_an_option' });
}

/** "Yes, twice", "no, not at all", also where "yes" and "no" are two options of several. */
function yesOrNo({ type, options }: Question, text: string): 'yes' | 'no' | null {
  const offers = (wanted: string) => options.some(({ value }) => value === wanted);
  if (!offers('yes') || !offers('no')) return null;
  const parts = text.split(/[,.!]\s+/);
  if (parts.every((part) => NO.test(part))) return 'no';
  if (parts.every((part) => YES.test(part))) return 'yes';
  // Among other options what follows may be one of them: "yes, on other terms".
  const first = type === 'yesno' ? AND_MORE.exec(text)?.[1] : undefined;
  if (first === undefined) return null;
  return YES.test(first) ? 'yes' : NO.test(first) ? 'no' : null;
}

/** Values in the script's order, each once; a scale's step is a number, a choice one word, several choices a list. */
function readSeveral(question: Question, values: string[]): Reading {
  const chosen = question.options.map(({ value }) => value).filter((value) => values.includes(value));
  const [first] = chosen;
  if (first === undefined || new Set(values).size !== chosen.length) return refuse({ code: 'not_an_option' });
  if (question.type === 'multi') return take(chosen);
  return take(question.type === 'scale' ? Number(first) : first);
}

function withinLimits({ type, validate }: Question, read: ReadNumber): Reading {
  if (!read.ok) return refuse({ code: read.code });
  const min = validate.min ?? (type === 'duration' ? 0 : null);
  if (!Number.isFinite(read.value)) return refuse({ code: 'not_a_number' });
  if (min !== null && read.value < min) return refuse({ code: 'below', min });
  if (validate.max !== null && read.value > validate.max) return refuse({ code: 'above', max: validate.max });
  return take(read.value);
}

function readDay(text: string): Reading {
  const day = readDate(text);
  return day.ok ? take(day.day) : refuse({ code: day.code });
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
