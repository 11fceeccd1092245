import { insults, protectedWords, wholeWordsOnly } from './wordlists.ts';

/** The words of a text in small letters. */
export const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}][\p{L}-]*/gu) ?? [];

function wordFrom(list: string[], text: string): string | null {
  for (const word of wordsOf(text)) {
    const hit = list.find((one) => word === one || (!wholeWordsOnly.has(one) && word.startsWith(one)));
    if (hit !== undefined) return word;
  }
  return null;
}

/** The first word of a text that insults, or `null`. */
export function insultIn(text: string): string | null {
  return wordFrom(insults, text);
}

/** The first word of a text that names a protected trait, or `null`. */
export function protectedWord(text: string): string | null {
  return wordFrom(protectedWords, text.replaceAll('_', ' '));
}
