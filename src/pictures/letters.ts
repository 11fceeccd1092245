/**
 * How wide letters of the font are, in units of its size, rounded up from its own metrics: a test holds them against
 * what is drawn. Letters that stand nowhere here, of other alphabets or emoji, count as the widest.
 */
const WIDTHS: [number, string][] = [
  [0.3, " 'ijlI.,:;!|\u00a0\u202f"],
  [0.42, 'frt()[]-"г'],
  [0.6, 'acdsekxzyhnbgopquvJLEFZ0123456789авзсхчъьэяГбеёийклнопруцтЕ“”«»–/?_+<>='],
  [0.75, 'PSTBXYACDGHKNOQRUVдфыДБВЗРТХЧЪЬАКЛСУЭЯИЙНОПЦм&#—'],
  [0.86, 'wжшющMМФ%'],
];
const WIDEST = 1;
const BOLDER = 0.05;
const LETTERS = new Map(WIDTHS.flatMap(([width, letters]) => [...letters].map((one) => [one, width])));

/** At most this wide, in the units of `size`. */
export function widthOf(words: string, size: number, bold = false): number {
  let width = 0;
  for (const letter of words) width += (LETTERS.get(letter) ?? WIDEST) + (bold ? BOLDER : 0);
  return width * size;
}

/** Words in lines that fit; what does not fit in `most` lines ends in an ellipsis, and so does a word that is too long. */
export function wrap(words: string, width: number, size: number, most: number, bold = false): string[] {
  const fits = (line: string) => widthOf(line, size, bold) <= width;
  const lines: string[] = [];
  for (const word of words.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && fits(`${last} ${word}`)) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => (fits(line) ? line : cut(line, fits)));
  const last = kept.at(-1);
  if (lines.length > most && last !== undefined) kept[most - 1] = cut(last, fits);
  return kept;
}

/** As much of a line as fits with an ellipsis behind it. */
function cut(line: string, fits: (line: string) => boolean): string {
  const letters = [...line.replace(/…$/, '')];
  while (letters.length > 1 && !fits(`${letters.join('')}…`)) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
