import type { Counts } from '../evidence/evidence.ts';
import { wilson } from '../evidence/intervals.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { COLOURS, element, INK, MARGIN, type Picture, page, TOP, text, WIDTH, wrap } from './svg.ts';

/** One trait with how many problem and comparable cases have it. */
export type Driver = { label: string; problem: Counts; comparison: Counts | null };

const MOST = 6;
const ROW = 128;
/** The track on which shares are drawn; counts stand to its right. */
const TRACK = { from: MARGIN, to: WIDTH - 190 };

/** What sets problem cases apart: the share of each side that has a trait, with Wilson's 95 % interval. */
export function driversPicture(all: readonly Driver[], texts: Catalogue['pictures']): Picture {
  const drivers = all.slice(0, MOST);
  const { drivers: words } = texts;
  const alt = `${words.title}. ${drivers.map((one) => words.line(one.label, one.problem, one.comparison)).join('; ')}.`;
  const rows = drivers.map((driver, index) => row(driver, TOP + 44 + index * ROW, texts)).join('\n');
  const bottom = TOP + 44 + drivers.length * ROW;
  return {
    name: 'drivers',
    title: words.title,
    alt,
    svg: page(words.title, alt, bottom + 44, [legend(texts), rows, axis(bottom, texts)].join('\n')),
  };
}

function legend({ drivers: words }: Catalogue['pictures']): string {
  return [
    mark('problem', MARGIN + 8, TOP - 6),
    text(MARGIN + 26, TOP, words.problem),
    mark('comparison', MARGIN + 258, TOP - 6),
    text(MARGIN + 276, TOP, words.comparison),
  ].join('\n');
}

/** Filled disc and hollow square: told apart without colour. */
function mark(side: 'problem' | 'comparison', x: number, y: number): string {
  if (side === 'problem') return element('circle', { cx: x, cy: y, r: 8, fill: COLOURS[0]! });
  const box = { x: x - 7, y: y - 7, width: 14, height: 14 };
  return element('rect', { ...box, fill: INK.paper, stroke: COLOURS[1]!, 'stroke-width': 3 });
}

function row({ label, problem, comparison }: Driver, y: number, texts: Catalogue['pictures']): string {
  const [words = ''] = wrap(label, WIDTH - 2 * MARGIN, 22, 1, true);
  return [
    text(MARGIN, y + 20, words, { size: 22, bold: true }),
    track('problem', problem, y + 52, texts),
    comparison === null
      ? text(TRACK.from, y + 94, texts.drivers.nothingToCompare, { fill: INK.faint })
      : track('comparison', comparison, y + 88, texts),
  ].join('\n');
}

function track(
  side: 'problem' | 'comparison',
  count: Counts,
  y: number,
  texts: Catalogue['pictures'],
): string {
  const at = (share: number) => Math.round(TRACK.from + share * (TRACK.to - TRACK.from));
  const [low, high] = wilson(count.for, count.of);
  const colour = COLOURS[side === 'problem' ? 0 : 1]!;
  const line = { y1: y, y2: y };
  return [
    element('line', { x1: TRACK.from, x2: TRACK.to, ...line, stroke: INK.line, 'stroke-width': 2 }),
    element('line', { x1: at(low), x2: at(high), ...line, stroke: colour, 'stroke-width': 6 }),
    mark(side, at(count.of === 0 ? 0 : count.for / count.of), y),
    text(TRACK.to + 24, y + 7, texts.of(count.for, count.of), { bold: side === 'problem' }),
  ].join('\n');
}

function axis(y: number, { drivers: words }: Catalogue['pictures']): string {
  const middle = (TRACK.from + TRACK.to) / 2;
  return [
    text(TRACK.from, y + 16, words.none, { fill: INK.faint }),
    text(middle, y + 16, words.half, { fill: INK.faint, anchor: 'middle' }),
    text(TRACK.to, y + 16, words.all, { fill: INK.faint, anchor: 'end' }),
  ].join('\n');
}
