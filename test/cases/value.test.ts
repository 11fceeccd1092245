import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandOf, bandValues, deriveCuts } from '../../src/cases/bands.ts';
import type { Dimension } from '../../src/cases/case.ts';
import { namesProtectedTrait } from '../../src/cases/protected.ts';
import { readAsBand, traitValue, traitValues } from '../../src/cases/value.ts';
import { inRange, parseRange } from '../../src/scripts/range.ts';

function dimension(over: Partial<Dimension>): Dimension {
  return {
    key: 'company_size',
    label: { en: 'Company size' },
    type: 'choice',
    level: 'macro',
    observable: 'before_sale',
    protected: false,
    values: [],
    cuts: null,
    ...over,
  };
}

const sizes = dimension({
  values: ['1-10', '11-50', '51-1000', 'over-1000'].map((value) => ({ value, label: { en: value } })),
});

test('a number falls into the declared band that holds it, typed, imported or said', () => {
  expect(traitValue(sizes, 8)).toBe('1-10');
  expect(traitValue(sizes, '8')).toBe('1-10');
  expect(traitValue(sizes, '11-50')).toBe('11-50');
  expect(traitValue(sizes, 10.5)).toBe('1-10');
  expect(traitValue(sizes, 1000)).toBe('51-1000');
  expect(traitValue(sizes, 1001)).toBe('over-1000');
  expect(traitValue(sizes, 0)).toBeNull();
  expect(traitValue(sizes, 'many')).toBeNull();
});

test('a record’s cell falls into the declared band that holds all of it', () => {
  const read = (cell: string) => traitValue(sizes, readAsBand(sizes, cell) as string | number);
  for (const [cell, band] of [
    ['8 employees', '1-10'],
    ['11–50 employees', '11-50'],
    ['1,200', 'over-1000'],
    ['1 200 сотрудников', 'over-1000'],
    ['51-200', '51-1000'],
    ['1,001-5,000 employees', 'over-1000'],
    ['10,001+', 'over-1000'],
    ['over 1000', 'over-1000'],
    ['under 11', null],
    ['5-20', null],
    ['8 offices', null],
    ['many', null],
  ]) {
    expect([cell, read(cell!)]).toEqual([cell, band]);
  }
  expect(readAsBand(sizes, '8 employees')).toBe(8);
});

test('ranges are read as people write them', () => {
  const holds = (value: string, number: number) => {
    const range = parseRange(value);
    return range === null ? null : inRange(range, number);
  };
  expect(holds('1000+', 1000)).toBe(true);
  expect(holds('over-1000', 1000)).toBe(false);
  expect(holds('<10', 10)).toBe(false);
  expect(holds('<=10', 10)).toBe(true);
  expect(holds('>=5', 5)).toBe(true);
  expect(holds('11–50', 50)).toBe(true);
  expect(holds('1,000-5,000', 2_500)).toBe(true);
  expect(holds('10-<50', 50)).toBe(false);
  expect(holds('below', 1)).toBeNull();
  expect(holds('24-7', 10)).toBeNull();
});

test('yes and no, labels and spellings are one vocabulary', () => {
  const yesno = dimension({ type: 'yesno', values: [] });
  expect(traitValue(yesno, true)).toBe('yes');
  expect(traitValue(yesno, 'Нет')).toBe('no');
  const fit = dimension({ values: [{ value: 'below', label: { en: 'Below our prices', ru: 'Ниже' } }] });
  expect(traitValue(fit, ' BELOW our  prices')).toBe('below');
  expect(traitValue(fit, 'ниже')).toBe('below');
  expect(traitValue(dimension({ spellings: { saas: 'SaaS' } }), 'SAAS')).toBe('SaaS');
  expect(traitValue(dimension({ type: 'text' }), 'They changed it all')).toBeNull();
  expect(traitValues(dimension({ type: 'multi' }), ['b', 'a', 'b'])).toEqual(['a', 'b']);
});

test('bands do not depend on the order of cases, never part equal numbers, and name themselves', () => {
  const numbers = fc.array(fc.integer({ min: -500, max: 5_000 }), { minLength: 6, maxLength: 60 });
  fc.assert(
    fc.property(numbers, fc.integer({ min: -500, max: 5_000 }), (list, one) => {
      const cuts = deriveCuts(list);
      expect(deriveCuts([...list].reverse())).toEqual(cuts);
      if (cuts === null) {
        expect(new Set(list).size).toBe(1);
        return;
      }
      expect(cuts).toEqual([...cuts].sort((a, b) => a - b));
      const used = new Set(list.map((number) => bandOf(cuts, number)));
      expect(used.size).toBe(cuts.length + 1);
      const band = bandOf(cuts, one);
      expect(bandValues(cuts)).toContain(band);
      expect(inRange(parseRange(band)!, one)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('borders are round numbers', () => {
  expect(deriveCuts([3, 4, 5, 38, 41, 44, 97, 120, 180])).toEqual([20, 50]);
  expect(deriveCuts([0, 0, 0, 0, 0, 7, 9])).toEqual([5]);
});

test('protected traits are known by name in both languages; what only sounds like one is not', () => {
  for (const key of [
    'age',
    'contact_gender',
    'Family status',
    'ethnicity',
    'religion',
    'nationality',
    'возраст',
  ]) {
    expect(namesProtectedTrait(key), key).toBe(true);
  }
  for (const key of [
    'company_age',
    'industry',
    'health_care',
    'average_deal',
    'contact_role',
    'trade_union_deal',
  ]) {
    expect(namesProtectedTrait(key), key).toBe(false);
  }
});
