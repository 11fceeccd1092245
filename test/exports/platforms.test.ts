import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerRecord } from '../../src/cases/case.ts';
import { countryCode } from '../../src/exports/country.ts';
import { toCsv } from '../../src/exports/csv.ts';
import { hubspotList } from '../../src/exports/hubspot.ts';
import { platformFile, platforms } from '../../src/exports/platforms.ts';
import { en } from '../../src/text/catalogue.ts';
import { approved, rule } from '../lookup/persona.ts';

const record = (
  key: string,
  texts: Record<string, string>,
  consent: boolean | null = true,
): CustomerRecord => ({
  key,
  name: `Name, "${key}" Ltd`,
  good: false,
  consent,
  texts,
  numbers: {},
  traits: {},
});
const whole = {
  email: ' Ann@Example.COM ',
  phone: '+49 (30) 123-4567',
  first_name: 'Änne',
  last_name: "O'Неил",
  country: 'de',
  zip: '010115',
  city: 'Berlin\nMitte',
  state: '=1+1',
  domain: 'Example.COM',
  industry: 'retail',
};
const persona = approved(
  {
    id: 'p1',
    name: 'Bargain Hunter Bob',
    caseCount: { for: 4, of: 40 },
    disqualifiers: [rule('industry', 'retail', 'retail'), rule('company_size', '1-10', '1 to 10 people')],
  },
  { version: 3 },
);
const records = [
  record('a', whole),
  record('b', { ...whole, phone: '030 1234567' }, null),
  record('c', { domain: 'c.example' }),
];
const read = (text: string) => parse(text) as string[][];

test.each([
  ['Finland', 'FI'],
  ['de', 'DE'],
  ['UK', 'GB'],
  ['U.S.A.', 'US'],
  ['Bosnia and Herzegovina', 'BA'],
  ['Германия', 'DE'],
  ['Deutschland', 'DE'],
  ['Großbritannien', 'GB'],
  ['Atlantis', ''],
  ['EU', ''],
  ['XX', ''],
  ['', ''],
])('a country written as “%s” goes to a platform as “%s”', (said, code) => {
  expect(countryCode(said)).toBe(code);
});

test('headers are exactly those that the platforms take', () => {
  const headers = Object.fromEntries(
    platforms.map((each) => [each, platformFile(each, persona, [], en.exports.warnings).text]),
  );
  expect(headers).toEqual({
    google: 'Email,First Name,Last Name,Country,Zip,Phone\r\n',
    linkedin:
      'companyname,companywebsite,companyemaildomain,linkedincompanypageurl,stocksymbol,industry,city,state,companycountry,zipcode\r\n',
    meta: 'email,phone,fn,ln,ct,st,zip,country\r\n',
    hubspot:
      'Company domain name,Company name,Industry,City,State/Region,Country/Region,Negative Persona,Negative Persona Version,Disqualify Reason,Disqualify Evidence Count,Disqualify Reviewed On\r\n',
  });
});

test('an ad platform gets only customers who consented and whom it could match; the rest are counted', () => {
  const { text, rows, warnings } = platformFile('google', persona, records, en.exports.warnings);
  expect(read(text).slice(1)).toEqual([
    ['ann@example.com', 'Änne', "O'Неил", 'DE', '010115', '+49301234567'],
  ]);
  expect(rows).toBe(1);
  expect(warnings).toEqual([
    '1 of 4 customers have no imported record.',
    '1 customer was left out: no consent=yes in their record.',
    '1 customer was left out: they have neither an email, a phone number with country code, nor a whole address.',
    '1 row is probably too few: Google matched only lists of 1,000 and more in the past.',
  ]);
});

test('umlauts, Cyrillic, quotes, newlines, commas and a leading = survive an independent parser', () => {
  const [, first] = read(platformFile('linkedin', persona, records, en.exports.warnings).text);
  expect(first).toEqual([
    'Name, "a" Ltd',
    'example.com',
    'example.com',
    '',
    '',
    'retail',
    'Berlin\nMitte',
    '=1+1',
    'DE',
    '010115',
  ]);
  expect(platformFile('linkedin', persona, records, en.exports.warnings).text).toContain('"=1+1"');
});

