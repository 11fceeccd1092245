import type { Catalogue } from '../text/catalogue.ts';
import { wrap } from './letters.ts';
import {
  type Body,
  COLOURS,
  element,
  INK,
  LINE,
  MARGIN,
  type Picture,
  page,
  SMALL,
  text,
  WIDTH,
} from './svg.ts';

/** A persona with its micro personas. */
export type Mapped = { name: string; kind: string; cases: number; micros: { name: string; cases: number }[] };

type Texts = Catalogue['pictures'];

const MOST = 8;
const MOST_MICROS = 5;
const BOX = 308;
const GAP = 16;

/** The personas in use, each with its micro personas beside it. */
export function mapPicture(all: readonly Mapped[], texts: Texts): Picture {
  const { map: words } = texts;
  const said = all.map(({ name, cases, micros }) =>
    words.line(name, cases, micros.map((micro) => words.micro(micro.name, micro.cases)).join(', ')),
  );
  const alt = `${words.title}. ${said.join('; ')}.`;
  const svg = page(words.title, alt, (top) => {
    const drawn: string[] = [];
    let y = top - 24;
    for (const one of all.slice(0, MOST)) {
      const next = family(one, y, texts);
      drawn.push(...next.drawn);
      y = next.bottom + GAP;
    }
    const left = all.length - MOST;
    if (left <= 0) return { drawn, bottom: y - GAP };
    return { drawn: [...drawn, text(MARGIN, y + 20, texts.more(left), { fill: INK.faint })], bottom: y + 24 };
  });
  return { name: 'map', title: words.title, alt, svg };
}

function family({ name, kind, cases, micros }: Mapped, top: number, texts: Texts): Body {
  const macro = box(MARGIN, top, name, [kind, texts.cases(cases)], COLOURS[0]!);
  const x = WIDTH - MARGIN - BOX;
  const from = MARGIN + BOX;
  const trunk = (x + from) / 2;
  const middle = top + 40;
  const drawn = [...macro.drawn];
  let y = top;
  for (const micro of micros.slice(0, MOST_MICROS)) {
    const small = box(x, y, micro.name, [texts.cases(micro.cases)], COLOURS[2]!);
    const points = `${from},${middle} ${trunk},${middle} ${trunk},${y + 40} ${x},${y + 40}`;
    const branch = element('polyline', { points, fill: 'none', stroke: INK.faint, 'stroke-width': 2 });
    drawn.push(branch, ...small.drawn);
    y = small.bottom + GAP;
  }
  const left = micros.length - MOST_MICROS;
  if (left > 0) {
    drawn.push(text(x, y + 20, texts.more(left), { fill: INK.faint }));
    y += 24 + GAP;
  }
  return { drawn, bottom: Math.max(macro.bottom, y - GAP) };
}

function box(x: number, y: number, name: string, lines: string[], colour: string): Body {
  const room = BOX - 32;
  const rows = [
    ...wrap(name, room, SMALL, 2, true).map((line) => ({ line, bold: true, fill: INK.text })),
    ...lines.flatMap((line) =>
      wrap(line, room, SMALL, 2).map((one) => ({ line: one, bold: false, fill: INK.faint })),
    ),
  ];
  const height = rows.length * LINE + 20;
  const frame = { x, y, width: BOX, height, rx: 8, fill: INK.wash, stroke: colour, 'stroke-width': 3 };
  return {
    drawn: [
      element('rect', frame),
      ...rows.map(({ line, ...style }, i) => text(x + 16, y + 34 + i * LINE, line, style)),
    ],
    bottom: y + height,
  };
}
