/** One word of a text, folded for comparing, and where it stood. `end` is exclusive, in UTF-16 units. */
export type Word = { text: string; start: number; end: number };

/** Lower case, compatibility forms resolved, ё as е: two spellings of a word compare as equal. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replaceAll('’', "'");
}

/** Words and numbers in order; `1,000` and `2.5` stay whole, a hyphen parts words. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/\d+(?:[.,]\d+)*|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)?/gu)].map((match) => ({
    text: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * Whether a typed word means a known one: equal, another ending, or a slip of the finger. One slip is forgiven
 * from five letters on, two from eight; a slip in the first letter never is.
 */
export function near(typed: string, known: string): boolean {
  if (typed === known || stem(typed) === stem(known)) return true;
  if (sharesCyrillicStem(typed, known)) return true;
  const slips = known.length >= 8 ? 2 : known.length >= 5 ? 1 : 0;
  if (slips === 0 || typed.length < 4 || typed[0] !== known[0] || /\d/.test(known)) return false;
  return distance(typed, known, slips) <= slips || distance(ended(typed), ended(known), slips - 1) < slips;
}

/** Russian endings of nouns and adjectives, the longest first. */
const ENDING =
  /(?:ами|ями|ого|его|ому|ему|ыми|ими|иях|ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ам|ям|ом|ем|ию|ия|ии|а|я|ы|и|у|ю|е|о|ь)$/;

function ended(word: string): string {
  const bare = /^[а-я]+$/.test(word) ? word.replace(ENDING, '') : word;
  return bare.length >= 4 ? bare : word;
}

/** `agencies` and `agency`, `prefers` and `preferred` are one word. */
function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  const bare = word.length > 5 ? word.replace(/(?:ing|ed|ers?|s)$/, '') : word.replace(/(?<=..[^s])s$/, '');
  return bare.length > 3 ? bare.replace(/([b-df-hj-np-tv-z])\1$/, '$1') : word;
}

/** Russian words change their endings: the first letters decide, at least five and all but the last two or three. */
function sharesCyrillicStem(a: string, b: string): boolean {
  if (!/^[а-я]+$/.test(a) || !/^[а-я]+$/.test(b) || Math.abs(a.length - b.length) > 3) return false;
  const stem = Math.max(5, Math.min(a.length, b.length) - 2);
  return a.length >= stem && b.length >= stem && a.slice(0, stem) === b.slice(0, stem);
}

/** Optimal string alignment: insert, delete, replace, swap neighbours. Gives up above `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, previous[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
      }
    }
    [before, previous] = [previous, row];
  }
  return previous[b.length]!;
}
