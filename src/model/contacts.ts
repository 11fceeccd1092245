import { accounts } from './accounts.ts';
import type { Found } from './found.ts';
import { mails } from './mails.ts';
import { papers } from './papers.ts';
import { places } from './places.ts';

/** IPv6, and the addresses of network cards. */
const hex = [
  /(?<![\w:])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])/giu,
  /(?<![\w:])(?=[0-9a-f:]{0,39}::|(?:[0-9a-f]{1,4}:){7})(?=[0-9a-f:]{0,38}[0-9a-f]{3})[0-9a-f:]{6,39}(?![\w:])/giu,
];

/** What leads to somebody, whoever it is. Each begins where a word begins, or a word without an end takes seconds. */
const patterns = [
  // Slack's mentions and ids.
  /<[@#!][^>\s]*>/g,
  /\b[UWCDGTB](?=[A-Z0-9]*\d)[A-Z0-9]{8,}\b/g,
  ...mails,
  // Links with or without their scheme; what ends the sentence is no part of them.
  /\b(?:[a-z]+:\/\/|www\.)[^\s<>|]*[^\s<>|.,;:!?)»"']/giu,
  /(?<![\p{L}\p{N}.@-])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}\/[^\s<>|]*[^\s<>|.,;:!?)»"']/gu,
  // Handles: @somebody, and what follows the name of a messenger.
  /(?<![\p{L}\p{N}._%+-])@(?!(?:here|channel|everyone)\b)[\p{L}\p{N}_][\p{L}\p{N}_.]*[\p{L}\p{N}_]/gu,
  /(?:skype|telegram|whatsapp|instagram|телеграм|скайп|тг)\s?[:=]\s?[\p{L}\p{N}_.:-]{3,}/giu,
  // Passports and the like: one or two letters and six to nine digits.
  /\b\p{Lu}{1,2}\d{6,9}\b/gu,
  ...hex,
  ...places,
  ...accounts,
  ...papers,
];
const iban = /\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b/gi;
const ip = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)/g;
const digits = /(?<!\p{N}|\d[.,])[+(]?\d[\d \t\u00a0().\-/]{5,}\d(?!\p{N})/gu;
const DATE = /\b(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2})\b/g;
/** "Order no. 2026-00417" and "build 20260412.3" are nobody's. */
const ORDER = /^(?:19|20)\d{2}(?:-\d{1,8}){1,3}$|^(?:19|20)\d{6}(?:[.-]\d{1,6}){0,3}$/;
const ORDERED =
  /(?:order|invoice|ticket|case|contract|offer|quote|build|version|release|revision|sku|верси|сборк|артикул|приказ|заказ|сч[её]т|заявк|договор|обращени|тикет)\p{L}*\s*(?:no\.?|number|nr\.?|№|#)?\s*$/iu;
/** "1 250 000", "12.500.000", "1 250 000 - 2 500 000" */
const AMOUNTS =
  /^\d{1,3}(?:[ \u00a0]\d{3})+(?:\s?-\s?\d{1,3}(?:[ \u00a0]\d{3})+)?$|^\d{1,3}(?:\.\d{3}){1,3}$/;

/** Addresses, links, handles and numbers of somebody in a text, in no order. */
export function contactsIn(text: string): Found[] {
  const spans = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => at(match)));
  for (const match of text.matchAll(ip)) {
    if (match[0].split('.').every((part) => Number(part) <= 255)) spans.push(at(match));
  }
  for (const match of text.matchAll(iban)) {
    const length = ibanIn(match[0]);
    if (length > 0) spans.push({ start: match.index, end: match.index + length });
  }
  for (const match of text.matchAll(digits)) {
    const isOrder =
      ORDER.test(match[0]) && ORDERED.test(text.slice(Math.max(0, match.index - 24), match.index));
    if (!isOrder && isNumberOfSomebody(match[0])) spans.push(at(match));
  }
  return spans.map((span) => ({ ...span, kind: 'contact' }));
}

function at(match: RegExpExecArray): { start: number; end: number } {
  return { start: match.index, end: match.index + match[0].length };
}

/** How much of a run of groups is an account: by its check digits (ISO 13616), or by its looks alone. */
function ibanIn(text: string): number {
  const groups = [...text.matchAll(/[a-z0-9]+/gi)].map(({ index, 0: group }) => index + group.length);
  const valid = groups.findLast((end) => checkDigitsHold(text.slice(0, end)));
  if (valid !== undefined) return valid;
  // A mistyped one is somebody's as well; small letters may be words.
  return text === text.toUpperCase() && text.replace(/\D/g, '').length >= 10 ? text.length : 0;
}

function checkDigitsHold(text: string): boolean {
  const plain = text.replaceAll(' ', '').toUpperCase();
  if (plain.length < 15 || plain.length > 34) return false;
  let rest = 0;
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** A phone, a card, an account or a document; not a date, a range or an amount. */
function isNumberOfSomebody(text: string): boolean {
  const rest = text.replace(DATE, '');
  const count = rest.replace(/\D/g, '').length;
  if (rest !== text) return count >= 7 && isNumberOfSomebody(rest.trim());
  if (AMOUNTS.test(text) && (count < 10 || text.includes('-'))) return false;
  if (/^[+(]/.test(text)) return count >= 7;
  return count >= 9 || /^\d{3}[-\s]\d{4}$/.test(text) || /^\d{3}-\d{2}-\d{2}$/.test(text);
}
