/** A picture and what it says: `alt` holds the same figures in words. Pure text; run.ts makes a PNG of it. */
export type Picture = { name: string; title: string; alt: string; svg: string };

/** The family that the package @expo-google-fonts/golos-text ships; a browser without it takes its own. */
export const FONT = 'Golos Text';
export const WIDTH = 720;
export const MARGIN = 32;
/** A phone shows the picture about half as wide: nothing is smaller than this. */
export const SMALL = 20;

/**
 * The paper is part of the picture, so it reads the same in a light and in a dark theme. The colours are those of Okabe
 * and Ito (Color Universal Design, 2008), told apart with every common colour blindness; shape or place says the same.
 */
export const INK = { text: '#1f2328', faint: '#57606a', line: '#d0d7de', paper: '#ffffff', wash: '#f3f5f7' };
export const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00'];

type Attributes = Record<string, string | number>;

/** One element; attribute values and text are escaped here and nowhere else. */
export function element(name: string, attributes: Attributes, inner = ''): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  return inner === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${inner}</${name}>`;
}

export function escapeXml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // XML 1.0 has no such characters at all, not even escaped.
      .replaceAll(
        /[\p{Cc}\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/gu,
        ' ',
      )
  );
}

export type TextStyle = { size?: number; bold?: boolean; fill?: string; anchor?: 'start' | 'middle' | 'end' };

export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { size = SMALL, bold = false, fill = INK.text, anchor = 'start' } = style;
  const weight = bold ? 700 : 400;
  return element(
    'text',
    { x, y, 'font-size': size, 'font-weight': weight, fill, 'text-anchor': anchor },
    escapeXml(words),
  );
}

/** The mean width of a letter of this font in units of its size, measured over English and Russian text; bold is wider. */
const LETTER = { plain: 0.56, bold: 0.61 };

export function widthOf(words: string, size: number, bold = false): number {
  return words.length * size * (bold ? LETTER.bold : LETTER.plain);
}

/** Words in lines that fit; what does not fit in `most` lines ends in an ellipsis, and so does a word that is too long. */
export function wrap(words: string, width: number, size: number, most: number, bold = false): string[] {
  const room = Math.max(1, Math.floor(width / (size * (bold ? LETTER.bold : LETTER.plain))));
  const lines: string[] = [];
  for (const word of words.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => cut(line, room));
  if (lines.length > most) kept[most - 1] = cut(`${kept[most - 1]}……`, room).replace(/…+$/, '…');
  return kept;
}

function cut(line: string, room: number): string {
  const letters = [...line];
  return letters.length <= room ? line : `${letters.slice(0, Math.max(1, room - 1)).join('')}…`;
}

/** A page with a title on it. `body` begins below `top`. */
export function page(title: string, alt: string, height: number, body: string): string {
  const content = [
    element('title', {}, escapeXml(title)),
    element('desc', {}, escapeXml(alt)),
    element('rect', { width: WIDTH, height, fill: INK.paper }),
    ...wrap(title, WIDTH - 2 * MARGIN, 30, 1, true).map((line) =>
      text(MARGIN, 52, line, { size: 30, bold: true }),
    ),
    body,
  ].join('\n');
  const view = {
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
    'font-family': `${FONT}, sans-serif`,
  };
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', role: 'img', ...view }, content);
}

/** Where the content of a page begins. */
export const TOP = 84;
