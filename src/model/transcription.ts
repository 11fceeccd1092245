/**
 * Names in the letters of the other alphabet. A Russian name in Latin letters is spelled by rule, with a few habits to
 * choose from; an English one in Cyrillic is written as it sounds, so that only its consonants can be relied on.
 */

const latinOf: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k' },
  ...{ л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts' },
  ...{ ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
};

/** Habits of spelling made one: Sergey, Sergei and Sergej; Yulia and Iuliia; Chekhov and Chehov; Smirnoff. */
const habits: [RegExp, string][] = [
  [/shch|sch/g, 'sh'],
  [/kh/g, 'h'],
  [/zh/g, 'ž'],
  [/ts|tz|c(?!h)/g, 'ц'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/ph/g, 'f'],
  [/off$/g, 'ov'],
  [/eff$/g, 'ev'],
  [/ou|oo/g, 'u'],
  [/(?<=[a-z])yo/g, 'e'],
  [/[yji]+(?=[aeou])/g, ''],
  [/[yji]+/g, 'i'],
  [/(?<=[td])e(?=r$)/g, ''],
  [/(.)\1+/g, '$1'],
];

/** One key for a Russian name in Cyrillic (its nominative) and for every usual spelling of it in Latin letters. */
function spellingKey(word: string): string {
  const latin = [...word].map((letter) => latinOf[letter] ?? letter).join('');
  const plain = latin.normalize('NFKD').replace(/\p{M}|['’]/gu, '');
  return habits.reduce((text, [from, to]) => text.replace(from, to), plain);
}

/** The longest first; a figure stands for itself, what is not here is a vowel or silent. */
const sounds = new Map(
  Object.entries({
    ...{
      tion: 'Jn',
      tch: 'J',
      sch: 'J',
      ght: 't',
      ch: 'J',
      sh: 'J',
      dge: 'J',
      ge: 'J',
      gi: 'J',
      gy: 'J',
      дж: 'J',
    },
    ...{
      ж: 'J',
      ш: 'J',
      щ: 'J',
      ч: 'J',
      j: 'J',
      ph: 'f',
      th: 't',
      ck: 'k',
      ce: 's',
      ci: 's',
      cy: 's',
      qu: 'k',
    },
    ...{
      x: 'ks',
      c: 'k',
      q: 'k',
      w: 'v',
      z: 's',
      ß: 's',
      ц: 's',
      з: 's',
      с: 's',
      х: 'h',
      г: 'g',
      б: 'b',
      д: 'd',
    },
    ...{ л: 'l', м: 'm', н: 'n', п: 'p', р: 'r', т: 't', ф: 'f', к: 'k', в: 'v' },
    ...Object.fromEntries([...'bdfgklmnprstv0123456789'].map((letter) => [letter, letter])),
    ...Object.fromEntries([...'aeiouy'].map((vowel) => [`h${vowel}`, 'h'])),
  }),
);
const LONGEST_SOUND = 4;

/** How a small-letter word sounds, in either alphabet: its consonants, behind `*` where a vowel begins it. */
function soundKey(word: string): string {
  let key = '';
  for (let at = 0; at < word.length; ) {
    let length = Math.min(LONGEST_SOUND, word.length - at);
    while (length > 1 && !sounds.has(word.slice(at, at + length))) length--;
    const sound = sounds.get(word.slice(at, at + length)) ?? (at === 0 ? '*' : '');
    if (!key.endsWith(sound) || sound === '') key += sound;
    at += length;
  }
  return key;
}

/**
 * A word of a name as it is looked for in the other alphabet. What has no letters of either (a number) stays as it is.
 * @param word in small letters
 */
export function inOtherLetters(word: string): string {
  if (/^\p{Script=Cyrillic}/u.test(word)) return `spelled ${spellingKey(word)}`;
  return /^\p{Script=Latin}/u.test(word) ? `heard ${soundKey(word)}` : word;
}

/**
 * What a word of a text is looked up as among names of the other alphabet.
 * @param word in small letters
 * @param stem the word without its Russian ending
 */
export function heardAs(word: string, stem: string): readonly string[] {
  if (/^\p{Script=Cyrillic}/u.test(word)) {
    const [whole, bare] = [soundKey(word), soundKey(stem)];
    return whole === bare ? [`heard ${whole}`] : [`heard ${whole}`, `heard ${bare}`];
  }
  return /^\p{Script=Latin}/u.test(word) ? [`spelled ${spellingKey(word)}`] : [word];
}

/** How hard a key of {@link inOtherLetters} is to mistake: its consonants by sound, three letters of four by spelling. */
export function weightOf(key: string): number {
  const [how, letters] = key.split(' ');
  if (letters === undefined) return 0;
  return how === 'heard' ? letters.replaceAll('*', '').length : (letters.length * 3) / 4;
}
