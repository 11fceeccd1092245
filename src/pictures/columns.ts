import { widthOf, wrap } from './letters.ts';
import {
  type Body,
  COLOURS,
  element,
  INK,
  inkOn,
  MARGIN,
  type Picture,
  page,
  SMALL,
  text,
  WIDTH,
} from './svg.ts';

/** Counts by week, stacked by series. `values[week][series]`. */
export type Columns = { weeks: string[]; series: string[]; values: number[][] };

const HEIGHT = 300;
/** Thinner than this, a number does not fit into its piece. */
const ROOM = 30;
const WIDEST = 96;

/** Stacked columns: the newest week stands on the right, each total above its column, each count in its piece. */
export function columnsPicture(name: string, title: string, columns: Columns): Picture {
  const { weeks, series, values } = columns;
  const alt = `${title}. ${weeks.map((week, w) => `${week}: ${inWords(series, values[w] ?? [])}`).join('; ')}.`;
  const svg = page(title, alt, (top) => {
    const keys = legend(columns, top);
    const base = keys.bottom + 52 + HEIGHT;
    return { drawn: [...keys.drawn, ...stacks(columns, base), ...axis(weeks, base)], bottom: base + 34 };
  });
  return { name, title, alt, svg };
}

function inWords(series: string[], values: number[]): string {
  const said = series.flatMap((one, s) => (values[s] ? [`${one} ${values[s]}`] : []));
  return said.length === 0 ? '0' : said.join(', ');
}

/** Columns share the width; where they are many, not each has room for its number. */
function places(weeks: readonly unknown[]) {
  const step = (WIDTH - 2 * MARGIN) / Math.max(1, weeks.length);
  const middle = (w: number) => MARGIN + step * (w + 0.5);
  return { step, middle };
}

function stacks({ weeks, values }: Columns, base: number): string[] {
  const { step, middle } = places(weeks);
  const totals = values.map((of) => of.reduce((sum, value) => sum + value, 0));
  const most = Math.max(1, ...totals);
  const said = new Set(numbered(totals, step));
  return totals.flatMap((total, w) => [
    ...pieces(values[w] ?? [], {
      middle: middle(w),
      width: Math.min(step * 0.72, WIDEST),
      base,
      scale: HEIGHT / most,
    }),
    ...(said.has(w)
      ? [
          text(middle(w), base - (total / most) * HEIGHT - 10, String(total), {
            anchor: 'middle',
            bold: true,
          }),
        ]
      : []),
  ]);
}

/** The columns whose totals are written: all of them, or the newest and the highest where there is no room for more. */
function numbered(totals: number[], step: number): number[] {
  const filled = totals.flatMap((total, w) => (total > 0 ? [w] : []));
  const width = Math.max(0, ...totals.map((total) => widthOf(String(total), SMALL, true)));
  if (width + 4 <= step) return filled;
  const newest = filled.at(-1);
  const highest = totals.indexOf(Math.max(...totals));
  if (newest === undefined) return [];
  return (newest - highest) * step > width + 8 ? [highest, newest] : [newest];
}

/** The base line, and as many weeks below it as there is room for, the newest among them. */
function axis(weeks: readonly string[], base: number): string[] {
  const { step, middle } = places(weeks);
  const labels = weeks.map((week) => week.replace(/^\d{4}-/, ''));
  const width = Math.max(0, ...labels.map((label) => widthOf(label, SMALL)));
  const every = Math.max(1, Math.ceil((width + 12) / step));
  const line = { x1: MARGIN, x2: WIDTH - MARGIN, y1: base, y2: base };
  return [
    element('line', { ...line, stroke: INK.faint, 'stroke-width': 2 }),
    ...labels.flatMap((label, w) =>
      (labels.length - 1 - w) % every === 0
        ? [
            text(Math.min(middle(w), WIDTH - width / 2), base + 32, label, {
              anchor: 'middle',
              fill: INK.faint,
            }),
          ]
        : [],
    ),
  ];
}

type Place = { middle: number; width: number; base: number; scale: number };

const colourOf = (s: number) => COLOURS[s % COLOURS.length]!;

function pieces(values: number[], { middle, width, base, scale }: Place): string[] {
  let y = base;
  const isOne = values.filter((one) => one > 0).length === 1;
  return values.flatMap((value, s) => {
    const height = value * scale;
    if (value === 0) return [];
    y -= height;
    const [box, fill] = [{ x: middle - width / 2, y, width, height }, colourOf(s)];
    const piece = element('rect', { ...box, fill, stroke: INK.paper, 'stroke-width': width > 20 ? 2 : 0 });
    // Alone in its column, it is the total, which stands above.
    const fits = !isOne && height >= ROOM && widthOf(String(value), SMALL, true) < width;
    const style = { anchor: 'middle', fill: inkOn(fill), bold: true } as const;
    return fits ? [piece, text(middle, y + height / 2 + 9, String(value), style)] : [piece];
  });
}

/** The series that stand in the picture; each keeps its colour, whatever else is there. */
function legend({ series, values }: Columns, top: number): Body {
  let [x, y] = [MARGIN, top];
  const drawn = series.flatMap((one, s) => {
    if (values.every((of) => !of[s])) return [];
    const [label = ''] = wrap(one, WIDTH - 2 * MARGIN - 28, SMALL, 1);
    const width = 28 + widthOf(label, SMALL);
    if (x + width > WIDTH - MARGIN && x > MARGIN) [x, y] = [MARGIN, y + 36];
    const place = { x, y: y - 18, width: 20, height: 20 };
    const key = [element('rect', { ...place, fill: colourOf(s) }), text(x + 28, y, label)];
    x += width + 24;
    return key;
  });
  return { drawn, bottom: y };
}
