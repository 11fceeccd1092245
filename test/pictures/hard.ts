import { cardPicture } from '../../src/pictures/card.ts';
import { columnsPicture } from '../../src/pictures/columns.ts';
import { driversPicture } from '../../src/pictures/drivers.ts';
import { mapPicture } from '../../src/pictures/map.ts';
import type { Picture } from '../../src/pictures/svg.ts';
import { en, ru } from '../../src/text/catalogue.ts';
import { approved, claim, rule } from '../lookup/persona.ts';

const LONG = 'The procurement department of a multinational that negotiates everything twice, then once more';
const ДЛИННО = 'Отдел закупок международного холдинга, который обо всём договаривается дважды';
const WORD = 'Донаудампфшиффартсгезельшафтскапитен';

const advice = { text: `${LONG}. ${ДЛИННО}`, evidence: [], assumption: false };
const counts = (n: number, of: number) => ({ for: n, of });
const weeks = (many: number) =>
  Array.from({ length: many }, (_, w) => `2026-W${String((w % 52) + 1).padStart(2, '0')}`);
const family = (name: string, micros: number) => ({
  name,
  kind: ru.lookup.kinds.challenging,
  cases: 12_345,
  micros: Array.from({ length: micros }, (_, m) => ({ name: m % 2 === 0 ? name : 'Тихая Таня', cases: m })),
});

/** Pictures of what is hard to draw: long names, two alphabets, many weeks and personas, one figure, none. */
export const HARD: Record<string, Picture> = {
  'drivers long': driversPicture(
    [LONG, ДЛИННО, WORD, 'M'.repeat(60), 'short', 'обычный', 'one too many'].map((label, i) => ({
      label,
      problem: counts(i * 2_000, 12_345),
      comparison: i % 3 === 2 ? null : counts(i, 98_765),
    })),
    ru.pictures,
  ),
  'drivers one': driversPicture(
    [{ label: 'budget below', problem: counts(3, 3), comparison: null }],
    en.pictures,
  ),
  'drivers none': driversPicture([], en.pictures),
  'weeks 60': columnsPicture('weeks', en.pictures.weeks, {
    weeks: weeks(60),
    series: ['Sales', 'Support', 'Marketing'],
    values: weeks(60).map((_, w) => [w * 3, (w * 7) % 50, w === 59 ? 400 : 0]),
  }),
  'weeks 12 roles': columnsPicture('weeks', ru.pictures.weeks, {
    weeks: weeks(12),
    series: ['Продажи', 'Поддержка', 'Маркетинг', ДЛИННО, 'Бухгалтерия', 'Разработка', 'Седьмая'],
    values: weeks(12).map((_, w) => [w, 3, 12 - w, 2, 5, 1, 4]),
  }),
  'weeks one': columnsPicture('weeks', en.pictures.weeks, {
    weeks: weeks(1),
    series: ['Sales'],
    values: [[1]],
  }),
  'weeks none': columnsPicture('weeks', en.pictures.weeks, {
    weeks: weeks(12),
    series: [],
    values: weeks(12).map(() => []),
  }),
  'map 30': mapPicture(
    Array.from({ length: 30 }, (_, p) => family([LONG, ДЛИННО, WORD, 'Bob'][p % 4]!, [0, 9, 1, 3][p % 4]!)),
    ru.pictures,
  ),
  'map one': mapPicture([{ name: 'Bob', kind: en.lookup.kinds.negative, cases: 1, micros: [] }], en.pictures),
  'card short': cardPicture(approved({ id: 'p2', name: 'Bob' }), ({ value }) => value, en),
  'card long': cardPicture(
    approved(
      {
        id: 'p1',
        name: LONG,
        subtitle: ДЛИННО,
        disqualifiers: [rule('a', 'b', LONG), rule('c', 'd', WORD), rule('e', 'f', ДЛИННО)],
        actions: { marketing: [advice], sales: [advice], support: [advice] },
      },
      { claims: [claim('c1', 'a', ДЛИННО), claim('c2', 'a', WORD)] },
    ),
    ({ value }) => value,
    ru,
  ),
};
