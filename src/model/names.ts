import type { Found, Identities } from './found.ts';
import { heardAs, inOtherLetters, weightOf } from './transcription.ts';
import { beginsSentence, isAlsoAWord, isFunctionWord, wordKey } from './words.ts';

/** A word, also where unseen characters are joined into it. */
const token = /[\p{L}\p{N}](?:[\p{M}\p{Default_Ignorable_Code_Point}]*[\p{L}\p{N}])*/gu;
const legalForms = new Set(
  'gmbh ag kg se sa sas sarl srl spa bv nv ab as oy oyj aps ltd limited llc llp inc corp corporation co plc pty ооо зао оао пао ао ип'.split(
    ' ',
  ),
);

/** "Иван-чай" is a herb; "Иван-то" is Иван. */
const JOINED = /^-(?!(?:то|ка|де|же|таки)(?!\p{L}))\p{Ll}/u;
const JOINER = /\s+(?:&|\+|and|und|et|и)\s+/iu;
/** More words than these are no name: a sentence that somebody typed where a name belongs. */
const MOST_PARTS = 5;
/** What a name in other letters weighs at least, a whole one and a part of a person's. */
const WHOLE = 4;
const PART = 3;
/** A lighter one that begins a sentence may be an ordinary word. */
const UNMISTAKABLE = 5;

type Name = {
  tokens: string[];
  kind: 'customer' | 'person';
  /** Whether the first word, as it stands in the text, may be this name; in a text of ours only as it is written. */
  fits: (first: string, asWritten: boolean) => boolean;
  /** Alone it is an ordinary word as well. */
  alsoAWord: boolean;
};
type Token = { start: number; end: number; word: string; key: string };
/** What the words so far are: names, the beginning of longer ones, or both. */
type Step = { names: Name[]; goesOn: boolean };
/** By the words so far, so that ten thousand names that begin alike cost no more than one. */
type Index = Map<string, Step>;
/** Names as they are written, and as they are in the other alphabet. */
export type Names = { written: Index; transcribed: Index };
/** How a text is read: see redact.ts. */
export type Reading = 'doubtful' | 'sure' | 'as written';

export const noNames = (): Names => ({ written: new Map(), transcribed: new Map() });

/** Adds to names that are known, in whatever order they come. */
export function addNames({ written, transcribed }: Names, identities: Identities): void {
  addWritten(written, identities);
  addTranscribed(transcribed, identities);
}

function addWritten(index: Index, { customers, people, hidden = [] }: Identities): void {
  const add = (text: string, kind: Name['kind'], fits: Name['fits'] | null, alsoAWord = false) => {
    const tokens = tokensOf(text);
    const first = tokens[0];
    if (!first || text.trim().length < 2) return;
    // A contact called "The" must not blot out every text; a customer called Kind is one where it has a capital.
    const isOrdinary = tokens.length === 1 && isFunctionWord(first.word);
    if (isOrdinary && kind === 'person') return;
    const { word } = first;
    // Two letters are a word in some language or other.
    const isShort = text.trim().length < 3;
    const usual: Name['fits'] = (here, asWritten) =>
      isShort ? here === word : !asWritten || here[0] === word[0];
    put(index, {
      tokens: tokens.map(({ key }) => key),
      kind,
      fits: fits ?? (isOrdinary ? hasCapital : usual),
      alsoAWord: alsoAWord || isOrdinary,
    });
  };
  for (const customer of customers) {
    const bare = withoutLegalForm(customer);
    for (const name of new Set([customer, bare].flatMap(joinedAnyhow))) add(name, 'customer', null);
  }
  const addPerson = (person: string, mayBeAWord: (key: string) => boolean) => {
    const words = tokensOf(person);
    if (words.length > 1) add(person, 'person', null);
    // A part of a name counts only with a capital: "Grace" is somebody, "grace" is a word.
    for (const { word, key } of words.length > MOST_PARTS ? [] : words) {
      if (word.length >= 3) add(word, 'person', isWrittenAsName, mayBeAWord(key));
    }
  };
  for (const person of people) addPerson(person, isAlsoAWord);
  // A reviewer has decided that it is a name, also where a colleague is called so.
  for (const name of hidden) addPerson(name, () => false);
}

/** Romashka for Ромашка, Акме Ритейл for Acme Retail: with a capital, and long enough to be no other word. */
function addTranscribed(index: Index, { customers, people, hidden = [] }: Identities): void {
  const add = (words: Token[], kind: Name['kind'], least: number) => {
    const tokens = words.map(({ word }) => inOtherLetters(plain(word)));
    const weight = tokens.reduce((sum, one) => sum + weightOf(one), 0);
    if (words.length === 0 || weight < least) return;
    put(index, { tokens, kind, fits: hasCapital, alsoAWord: words.length === 1 && weight < UNMISTAKABLE });
  };
  for (const customer of customers) add(tokensOf(withoutLegalForm(customer)), 'customer', WHOLE);
  for (const person of [...people, ...hidden]) {
    const words = tokensOf(person);
    if (words.length > 1) add(words, 'person', WHOLE);
    for (const word of words.length > MOST_PARTS ? [] : words) add([word], 'person', PART);
  }
}

