import { coreOfName, foldText } from '../text/fold.ts';
import { editDistance } from '../text/nearest.ts';

/** How a typed name meets the customers that are known already. */

export type KnownCustomer = { key: string; name: string };
export type NameMatch =
  | { kind: 'known'; customer: KnownCustomer }
  | { kind: 'similar'; customers: KnownCustomer[] }
  | { kind: 'new' };

/** Longer than any company's name: such a text is something else. */
export const NAME_AT_MOST = 200;
/** What people type at "Is Acme one of these?": no customer is called so. */
const NO_NAME =
  /^(?:y|yes|yep|yeah|n|no|nope|none|neither|none of (?:them|these|those)|(?:the )?(?:first|second|third|last|new|other)(?: one)?|new|\d|да|ага|нет|неа|никто|ни один|никто из них|(?:это )?нов(?:ый|ая)|перв(?:ый|ая)|втор(?:ой|ая)|трет(?:ий|ья)|друг(?:ой|ая))[.!]*$/iu;
const KEY_AT_MOST = 60;
const SIMILAR_AT_MOST = 3;
/** Spelled alike whatever the case, the width of the letters and the spaces: the same name, not only a close one. */
function foldName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Whether a text answers a question about a name, and is none. */
export function isNoName(text: string): boolean {
  return NO_NAME.test(text.trim());
}

/** `Müller & Söhne GmbH` -> `müller-söhne-gmbh`: stable, readable, in any alphabet. */
export function slugOf(name: string): string {
  const slug = foldName(name)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...slug].slice(0, KEY_AT_MOST).join('').replace(/-+$/, '') || 'customer';
}

/** A key that nobody has yet. */
export function newKey(name: string, taken: ReadonlySet<string>): string {
  const slug = slugOf(name);
  if (!taken.has(slug)) return slug;
  for (let n = 2; ; n += 1) if (!taken.has(`${slug}-${n}`)) return `${slug}-${n}`;
}

/** The same name is the same customer; a name close to a known one is asked about. */
export function matchName(name: string, customers: Iterable<KnownCustomer>): NameMatch {
  const wanted = foldName(name);
  const core = coreOfName(name);
  const similar: { customer: KnownCustomer; distance: number }[] = [];
  for (const customer of customers) {
    const known = foldName(customer.name);
    if (known === wanted) return { kind: 'known', customer };
    const distance = closeness(core, coreOfName(customer.name));
    if (distance !== null) similar.push({ customer, distance });
  }
  if (similar.length === 0) return { kind: 'new' };
  similar.sort((a, b) => a.distance - b.distance || a.customer.name.localeCompare(b.customer.name));
  return { kind: 'similar', customers: similar.slice(0, SIMILAR_AT_MOST).map(({ customer }) => customer) };
}

/**
 * Parts of a text of which at least one stands in every text that is within this many slips of it. A slip touches one
 * part; swapped letters may touch two.
 */
export function piecesOf(text: string, slips: number): string[] {
  const count = slips + 2;
  const cut = (n: number) => Math.round((n * text.length) / count);
  return Array.from({ length: count }, (_, n) => text.slice(cut(n), cut(n + 1)));
}

/** How many typing mistakes a text of this length may hold and still be meant. */
export function slipsIn(text: string): number {
  return text.length >= 9 ? 2 : text.length >= 5 ? 1 : 0;
}

/** Of candidates for a mistyped beginning of a name those that are meant, the nearest first. */
export function mistyped(query: string, candidates: Iterable<KnownCustomer>): KnownCustomer[] {
  const typed = foldText(query);
  const allowed = slipsIn(typed);
  const near = [...candidates].flatMap((customer) => {
    const distance = Math.min(...beginnings(foldText(customer.name), typed.length, allowed, typed));
    return distance <= allowed ? [{ customer, distance }] : [];
  });
  near.sort((a, b) => a.distance - b.distance || a.customer.name.localeCompare(b.customer.name));
  return near.map(({ customer }) => customer);
}

/** The distances of what was typed to the beginning of each word of a name, somewhat longer and shorter. */
function beginnings(name: string, length: number, allowed: number, typed: string): number[] {
  const starts = [0, ...[...name.matchAll(/ /g)].map(({ index }) => index + 1)];
  return starts.flatMap((start) =>
    Array.from({ length: 2 * allowed + 1 }, (_, n) =>
      editDistance(typed, name.slice(start, start + length + n - allowed)),
    ),
  );
}

/** 0 for the same core, more for a typing error or two, `null` for another name. */
function closeness(a: string, b: string): number | null {
  if (a === '' || b === '') return null;
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 4 && long.startsWith(`${short} `)) return 1;
  const allowed = slipsIn(short);
  if (isNumberedOtherwise(a, b)) return null;
  if (allowed === 0 || long.length - short.length > allowed) return null;
  const distance = editDistance(a, b);
  return distance <= allowed ? distance : null;
}

/** "School 12" and "School 21", "Studio A" and "Studio B" are two, however close. */
function isNumberedOtherwise(a: string, b: string): boolean {
  const [ours, theirs] = [a.split(' '), b.split(' ')];
  if (ours.length !== theirs.length) return false;
  return ours.some((word, n) => {
    const other = theirs[n] ?? '';
    return word !== other && (/\d/.test(word + other) || (word.length === 1 && other.length === 1));
  });
}
