import type { Catalogue } from '../text/catalogue.ts';
import { COLOURS, element, INK, MARGIN, type Picture, page, TOP, text, WIDTH, wrap } from './svg.ts';

/** A persona with its micro personas. */
export type Mapped = { name: string; kind: string; cases: number; micros: { name: string; cases: number }[] };

const MOST = 8;
const MOST_MICROS = 6;
const BOX = { width: 300, macro: 102, micro: 72, gap: 14 };

/** The personas in use, each with its micro personas beside it. */
export function mapPicture(all: readonly Mapped[], texts: Catalogue['pictures']): Picture {
  const { map: words } = texts;
  const shown = all.slice(0, MOST).map((one) => ({ ...one, micros: one.micros.slice(0, MOST_MICROS) }));
  const said = all.map(({ name, cases, micros }) =>
    words.line(name, cases, micros.map((micro) => words.micro(micro.name, micro.cases)).join(', ')),
  );
  const alt = `${words.title}. ${said.join('; ')}.`;
  let y = TOP - 16;
  const rows = shown.map((macro) => {
    const height = Math.max(BOX.macro + BOX.gap, macro.micros.length * (BOX.micro + BOX.gap));
    const drawn = family(macro, y, texts);
    y += height + BOX.gap;
    return drawn;
  });
  const left = all.length - shown.length;
  const more = left > 0 ? text(MARGIN, y + 20, texts.more(left), { fill: INK.faint }) : '';
  return {
    name: 'map',
    title: words.title,
    alt,
    svg: page(words.title, alt, y + (left > 0 ? 52 : 20), [...rows, more].join('\n')),
  };
}

function family({ name, kind, cases, micros }: Mapped, y: number, texts: Catalogue['pictures']): string {
  const x = WIDTH - MARGIN - BOX.width;
  const top = (row: number) => y + row * (BOX.micro + BOX.gap);
  const middle = (row: number) => top(row) + BOX.micro / 2;
  const from = MARGIN + BOX.width;
  const trunk = (x + from) / 2;
  const branches = micros.map((_, row) =>
    element('polyline', {
      points: `${from},${middle(0)} ${trunk},${middle(0)} ${trunk},${middle(row)} ${x},${middle(row)}`,
      fill: 'none',
      stroke: INK.faint,
      'stroke-width': 2,
    }),
  );
  const small = micros.map((micro, row) =>
    box(x, top(row), BOX.micro, [micro.name, texts.cases(micro.cases)], COLOURS[2]!),
  );
  const macro = box(MARGIN, y, BOX.macro, [name, kind, texts.cases(cases)], COLOURS[0]!);
  return [...branches, macro, ...small].join('\n');
}

function box(x: number, y: number, height: number, [name = '', ...lines]: string[], colour: string): string {
  const frame = { x, y, width: BOX.width, height, rx: 8, fill: INK.wash, stroke: colour, 'stroke-width': 3 };
  const fitted = (words: string, bold: boolean) => wrap(words, BOX.width - 28, 20, 1, bold)[0] ?? '';
  return [
    element('rect', frame),
    text(x + 14, y + 31, fitted(name, true), { bold: true }),
    ...lines.map((line, i) => text(x + 14, y + 58 + i * 28, fitted(line, false), { fill: INK.faint })),
  ].join('\n');
}
