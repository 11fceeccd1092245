import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsPicture } from '../../src/pictures/columns.ts';
import { driversPicture } from '../../src/pictures/drivers.ts';
import { mapPicture } from '../../src/pictures/map.ts';
import { toPng } from '../../src/pictures/run.ts';
import { COLOURS, INK, MARGIN, type Picture, SMALL, WIDTH, wrap } from '../../src/pictures/svg.ts';
import { en, ru } from '../../src/text/catalogue.ts';

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

/** Everything the picture writes, with where and how large. */
function texts({ svg }: Picture) {
  return [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>([^<]*)<\/text>/g)].map(
    ([, x, y, size, said]) => ({ x: Number(x), y: Number(y), size: Number(size), said: said ?? '' }),
  );
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
        for (const { x, y, size } of texts(picture)) {
          expect(size).toBeGreaterThanOrEqual(SMALL);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(WIDTH);
          expect(y).toBeLessThanOrEqual(heightOf(picture));
        }
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
  expect(wrap('one two three four', 100, 20, 2)).toEqual(['one two', 'three…']);
  expect(wrap('Донаудампфшиффартсгезельшафт', 120, 20, 1)).toEqual(['Донаудамп…']);
  expect(wrap('short', WIDTH - 2 * MARGIN, 20, 3)).toEqual(['short']);
});

test('what is written stands out from the paper as WCAG asks, and colours differ in lightness as well', () => {
  expect(contrast(INK.text, INK.paper)).toBeGreaterThan(7);
  expect(contrast(INK.faint, INK.wash)).toBeGreaterThan(4.5);
  for (const colour of COLOURS.slice(0, 3)) expect(contrast(colour, INK.paper)).toBeGreaterThan(3);
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
