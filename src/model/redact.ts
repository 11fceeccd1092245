/** Everybody and every customer the database knows by name. */
export type Identities = {
  /** Names of customers, their domains. */
  customers: string[];
  /** Names of colleagues and of contacts at customers. */
  people: string[];
};

export type Found = { start: number; end: number; kind: 'customer' | 'person' | 'contact' };
/** Finds what must not leave: known names and anything that reads like an address or a number of somebody. */
export type Finder = (text: string) => Found[];

const patterns = [
  /<[@#!][^>\s]*>/g,
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  /\b(?:https?:\/\/|www\.)[^\s<>|]+/gi,
  // IBAN: two letters, two check digits, then groups.
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g,
  // Slack's own ids.
  /\b[UWCDGTB](?=[A-Z0-9]*\d)[A-Z0-9]{8,}\b/g,
];
const digits = /(?<![\p{L}\p{N}.,])[+(]?\d[\d\s().\-/]{5,}\d(?![\p{L}\p{N}])/gu;
const token = /[\p{L}\p{N}]+/gu;
const legalForms = new Set(
  'gmbh ag kg se sa sas sarl srl spa bv nv ab as oy oyj aps ltd limited llc llp inc corp corporation co plc pty ооо зао оао пао ао ип'.split(
    ' ',
  ),
);

type Name = { tokens: string[]; kind: 'customer' | 'person'; exact: string | null };
type Token = { start: number; end: number; word: string; key: string };

/**
 * Names are looked up by their first word, so a hundred thousand customers cost no more than ten.
 *
 * @param asWritten finds names only where they begin with the letter they are written with: for a text of ours, in
 *   which "retail" is an industry even where a customer is called Retail
 */
export function createFinder(identities: Identities, asWritten = false): Finder {
  const index = new Map<string, Name[]>();
  const add = (text: string, kind: Name['kind'], exact: boolean) => {
    const words = tokensOf(text);
    const first = words[0];
    if (!first || text.trim().length < 3) return;
    const name = { tokens: words.map(({ key }) => key), kind, exact: exact || asWritten ? first.word : null };
    const known = index.get(first.key);
    if (known === undefined) index.set(first.key, [name]);
    else known.push(name);
  };
  for (const customer of identities.customers) {
    add(customer, 'customer', false);
    const bare = withoutLegalForm(customer);
    if (bare !== customer) add(bare, 'customer', false);
  }
  for (const person of identities.people) {
    add(person, 'person', false);
    // A given name alone counts only as it is written: "Grace" is somebody, "grace" is a word.
    for (const { word } of tokensOf(person)) if (word.length >= 3) add(word, 'person', true);
  }
  for (const names of index.values()) names.sort((a, b) => b.tokens.length - a.tokens.length);
  return (text) => merged([...contactsIn(text), ...namesIn(text, index)]);
}

function contactsIn(text: string): Found[] {
  const found: Found[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      found.push({ start: match.index, end: match.index + match[0].length, kind: 'contact' });
    }
  }
  for (const match of text.matchAll(digits)) {
    if (looksLikeANumberOfSomebody(match[0])) {
      found.push({ start: match.index, end: match.index + match[0].length, kind: 'contact' });
    }
  }
  return found;
}

/** A phone or a card, not a date, a range or an amount. */
function looksLikeANumberOfSomebody(text: string): boolean {
  const count = text.replace(/\D/g, '').length;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) || /^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/.test(text)) return false;
  if (/^\d{1,3}(?: \d{3})+$/.test(text) && count < 10) return false;
  if (/^[+(]/.test(text)) return count >= 7;
  return count >= 9 || /^\d{3}[-\s]\d{4}$/.test(text);
}

function namesIn(text: string, index: Map<string, Name[]>): Found[] {
  const words = tokensOf(text);
  const found: Found[] = [];
  for (let i = 0; i < words.length; i++) {
    const name = index.get(words[i]!.key)?.find((one) => matches(one, words, i, text));
    if (!name) continue;
    const last = words[i + name.tokens.length - 1]!;
    found.push({ start: words[i]!.start, end: last.end, kind: name.kind });
    i += name.tokens.length - 1;
  }
  return found;
}

function matches(name: Name, words: Token[], at: number, text: string): boolean {
  if (name.exact !== null && words[at]!.word[0] !== name.exact[0]) return false;
  return name.tokens.every((key, offset) => {
    const here = words[at + offset];
    if (here?.key !== key) return false;
    const before = words[at + offset - 1];
    return offset === 0 || (before !== undefined && text.slice(before.end, here.start).length <= 3);
  });
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(token)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    word: match[0],
    key: keyOf(match[0]),
  }));
}

/** Russian names are inflected: Ромашка, Ромашки and Ромашкой are one name. */
function keyOf(word: string): string {
  const lower = word.toLowerCase();
  return /^\p{Script=Cyrillic}{4,}$/u.test(lower)
    ? lower.replace(/(?<=.{3})[аеёиоуыэюяйьмх]{1,3}$/u, '')
    : lower;
}

function withoutLegalForm(name: string): string {
  const words = name.trim().split(/\s+/);
  const kept = words.filter((word) => !legalForms.has(word.toLowerCase().replace(/[.,"«»]/g, '')));
  return kept.length === 0 ? name : kept.join(' ');
}

function merged(found: Found[]): Found[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Found[] = [];
  for (const one of found) {
    const last = result.at(-1);
    if (last && one.start < last.end) last.end = Math.max(last.end, one.end);
    else result.push({ ...one });
  }
  return result;
}

/** The text with everything found replaced by `[…]`. */
export function hide(find: Finder, text: string): { text: string; redacted: boolean } {
  const found = find(text);
  return { text: replaceAll(text, found, () => '[…]'), redacted: found.length > 0 };
}

/** Replaces what is found by names such as `Customer-1`, the same one each time, and puts it back afterwards. */
export function createAliases(find: Finder): { cover(text: string): string; restore(text: string): string } {
  const byText = new Map<string, string>();
  const counts = { customer: 0, person: 0, contact: 0 };
  const labels = { customer: 'Customer', person: 'Person', contact: 'Contact' };
  return {
    cover: (text) =>
      replaceAll(text, find(text), (original, kind) => {
        const known = byText.get(original);
        if (known !== undefined) return known;
        counts[kind] += 1;
        const alias = `${labels[kind]}-${counts[kind]}`;
        byText.set(original, alias);
        return alias;
      }),
    restore: (text) => {
      const originals = new Map([...byText].map(([original, alias]) => [alias, original]));
      return text.replace(/\b(?:Customer|Person|Contact)-\d+\b/g, (alias) => originals.get(alias) ?? alias);
    },
  };
}

function replaceAll(
  text: string,
  found: Found[],
  replacement: (original: string, kind: Found['kind']) => string,
): string {
  let result = '';
  let from = 0;
  for (const { start, end, kind } of found) {
    result += text.slice(from, start) + replacement(text.slice(start, end), kind);
    from = end;
  }
  return result + text.slice(from);
}
