import { wrap } from './letters.ts';

/** A picture and what it says: `alt` holds the same figures in words. Pure text; run.ts makes a PNG of it. */
export type Picture = { name: string; title: string; alt: string; svg: string };

/** The family that the package @expo-google-fonts/golos-text ships; a browser without it takes its own. */
export const FONT = 'Golos Text';
export const WIDTH = 720;
export const MARGIN = 32;
/** A phone shows the picture half as wide: nothing is smaller than this, 12 pixels there. */
export const SMALL = 24;
/** From line to line. */
export const LINE = 32;

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

function escapeXml(text: string): string {
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

/** What stands on a page below its title, and where it ends. */
export type Body = { drawn: string[]; bottom: number };

const TITLE = 32;

/** A page with a title on it; `body` draws from the given height on. */
export function page(title: string, alt: string, body: (top: number) => Body): string {
  const lines = wrap(title, WIDTH - 2 * MARGIN, TITLE, 2, true);
  const { drawn, bottom } = body(52 + lines.length * TITLE * 1.2);
  const height = Math.ceil(bottom + 24);
  const content = [
    element('title', {}, escapeXml(title)),
    element('desc', {}, escapeXml(alt)),
    element('rect', { width: WIDTH, height, fill: INK.paper }),
    ...lines.map((line, i) => text(MARGIN, 52 + i * TITLE * 1.2, line, { size: TITLE, bold: true })),
    ...drawn,
  ].join('\n');
  const view = {
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
    'font-family': `${FONT}, sans-serif`,
  };
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', role: 'img', ...view }, content);
}

/** The darker or the lighter ink, whichever stands out more from a colour (relative luminance of WCAG 2.2). */
export function inkOn(colour: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  // Where both inks have the same contrast: the root of (white + .05) times (ink + .05), less .05.
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.21 ? INK.text : INK.paper;
}
