import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dimensionsOf } from '../../src/cases/dimension.ts';
import { lexiconOf } from '../../src/leads/lexicon.ts';
import { amountsIn } from '../../src/leads/numbers.ts';
import { readLead, readPairs } from '../../src/leads/parse.ts';
import { growth } from '../effort.ts';
import { scripts } from '../shipped.ts';

const dimensions = dimensionsOf(scripts);
const lexicon = lexiconOf(dimensions, [{ dimension: 'country', value: 'New Zealand' }]);
const pairs = (traits: { dimension: string; value: string }[]) =>
  traits.map(({ dimension, value }) => `${dimension}=${value}`).sort();
const read = (text: string) => {
  const { traits, excluded, notUnderstood } = readLead(lexicon, text);
  return { traits: pairs(traits), excluded: pairs(excluded), notUnderstood };
};

describe('what is said plainly is understood', () => {
  test.each([
    ['retail, 8 people', ['company_size=1-10', 'industry=retail']],
    ['retail; budget below our prices', ['budget_fit=below', 'industry=retail']],
    ['IT services company', ['industry=it_services']],
    ['came via referral, contact is procurement', ['contact_role=procurement', 'lead_source=referral']],
    ['prefers email', ['preferred_channel=email']],
    ['decide in a committee', ['decision_style=committee']],
    ['over 2,000 staff', ['company_size=over-1000']],
    ['under 10 people', ['company_size=1-10']],
    ['12-40 employees', ['company_size=11-50']],
    ['1-10', ['company_size=1-10']],
    ['team of 8 in logistics', ['company_size=1-10', 'industry=logistics']],
    ['industry=retail company_size=8', ['company_size=1-10', 'industry=retail']],
    ['company size: 8 people', ['company_size=1-10']],
    ['Hotels, 60 people', ['company_size=51-200', 'industry=hospitality']],
    ['a non-profit', ['industry=nonprofit']],
    ['based in New Zealand', ['country=New Zealand']],
    ['розница, 8 сотрудников', ['company_size=1-10', 'industry=retail']],
    ['розничный магазин', ['industry=retail']],
    ['a growing retail company with 25 employees', ['company_size=11-50', 'industry=retail']],
    ['a fast growing software company of 25 people', ['company_size=11-50', 'industry=software']],
    ['managing partner of a law firm with 25 people', ['company_size=11-50', 'industry=consulting']],
    ['director of a hotel', ['contact_role=executive', 'industry=hospitality']],
    ['director of logistics at a brewery', ['contact_role=executive']],
    ['retail company growing to 25 people', ['industry=retail']],
    ['retail company growing by 25 people', ['industry=retail']],
  ])('%s', (text, traits) => {
    expect(read(text).traits).toEqual(traits);
  });
});