function put(index: Index, name: Name): void {
  let path = '';
  for (const [i, key] of name.tokens.entries()) {
    path = i === 0 ? key : behind(path, key);
    const step = index.get(path) ?? { names: [], goesOn: false };
    if (i === name.tokens.length - 1) keep(step.names, name);
    else step.goesOn = true;
    index.set(path, step);
  }
}

/** Customers before people, whenever they come. */
function keep(names: Name[], name: Name): void {
  const people = names.findIndex(({ kind }) => kind === 'person');
  if (name.kind === 'person' || people === -1) names.push(name);
  else names.splice(people, 0, name);
}

const behind = (path: string, key: string) => `${path}\n${key}`;

const hasCapital = (word: string) => /^\p{Lu}/u.test(word);
const isWrittenAsName = (word: string) => hasCapital(word) && !isFunctionWord(word);
const plain = (word: string) => word.normalize('NFC').toLowerCase();

/** `doubtful`: only those that may be an ordinary word; otherwise only the others. */
export function namesIn(text: string, names: Names, reading: Reading): Found[] {
  const words = tokensOf(text);
  const found: Found[] = [];
  for (let i = 0; i < words.length; i++) {
    const name = nameAt(words, i, text, names, reading === 'as written');
    if (!name) continue;
    const here = words[i]!;
    const last = words[i + name.tokens.length - 1]!;
    if (name.kind === 'person' && JOINED.test(text.slice(last.end, last.end + 5))) continue;
    const isDoubtful = name.alsoAWord && beginsSentence(text, here.start);
    if (isDoubtful === (reading === 'doubtful'))
      found.push({ start: here.start, end: last.end, kind: name.kind });
    i += name.tokens.length - 1;
  }
  return found;
}

function nameAt(
  words: Token[],
  at: number,
  text: string,
  { written, transcribed }: Names,
  asWritten: boolean,
): Name | undefined {
  const here = words[at]!;
  const fits = (name: Name) => name.fits(here.word, asWritten);
  const own = longestAt(written, here.key, words, at, text, fits, ({ key }) => [key]);
  if (own || asWritten || !hasCapital(here.word)) return own;
  const heard = (word: Token) => heardAs(plain(word.word), word.key);
  for (const key of heard(here)) {
    const name = longestAt(transcribed, key, words, at, text, fits, heard);
    if (name) return name;
  }
  return undefined;
}

/** The longest name that begins with a word, and of those one that is no ordinary word. */
function longestAt(
  index: Index,
  first: string,
  words: Token[],
  at: number,
  text: string,
  fits: (name: Name) => boolean,
  keysOf: (word: Token) => readonly string[],
): Name | undefined {
  let longest: Name | undefined;
  let paths = [first];
  for (let next = at + 1; paths.length > 0; next++) {
    const steps = paths.flatMap((path) => ({ path, ...(index.get(path) ?? NOWHERE) }));
    const fitting = steps.flatMap(({ names }) => names).filter(fits);
    longest = fitting.find((name) => !name.alsoAWord) ?? fitting[0] ?? longest;
    const open = steps.filter(({ goesOn }) => goesOn);
    const word = words[next];
    const isBeside = word !== undefined && text.slice(words[next - 1]!.end, word.start).length <= 3;
    const keys = open.length > 0 && isBeside ? keysOf(word) : [];
    paths = open.flatMap(({ path }) => keys.map((key) => behind(path, key)));
  }
  return longest;
}

const NOWHERE: Step = { names: [], goesOn: false };

function tokensOf(text: string): Token[] {
  return [...text.matchAll(token)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    word: match[0],
    key: wordKey(match[0]),
  }));
}

/** "Quartz & Reed", "Quartz and Reed", "Quartz und Reed": one name. */
function joinedAnyhow(name: string): string[] {
  const parts = name.split(JOINER);
  return parts.length === 1
    ? [name]
    : [name, ...['&', 'and', 'und', 'et', 'и'].map((by) => parts.join(` ${by} `))];
}

function withoutLegalForm(name: string): string {
  const words = name.trim().split(/\s+/);
  const kept = words.filter((word) => !legalForms.has(word.toLowerCase().replace(/[.,"«»]/g, '')));
  return kept.length === 0 ? name : kept.join(' ');
}
