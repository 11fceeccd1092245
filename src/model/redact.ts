import { contactsIn } from './contacts.ts';
import { beginsSentence, isAlsoAWord, isFunctionWord, wordKey } from './words.ts';

/** Everybody and every customer the database knows by name. */
export type Identities = {
  /** Names of customers, their domains. */
  customers: string[];
  /** Names of colleagues and of contacts at customers. */
  people: string[];
  /** What a reviewer said is somebody's name. */
  hidden?: string[];
};

export type Found = { start: number; end: number; kind: 'customer' | 'person' | 'contact' };
/** Finds what must not leave: known names and anything that reads like an address or a number of somebody. */
export type Finder = (text: string) => Found[];

/** A word, also where unseen characters are joined into it. */
const token = /[\p{L}\p{N}](?:[\p{M}\p{Default_Ignorable_Code_Point}]*[\p{L}\p{N}])*/gu;
const legalForms = new Set(
  'gmbh ag kg se sa sas sarl srl spa bv nv ab as oy oyj aps ltd limited llc llp inc corp corporation co plc pty ооо зао оао пао ао ип'.split(
    ' ',
  ),
);

/** More words than these are no name: a sentence that somebody typed where a name belongs. */
const MOST_PARTS = 5;

type Name = {
  tokens: string[];
  kind: 'customer' | 'person';
  /** Whether the first word, as it stands in the text, may be this name. */
  fits: (first: string) => boolean;
  /** Alone it is an ordinary word as well. */
  alsoAWord: boolean;
};
type Token = { start: number; end: number; word: string; key: string };
type Index = Map<string, Name[]>;

/**
 * Names are looked up by their first word, so a hundred thousand customers cost no more than ten.
 *
 * @param asWritten finds names only where they begin with the letter they are written with: for a text of ours, in
 *   which "retail" is an industry even where a customer is called Retail
 */
export function createFinder(identities: Identities, asWritten = false): Finder {
  return createFinders(identities, asWritten).sure;
}

/**
 * The same, and beside it what may be somebody or an ordinary word: "Will" at the beginning of a sentence where a
 * colleague is called Will. It is hidden from a model, and shown to reviewers, who decide.
 */
export function createFinders(identities: Identities, asWritten = false): { sure: Finder; doubtful: Finder } {
  const index = indexOf(identities, asWritten);
  return {
    sure: (text) => merged([...contactsIn(text), ...namesIn(text, index, false)]),
    doubtful: (text) => namesIn(text, index, true),
  };
}

function indexOf({ customers, people, hidden = [] }: Identities, asWritten: boolean): Index {
  const index: Index = new Map();
  const add = (text: string, kind: Name['kind'], fits: Name['fits'] | null, alsoAWord = false) => {
    const tokens = tokensOf(text);
    const first = tokens[0];
    if (!first || text.trim().length < 2) return;
    // A contact called "The" must not blot out every text; a customer called Kind is one where it has a capital.
    const isOrdinary = tokens.length === 1 && isFunctionWord(first.key);
    if (isOrdinary && kind === 'person') return;
    const written = (word: string) => word[0] === first.word[0];
    const whole = (word: string) => word === first.word;
    // Two letters are a word in some language or other.
    const usual = text.trim().length < 3 ? whole : asWritten ? written : () => true;
    const name: Name = {
      tokens: tokens.map(({ key }) => key),
      kind,
      fits: fits ?? (isOrdinary ? hasCapital : usual),
      alsoAWord: alsoAWord || isOrdinary,
    };
    const known = index.get(first.key);
    if (known === undefined) index.set(first.key, [name]);
    else known.push(name);
  };
  for (const customer of customers) {
    add(customer, 'customer', null);
    const bare = withoutLegalForm(customer);
    if (bare !== customer) add(bare, 'customer', null);
  }
  for (const person of [...people, ...hidden]) {
    const words = tokensOf(person);
    if (words.length > 1) add(person, 'person', null);
    // A part of a name counts only with a capital: "Grace" is somebody, "grace" is a word.
    for (const { word, key } of words.length > MOST_PARTS ? [] : words) {
      const alone = people.includes(person) && isAlsoAWord(key);
      if (word.length >= 3) add(word, 'person', hasCapital, alone);
    }
  }
  for (const names of index.values())
    names.sort((a, b) => b.tokens.length - a.tokens.length || Number(a.alsoAWord) - Number(b.alsoAWord));
  return index;
}

const hasCapital = (word: string) => /^\p{Lu}/u.test(word);

/** @param doubtful only those that may be an ordinary word; otherwise only the others */
function namesIn(text: string, index: Index, doubtful: boolean): Found[] {
  const words = tokensOf(text);
  const found: Found[] = [];
  for (let i = 0; i < words.length; i++) {
    const here = words[i]!;
    const name = index.get(here.key)?.find((one) => matches(one, words, i, text));
    if (!name) continue;
    const last = words[i + name.tokens.length - 1]!;
    const isDoubtful = name.alsoAWord && beginsSentence(text, here.start);
    if (isDoubtful === doubtful) found.push({ start: here.start, end: last.end, kind: name.kind });
    i += name.tokens.length - 1;
  }
  return found;
}

function matches(name: Name, words: Token[], at: number, text: string): boolean {
  if (!name.fits(words[at]!.word)) return false;
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
    key: wordKey(match[0]),
  }));
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

export type Span = { start: number; end: number };
const whole = (text: string): Span => ({ start: 0, end: text.length });

/** What is found in a part of a text, also where only the whole shows what it is: half a number is no number. */
function foundIn(find: Finder, text: string, part: Span): Found[] {
  return find(text)
    .filter(({ start, end }) => start < part.end && end > part.start)
    .map(({ start, end, kind }) => ({
      start: Math.max(start, part.start) - part.start,
      end: Math.min(end, part.end) - part.start,
      kind,
    }));
}

/** The text, or a part of it, with everything found replaced by `[…]`. */
export function hide(find: Finder, text: string, part = whole(text)): { text: string; redacted: boolean } {
  const found = foundIn(find, text, part);
  const shown = replaceAll(text.slice(part.start, part.end), found, () => '[…]');
  return { text: shown, redacted: found.length > 0 };
}

const ALIAS = /\b(?:Customer|Person|Contact)-\d+/g;

/** The aliases in a text, as a model was given them. */
export function aliasesIn(text: string): string[] {
  return text.match(ALIAS) ?? [];
}

export type Aliases = { cover(text: string, part?: Span): string; restore(text: string): string };

/** Replaces what is found by names such as `Customer-1`, the same one each time, and puts it back afterwards. */
export function createAliases(find: Finder): Aliases {
  const byText = new Map<string, string>();
  const counts = { customer: 0, person: 0, contact: 0 };
  const labels = { customer: 'Customer', person: 'Person', contact: 'Contact' };
  return {
    cover: (text, part = whole(text)) =>
      replaceAll(text.slice(part.start, part.end), foundIn(find, text, part), (original, kind) => {
        const known = byText.get(original);
        if (known !== undefined) return known;
        counts[kind] += 1;
        const alias = `${labels[kind]}-${counts[kind]}`;
        byText.set(original, alias);
        return alias;
      }),
    restore: (text) => {
      const originals = new Map([...byText].map(([original, alias]) => [alias, original]));
      return text.replace(ALIAS, (alias) => originals.get(alias) ?? alias);
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
