import { inOneScript, withoutUnseen } from '../text/lookalikes.ts';
import { lightWords } from '../text/wordlists.ts';

/**
 * One key for every form of a name: case, accents and look-alike letters count for nothing, and Russian is inflected:
 * Ромашка, Ромашки and Ромашкой are one name, so are ветер and ветра.
 */
export function wordKey(word: string): string {
  const lower = withoutUnseen(word)
    .normalize('NFKD')
    .replace(/(?<!и)\p{M}/gu, '')
    .normalize('NFC');
  const plain = inOneScript(lower.toLowerCase()).replaceAll('ё', 'е');
  // "Sonnenfelds Einkauf", "the Abbotts".
  if (/^\p{Lu}[\p{Script=Latin}]{4,}[^sui]s$/u.test(word)) return plain.slice(0, -1);
  if (!/^\p{Script=Cyrillic}{3,}$/u.test(plain)) return plain;
  return plain
    .replace(/(?<=.[аеиоуыэюя]м)ом$/u, '')
    .replace(/(?<=.{3})[ое]го$|(?<=.{2})[аеиоуыэюяйьмх]{1,3}$/u, '')
    .replace(/(?<=.{2})[ео](?=[бвгджзклмнпрстфхцчшщ]$)/u, '')
    .replace(/^льв$/, 'лев');
}

/** True where what stands before this place ends a sentence, or nothing does. */
export function beginsSentence(text: string, index: number): boolean {
  let end = index;
  while (end > 0 && /[\s"'“”«»„(*_-]/.test(text[end - 1]!)) end--;
  // The full stop of an initial: "F. Stone".
  if (/(?<!\p{L})\p{Lu}\.$/u.test(text.slice(Math.max(0, end - 3), end))) return false;
  return end === 0 || /[.!?…:;•]/.test(text[end - 1]!);
}

const names = new Set(
  `angel april art august bank banks baker best bill black brown butcher carol case chance chase christian cook dean drew
  earl english faith fair fisher ford forest frank french gay gene grace grant gray green guy hall hazel heath heather hill
  holly hope hunter ivy jack jade jasmine jean jewel joy june king lance lane lily long love mark mason may melody mercy
  miles miller north olive page park parker pat patience pearl penny piper pierce pope porter potter power price ray read
  reed rich robin rock rose ruby rusty sandy sharp short sky small smith stone strong sue summer sunny taylor trip victor
  violet ward wade way west white will wise wolf wood young
  белый белая вера виктория волк воля гость дар заяц зима злата золото клен король кузнец лилия лис любовь май малый марк
  мельник мир мороз надежда новый победа роза роман рыбак светлый сила слава снег соболь соловей старый цветок черный ясень`
    .trim()
    .split(/\s+/)
    .map(wordKey),
);

/** True of words such as "the" and "they", unless people are called so; "Илья" is none for its likeness to "или". */
export function isFunctionWord(word: string): boolean {
  return lightWords.has(withoutUnseen(word).toLowerCase()) && !names.has(wordKey(word));
}

/** True of names of people that are words as well: where one begins a sentence, nobody can tell which it is. */
export function isAlsoAWord(key: string): boolean {
  return names.has(key);
}
