import type { Counts } from '../evidence/evidence.ts';
import { wilson } from '../evidence/intervals.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { widthOf, wrap } from './letters.ts';
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

/** One trait with how many problem and comparable cases have it. */
export type Driver = { label: string; problem: Counts; comparison: Counts | null };

type Texts = Catalogue['pictures'];
type Side = 'problem' | 'comparison';
/** Where shares are drawn; counts stand to its right. */
type Track = { from: number; to: number };

const MOST = 6;
const TRACK_HEIGHT = 40;

/** What sets problem cases apart: the share of each side that has a trait, with Wilson's 95 % interval. */
export function driversPicture(all: readonly Driver[], texts: Texts): Picture {
  const drivers = all.slice(0, MOST);
  const { drivers: words } = texts;
  const alt = `${words.title}. ${drivers.map((one) => words.line(one.label, one.problem, one.comparison)).join('; ')}.`;
  const to = WIDTH - MARGIN - 20 - widest(drivers, texts);
  const svg = page(words.title, alt, (top) => {
    const keys = legend(top, texts);
    const drawn = [...keys.drawn];
    let y = keys.bottom + 12;
    for (const driver of drivers) {
      const one = row(driver, y, { from: MARGIN, to }, texts);
      drawn.push(...one.drawn);
      y = one.bottom;
    }
    return { drawn: [...drawn, ...axis(y + SMALL, { from: MARGIN, to }, texts)], bottom: y + SMALL };
  });
  return { name: 'drivers', title: words.title, alt, svg };
}

function widest(drivers: readonly Driver[], texts: Texts): number {
  const counts = drivers.flatMap(({ problem, comparison }) => [problem, ...(comparison ? [comparison] : [])]);
  return Math.max(0, ...counts.map((count) => widthOf(texts.of(count.for, count.of), SMALL, true)));
}

function legend(y: number, { drivers: words }: Texts): Body {
  const second = MARGIN + 60 + widthOf(words.problem, SMALL);
  return {
    drawn: [
      mark('problem', MARGIN + 8, y - 8),
      text(MARGIN + 26, y, words.problem),
      mark('comparison', second, y - 8),
      text(second + 18, y, words.comparison),
    ],
    bottom: y,
  };
}

/** Filled disc and hollow square: told apart without colour. */
function mark(side: Side, x: number, y: number): string {
  if (side === 'problem') return element('circle', { cx: x, cy: y, r: 9, fill: COLOURS[0]! });
  const box = { x: x - 8, y: y - 8, width: 16, height: 16 };
  return element('rect', { ...box, fill: INK.paper, stroke: COLOURS[1]!, 'stroke-width': 3 });
}

function row({ label, problem, comparison }: Driver, top: number, on: Track, texts: Texts): Body {
  const words = wrap(label, WIDTH - 2 * MARGIN, SMALL, 2, true);
  const y = top + words.length * LINE + 26;
  const below = y + TRACK_HEIGHT;
  return {
    drawn: [
      ...words.map((line, i) => text(MARGIN, top + (i + 1) * LINE, line, { bold: true })),
      ...track('problem', problem, y, on, texts),
      ...(comparison === null
        ? [text(on.from, below + 8, texts.drivers.nothingToCompare, { fill: INK.faint })]
        : track('comparison', comparison, below, on, texts)),
    ],
    bottom: below + 24,
  };
}

function track(side: Side, count: Counts, y: number, on: Track, texts: Texts): string[] {
  const at = (share: number) => Math.round(on.from + share * (on.to - on.from));
  const [low, high] = wilson(count.for, count.of);
  const line = { y1: y, y2: y };
  const interval = { x1: at(low), x2: at(high), ...line, 'stroke-width': 6 };
  return [
    element('line', { x1: on.from, x2: on.to, ...line, stroke: INK.line, 'stroke-width': 2 }),
    element('line', { ...interval, stroke: COLOURS[side === 'problem' ? 0 : 1]! }),
    mark(side, at(count.of === 0 ? 0 : count.for / count.of), y),
    text(WIDTH - MARGIN, y + 8, texts.of(count.for, count.of), { bold: side === 'problem', anchor: 'end' }),
  ];
}

function axis(y: number, { from, to }: Track, { drivers: words }: Texts): string[] {
  return [
    text(from, y, words.none, { fill: INK.faint }),
    text((from + to) / 2, y, words.half, { fill: INK.faint, anchor: 'middle' }),
    text(to, y, words.all, { fill: INK.faint, anchor: 'end' }),
  ];
}