test('any table comes back from an independent parser as it went in', () => {
  const row = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(parse(toCsv(['a', 'b', 'c'], rows), { record_delimiter: '\r\n' })).toEqual([
        ['a', 'b', 'c'],
        ...rows,
      ]);
    }),
  );
});

test('a domain goes out bare, and one that anybody may have goes nowhere', () => {
  const said = ['https://www.Acme.example/de?x=1', ' acme.example ', 'gmail.com', 'no domain'];
  const known = said.map((domain, i) => record(`k${i}`, { ...whole, domain }));
  const columnOf = (platform: 'linkedin' | 'hubspot', column: number) =>
    read(platformFile(platform, persona, known, en.exports.warnings).text)
      .slice(1)
      .map((row) => row[column]);
  expect(columnOf('linkedin', 2)).toEqual(['acme.example', 'acme.example', '', '']);
  expect(columnOf('hubspot', 0)).toEqual(['acme.example', 'acme.example']);
  const { text } = hubspotList(persona, persona.body.disqualifiers, known, en.exports.warnings)!;
  expect(text).toContain('"acme.example"');
  expect(text).not.toMatch(/gmail|www|https|no domain/);
});

test('HubSpot’s list is OR over AND, with the rule whole and the known domains', () => {
  const list = hubspotList(persona, persona.body.disqualifiers, records, en.exports.warnings);
  expect(JSON.parse(list!.text)).toEqual({
    name: 'Negative persona: Bargain Hunter Bob v3',
    objectTypeId: '0-2',
    processingType: 'DYNAMIC',
    filterBranch: {
      filterBranchType: 'OR',
      filterBranchOperator: 'OR',
      filters: [],
      filterBranches: [
        {
          filterBranchType: 'AND',
          filterBranchOperator: 'AND',
          filterBranches: [],
          filters: [
            {
              filterType: 'PROPERTY',
              property: 'industry',
              operation: {
                operationType: 'ENUMERATION',
                operator: 'IS_ANY_OF',
                values: ['RETAIL'],
                includeObjectsWithNoValueSet: false,
              },
            },
            {
              filterType: 'PROPERTY',
              property: 'numberofemployees',
              operation: {
                operationType: 'NUMBER',
                operator: 'IS_GREATER_THAN',
                value: 0,
                includeObjectsWithNoValueSet: false,
              },
            },
            {
              filterType: 'PROPERTY',
              property: 'numberofemployees',
              operation: {
                operationType: 'NUMBER',
                operator: 'IS_LESS_THAN',
                value: 11,
                includeObjectsWithNoValueSet: false,
              },
            },
          ],
        },
        {
          filterBranchType: 'AND',
          filterBranchOperator: 'AND',
          filterBranches: [],
          filters: [
            {
              filterType: 'PROPERTY',
              property: 'domain',
              operation: {
                operationType: 'MULTISTRING',
                operator: 'IS_EQUAL_TO',
                values: ['c.example', 'example.com'],
                includeObjectsWithNoValueSet: false,
              },
            },
          ],
        },
      ],
    },
  });
});

test('part of a rule is never exported: it would exclude more than the persona does', () => {
  const conditions = [rule('industry', 'retail'), rule('budget_fit', 'below')];
  const list = hubspotList(persona, conditions, records, en.exports.warnings);
  expect(list?.text).not.toContain('industry');
  expect(list?.warnings[0]).toContain('known domains only');
  expect(hubspotList(persona, conditions, [], en.exports.warnings)).toBeNull();
});

test('a place is a rule only where we cannot serve it; zip, first name and language never are', () => {
  for (const dimension of ['zip', 'first_name', 'language']) {
    expect(
      hubspotList(
        approved({ ...persona.body, category: 'out_of_reach' }),
        [rule(dimension, 'x')],
        [],
        en.exports.warnings,
      ),
    ).toBeNull();
  }
  expect(hubspotList(persona, [rule('country', 'Atlantis')], [], en.exports.warnings)).toBeNull();
  const far = approved({ ...persona.body, category: 'out_of_reach' });
  expect(hubspotList(far, [rule('country', 'Atlantis')], [], en.exports.warnings)?.text).toContain(
    'Atlantis',
  );
});
