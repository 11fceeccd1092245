import { contactsIn } from './contacts.ts';
import type { Found, Identities } from './found.ts';
import { addNames, namesIn, noNames } from './names.ts';

/** Finds what must not leave: known names and anything that reads like an address or a number of somebody. */
export type Finder = (text: string) => Found[];

/** Finds the names that somebody is known by, of however many. */
export type Finders = {
  sure: Finder;
  /**
   * What may be somebody or an ordinary word: "Will" at the beginning of a sentence where a colleague is called Will. It is
   * hidden from a model, and shown to reviewers, who decide.
   */
  doubtful: Finder;
  /**
   * The sure ones, only where they begin with the letter they are written with, in their own letters: for a text of ours,
   * in which "retail" is an industry even where a customer is called Retail.
   */
  asWritten: Finder;
  /** Somebody more to find, as if they had been known from the beginning. */
  add(identities: Identities): void;
};

/** Names are looked up word by word, so a hundred thousand customers cost no more than ten. */
export function createFinders(identities: Identities): Finders {
  const names = noNames();
  addNames(names, identities);
  return {
    sure: (text) => merged([...contactsIn(text), ...namesIn(text, names, 'sure')]),
    doubtful: (text) => namesIn(text, names, 'doubtful'),
    asWritten: (text) => merged([...contactsIn(text), ...namesIn(text, names, 'as written')]),
    add: (more) => addNames(names, more),
  };
}

/** Finds what either of them finds. */
export function together(one: Finders, other: Finders): Omit<Finders, 'add'> {
  const both = (which: 'sure' | 'doubtful' | 'asWritten') => (text: string) =>
    merged([...one[which](text), ...other[which](text)]);
  return { sure: both('sure'), doubtful: both('doubtful'), asWritten: both('asWritten') };
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
