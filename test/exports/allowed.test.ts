import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { allowedRule, mayExclude } from '../../src/exports/allowed.ts';
import { fileName } from '../../src/exports/file-name.ts';
import { toJson, toMarkdown } from '../../src/exports/formats.ts';
import { hubspotList } from '../../src/exports/hubspot.ts';
import { platformFile } from '../../src/exports/platforms.ts';
import { allFormats } from '../../src/exports/run.ts';
import { sheetOf } from '../../src/exports/sheet.ts';
import { en } from '../../src/text/catalogue.ts';
import { approved, claim, counted, rule } from '../lookup/persona.ts';

const never = [
  'zip',
  'Zip code',
  'first_name',
  'language',
  'gender',
  'contact_age',
  'religion',
  'nationality',
];

test.each(never)('%s never excludes anybody outside the house', (dimension) => {
  expect(mayExclude(dimension, true)).toBe(false);
  const persona = approved(
    { id: 'p1', name: 'P', category: 'out_of_reach', disqualifiers: [rule(dimension, 'x', 'secret trait')] },
    { claims: [claim('c1', dimension === 'zip' ? 'gender' : dimension, 'secret value')] },
  );
  const record = {
    key: 'a',
    name: 'A',
    good: false,
    consent: true,
    texts: { domain: 'a.example' },
    numbers: {},
    traits: {},
  };
  const sheet = sheetOf(
    persona,
    { quotes: persona.quotes, said: [] },
    { parent: null, micros: [] },
    ({ value }) => value,
    en,
  );
  const list = hubspotList(persona, persona.body.disqualifiers, [record], en.exports.warnings);
  const files = [
    toMarkdown(sheet),
    toJson(counted(persona), [], [], ''),
    platformFile('hubspot', persona, [record], en.exports.warnings).text,
    list?.text,
  ];
  for (const file of files) expect(file).not.toContain('secret trait');
  expect(list?.text).toContain('a.example');
});

test.each(['country', 'city'])('%s excludes only where we cannot serve it', (dimension) => {
  const body = (category: 'out_of_reach' | 'no_budget') =>
    approved({ id: 'p1', name: 'P', category, disqualifiers: [rule(dimension, 'Atlantis')] }).body;
  expect(allowedRule(body('no_budget'))).toEqual([]);
  expect(allowedRule(body('out_of_reach'))).toHaveLength(1);
});

test('a rule of which a part may not leave is not sent in part: it would exclude more people', () => {
  const rules = [rule('industry', 'retail'), rule('gender', 'x')];
  const persona = approved({ id: 'p1', name: 'P', disqualifiers: rules });
  expect(hubspotList(persona, rules, [], en.exports.warnings)).toBe(null);
  const sheet = sheetOf(
    persona,
    { quotes: [], said: [] },
    { parent: null, micros: [] },
    ({ value }) => value,
    en,
  );
  expect(sheet.parts.flatMap(({ lines }) => lines)).not.toContain('industry: retail');
  expect(toMarkdown(sheet)).toContain('The rule is not in this file');
  expect(JSON.parse(toJson(counted(persona), [], [], ''))).toMatchObject({
    disqualifiers: [],
    ruleWithheld: true,
  });
});

test('names with commas, quotes, newlines, umlauts, Cyrillic and a leading = survive a platform file as they are', () => {
  const name = '=Müller, "Söhne"\nи Ко';
  const persona = approved({ id: 'p1', name: 'P' });
  const record = {
    key: 'a',
    name,
    good: false,
    consent: true,
    texts: { domain: 'a.example' },
    numbers: {},
    traits: {},
  };
  const [header, row] = parse(
    platformFile('linkedin', persona, [record], en.exports.warnings).text,
  ) as string[][];
  expect(header?.[0]).toBe('companyname');
  expect(row?.[0]).toBe(name);
});

test('a buyer persona written by hand leaves with its portrait, without demographics', () => {
  const portrait = { demographics: { age: 'forty' }, challenges: ['too few hours'] };
  const persona = approved({
    id: 'p5',
    name: 'Marketing Mary',
    kind: 'buyer',
    verdict: null,
    portrait: portrait as never,
  });
  const page = toMarkdown(
    sheetOf(
      persona,
      { quotes: persona.quotes, said: [] },
      { parent: null, micros: [] },
      ({ value }) => value,
      en,
    ),
  );
  expect(page).toContain('too few hours');
  expect(page).not.toContain('forty');
});

test('a file that leaves is a name, never a path, whatever its persona is called', () => {
  for (const id of ['../../etc/passwd', 'p1/../..', 'C:\\windows\\p1', 'p1\0.csv', '..']) {
    for (const format of allFormats) {
      const name = fileName(
        { ...approved({ id: 'p1', name: 'Bob' }), id } as ReturnType<typeof approved>,
        format,
      );
      expect(basename(name)).toBe(name);
      expect(name).toMatch(/^[a-z0-9-]+\.(csv|json|html|md)$/);
    }
  }
});

test.each([
  ['Bargain-Hunter Bob', 'bargain-hunter-bob-p2-v3.md'],
  ['Экономный Борис', 'ekonomnyy-boris-p2-v3.md'],
  ['Zoë & Söhne / "AG"', 'zoe-sohne-ag-p2-v3.md'],
  ['../..\\CON', 'con-p2-v3.md'],
  ['客户', 'p2-v3.md'],
  ['x'.repeat(300), `${'x'.repeat(60)}-p2-v3.md`],
])('a file is called after its persona: %s', (name, expected) => {
  expect(fileName(approved({ id: 'p2', name }, { version: 3 }), 'markdown')).toBe(expected);
});