describe('what the next statement takes back, corrects or doubts is shown as not understood', () => {
  test.each([
    ['retail, I think', []],
    ['retail, is it?', []],
    ['retail (not sure)', []],
    ['8 people, sorry, 80 people', ['company_size=51-200']],
    ['retail. No. Logistics.', ['industry=logistics']],
    ['розница, кажется', []],
    ['это школа, если не ошибаюсь', []],
    ["school, if I'm not mistaken", []],
    ['8 человек, точнее 80', []],
  ])('%s', (text, traits) => {
    const { traits: found, notUnderstood } = read(text);
    expect(found).toEqual(traits);
    expect(notUnderstood.join(' ')).toContain(text.split(/[,.(]/)[0]!.trim());
  });

  test('a denial of something else takes nothing back', () => {
    for (const text of [
      'retail, no CRM',
      'retail, how many?',
      'retail, not profitable',
      'retail, no time',
      'retail, no offer yet',
      'розница, договора нет',
    ]) {
      expect(read(text).traits, text).toEqual(['industry=retail']);
    }
  });
});

describe('a slip of the finger is forgiven', () => {
  test.each([
    ['reatil', 'industry=retail'],
    ['retial shop', 'industry=retail'],
    ['manufactoring', 'industry=manufacturing'],
    ['logistcs', 'industry=logistics'],
    ['procurment', 'contact_role=procurement'],
    ['8 emploees', 'company_size=1-10'],
  ])('%s', (text, trait) => {
    expect(read(text).traits).toEqual([trait]);
  });
});

describe('a negation never yields the trait', () => {
  test.each([
    ['not retail', ['industry=retail']],
    ['they are not in retail', ['industry=retail']],
    ["isn't retail", ['industry=retail']],
    ['isnt retail', ['industry=retail']],
    ['isn’t retail', ['industry=retail']],
    ['no retail', ['industry=retail']],
    ['non-retail', ['industry=retail']],
    ['not retail or software', ['industry=retail', 'industry=software']],
    ['not non-profit', ['industry=nonprofit']],
    ['не розница', ['industry=retail']],
    ['industry!=retail', ['industry=retail']],
  ])('%s', (text, excluded) => {
    expect(read(text)).toMatchObject({ traits: [], excluded });
  });

  test.each([
    'maybe retail',
    'retail?',
    'retail: no',
    'formerly retail',
    'not only retail',
    'used to be retail',
    'we sell to retail',
    'unlike retail',
    'never not retail',
    'could be retail',
    'not 8 people',
    'if retail',
  ])('“%s” is neither', (text) => {
    const { traits, excluded, notUnderstood } = read(text);
    expect([traits, excluded]).toEqual([[], []]);
    expect(notUnderstood).not.toEqual([]);
  });

  test('"but" ends it', () => {
    expect(read('not in retail but in education')).toMatchObject({
      traits: ['industry=education'],
      excluded: ['industry=retail'],
    });
  });
});

describe('it would rather not understand than understand wrongly', () => {
  test.each([
    'they have a website',
    'phone company',
    'my partner knows them',
    'it is good',
    'asks for 40% off',
    '8-30 people',
    'people',
    '8',
    'big',
    'retail and software',
    'a numbers person',
    '€500',
    'between jobs',
    '<!channel> 😀',
  ])('“%s” gives no trait and is shown', (text) => {
    const { traits, notUnderstood } = read(text);
    expect(traits).toEqual([]);
    expect(notUnderstood.length).toBeGreaterThan(0);
  });

  test('what was understood does not hide what was not', () => {
    expect(read('retail, 8 people, asks for 40% off').notUnderstood).toEqual(['asks for 40% off']);
  });

  test('what can be seen only after the sale is not read from a lead', () => {
    expect(read('mostly from them, rough tone').traits).toEqual([]);
  });
});

test('pairs take values as declared, as shown, as numbers and with a slip', () => {
  const given = [
    'industry=Retail or e-commerce',
    'company_size=8',
    'budget_fit=bellow',
    'Contact role=Owner or founder',
  ];
  expect(pairs(readPairs(lexicon, given).traits)).toEqual([
    'budget_fit=below',
    'company_size=1-10',
    'contact_role=owner',
    'industry=retail',
  ]);
  expect(readPairs(lexicon, ['colour=blue', 'industry=blue', 'nonsense']).notUnderstood).toEqual([
    'colour=blue',
    'industry=blue',
    'nonsense',
  ]);
});

test('a protected trait is never read from a lead', () => {
  const age = { ...dimensions.industry!, key: 'contact_age', protected: true };
  const guarded = lexiconOf({ contact_age: age }, [{ dimension: 'religion', value: 'any church' }]);
  expect(readLead(guarded, 'retail, any church').traits).toEqual([]);
});

test.each([
  '8 people',
  '8 people - ',
  'between 5',
  'a\t',
])('spaces without an end behind %s keep nobody waiting', (words) => {
  const text = (length: number) => `${words}${' '.repeat(length)}!`;
  expect(growth((lead) => readLead(lexicon, lead), text(5_000), text(40_000))).toBeLessThan(24);
});

test('amounts without an end keep nobody waiting', () => {
  const text = (length: number) => '12 seats 5k 30 people 40% '.repeat(length / 26);
  expect(growth((lead) => readLead(lexicon, lead), text(260), text(2_080))).toBeLessThan(24);
});

test('any text is read without an exception, and only declared values come out', () => {
  const declared = new Set(
    Object.values(lexicon.dimensions).flatMap(({ key, values }) =>
      values.map(({ value }) => `${key}=${value}`),
    ),
  );
  const words = [
    'retail',
    'not',
    '8',
    'people',
    ',',
    '=',
    'industry',
    '%',
    '€',
    '-',
    'no',
    'Владелец',
    '😀',
    '\u202E',
    '<',
    '9e99',
  ];
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...words)).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(text, (any) => {
      for (const trait of read(any).traits)
        expect(declared.has(trait) || trait.startsWith('country=')).toBe(true);
    }),
    { numRuns: 300 },
  );
});

describe('amounts of money', () => {
  const of = (key: string, type: 'money' | 'number') => ({
    ...dimensions.industry!,
    key,
    label: { en: key.replaceAll('_', ' ') },
    type,
    values: [],
    cuts: [500, 2_000],
  });
  test.each(['money', 'number'] as const)('are read for a trait of type %s', (type) => {
    const lead = readLead(lexiconOf({ budget: of('budget', type) }), 'budget 700 euros');
    expect(pairs(lead.traits)).toEqual(['budget=500-<2000']);
    expect(lead.foreign).toEqual([{ said: '700 euros', named: 'EUR', kept: null }]);
  });

  test('in another currency than the trait is kept in are not converted, and said so', () => {
    const kept = lexiconOf({ budget_eur: of('budget_eur', 'money') });
    expect(pairs(readLead(kept, 'budget 700 €').traits)).toEqual(['budget_eur=500-<2000']);
    expect(readLead(kept, 'budget 700 €').foreign).toEqual([]);
    const dollars = readLead(kept, 'budget $700');
    expect(dollars.traits).toEqual([]);
    expect(dollars.foreign).toEqual([{ said: '$700', named: 'USD', kept: 'EUR' }]);
    expect(dollars.notUnderstood).toEqual(['budget $700']);
  });

  test('say nothing about the number of people', () => {
    expect(read('a team of 8 euros').traits).toEqual([]);
  });
});

