/** Characters that nobody sees: joined into a word they hide it from whoever looks for it. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/** They turn the text that follows around, so that it reads differently from what it is. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

const latin = 'aceopxyktmhbijs';
const cyrillic = 'асеорхуктмнвіјѕ';

/** The text as it is read, without characters that nobody sees. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}

/** The text without the controls that turn its direction around. */
export function withoutTurns(text: string): string {
  return text.replace(TURNING, '');
}

/** True where a word is not what it looks like: unseen characters, or Latin and Cyrillic letters in one word. */
export function isDisguised(text: string): boolean {
  const word = /[\p{L}\p{M}]+/gu;
  return text.search(UNSEEN) >= 0 || [...text.matchAll(word)].some(([one]) => mixesScripts(one));
}

function mixesScripts(word: string): boolean {
  return /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word);
}

/** A small-letter word in the script of most of its letters, each look-alike of the other one replaced. */
export function inOneScript(word: string): string {
  if (!mixesScripts(word)) return word;
  const count = (script: RegExp) => word.match(script)?.length ?? 0;
  const toLatin = count(/\p{Script=Latin}/gu) >= count(/\p{Script=Cyrillic}/gu);
  const [from, to] = toLatin ? [cyrillic, latin] : [latin, cyrillic];
  return [...word].map((letter) => to[from.indexOf(letter)] ?? letter).join('');
}
