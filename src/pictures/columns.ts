import {
  COLOURS,
  element,
  INK,
  MARGIN,
  type Picture,
  page,
  SMALL,
  TOP,
  text,
  WIDTH,
  widthOf,
} from './svg.ts';

/** Counts by week, stacked by series. `values[week][series]`. */
export type Columns = { weeks: string[]; series: string[]; values: number[][] };

const HEIGHT = 300;
/** Thinner than this, a number does not fit into its piece. */
const ROOM = 24;

/** Stacked columns: the newest week stands on the right, each total above its column, each count in its piece. */
export function columnsPicture(name: string, title: string, { weeks, series, values }: Columns): Picture {
  const alt = `${title}. ${weeks.map((week, w) => `${week}: ${inWords(series, values[w] ?? [])}`).join('; ')}.`;
  const totals = values.map((of) => of.reduce((sum, value) => sum + value, 0));
  const most = Math.max(1, ...totals);
  const keys = legend(series);
  const base = keys.bottom + 40 + HEIGHT;
  const step = (WIDTH - 2 * MARGIN) / Math.max(1, weeks.length);
  const columns = weeks.map((week, w) => {
    const middle = MARGIN + step * (w + 0.5);
    const top = base - ((totals[w] ?? 0) / most) * HEIGHT;
    return [
      ...pieces(values[w] ?? [], { middle, width: step * 0.72, base, scale: HEIGHT / most }),
      totals[w] ? text(middle, top - 8, String(totals[w]), { anchor: 'middle', bold: true }) : '',
      // Every other week has its number where they are many.
      weeks.length <= 8 || (weeks.length - 1 - w) % 2 === 0
        ? text(middle, base + 28, week.replace(/^\d{4}-/, ''), { anchor: 'middle', fill: INK.faint })
        : '',
    ].join('\n');
  });
  const line = element('line', {
    x1: MARGIN,
    x2: WIDTH - MARGIN,
    y1: base,
    y2: base,
    stroke: INK.faint,
    'stroke-width': 2,
  });
  return { name, title, alt, svg: page(title, alt, base + 52, [keys.drawn, ...columns, line].join('\n')) };
}

function inWords(series: string[], values: number[]): string {
  const said = series.flatMap((one, s) => (values[s] ? [`${one} ${values[s]}`] : []));
  return said.length === 0 ? '0' : said.join(', ');
}

type Place = { middle: number; width: number; base: number; scale: number };

function pieces(values: number[], { middle, width, base, scale }: Place): string[] {
  let y = base;
  return values.flatMap((value, s) => {
    const height = value * scale;
    if (value === 0) return [];
    y -= height;
    const box = { x: middle - width / 2, y, width, height };
    const piece = element('rect', {
      ...box,
      fill: COLOURS[s % COLOURS.length]!,
      stroke: INK.paper,
      'stroke-width': 2,
    });
    const fits =
      height >= ROOM && widthOf(String(value), SMALL) < width && values.filter((one) => one > 0).length > 1;
    return fits
      ? [
          piece,
          text(middle, y + height / 2 + 7, String(value), { anchor: 'middle', fill: '#ffffff', bold: true }),
        ]
      : [piece];
  });
}

function legend(series: string[]): { drawn: string; bottom: number } {
  let [x, y] = [MARGIN, TOP];
  const drawn = series.map((one, s) => {
    const width = 40 + widthOf(one, SMALL);
    if (x + width > WIDTH - MARGIN && x > MARGIN) [x, y] = [MARGIN, y + 32];
    const key = element('rect', { x, y: y - 16, width: 18, height: 18, fill: COLOURS[s % COLOURS.length]! });
    const words = text(x + 26, y, one);
    x += width;
    return `${key}\n${words}`;
  });
  return { drawn: drawn.join('\n'), bottom: y };
}
