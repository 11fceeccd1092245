import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsPicture } from '../../src/pictures/columns.ts';
import { driversPicture } from '../../src/pictures/drivers.ts';
import { widthOf, wrap } from '../../src/pictures/letters.ts';
import { mapPicture } from '../../src/pictures/map.ts';
import { FONTS, toPng } from '../../src/pictures/run.ts';
import { COLOURS, FONT, INK, inkOn, MARGIN, type Picture, SMALL, WIDTH } from '../../src/pictures/svg.ts';
import { en, ru } from '../../src/text/catalogue.ts';
import { HARD } from './hard.ts';

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
const count = fc.nat({ max: 99 });
const drivers = fc.array(
  fc.record({
    label: words,
    problem: fc.record({ for: count, of: fc.integer({ min: 99, max: 200 }) }),
    comparison: fc.option(fc.record({ for: count, of: fc.integer({ min: 99, max: 200 }) })),
  }),
  { minLength: 1, maxLength: 9 },
);
const personas = fc.array(
  fc.record({
    name: words,
    kind: words,
    cases: count,
    micros: fc.array(fc.record({ name: words, cases: count }), { maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 12 },
);

type Written = { x: number; y: number; size: number; said: string; left: number; right: number };

/** Everything the picture writes, with where and how large. */
function texts({ svg }: Picture): Written[] {
  const all = svg.matchAll(
    /<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)" font-weight="(\d+)"[^>]* text-anchor="(\w+)">([^<]*)</g,
  );
  return [...all].map(([, ...found]) => {
    const [x, y, size] = [Number(found[0]), Number(found[1]), Number(found[2])];
    const said = (found[5] ?? '').replaceAll(/&\w+;/g, '&');
    const width = widthOf(said, size, found[3] === '700');
    const left = found[4] === 'end' ? x - width : found[4] === 'middle' ? x - width / 2 : x;
    return { x, y, size, said, left, right: left + width };
  });
}

/** Two texts that stand on each other, or one that leaves the page. */
function collisions(picture: Picture): string[] {
  const all = texts(picture);
  const outside = all.filter(({ left, right, y }) => left < 0 || right > WIDTH || y > heightOf(picture) - 8);
  const touching = all.flatMap((one, i) =>
    all
      .slice(i + 1)
      .filter((two) => Math.abs(one.y - two.y) < SMALL && one.left < two.right && two.left < one.right)
      .map((two) => `${one.said} | ${two.said}`),
  );
  return [...outside.map(({ said }) => said), ...touching];
}

function heightOf({ svg }: Picture): number {
  return Number(/^<svg[^>]* height="(\d+)/.exec(svg)?.[1]);
}

test('a picture is one well-formed page, its text large enough, inside its borders, its counts as in its words', () => {
  fc.assert(
    fc.property(drivers, personas, (all, known) => {
      for (const picture of [driversPicture(all, en.pictures), mapPicture(known, ru.pictures)]) {
        expect(picture.svg.match(/<svg /g)).toHaveLength(1);
        expect(picture.svg).not.toMatch(/NaN|undefined|null/);
        expect((picture.svg.match(/<\w/g) ?? []).length).toBe((picture.svg.match(/<\/\w|\/>/g) ?? []).length);
        for (const { size } of texts(picture)) expect(size).toBeGreaterThanOrEqual(SMALL);
        expect(collisions(picture)).toEqual([]);
      }
      const first = all[0]!;
      const drawn = texts(driversPicture(all, en.pictures)).map(({ said }) => said);
      expect(drawn).toContain(`${first.problem.for} of ${first.problem.of}`);
      expect(driversPicture(all, en.pictures).alt).toContain(
        `${first.problem.for} of ${first.problem.of} problem cases`,
      );
    }),
    { numRuns: 60 },
  );
});

test.each(
  Object.entries(HARD),
)('%s: nothing stands on anything else or leaves the page', async (name, picture) => {
  expect(collisions(picture)).toEqual([]);
  const png = await toPng(picture);
  expect(png.readUInt32BE(16)).toBe(2 * WIDTH);
  expect(png.readUInt32BE(20)).toBe(2 * heightOf(picture));
  expect(heightOf(picture)).toBeLessThan(4 * WIDTH);
  keep(name, png);
});

test('no text is wider than it is thought to be', () => {
  const require = createRequire(import.meta.url);
  const { Resvg } = require('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
  for (const bold of [false, true]) {
    for (const words of [
      'Marketing',
      'WWW',
      'ШИШЖЩЫЮФ',
      'Отдел закупок холдинга',
      '1,234 из 5,678',
      'Quick-Yes Parker',
      'mmm',
    ]) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"><text y="50" font-family="${FONT}" font-size="24" font-weight="${bold ? 700 : 400}">${words}</text></svg>`;
      const drawn = new Resvg(svg, { font: FONTS }).getBBox()?.width ?? 0;
      expect(widthOf(words, 24, bold)).toBeGreaterThanOrEqual(drawn);
      expect(widthOf(words, 24, bold)).toBeLessThan(drawn * 1.35);
    }
  }
});

test('stacked columns reach as high as their counts, and say them in words', () => {
  const picture = columnsPicture('weeks', 'Interviews by week', {
    weeks: ['2026-W46', '2026-W47'],
    series: ['Sales', 'Support'],
    values: [
      [6, 2],
      [1, 3],
    ],
  });
  const heights = [...picture.svg.matchAll(/height="([\d.]+)" fill="#(?:0072b2|d55e00)" stroke/g)].map(
    ([, h]) => Number(h),
  );
  expect(heights).toEqual([225, 75, 37.5, 112.5]);
  expect(picture.alt).toBe('Interviews by week. 2026-W46: Sales 6, Support 2; 2026-W47: Sales 1, Support 3.');
  expect(texts(picture).map(({ said }) => said)).toEqual(
    expect.arrayContaining(['W46', 'W47', '8', '4', '6', '3']),
  );
});

test('words are cut to lines that fit; an ellipsis shows the cut', () => {
  expect(wrap('one two three four', 90, 20, 2)).toEqual(['one two', 'three…']);
  expect(wrap('Донаудампфшиффартсгезельшафт', 120, 20, 1)).toEqual(['Донауда…']);
  expect(wrap('short', WIDTH - 2 * MARGIN, 20, 3)).toEqual(['short']);
});

test('what is written stands out from the paper as WCAG asks, and colours differ in lightness as well', () => {
  expect(contrast(INK.text, INK.paper)).toBeGreaterThan(7);
  expect(contrast(INK.faint, INK.wash)).toBeGreaterThan(4.5);
  for (const colour of COLOURS.slice(0, 3)) expect(contrast(colour, INK.paper)).toBeGreaterThan(3);
  for (const colour of COLOURS) expect(contrast(colour, inkOn(colour))).toBeGreaterThan(4);
});

test('a PNG is twice as large as its page, and both alphabets are drawn with the fonts that come along', async () => {
  const drawing = (said: string) =>
    driversPicture([{ label: said, problem: { for: 9, of: 42 }, comparison: null }], ru.pictures);
  const latin = await toPng(drawing('Budget below'));
  const cyrillic = await toPng(drawing('Бюджет ниже'));
  const unknown = await toPng(drawing('\u{13080}\u{13081}\u{13082}'));
  expect(latin.subarray(1, 4).toString()).toBe('PNG');
  expect(latin.readUInt32BE(16)).toBe(2 * WIDTH);
  expect(latin.readUInt32BE(20)).toBe(2 * heightOf(drawing('Budget below')));
  expect(new Set([latin, cyrillic, unknown].map((png) => png.toString('base64'))).size).toBe(3);
  expect(cyrillic.length).toBeGreaterThan(unknown.length);
});

/** Where `MISMATCH_PICTURES` names a folder, for somebody who wants to look at them. */
function keep(name: string, png: Buffer): void {
  const folder = process.env.MISMATCH_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name.replaceAll(' ', '-')}.png`), png);
}

function contrast(one: string, other: string): number {
  const light = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark = 0, bright = 0] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}