test.each([
  'they like our products and asked us directly',
  'the story of their confidence, a score of stones',
  'tracking status, layers of factors, cooperation',
  'we want to retain them, owned by clarity',
  'коллеги хотели продажи через продукт и проект',
  'наш контент, в этом контексте, Мария и эксперт',
  'собственный перевод, личность, больные',
])('a common word that only resembles the name of a trait is none: %s', (text) => {
  expect(read(text).traits).toEqual([]);
});

test.each([
  ['a couple of questions about the discount', []],
  ['hundreds of employees', []],
  ['several hundred employees', []],
  ['a few thousand employees', []],
  ['5 hundred employees', ['company_size=201-1000']],
  ['2 dozen employees', ['company_size=11-50']],
  ['two and a half thousand employees', ['company_size=over-1000']],
  ['3 hundred thousand employees', ['company_size=over-1000']],
  ['half a million employees', ['company_size=over-1000']],
  ['полтора миллиона сотрудников', ['company_size=over-1000']],
  ['сотни сотрудников', []],
  ['half the staff left', []],
  ['около сотни сотрудников', ['company_size=51-200']],
  ['полтора десятка человек', ['company_size=11-50']],
  ['5 or 6 people', ['company_size=1-10']],
  ['8ppl', ['company_size=1-10']],
  ['there are four of them', ['company_size=1-10']],
  ['двое', ['company_size=1-10']],
  ['двое детей', []],
])('numbers in words count what they stand for: %s', (text, traits) => {
  expect(read(text).traits).toEqual(traits);
});

test.each([
  ['half a million euros', [[500_000, 500_000]]],
  ['3 hundred thousand euros', [[300_000, 300_000]]],
  ['2 to 3 hundred thousand', [[200_000, 300_000]]],
  ['2 dozen', [[24, 24]]],
  ['полмиллиона рублей', [[500_000, 500_000]]],
  ['полтора миллиона рублей', [[1_500_000, 1_500_000]]],
  ['3 сотни тысяч рублей', [[300_000, 300_000]]],
  ['300 тысяч к оплате', [[300_000, 300_000]]],
  ['half the staff left', []],
])('a unit follows a multiple or a part of it: %s', (text, amounts) => {
  expect(amountsIn(text).map(({ min, max }) => [min, max])).toEqual(amounts);
});

test.each([
  ['their company: 500 orders a day', []],
  ['staff meeting at 10', []],
  ['deal size 20000', []],
  ['размер заказа 500', []],
  ['company of the year 2019', []],
  ['company size 75', ['company_size=51-200']],
  ['Размер: 75', ['company_size=51-200']],
  ['team of 12 engineers', ['company_size=11-50']],
])('an amount is of what it counts, not of any word nearby: %s', (text, traits) => {
  expect(read(text).traits).toEqual(traits);
});

test.each([
  ['Retail? Yes.', ['industry=retail'], []],
  ['Retail? No.', [], ['industry=retail']],
  ['8 people? No.', [], []],
  ["Isn't it retail? Yes.", [], []],
  ['How many people? 12', ['company_size=11-50'], []],
  ['How many people? 12. Or 120', [], []],
  ['Розница? Да', ['industry=retail'], []],
])('a question and its answer are read together: %s', (text, traits, excluded) => {
  expect(read(text)).toMatchObject({ traits, excluded });
});

test.each([
  ['| Industry | Hotels |\n|---|---|\n| Employees | 12 |'],
  ['Industry;Employees\nHotels;12'],
  ['Industry\tEmployees\nHotels\t12'],
])('a pasted table is read by its names: %s', (text) => {
  expect(read(text)).toEqual({
    traits: ['company_size=11-50', 'industry=hospitality'],
    excluded: [],
    notUnderstood: [],
  });
});

test('two rows of values are two leads: neither is believed', () => {
  expect(read('Industry;Employees\nHotels;12\nRetail;200').traits).toEqual([]);
});

test.each([
  ['recommended by an existing customer', ['lead_source=referral']],
  ['their main competitor is a bank', []],
  ['our AE spent years in retail', []],
  ['the previous lead was retail', []],
])('what somebody else is says nothing of the lead: %s', (text, traits) => {
  expect(read(text).traits).toEqual(traits);
});

test.each([
  'retail (not any more)',
  'retail but not sure',
  'Retail - no idea',
])('what is taken back is shown as it was written: %s', (text) => {
  expect(read(text)).toMatchObject({ traits: [], notUnderstood: [text] });
});

test.each([
  ['anything but retail', []],
  ['they left retail for logistics', []],
  ['500 people on the form, in fact 50', []],
  ['в заявке 500 человек, на деле 50', []],
  ['industry: retail / company size: 8', ['company_size=1-10', 'industry=retail']],
  ['tender in May, 8 people', ['company_size=1-10', 'lead_source=tender']],
])('what is left, excepted or corrected by a number is not believed: %s', (text, traits) => {
  expect(read(text).traits).toEqual(traits);
});
